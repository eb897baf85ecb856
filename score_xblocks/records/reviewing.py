"""The law of a review: its state is what its events add up to. Plain values; `reviews` keeps them.

    draft -> submitted -> in_review -> returned -> submitted -> … -> accepted

A sheet that is reviewed as a whole (`review: sheet`) is closed to its team from submitting to the answer, and once it
is accepted. In a register (`review: row`) the accepted and verified rows are closed, at any time, and nothing else is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from score_core.answers import AT, address

DRAFT, SUBMITTED, IN_REVIEW, RETURNED, ACCEPTED = "draft", "submitted", "in_review", "returned", "accepted"
STATES = (DRAFT, SUBMITTED, IN_REVIEW, RETURNED, ACCEPTED)
KINDS = ("submit", "withdraw", "begin", "draft", "return", "accept", "reopen", "accept_rows", "verify_rows", "sign")
SENT = ("return", "accept", "reopen")
"""Events that bring the reviewer's comments to the team."""
LOCKED = {SUBMITTED: "locked-submitted", IN_REVIEW: "locked-in-review", ACCEPTED: "locked-accepted"}


@dataclass(frozen=True)
class Review:
    """Where a review stands. `answered` is the record's revision at the last answer; `before` the state before submit.

    Rows are named "section/row".
    """

    state: str = DRAFT
    round: int = 0
    answered: int = 0
    before: str = DRAFT
    accepted: frozenset[str] = frozenset()
    verified: frozenset[str] = frozenset()

    def to_text(self) -> str:
        """The review as a table keeps it."""
        plain = {**vars(self), "accepted": sorted(self.accepted), "verified": sorted(self.verified)}
        return json.dumps(plain, separators=(",", ":"))

    def locked(self, mode: str) -> str:
        """The key of the message that says why the team can't change a sheet of this `review`; "" when it can."""
        return LOCKED.get(self.state, "") if mode == "sheet" else ""

    def locks(self, mode: str, cell: str) -> str:
        """The key of the message that says why the team can't change this cell; "" when it can.

        The order of rows is nobody's work: closed rows may be moved.
        """
        if mode == "sheet":
            return self.locked(mode)
        place = address(cell)
        closed = place is not None and place.field != AT and row_of(cell) in self.accepted | self.verified
        return "locked-accepted" if mode == "row" and closed else ""


def from_text(text: str) -> Review:
    """The review that `to_text` wrote; the first state from ""."""
    if not text:
        return Review()
    plain = json.loads(text)
    return Review(**plain | {name: frozenset(plain[name]) for name in ("accepted", "verified")})


def row_of(cell: str) -> str:
    """The row of a cell's address, "section/row"; "" when it stands in none."""
    place = address(cell)
    return f"{place.section}/{place.row}" if place and place.row else ""


def possible(review: Review, kind: str, mode: str) -> bool:
    """Whether an event of this kind may come next, in a sheet reviewed in this mode ("sheet" or "row")."""
    match kind:
        case "submit":
            return review.state in (DRAFT, RETURNED) or (mode == "row" and review.state == ACCEPTED)
        case "withdraw" | "begin":
            return review.state == SUBMITTED
        case "draft" | "return" | "accept":
            return review.state == IN_REVIEW
        case "reopen":
            return review.state == ACCEPTED or bool(review.accepted | review.verified)
        case "accept_rows" | "verify_rows":
            return mode == "row"
        case "sign":
            return True
    return False


def after(review: Review, kind: str, revision: int, data: Mapping) -> Review:
    """The review after an event; `revision` is the record's, `data["rows"]` names rows."""
    rows = frozenset(data.get("rows", ()))
    match kind:
        case "submit":
            return replace(review, state=SUBMITTED, round=review.round + 1, before=review.state)
        case "withdraw":
            return replace(review, state=review.before, round=review.round - 1)
        case "begin":
            return replace(review, state=IN_REVIEW)
        case "return":
            return replace(review, state=RETURNED, answered=revision)
        case "accept":
            return replace(review, state=ACCEPTED, answered=revision, accepted=review.accepted | rows)
        case "reopen" if rows:
            return replace(review, accepted=review.accepted - rows, verified=review.verified - rows)
        case "reopen":
            state = RETURNED if review.state == ACCEPTED else review.state
            return replace(review, state=state, accepted=frozenset(), verified=frozenset())
        case "accept_rows":
            return replace(review, accepted=review.accepted | rows)
        case "verify_rows":
            return replace(review, verified=review.verified | rows)
    return review
