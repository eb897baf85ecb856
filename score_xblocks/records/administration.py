"""Making institutions and enterprises, and saying who is what in them. Never a way to answers: those are behind `api`.

Every function may be called again with the same arguments and changes nothing then; a Refusal says in one sentence why
something can't be done.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction

from . import keys
from .models import Enterprise, Institution, InstitutionRole, Membership, TrainerAssignment
from .teams import give_code


class Refusal(Exception):
    """What can't be done, and what to do instead."""


def make_institution(*, org: str, name: str, time_zone: str = "Asia/Jakarta") -> Institution:
    """The institution of a course organisation (any case), made or renamed."""
    if not keys.is_slug(org.lower()):
        raise Refusal(f"'{org}' is no course organisation: use letters, digits, '-', '_' and '.'.")
    try:
        keys.time_zone(time_zone)
    except ValidationError as problem:
        raise Refusal(problem.message) from problem
    values = {"name": name, "time_zone": time_zone}
    return Institution.objects.update_or_create(org=org.lower(), defaults=values)[0]


def make_enterprise(*, org: str, key: str, name: str) -> Enterprise:
    """The institution's enterprise of this key (a lower-case slug), made or renamed."""
    if not keys.is_slug(key):
        raise Refusal(f"'{key}' is no key: use lower-case letters, digits, '-', '_' and '.'.")
    return Enterprise.objects.update_or_create(institution=_institution(org), key=key, defaults={"name": name})[0]


@transaction.atomic
def add_member(
    *,
    org: str,
    key: str,
    username: str,
    side: str,
    role: str = "member",
    is_hr: bool = False,
    is_taskforce: bool = False,
    gender: str = "",
) -> Membership:
    """The user's membership in the enterprise, made or changed. Refuses somebody who is active in another one."""
    enterprise, user = find_enterprise(org=org, key=key), _user(username)
    _one_of(side, Membership.Side.values, "side")
    _one_of(role, Membership.Role.values, "role")
    active = Membership.objects.filter(user=user, institution=enterprise.institution, active=True).first()
    if active and active.enterprise_id != enterprise.pk:
        raise Refusal(f"'{username}' is in the enterprise '{active.enterprise.key}': remove them there first.")
    membership = active or Membership(enterprise=enterprise, user=user)
    membership.side, membership.role, membership.gender = side, role, gender
    membership.is_hr, membership.is_taskforce = is_hr, is_taskforce
    membership.save()
    return membership


def remove_member(*, org: str, key: str, username: str) -> None:
    """End the user's membership in the enterprise. What they wrote stays, and so does the ended membership."""
    enterprise, user = find_enterprise(org=org, key=key), _user(username)
    for membership in Membership.objects.filter(enterprise=enterprise, user=user, active=True):
        membership.end()


def join_code(*, org: str, key: str, renew: bool = False, off: bool = False) -> str:
    """The code that lets people join the enterprise, made anew or switched off when asked to; "" while nobody can."""
    enterprise = find_enterprise(org=org, key=key)
    if off:
        enterprise.join_code = None
        enterprise.save(update_fields=["join_code"])
    elif renew or not enterprise.join_code:
        give_code(enterprise)
    return enterprise.join_code or ""


def assign_trainer(*, org: str, key: str, username: str) -> TrainerAssignment:
    """The user's assignment as a trainer of the enterprise, made when it is not there."""
    assigned = {"enterprise": find_enterprise(org=org, key=key), "user": _user(username), "active": True}
    return TrainerAssignment.objects.get_or_create(**assigned)[0]


def end_assignment(*, org: str, key: str, username: str) -> None:
    """The user is no longer a trainer of the enterprise."""
    assigned = {"enterprise": find_enterprise(org=org, key=key), "user": _user(username), "active": True}
    for assignment in TrainerAssignment.objects.filter(**assigned):
        assignment.end()


def appoint(*, org: str, username: str, role: str) -> InstitutionRole:
    """The user's role in the institution, expert or manager, made when it is not there."""
    _one_of(role, InstitutionRole.Role.values, "role in an institution")
    appointed = {"institution": _institution(org), "user": _user(username), "role": role, "active": True}
    return InstitutionRole.objects.get_or_create(**appointed)[0]


def end_appointment(*, org: str, username: str, role: str) -> None:
    """The user no longer has this role in the institution."""
    appointed = {"institution": _institution(org), "user": _user(username), "role": role, "active": True}
    for appointment in InstitutionRole.objects.filter(**appointed):
        appointment.end()


def institutions(org: str = "") -> list[Institution]:
    """All institutions by their organisation, or that one."""
    return [_institution(org)] if org else list(Institution.objects.order_by("org"))


def _institution(org: str) -> Institution:
    institution = Institution.objects.filter(org=org.lower()).first()
    if institution is None:
        raise Refusal(f"No institution has the organisation '{org}': make it with  make-institution {org} --name NAME")
    return institution


def find_enterprise(*, org: str, key: str) -> Enterprise:
    """The institution's enterprise of this key."""
    institution = _institution(org)
    enterprise = institution.enterprises.filter(key=key).select_related("institution").first()
    if enterprise is None:
        known = ", ".join(institution.enterprises.order_by("key").values_list("key", flat=True)) or "none yet"
        raise Refusal(f"No enterprise of '{org}' has the key '{key}' (there are: {known}).")
    return enterprise


def _user(username: str) -> AbstractUser:
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise Refusal(f"No user has the name '{username}': people register in the LMS first.")
    return user


def _one_of(value: str, values: list[str], what: str) -> None:
    if value not in values:
        raise Refusal(f"'{value}' is no {what}: it is one of {', '.join(values)}.")
