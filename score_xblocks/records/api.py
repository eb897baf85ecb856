"""Never go past this module: blocks and pages reach enterprises, records and attempts through it and in no other way.

Every argument goes by its name. Nothing that comes back is a row of a table. What is not allowed raises NotAllowed,
whose `key` names a sentence (`message(key, language)`). Nothing here is logged, since all of it is somebody's.
"""

from . import owners
from .messages import MESSAGES
from .messages import text as message
from .models import Institution
from .quizzes import attempts, save_attempt
from .shapes import (
    Attempt,
    Attempts,
    AttemptSaved,
    Change,
    EnterpriseView,
    NoAttemptsLeft,
    NotAllowed,
    Person,
    Place,
    RecordView,
    Saved,
    SavedConflict,
    TeamMember,
)
from .worksheets import save_edits, view_record

__all__ = [
    "MESSAGES",
    "Attempt",
    "AttemptSaved",
    "Attempts",
    "Change",
    "EnterpriseView",
    "NoAttemptsLeft",
    "NotAllowed",
    "Person",
    "Place",
    "RecordView",
    "Saved",
    "SavedConflict",
    "TeamMember",
    "attempts",
    "enterprise_of",
    "message",
    "save_attempt",
    "save_edits",
    "view_record",
]


def enterprise_of(*, user_id: int, org: str) -> EnterpriseView | None:
    """Never show this to anyone but that user. The enterprise in whose team the user is at this institution, if any."""
    institution = Institution.objects.filter(org=org.lower()).first()
    membership = owners.membership_of(user_id, institution) if institution else None
    if membership is None:
        return None
    enterprise = membership.enterprise
    return EnterpriseView(enterprise.pk, enterprise.name, institution.name, owners.team_of(enterprise))
