"""Whose record a worksheet is, for one person at one place in the courses."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from django.utils.crypto import salted_hmac

from score_core.worksheet import Worksheet

from .keys import is_slug
from .models import Enterprise, Institution, Membership, Record, TrainerAssignment
from .permissions import Standing, may_read_record, may_write_record
from .shapes import NotAllowed, Person, Place, TeamMember


@dataclass(frozen=True)
class Owner:
    """Who owns the record, how the person stands to it, and the key of what to say when it can't be written."""

    kind: Literal["enterprise", "person", "nobody"]
    institution: Institution | None = None
    enterprise: Enterprise | None = None
    person_id: int | None = None
    key: str = ""
    standing: Standing = Standing()
    message: str = ""

    @property
    def name(self) -> str:
        return self.enterprise.name if self.enterprise else ""


def find(person: Person, place: Place, worksheet: Worksheet, occasion: str) -> Owner:
    """The owner of the record that this person sees at this place. Reads only.

    In a course everybody stands as what they are in the enterprise: being staff adds nothing.
    Raises NotAllowed when the worksheet is not for this person's eyes, or a key is not allowed.
    """
    org = place.org.lower()
    if not (is_slug(org) and is_slug(worksheet.key) and (occasion == "" or is_slug(occasion))):
        raise NotAllowed("bad-key")
    if person.user_id is None:
        return Owner("nobody", institution_of(org), message="sign-in")
    if person.acting_as:
        return Owner("nobody", institution_of(org), message="acting-as")
    if worksheet.filled_by == "trainer":
        owner = _trainers_owner(person.user_id, org, worksheet)
    else:
        owner = _owner(person.user_id, org, worksheet, occasion)
    if owner.kind != "nobody" and not may_read_record(owner.standing, worksheet):
        raise NotAllowed(f"only-{worksheet.visible_to}")
    return owner


def institution_of(org: str) -> Institution | None:
    """The institution of a course organisation in lower case."""
    return Institution.objects.filter(org=org).first()


def record_key(owner: Owner, worksheet: Worksheet, occasion: str) -> dict[str, object]:
    """What tells a record from all others."""
    return {"institution": owner.institution, "owner": owner.key, "worksheet_key": worksheet.key, "occasion": occasion}


def find_record(owner: Owner, worksheet: Worksheet, occasion: str) -> Record | None:
    """The owner's record, as it stands; None before the first save."""
    if owner.kind == "nobody" or owner.institution is None:
        return None
    return Record.objects.filter(**record_key(owner, worksheet, occasion)).select_related("definition").first()


def membership_of(user_id: int, org: str) -> Membership | None:
    """The person's one active membership in the institution of this organisation, with both."""
    active = Membership.objects.filter(user_id=user_id, institution__org=org, active=True)
    return active.select_related("enterprise__institution").first()


def team_of(enterprise: Enterprise) -> tuple[TeamMember, ...]:
    """The enterprise's active members, in the order in which they joined."""
    members = Membership.objects.filter(enterprise=enterprise, active=True, user__isnull=False)
    return tuple(
        TeamMember(m.user_id, name_of(m.user), m.side, m.role) for m in members.select_related("user").order_by("id")
    )


def name_of(user: AbstractUser | None) -> str:
    """What a user is called on a team's pages; "" where no person is kept."""
    return (user.get_full_name() or user.get_username()) if user else ""


def local_time(at: datetime, institution: Institution) -> datetime:
    """The same moment on the institution's clock."""
    return timezone.localtime(at, ZoneInfo(institution.time_zone))


def today_in(institution: Institution | None) -> date:
    """Which day it is where the institution is."""
    return timezone.localdate(timezone=ZoneInfo(institution.time_zone) if institution else None)


def own_key(user_id: int | None, org: str, worksheet: Worksheet, occasion: str) -> str:
    """The `owner` of a person's own record."""
    return _pseudonym(user_id, org, worksheet.key, occasion) if worksheet.anonymous else f"person-{user_id}"


def _owner(user_id: int, org: str, worksheet: Worksheet, occasion: str) -> Owner:
    if worksheet.filled_by == "enterprise" and (membership := membership_of(user_id, org)):
        return _team(membership, worksheet)
    key = own_key(user_id, org, worksheet, occasion)
    person_id = None if worksheet.anonymous else user_id
    return Owner("person", institution_of(org), person_id=person_id, key=key, standing=Standing(is_self=True))


def _trainers_owner(user_id: int, org: str, worksheet: Worksheet) -> Owner:
    assignments = TrainerAssignment.objects.filter(user_id=user_id, active=True, enterprise__institution__org=org)
    trained = [a.enterprise for a in assignments.select_related("enterprise__institution").order_by("id")[:2]]
    if len(trained) == 1:
        return _enterprise(trained[0], Standing(is_trainer=True), worksheet)
    if trained:
        return Owner("nobody", trained[0].institution, message="trainer-of-several")
    if membership := membership_of(user_id, org):
        return _team(membership, worksheet)
    return Owner("nobody", institution_of(org), message="trainer-without-enterprise")


def _team(membership: Membership, worksheet: Worksheet) -> Owner:
    standing = Standing(
        role=membership.role, side=membership.side, is_hr=membership.is_hr, is_taskforce=membership.is_taskforce
    )
    return _enterprise(membership.enterprise, standing, worksheet)


def _enterprise(enterprise: Enterprise, standing: Standing, worksheet: Worksheet) -> Owner:
    message = "" if may_write_record(standing, worksheet) else "only-trainer-writes"
    key = f"enterprise-{enterprise.pk}"
    return Owner("enterprise", enterprise.institution, enterprise, None, key, standing, message)


def _pseudonym(user_id: int | None, *place: str) -> str:
    """Lets a person find an anonymous sheet of theirs again, while the tables alone don't say whose it is.

    It hangs on SECRET_KEY: with a new one everybody begins anew.
    """
    return "anonymous-" + salted_hmac("score_records.owners", "/".join((str(user_id), *place))).hexdigest()
