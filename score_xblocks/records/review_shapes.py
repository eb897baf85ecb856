"""What comes out of reviews through the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from score_core.worksheet import Worksheet


@dataclass(frozen=True)
class Comment:
    """A reviewer's comment. `target` is a cell, a row ("section/row"), a section or "" for the sheet."""

    target: str
    text: str
    by: str
    at: datetime
    round: int


@dataclass(frozen=True)
class Signature:
    """A signature as "worker" (the workers' representative) or "owner". `current`: nothing changed since."""

    signed_as: Literal["worker", "owner"]
    by: str
    at: datetime
    revision: int
    current: bool


@dataclass(frozen=True)
class ReviewStep:
    """One step of a review, for its history: kind as in `reviewing`, `rows` those that it named."""

    kind: str
    round: int
    by: str
    at: datetime
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReviewView:
    """A record's review as one person sees it.

    `state`: draft, submitted, in_review, returned, accepted. `locked`: the key of messages.MESSAGES that says why the
    team can't change the sheet, "" when it can; `locked_rows` are the accepted and verified rows ("section/row"), which
    it can't change either way. `comments` are those sent, newest round last; `draft` those that this reviewer has not
    sent yet. `changed`: cells that differ since the last answer, `before` what they were then. `may`: what this person
    may do now.
    """

    state: str
    round: int
    locked: str
    accepted_rows: frozenset[str] = frozenset()
    verified_rows: frozenset[str] = frozenset()
    comments: tuple[Comment, ...] = ()
    draft: tuple[Comment, ...] = ()
    changed: frozenset[str] = frozenset()
    before: Mapping[str, str] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
    steps: tuple[ReviewStep, ...] = ()
    may: frozenset[str] = frozenset()

    @property
    def locked_rows(self) -> frozenset[str]:
        return self.accepted_rows | self.verified_rows


@dataclass(frozen=True)
class Waiting:
    """A record that waits for a review; `since` is when it was submitted, answered (returned, accepted), or changed."""

    record_id: int
    enterprise: str
    worksheet: Worksheet
    occasion: str
    state: str
    round: int
    since: datetime | None
