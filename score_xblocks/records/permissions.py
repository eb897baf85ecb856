"""Who may do what: one function a verb. Every page and handler asks these; a hidden button is no protection.

They decide on a `Standing` and a worksheet, and on nothing else, so the whole matrix is tested. What they say:

* A record of one's own is read and written by oneself alone.
* `visible_to: team` is read by the enterprise's active members, its trainers, the institution's expert trainers and
  managers; `hr` by the members on that duty and the owner; `taskforce` by the members on that duty, and not even the
  owner; `owner` by the owner. The platform's staff read all.
* Only members write what an enterprise fills in, as far as they may read it. Only an assigned trainer writes what a
  trainer fills in.
* The team submits and signs what it writes; the enterprise's trainers and the institution's expert trainers review it,
  as far as they may read it, and nobody reviews what the own team wrote.
* Whoever views the course as somebody else reads and writes nothing.
"""

from dataclasses import dataclass
from typing import Protocol


class Sheet(Protocol):
    """What is asked of a `score_core.worksheet.Worksheet` here."""

    filled_by: str
    visible_to: str


class ReviewedSheet(Sheet, Protocol):
    """The same, where reviews are asked for."""

    review: str
    anonymous: bool


@dataclass(frozen=True)
class Standing:
    """What somebody is towards a record's owner. `role` is "" for one who is not in the enterprise's team."""

    signed_in: bool = True
    acting_as: bool = False
    is_self: bool = False
    role: str = ""
    side: str = ""
    is_hr: bool = False
    is_taskforce: bool = False
    is_trainer: bool = False
    is_expert: bool = False
    is_manager: bool = False
    is_staff: bool = False


def may_read_record(standing: Standing, worksheet: Sheet) -> bool:
    """Whether one may see the answers of this owner on this worksheet."""
    if not standing.signed_in or standing.acting_as:
        return False
    return standing.is_self or standing.is_staff or _may_see(standing, worksheet)


def may_write_record(standing: Standing, worksheet: Sheet) -> bool:
    """Whether one may change the answers of this owner on this worksheet."""
    if not standing.signed_in or standing.acting_as:
        return False
    if worksheet.filled_by == "trainer":
        return standing.is_trainer and may_read_record(standing, worksheet)
    if standing.is_self:
        return True
    return bool(standing.role) and worksheet.filled_by == "enterprise" and _may_see(standing, worksheet)


def may_submit(standing: Standing, worksheet: ReviewedSheet) -> bool:
    """Whether one may ask for a review of this owner's worksheet, and withdraw it: whoever of the team writes it."""
    reviewed = worksheet.review != "none" and worksheet.filled_by == "enterprise"
    return reviewed and bool(standing.role) and may_write_record(standing, worksheet)


def may_review(standing: Standing, worksheet: ReviewedSheet) -> bool:
    """Whether one may comment on this owner's worksheet, return it, accept it, and verify its rows.

    The enterprise's trainers and the institution's expert trainers, where they may read it; nobody their own team's.
    """
    reviewed = worksheet.review != "none" and worksheet.filled_by == "enterprise"
    trains = (standing.is_trainer or standing.is_expert) and not standing.role and not standing.is_self
    return reviewed and trains and may_read_record(standing, worksheet)


def may_reopen(standing: Standing, worksheet: ReviewedSheet) -> bool:
    """Whether one may open again what was accepted: whoever may review it."""
    return may_review(standing, worksheet)


def may_sign_worker(standing: Standing, worksheet: ReviewedSheet) -> bool:
    """Whether one may sign for the workers: a member on their side who may write the worksheet and is not the owner."""
    signs = standing.side == "worker" and standing.role in ("member", "leader")
    return signs and not worksheet.anonymous and may_submit(standing, worksheet)


def may_sign_owner(standing: Standing, worksheet: ReviewedSheet) -> bool:
    """Whether one may sign for the enterprise: its owner."""
    return standing.role == "owner" and not worksheet.anonymous and may_submit(standing, worksheet)


def may_join(standing: Standing) -> bool:
    """Whether one may join a team of the institution: whoever is in none of its teams."""
    return standing.signed_in and not standing.acting_as and not standing.role


def may_leave(standing: Standing) -> bool:
    """Whether one may leave the team: whoever is in it."""
    return standing.signed_in and not standing.acting_as and bool(standing.role)


def may_invite(standing: Standing) -> bool:
    """Whether one may see, renew and switch off the enterprise's join code."""
    invites = standing.role in ("leader", "owner") or standing.is_trainer or standing.is_manager or standing.is_staff
    return standing.signed_in and not standing.acting_as and invites


def may_see_team(standing: Standing) -> bool:
    """Whether one may see who is in the enterprise's team, and how it is made up."""
    sees = standing.role or standing.is_trainer or standing.is_expert or standing.is_manager or standing.is_staff
    return standing.signed_in and not standing.acting_as and bool(sees)


def may_administer(standing: Standing) -> bool:
    """Whether one may make enterprises of the institution, add people to them and assign their trainers."""
    return standing.signed_in and not standing.acting_as and (standing.is_manager or standing.is_staff)


def _may_see(standing: Standing, worksheet: Sheet) -> bool:
    match worksheet.visible_to:
        case "team":
            return bool(standing.role) or standing.is_trainer or standing.is_expert or standing.is_manager
        case "hr":
            return bool(standing.role) and (standing.is_hr or standing.role == "owner")
        case "taskforce":
            return bool(standing.role) and standing.is_taskforce
        case "owner":
            return standing.role == "owner"
    return False
