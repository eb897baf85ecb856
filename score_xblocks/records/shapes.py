"""What goes in and out through the door: plain values, so that no caller ever holds a row of a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from score_core.answers import Edit
from score_core.messages import Message
from score_core.worksheet import Worksheet

from .review_shapes import ReviewView


class NotAllowed(Exception):
    """Refused. `key` names one of messages.MESSAGES, the sentence to show."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class NoAttemptsLeft(NotAllowed):
    """All attempts are used."""

    def __init__(self) -> None:
        super().__init__("no-attempts-left")


@dataclass(frozen=True)
class Person:
    """Who asks. `user_id` None is nobody; `acting_as` is staff viewing the course as this user.

    `is_staff` is a course's staff, which sees no enterprise by it; `is_platform_staff` runs the site and reads all.
    """

    user_id: int | None
    is_staff: bool = False
    acting_as: bool = False
    is_platform_staff: bool = False


@dataclass(frozen=True)
class Place:
    """Where in the courses a block stands: the course's organisation, and its keys as text."""

    org: str
    course_key: str
    usage_key: str


@dataclass(frozen=True)
class TeamMember:
    """Somebody of the enterprise: side manager | worker, role member | leader | owner."""

    user_id: int
    name: str
    side: str
    role: str


@dataclass(frozen=True)
class Change:
    """Who changed something, and when. `by` is "" where no person is kept."""

    by: str
    at: datetime


@dataclass(frozen=True)
class AttachmentView:
    """A photo (kind jpeg) or file (pdf, xlsx, docx) of a cell; `id` stands in the cell's value. Bytes and pixels."""

    id: str
    cell: str
    kind: str
    size: int
    width: int
    height: int
    caption: str
    name: str
    by: str
    at: datetime

    @property
    def is_photo(self) -> bool:
        return self.kind == "jpeg"


@dataclass(frozen=True)
class AttachmentFile:
    """What is stored of an attachment."""

    view: AttachmentView
    content_type: str
    content: bytes


class Other(NamedTuple):
    """Another sheet of the same owner: its definition, and its cells."""

    worksheet: Worksheet
    cells: dict[str, str]


@dataclass(frozen=True)
class Others:
    """The sheets that a worksheet names: those that it reads, by alias, and all (without occasion) by their key.

    Those that this person may not see, or that nobody has filled in yet, are missing.
    """

    read: Mapping[str, Other] = field(default_factory=dict)
    by_key: Mapping[str, Other] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordView:
    """A record as one person may see it. `message`: the key of what to say when it can't be written, else "".

    `record_id` is None before the first save. `review` is None where the worksheet asks for none. `newer` is the
    definition that the cells belong to, where the record has been written under a later version than the one asked for.
    """

    owner: Literal["enterprise", "person", "nobody"]
    owner_name: str
    cells: dict[str, str]
    revision: int
    may_write: bool
    team: tuple[TeamMember, ...]
    last: Change | None
    today: date
    message: str = ""
    record_id: int | None = None
    review: ReviewView | None = None
    attachments: tuple[AttachmentView, ...] = ()
    others: Others = Others()
    newer: Worksheet | None = None


@dataclass(frozen=True)
class SavedConflict:
    """An edit that was not applied: what the cell holds now, and who wrote that when."""

    edit: Edit
    current: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Saved:
    """The record after a save. `applied` names the repeated edits, too: they are stored.

    `before` is what the cells were before it; `newer` as in RecordView. `team` is named only where a conflict is about
    a cell that names people.
    """

    cells: dict[str, str]
    revision: int
    applied: tuple[str, ...]
    conflicts: tuple[SavedConflict, ...]
    refused: Mapping[str, Message]
    today: date
    record_id: int | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    others: Others = Others()
    newer: Worksheet | None = None
    team: tuple[TeamMember, ...] = ()


@dataclass(frozen=True)
class OpenRecord:
    """A record that a page opens by its number: the worksheet that its cells belong to, its source, and the record."""

    worksheet: Worksheet
    text: str
    occasion: str
    institution: str
    org: str
    view: RecordView


@dataclass(frozen=True)
class Promoted:
    """A row that became a row of another sheet: that sheet, where the row stands there, whether it is new there."""

    worksheet: Worksheet
    record_id: int
    section: str
    row: str
    new: bool


@dataclass(frozen=True)
class CellChange:
    """What a cell holds now, and who wrote it when ("" where no person is kept)."""

    cell: str
    value: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Changes:
    """What others changed. `complete` is False when there is too much of it: load the record anew.

    `worksheet` is the one that the cells belong to: of a later version than the page's, the page is to be loaded anew.
    `review_step` grows with each step of the review; `state` is its state, "" where there is none.
    """

    record_id: int
    revision: int
    review_step: int
    state: str
    worksheet: Worksheet
    today: date
    cells: tuple[CellChange, ...]
    complete: bool = True


@dataclass(frozen=True)
class HistoryEntry:
    """One applied edit: from what to what; `version` is the definition's that cell and values belong to."""

    id: int
    cell: str
    before: str
    after: str
    by: str
    at: datetime
    version: int
    course_key: str


@dataclass(frozen=True)
class HistoryPage:
    """Entries, the newest first; `next` goes on below them, None at the end."""

    entries: tuple[HistoryEntry, ...]
    next: int | None


@dataclass(frozen=True)
class OccasionView:
    """One filling of a worksheet: when it was begun, how far it is."""

    occasion: str
    record_id: int
    first: date
    changed: date
    revision: int
    done: bool


@dataclass(frozen=True)
class Attempt:
    """One stored attempt."""

    attempt_id: str
    score: float
    max_score: float
    answers: dict[str, Any]
    at: datetime


@dataclass(frozen=True)
class Attempts:
    """A person's attempts at one quiz in one course run. The best has the highest share of its maximum."""

    used: int
    best_score: float | None
    best_max: float | None
    last: Attempt | None


@dataclass(frozen=True)
class AttemptSaved:
    """What is stored of an attempt; when it was sent before, `repeated`, and the first one's score stands."""

    attempts_used: int
    best_score: float
    best_max: float
    repeated: bool
    score: float
    max_score: float


@dataclass(frozen=True)
class Balance:
    """How a team is made up. `women` and `men` are None below five members: nobody is to be read out of a total.

    `hints` are keys of messages.MESSAGES: what the team may lack.
    """

    members: int
    managers: int
    workers: int
    women: int | None
    men: int | None
    hints: tuple[str, ...]


@dataclass(frozen=True)
class OwnRecord:
    """A record that a person filled in alone, of a worksheet that is a team's; `filled` counts its filled cells."""

    record_id: int
    worksheet: Worksheet
    occasion: str
    filled: int
    changed: datetime


@dataclass(frozen=True)
class Brought:
    """What became of a record that was taken along: `done` when nothing of it is left to decide."""

    worksheet: Worksheet
    saved: Saved
    done: bool


@dataclass(frozen=True)
class EnterpriseView:
    """An enterprise and its team."""

    enterprise_id: int
    name: str
    institution: str
    team: tuple[TeamMember, ...]
