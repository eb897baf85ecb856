"""Who may do what: one function a verb. Every page and handler asks these; a hidden button is no protection.

They decide on a `Standing` and a worksheet, and on nothing else, so the whole matrix is tested. What they say:

* A record of one's own is read and written by oneself alone.
* `visible_to: team` is read by the enterprise's active members, its trainers, the institution's expert trainers and
  managers; `hr` by the members on that duty and the owner; `taskforce` by the members on that duty, and not even the
  owner; `owner` by the owner. The platform's staff read all.
* Only members write what an enterprise fills in, as far as they may read it. Only an assigned trainer writes what a
  trainer fills in.
* Whoever views the course as somebody else reads and writes nothing.
"""

from dataclasses import dataclass
from typing import Protocol


class Sheet(Protocol):
    """What is asked of a `score_core.worksheet.Worksheet` here."""

    filled_by: str
    visible_to: str


@dataclass(frozen=True)
class Standing:
    """What somebody is towards a record's owner. `role` is "" for one who is not in the enterprise's team."""

    signed_in: bool = True
    acting_as: bool = False
    is_self: bool = False
    role: str = ""
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
