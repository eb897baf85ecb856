"""Institutions, enterprises, and who is what in them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from ..keys import CODE_LENGTH, time_zone
from .base import key_field, user_field


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
    join_code = models.CharField(
        max_length=CODE_LENGTH, unique=True, null=True, blank=True, help_text="Lets people join. Empty: nobody can."
    )

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


class JoinTries(models.Model):
    """When somebody tried join codes in the last hour: the row that is locked while a try is counted.

    .. pii: When a person tried to join a team. Removed by retirement.on_user_retired.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    times = models.TextField(default="[]")

    class Meta:
        app_label = "score_records"

    def __str__(self) -> str:
        return f"tries {self.pk}"


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
