"""Never go past this module: blocks and pages reach enterprises, records and attempts through it and in no other way.

Every argument goes by its name. Nothing that comes back is a row of a table. What is not allowed raises NotAllowed,
whose `key` names a sentence (`message(key, language)`). Nothing here is logged, since all of it is somebody's.
"""

from . import owners
from .attachments import caption_attachment, read_attachment, remove_attachment, see_attachment, store_attachment
from .bringing import bring, own_records
from .changes import changes_since, find_record, history, members_of, occasions
from .definitions import known_worksheet
from .messages import MESSAGES
from .messages import text as message
from .promotions import promote
from .quizzes import attempts, best_share, save_attempt
from .review_shapes import Comment, ReviewStep, ReviewView, Signature, Waiting
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
    write_comment,
)
from .shapes import (
    AttachmentFile,
    AttachmentView,
    Attempt,
    Attempts,
    AttemptSaved,
    Balance,
    Brought,
    CellChange,
    Change,
    Changes,
    EnterpriseView,
    HistoryEntry,
    HistoryPage,
    NoAttemptsLeft,
    NotAllowed,
    OccasionView,
    OpenRecord,
    Other,
    Others,
    OwnRecord,
    Person,
    Place,
    Promoted,
    RecordView,
    Saved,
    SavedConflict,
    TeamMember,
)
from .teams import balance, end_join_code, join, join_code, leave, renew_join_code
from .worksheets import open_record, save_edits, view_record

__all__ = [
    "AttachmentFile",
    "AttachmentView",
    "Attempt",
    "AttemptSaved",
    "Attempts",
    "Balance",
    "Brought",
    "CellChange",
    "Change",
    "Changes",
    "Comment",
    "EnterpriseView",
    "HistoryEntry",
    "HistoryPage",
    "MESSAGES",
    "NoAttemptsLeft",
    "NotAllowed",
    "OccasionView",
    "OpenRecord",
    "Other",
    "Others",
    "OwnRecord",
    "Person",
    "Place",
    "Promoted",
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
    "best_share",
    "balance",
    "begin_review",
    "bring",
    "caption_attachment",
    "changes_since",
    "end_join_code",
    "enterprise_of",
    "find_record",
    "history",
    "join",
    "known_worksheet",
    "join_code",
    "leave",
    "members_of",
    "message",
    "occasions",
    "open_record",
    "own_records",
    "promote",
    "read_attachment",
    "remove_attachment",
    "renew_join_code",
    "reopen",
    "return_for_changes",
    "save_attempt",
    "save_edits",
    "save_review",
    "see_attachment",
    "sign",
    "store_attachment",
    "submit",
    "verify_rows",
    "view_record",
    "waiting",
    "withdraw",
    "write_comment",
]


def enterprise_of(*, user_id: int, org: str) -> EnterpriseView | None:
    """Never show this to anyone but that user. The enterprise in whose team the user is at this institution, if any."""
    membership = owners.membership_of(user_id, org.lower())
    if membership is None:
        return None
    enterprise = membership.enterprise
    return EnterpriseView(enterprise.pk, enterprise.name, enterprise.institution.name, owners.team_of(enterprise))
