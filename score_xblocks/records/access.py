"""One record by its number: what a person is towards it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from score_core.worksheet import Worksheet

from . import definitions, owners
from .models import Enterprise, InstitutionRole, Membership, Record, TrainerAssignment
from .permissions import Standing, may_read_record
from .shapes import NotAllowed, Person


@dataclass(frozen=True)
class Access:
    """A record that a person may read, and how the person stands to its owner."""

    record: Record
    worksheet: Worksheet
    standing: Standing

    @property
    def owner_name(self) -> str:
        return self.record.enterprise.name if self.record.enterprise else ""


def identified(person: Person) -> int:
    """The user's id. Raises NotAllowed for nobody, and for staff viewing the course as somebody else."""
    if person.user_id is None:
        raise NotAllowed("sign-in")
    if person.acting_as:
        raise NotAllowed("acting-as")
    return person.user_id


def reach(person: Person, record_id: int, *, light: bool = False) -> Access:
    """The record, in one statement; `light` leaves its cells out until they are asked for.

    Raises NotAllowed with the same words for a record that is not there and one that is not for this person's eyes.
    """
    user_id = identified(person)
    records = with_standing(Record.objects.filter(pk=record_id), user_id)
    record = (records.defer("cells") if light else records).first()
    if record is None:
        raise NotAllowed("no-record")
    worksheet = definitions.of(record.definition)
    standing = standing_to(record, worksheet, person)
    if not may_read_record(standing, worksheet):
        raise NotAllowed("no-record")
    return Access(record, worksheet, standing)


def with_standing(records: QuerySet[Record], user_id: int) -> QuerySet[Record]:
    """The records with their owners and definitions, and what `standing_to` needs to know of the user."""
    return _annotated(records.select_related("institution", "enterprise", "definition"), "enterprise", user_id)


def reach_enterprise(
    person: Person, enterprise_id: int, rule: Callable[[Standing], bool], *, lock: bool = False
) -> Enterprise:
    """The enterprise with its institution, for whom the rule lets; `lock` it inside a transaction.

    Raises NotAllowed with the same words for one that is not there and one that is not this person's.
    """
    user_id = identified(person)
    found = _annotated(Enterprise.objects.filter(pk=enterprise_id), "pk", user_id).select_related("institution").first()
    if found is None or not rule(_standing(found, person)):
        raise NotAllowed("no-enterprise")
    return Enterprise.objects.select_for_update().get(pk=found.pk) if lock else found


def _annotated(rows: QuerySet, enterprise: str, user_id: int) -> QuerySet:
    member = Membership.objects.filter(enterprise=OuterRef(enterprise), user_id=user_id, active=True)
    trainer = TrainerAssignment.objects.filter(enterprise=OuterRef(enterprise), user_id=user_id, active=True)
    role = InstitutionRole.objects.filter(institution=OuterRef("institution"), user_id=user_id, active=True)
    return rows.annotate(
        **{f"my_{name}": Subquery(member.values(name)[:1]) for name in ("role", "side", "is_hr", "is_taskforce")},
        my_trainer=Exists(trainer),
        my_expert=Exists(role.filter(role=InstitutionRole.Role.EXPERT)),
        my_manager=Exists(role.filter(role=InstitutionRole.Role.MANAGER)),
    )


def standing_to(record: Record, worksheet: Worksheet, person: Person) -> Standing:
    """What the person is to the owner of a record that `with_standing` gave."""
    if record.enterprise_id is None:
        own = owners.own_key(person.user_id, record.institution.org, worksheet, record.occasion)
        return Standing(is_self=record.owner == own, is_staff=person.is_platform_staff)
    return _standing(record, person)


def _standing(row: Record | Enterprise, person: Person) -> Standing:
    return Standing(
        role=row.my_role or "",
        side=row.my_side or "",
        is_hr=bool(row.my_is_hr),
        is_taskforce=bool(row.my_is_taskforce),
        is_trainer=row.my_trainer,
        is_expert=row.my_expert,
        is_manager=row.my_manager,
        is_staff=person.is_platform_staff,
    )


def locked(person: Person, record_id: int) -> Access:
    """The record under its row's lock, as it stands until the transaction ends. Raises as `reach` does."""
    record = Record.objects.select_for_update().filter(pk=record_id).first()
    found = reach(person, record_id, light=True)
    if record is None:
        raise NotAllowed("no-record")
    record.institution, record.enterprise = found.record.institution, found.record.enterprise
    if record.definition_id == found.record.definition_id:
        record.definition = found.record.definition
    return Access(record, definitions.of(record.definition), found.standing)
