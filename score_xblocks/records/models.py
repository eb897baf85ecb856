"""The tables. Nobody but this package reads or writes them: use `api`.

Unique keys hold lower-case slugs only (see `keys`). `active` is True or NULL, never False: NULLs don't collide, so one
active row stands beside any number of ended ones, on MySQL too. JSON lies in text columns, for the same reason.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from .keys import KEY_LENGTH, slug, time_zone

USAGE_KEY_LENGTH = 255
CELL_LENGTH = 200
UUID_LENGTH = 36


def key_field(**options) -> models.CharField:
    return models.CharField(max_length=KEY_LENGTH, validators=[slug], **options)


def user_field(on_delete=models.SET_NULL, **options) -> models.ForeignKey:
    """A person. Whoever is deleted leaves what the enterprise needs behind, without a name."""
    null = on_delete is models.SET_NULL
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=on_delete, null=null, blank=null, related_name="+", **options
    )


class Institution(models.Model):
    """A training institution: the organisation of its courses.

    .. no_pii:
    """

    org = key_field(unique=True, help_text="The organisation in the course key, in lower case.")
    name = models.CharField(max_length=200)
    time_zone = models.CharField(
        max_length=64, default="Asia/Jakarta", validators=[time_zone], help_text="Decides which day today is."
    )

    class Meta:
        app_label = "score_records"

    def __str__(self) -> str:
        return self.name


class Enterprise(models.Model):
    """A factory, which owns its worksheets' records.

    .. no_pii:
    """

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="enterprises")
    key = key_field()
    name = models.CharField(max_length=200)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "score_records"
        constraints = [models.UniqueConstraint(fields=["institution", "key"], name="score_enterprise_key")]

    def __str__(self) -> str:
        return self.name


class Ending(models.Model):
    """Something that holds until it is ended, and stays in the books afterwards."""

    active = models.BooleanField(null=True, blank=True, default=True, choices=[(True, "active"), (None, "ended")])
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "score_records"
        abstract = True

    def rivals(self) -> models.QuerySet:
        """Those of which one may be active, by person and the rest of the key."""
        raise NotImplementedError

    def clean(self) -> None:
        rivals = self.rivals().filter(user_id=self.user_id, active=True).exclude(pk=self.pk)
        if self.active and self.user_id and rivals.exists():
            raise ValidationError("This person is active already, here or in an enterprise beside it: end that first.")

    def save(self, *args, **kwargs) -> None:
        self.active = self.active or None
        if self.active is None and self.until is None:
            self.until = timezone.now()
        super().save(*args, **kwargs)

    def end(self) -> None:
        """End it now."""
        self.active = None
        self.save()


class Membership(Ending):
    """Somebody of an enterprise. One active membership a person and institution.

    .. pii: Whom a person works for, on which side, and their gender. Ended and blanked by retirement.on_user_retired.
    .. pii_types: id, gender, other
    .. pii_retirement: local_api
    """

    class Side(models.TextChoices):
        MANAGER = "manager"
        WORKER = "worker"

    class Role(models.TextChoices):
        MEMBER = "member"
        LEADER = "leader"
        OWNER = "owner"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+", editable=False)
    user = user_field()
    side = models.CharField(max_length=10, choices=Side.choices)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    is_hr = models.BooleanField(default=False, help_text="Sees the worksheets on wages, health and staff.")
    is_taskforce = models.BooleanField(default=False, help_text="Sees the worksheets of the task force on harassment.")
    gender = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        app_label = "score_records"
        constraints = [
            models.UniqueConstraint(fields=["user", "institution", "active"], name="score_one_active_membership")
        ]

    def save(self, *args, **kwargs) -> None:
        self.institution_id = self.enterprise.institution_id
        super().save(*args, **kwargs)

    def rivals(self) -> models.QuerySet:
        return Membership.objects.filter(institution_id=self.enterprise.institution_id)

    def __str__(self) -> str:
        return f"membership {self.pk}"


class TrainerAssignment(Ending):
    """A trainer of an enterprise.

    .. pii: Who trains whom. Ended and blanked by retirement.on_user_retired.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="trainers")
    user = user_field()

    class Meta:
        app_label = "score_records"
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "user", "active"], name="score_one_active_assignment")
        ]

    def rivals(self) -> models.QuerySet:
        return TrainerAssignment.objects.filter(enterprise_id=self.enterprise_id)

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class InstitutionRole(Ending):
    """What somebody is in an institution: an expert trainer, who sees all its enterprises, or one who runs it.

    .. pii: Who works for an institution. Ended and blanked by retirement.on_user_retired.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    class Role(models.TextChoices):
        EXPERT = "expert"
        MANAGER = "manager"

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="roles")
    user = user_field()
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        app_label = "score_records"
        constraints = [
            models.UniqueConstraint(fields=["institution", "user", "role", "active"], name="score_one_active_role")
        ]

    def rivals(self) -> models.QuerySet:
        return InstitutionRole.objects.filter(institution_id=self.institution_id, role=self.role)

    def __str__(self) -> str:
        return f"role {self.pk}"


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

    class Meta:
        app_label = "score_records"
        constraints = [models.UniqueConstraint(fields=["record", "edit_id"], name="score_edit_once")]
        indexes = [models.Index(fields=["record", "cell"], name="score_edit_cell")]

    def __str__(self) -> str:
        return f"edit {self.pk}"


class QuizRecord(models.Model):
    """One person's attempts at one quiz in one course run: the row that is locked while an attempt is counted.

    .. pii: Which quizzes a person answered. Removed by retirement.on_user_retired.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    class Purpose(models.TextChoices):
        PRACTICE = "practice"
        GRADED = "graded"
        PRE = "pre"
        POST = "post"

    user = user_field(on_delete=models.CASCADE)
    course_key = models.CharField(max_length=USAGE_KEY_LENGTH)
    quiz_key = key_field()
    purpose = models.CharField(max_length=10, choices=Purpose.choices)

    class Meta:
        app_label = "score_records"
        constraints = [
            models.UniqueConstraint(fields=["user", "course_key", "quiz_key", "purpose"], name="score_quiz_record_key")
        ]

    def __str__(self) -> str:
        return f"quiz record {self.pk}"


class QuizAttempt(models.Model):
    """One submitted attempt. Rows are added, never changed.

    .. pii: A person's answers and score. Removed by retirement.on_user_retired.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    quiz_record = models.ForeignKey(QuizRecord, on_delete=models.CASCADE, related_name="attempts")
    attempt_id = models.CharField(max_length=UUID_LENGTH)
    usage_key = models.CharField(max_length=USAGE_KEY_LENGTH)
    answers = models.TextField()
    score = models.FloatField()
    max_score = models.FloatField()
    share = models.FloatField(help_text="score / max_score, 0 when there was nothing to score: orders the attempts.")
    at = models.DateTimeField()

    class Meta:
        app_label = "score_records"
        constraints = [models.UniqueConstraint(fields=["quiz_record", "attempt_id"], name="score_attempt_once")]

    def __str__(self) -> str:
        return f"attempt {self.pk}"
