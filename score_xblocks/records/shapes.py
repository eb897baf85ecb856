"""What goes in and out through the door: plain values, so that no caller ever holds a row of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from score_core.answers import Edit
from score_core.messages import Message


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
    """Who asks. `user_id` None is nobody; `acting_as` is staff viewing the course as this user."""

    user_id: int | None
    is_staff: bool = False
    acting_as: bool = False


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
class RecordView:
    """A record as one person may see it. `message`: the key of what to say when it can't be written, else ""."""

    owner: Literal["enterprise", "person", "nobody"]
    owner_name: str
    cells: dict[str, str]
    revision: int
    may_write: bool
    team: tuple[TeamMember, ...]
    last: Change | None
    today: date
    message: str = ""


@dataclass(frozen=True)
class SavedConflict:
    """An edit that was not applied: what the cell holds now, and who wrote that when."""

    edit: Edit
    current: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Saved:
    """The record after a save. `applied` names the repeated edits, too: they are stored."""

    cells: dict[str, str]
    revision: int
    applied: tuple[str, ...]
    conflicts: tuple[SavedConflict, ...]
    refused: Mapping[str, Message]
    today: date


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
class EnterpriseView:
    """An enterprise and its team."""

    enterprise_id: int
    name: str
    institution: str
    team: tuple[TeamMember, ...]
