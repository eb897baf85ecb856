"""Never go past this module: blocks and pages reach enterprises, records and attempts through it and in no other way.

Every argument goes by its name. Nothing that comes back is a row of a table. What is not allowed raises NotAllowed,
whose `key` names a sentence (`message(key, language)`). Nothing here is logged, since all of it is somebody's.
"""

from . import owners
from .attachments import caption_attachment, read_attachment, remove_attachment, store_attachment
from .changes import changes_since, find_record, history, occasions
from .messages import MESSAGES
from .messages import text as message
from .quizzes import attempts, save_attempt
from .reviews import (
    accept,
    accept_rows,
    begin_review,
    reopen,
    return_for_changes,
    save_review,
    sign,
    submit,
    verify_rows,
    waiting,
    withdraw,
)
from .shapes import (
    AttachmentFile,
    AttachmentView,
    Attempt,
    Attempts,
    AttemptSaved,
    CellChange,
    Change,
    Changes,
    Comment,
    EnterpriseView,
    HistoryEntry,
    HistoryPage,
    NoAttemptsLeft,
    NotAllowed,
    OccasionView,
    OpenRecord,
    Other,
    Others,
    Person,
    Place,
    RecordView,
    ReviewStep,
    ReviewView,
    Saved,
    SavedConflict,
    Signature,
    TeamMember,
    Waiting,
)
from .worksheets import open_record, save_edits, view_record

__all__ = [
    "MESSAGES",
    "Attempt",
    "AttemptSaved",
    "Attempts",
    "AttachmentFile",
    "AttachmentView",
    "CellChange",
    "Change",
    "Changes",
    "Comment",
    "EnterpriseView",
    "HistoryEntry",
    "HistoryPage",
    "NoAttemptsLeft",
    "NotAllowed",
    "OccasionView",
    "OpenRecord",
    "Other",
    "Others",
    "Person",
    "Place",
    "RecordView",
    "ReviewStep",
    "ReviewView",
    "Saved",
    "SavedConflict",
    "Signature",
    "TeamMember",
    "Waiting",
    "accept",
    "accept_rows",
    "attempts",
    "begin_review",
    "caption_attachment",
    "changes_since",
    "enterprise_of",
    "find_record",
    "history",
    "message",
    "occasions",
    "open_record",
    "read_attachment",
    "remove_attachment",
    "reopen",
    "return_for_changes",
    "save_attempt",
    "save_edits",
    "save_review",
    "sign",
    "store_attachment",
    "submit",
    "verify_rows",
    "view_record",
    "waiting",
    "withdraw",
]


def enterprise_of(*, user_id: int, org: str) -> EnterpriseView | None:
    """Never show this to anyone but that user. The enterprise in whose team the user is at this institution, if any."""
    membership = owners.membership_of(user_id, org.lower())
    if membership is None:
        return None
    enterprise = membership.enterprise
    return EnterpriseView(enterprise.pk, enterprise.name, enterprise.institution.name, owners.team_of(enterprise))
