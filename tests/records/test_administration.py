"""The command that makes institutions and enterprises and adds their people."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from score_xblocks.records.models import Enterprise, Institution, InstitutionRole, Membership, TrainerAssignment

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("score_enterprise", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def maju():
    for name in ("sari", "budi", "tono"):
        get_user_model().objects.create(username=name, email=f"{name}@example.org")
    run("make-institution", "SCORE", "--name", "SCORE Indonesia")
    run("make", "SCORE", "maju", "--name", "PT Contoh Maju")


def test_from_nothing_to_a_team_with_a_trainer(maju):
    run("add", "SCORE", "maju", "sari", "--side", "worker", "--role", "leader", "--taskforce", "--gender", "f")
    run("add", "SCORE", "maju", "budi", "--side", "manager", "--hr")
    run("assign-trainer", "score", "maju", "tono")
    run("appoint", "SCORE", "tono", "--role", "expert")
    assert run("list") == (
        "score: SCORE Indonesia, Asia/Jakarta\n"
        "  expert tono\n"
        "  maju: PT Contoh Maju\n"
        "    sari: worker, leader, task force\n"
        "    budi: manager, member, hr\n"
        "    tono: trainer\n"
    )
    assert run("list", "SCORE") == run("list")


def test_every_command_may_be_given_again(maju):
    commands = [
        ("make-institution", "score", "--name", "SCORE Indonesia"),
        ("make", "SCORE", "maju", "--name", "PT Contoh Maju"),
        ("add", "SCORE", "maju", "sari", "--side", "worker"),
        ("assign-trainer", "SCORE", "maju", "tono"),
        ("appoint", "SCORE", "tono", "--role", "manager"),
    ]
    for command in commands * 2:
        run(*command)
    counts = [m.objects.count() for m in (Institution, Enterprise, Membership, TrainerAssignment, InstitutionRole)]
    assert counts == [1, 1, 1, 1, 1]


def test_adding_again_changes_what_a_person_is(maju):
    run("add", "SCORE", "maju", "sari", "--side", "worker", "--hr")
    run("add", "SCORE", "maju", "sari", "--side", "manager", "--role", "owner")
    membership = Membership.objects.get()
    assert (membership.side, membership.role, membership.is_hr) == ("manager", "owner", False)


def test_ended_memberships_stay_in_the_books_and_a_person_may_come_back(maju):
    for _ in range(3):
        run("add", "SCORE", "maju", "sari", "--side", "worker")
        run("remove", "SCORE", "maju", "sari")
    run("add", "SCORE", "maju", "sari", "--side", "worker")
    assert sorted(Membership.objects.values_list("active", flat=True), key=bool) == [None, None, None, True]
    assert Membership.objects.filter(until=None).count() == 1


def test_assignments_and_roles_end(maju):
    run("assign-trainer", "SCORE", "maju", "tono")
    run("assign-trainer", "SCORE", "maju", "tono", "--end")
    run("appoint", "SCORE", "tono", "--role", "expert")
    run("appoint", "SCORE", "tono", "--role", "expert", "--end")
    assert "tono" not in run("list")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("make", "NONE", "maju", "--name", "X"), "No institution has the organisation 'NONE'"),
        (("make", "SCORE", "Maju Jaya", "--name", "X"), "'Maju Jaya' is no key"),
        (("make-institution", "A B", "--name", "X"), "'A B' is no course organisation"),
        (("make-institution", "SCORE", "--name", "X", "--time-zone", "Mars"), "'Mars' is no time zone"),
        (("add", "SCORE", "no", "sari", "--side", "worker"), "'SCORE' has the key 'no' (there are: maju)"),
        (("add", "SCORE", "maju", "nemo", "--side", "worker"), "No user has the name 'nemo'"),
        (("add", "SCORE", "maju", "sari"), "--side"),
        (("add", "SCORE", "maju", "sari", "--side", "left"), "--side"),
        (("appoint", "SCORE", "sari", "--role", "king"), "--role"),
        (("list", "NONE"), "No institution"),
        ((), "COMMAND"),
    ],
)
def test_what_cannot_be_done_is_said(maju, arguments, said):
    with pytest.raises(CommandError) as refusal:
        run(*arguments)
    assert said in str(refusal.value)


def test_a_person_is_in_one_enterprise_of_an_institution_at_a_time(maju):
    run("make", "SCORE", "jaya", "--name", "PT Contoh Jaya")
    run("add", "SCORE", "maju", "sari", "--side", "worker")
    with pytest.raises(CommandError, match="is in the enterprise 'maju': remove them there first"):
        run("add", "SCORE", "jaya", "sari", "--side", "worker")
    run("remove", "SCORE", "maju", "sari")
    run("add", "SCORE", "jaya", "sari", "--side", "worker")
    run("make-institution", "OTHER", "--name", "Another")
    run("make", "OTHER", "maju", "--name", "PT Contoh Maju")
    run("add", "OTHER", "maju", "sari", "--side", "worker")
    assert Membership.objects.filter(active=True).count() == 2


def test_the_database_itself_refuses_a_second_active_membership(maju):
    sari = get_user_model().objects.get(username="sari")
    enterprise = Enterprise.objects.get()
    Membership.objects.create(enterprise=enterprise, user=sari, side="worker")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(enterprise=enterprise, user=sari, side="manager")


def test_false_is_stored_as_ended(maju):
    sari = get_user_model().objects.get(username="sari")
    for _ in range(2):
        Membership.objects.create(enterprise=Enterprise.objects.get(), user=sari, side="worker", active=False)
    assert set(Membership.objects.values_list("active", flat=True)) == {None}


@pytest.mark.parametrize("key", ["Maju", "maju jaya", "", "-maju", "maju\n", "m" * 65, "majú"])
def test_keys_are_lower_case_slugs(maju, key):
    with pytest.raises(ValidationError):
        Enterprise(institution=Institution.objects.get(), key=key, name="X").full_clean()
