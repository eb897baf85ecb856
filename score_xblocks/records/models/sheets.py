"""What was asked and answered: definitions, records, their history, their reviews and their files."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..keys import KEY_LENGTH, slug
from .base import CELL_LENGTH, USAGE_KEY_LENGTH, UUID_LENGTH, key_field, user_field
from .people import Enterprise, Institution


class Definition(models.Model):
    """What a worksheet asked, word by word, when somebody first wrote under it.

    .. no_pii:
    """

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    key = key_field()
    version = models.IntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    first_seen = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "score_records"
        constraints = [models.UniqueConstraint(fields=["institution", "key", "digest"], name="score_definition_text")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class Record(models.Model):
    """What an owner filled in: one a worksheet and occasion. `cells` is what its history adds up to.

    .. pii: Answers of an enterprise, or of the person who owns the record; the latter are removed by
        retirement.on_user_retired.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    owner = key_field(help_text="Enterprise, person or pseudonym in one column that is never NULL: see `owners`.")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="records")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    worksheet_key = key_field()
    occasion = models.CharField(max_length=KEY_LENGTH, blank=True, default="", validators=[slug])
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="+")
    cells = models.TextField(default="{}")
    revision = models.IntegerField(default=0)
    changed = models.DateTimeField(default=timezone.now)
    review_state = models.CharField(max_length=10, default="draft", db_index=True)
    review = models.TextField(blank=True, default="", help_text="What the review's events add up to.")
    review_step = models.IntegerField(default=0)
    brought = models.DateTimeField(null=True, blank=True, help_text="When its person took it along into a team's.")

    class Meta:
        app_label = "score_records"
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "owner", "worksheet_key", "occasion"], name="score_record_key"
            )
        ]

    def __str__(self) -> str:
        return f"record {self.pk}"


class Edit(models.Model):
    """One applied change of one cell. Rows are added, never changed; retirement takes the person out.

    .. pii: Who changed a cell of a record, and to what. The person is taken out by retirement.on_user_retired;
        anonymous worksheets never store one.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="edits")
    edit_id = models.CharField(max_length=UUID_LENGTH)
    cell = models.CharField(max_length=CELL_LENGTH)
    base = models.TextField()
    value = models.TextField()
    user = user_field()
    course_key = models.CharField(max_length=USAGE_KEY_LENGTH)
    usage_key = models.CharField(max_length=USAGE_KEY_LENGTH)
    at = models.DateTimeField()
    version = models.IntegerField(default=1, help_text="The definition's version that cell and value belong to.")
    revision = models.IntegerField(default=0, help_text="The record's revision that this edit is part of.")

    class Meta:
        app_label = "score_records"
        constraints = [models.UniqueConstraint(fields=["record", "edit_id"], name="score_edit_once")]
        indexes = [
            models.Index(fields=["record", "cell"], name="score_edit_cell"),
            models.Index(fields=["record", "revision"], name="score_edit_revision"),
        ]

    def __str__(self) -> str:
        return f"edit {self.pk}"


class ReviewEvent(models.Model):
    """One step of a record's review. Rows are added, never changed; retirement takes the person out.

    .. pii: Who submitted, reviewed or signed a record, and comments on it. The person is taken out by
        retirement.on_user_retired; anonymous worksheets never store who submitted.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="review_events")
    step = models.IntegerField()
    kind = models.CharField(max_length=20)
    round = models.IntegerField()
    revision = models.IntegerField(help_text="The record's revision that the person saw.")
    data = models.TextField(default="{}")
    version = models.IntegerField(default=1, help_text="The definition's version that rows and cells belong to.")
    user = user_field()
    at = models.DateTimeField()

    class Meta:
        app_label = "score_records"
        constraints = [models.UniqueConstraint(fields=["record", "step"], name="score_review_step")]

    def __str__(self) -> str:
        return f"review event {self.pk}"


class Attachment(models.Model):
    """A photo or file of a record's cell. It lies in the private storage; `removed` says since when it no longer does.

    .. pii: Photos and files of an enterprise, or of the person who owns the record; the latter are removed by
        retirement.on_user_retired, which takes the person out of the former. Places and devices in photos are removed
        when they are stored.
    .. pii_types: id, image, other
    .. pii_retirement: local_api
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="attachments")
    uid = models.CharField(max_length=UUID_LENGTH, unique=True)
    cell = models.CharField(max_length=CELL_LENGTH)
    path = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField(help_text="In bytes.")
    kind = models.CharField(max_length=10)
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)
    version = models.IntegerField(default=1, help_text="The definition's version that the cell belongs to.")
    caption = models.CharField(max_length=300, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    user = user_field()
    at = models.DateTimeField()
    removed = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "score_records"

    def __str__(self) -> str:
        return f"attachment {self.pk}"
