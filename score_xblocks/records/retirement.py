"""What happens to somebody's data when the platform retires their account."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone

from .models import (
    Attachment,
    Edit,
    InstitutionRole,
    JoinTries,
    Membership,
    QuizRecord,
    Record,
    ReviewEvent,
    TrainerAssignment,
)


@transaction.atomic
def on_user_retired(sender: Any, user: AbstractUser, **signal: Any) -> None:
    """Take the person out, and leave the enterprise what is its own. May be called again.

    Records of their own and attempts at quizzes are deleted, with their history, photos and files. Memberships,
    assignments and roles end and lose the person. What they wrote, sent, reviewed and signed in an enterprise's records
    stays, by nobody. Anonymous records never knew them.
    """
    Record.objects.filter(person=user).delete()
    QuizRecord.objects.filter(user=user).delete()
    JoinTries.objects.filter(user=user).delete()
    for model in (Edit, ReviewEvent, Attachment):
        model.objects.filter(user=user).update(user=None)
    Membership.objects.filter(user=user).update(gender="")
    for model in (Membership, TrainerAssignment, InstitutionRole):
        held = model.objects.filter(user=user)
        held.filter(active=True).update(active=None, until=timezone.now())
        held.update(user=None)
