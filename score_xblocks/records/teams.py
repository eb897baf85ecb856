"""Joining and leaving a team, the code that lets people join, and how a team is made up."""

import json
import time

from django.db import IntegrityError, transaction

from . import access, owners
from .keys import code_text, is_slug, new_code
from .models import Enterprise, JoinTries, Membership
from .permissions import Standing, may_invite, may_join, may_leave, may_see_team
from .shapes import Balance, EnterpriseView, NotAllowed, Person

TRIES, HOUR = 10, 3600
"""So many tries to join a person has in so many seconds."""
WITHHELD = 5
"""Below so many members nothing is told of women and men."""
WORKERS, WOMEN = 0.4, 0.3
"""The least shares of a team that nothing is said about."""
GENDERS = ("", "f", "m", "x")


def join(*, person: Person, org: str, code: str, side: str, gender: str = "") -> EnterpriseView:
    """Never tell whether a code exists: wrong, unknown and switched-off ones get one answer. Join a team by its code.

    Side "manager" or "worker"; gender "f", "m", "x" or "" (not said). Whoever comes back joins anew; what was stays in
    the books. Raises NotAllowed: "no-such-code", "too-many-tries", "already-in-team", "bad-request".
    """
    user_id = access.identified(person)
    org = org.lower()
    if side not in Membership.Side.values or gender not in GENDERS or not is_slug(org):
        raise NotAllowed("bad-request")
    current = owners.membership_of(user_id, org)
    if not may_join(Standing(role=current.role if current else "")):
        raise NotAllowed("already-in-team")
    _count_try(user_id)
    clean = code_text(code)
    found = Enterprise.objects.filter(institution__org=org, join_code=clean) if clean else Enterprise.objects.none()
    enterprise = found.select_related("institution").first()
    if enterprise is None:
        raise NotAllowed("no-such-code")
    try:
        with transaction.atomic():
            Membership.objects.create(enterprise=enterprise, user_id=user_id, side=side, gender=gender)
    except IntegrityError:
        raise NotAllowed("already-in-team") from None
    return EnterpriseView(enterprise.pk, enterprise.name, enterprise.institution.name, owners.team_of(enterprise))


def leave(*, person: Person, org: str) -> None:
    """Never takes anything away from the team: what was written stays there. Leave the team of this institution.

    Raises NotAllowed "no-team" for one who is in none.
    """
    membership = owners.membership_of(access.identified(person), org.lower())
    if membership is None or not may_leave(Standing(role=membership.role)):
        raise NotAllowed("no-team")
    membership.end()


def join_code(*, person: Person, enterprise_id: int) -> str:
    """Never show this to all members. The code that lets people join, "" while nobody can.

    Like the two below for the team's leaders and owners, its trainers, and those who run the institution; raises
    NotAllowed "no-enterprise" for others.
    """
    return access.reach_enterprise(person, enterprise_id, may_invite).join_code or ""


def renew_join_code(*, person: Person, enterprise_id: int) -> str:
    """Never needed but when strangers know the old one: it is worth nothing from now on. A new code, or the first."""
    with transaction.atomic():
        enterprise = access.reach_enterprise(person, enterprise_id, may_invite, lock=True)
        return give_code(enterprise)


def end_join_code(*, person: Person, enterprise_id: int) -> None:
    """Never ends anybody's membership. Nobody can join by a code until there is a new one."""
    with transaction.atomic():
        enterprise = access.reach_enterprise(person, enterprise_id, may_invite, lock=True)
        enterprise.join_code = None
        enterprise.save(update_fields=["join_code"])


def balance(*, person: Person, enterprise_id: int) -> Balance:
    """Never shows who is what. How the team is made up, and what it may lack.

    Raises NotAllowed "no-enterprise" for those who may not see the team.
    """
    enterprise = access.reach_enterprise(person, enterprise_id, may_see_team)
    people = enterprise.memberships.filter(active=True, user__isnull=False).values_list("side", "gender")
    workers = sum(side == Membership.Side.WORKER for side, _ in people)
    women, men = (sum(gender == wanted for _, gender in people) for wanted in ("f", "m"))
    members = len(people)
    told = members >= WITHHELD
    lacks = {
        "balance-no-workers": workers == 0,
        "balance-no-managers": workers == members,
        "balance-few-workers": 0 < workers < WORKERS * members,
        "balance-few-women": told and women + men >= WITHHELD and women < WOMEN * (women + men),
    }
    hints = tuple(key for key, lacking in lacks.items() if lacking and members)
    return Balance(members, members - workers, workers, women if told else None, men if told else None, hints)


def give_code(enterprise: Enterprise) -> str:
    """A new code for the enterprise, kept."""
    while True:
        enterprise.join_code = new_code()
        try:
            with transaction.atomic():
                enterprise.save(update_fields=["join_code"])
        except IntegrityError:
            continue
        return enterprise.join_code


def _count_try(user_id: int) -> None:
    """Count a try, in a transaction of its own: it counts whatever comes of it."""
    JoinTries.objects.get_or_create(user_id=user_id)
    with transaction.atomic():
        tries = JoinTries.objects.select_for_update().get(user_id=user_id)
        now = time.time()
        recent = [at for at in json.loads(tries.times) if at > now - HOUR]
        if len(recent) >= TRIES:
            raise NotAllowed("too-many-tries")
        tries.times = json.dumps([*recent, round(now)])
        tries.save(update_fields=["times"])
