"""The whole matrix: who reads and writes which sheet of an enterprise, of the own, and who administers."""

from inspect import signature
from itertools import product
from types import SimpleNamespace

import pytest

from score_xblocks.records import permissions
from score_xblocks.records.permissions import Standing, may_administer, may_read_record, may_write_record

STANDINGS = {
    "self": Standing(is_self=True),
    "member": Standing(role="member", side="manager"),
    "worker": Standing(role="member", side="worker"),
    "leader": Standing(role="leader", side="worker"),
    "owner": Standing(role="owner", side="manager"),
    "owner of workers": Standing(role="owner", side="worker"),
    "hr": Standing(role="member", side="manager", is_hr=True),
    "taskforce": Standing(role="member", side="worker", is_taskforce=True),
    "trainer in the team": Standing(role="member", side="manager", is_trainer=True, is_expert=True),
    "trainer": Standing(is_trainer=True),
    "expert": Standing(is_expert=True),
    "manager": Standing(is_manager=True),
    "staff": Standing(is_staff=True),
    "stranger": Standing(),
    # A duty without a place in the team is none.
    "former hr": Standing(is_hr=True, is_taskforce=True, side="worker"),
    "nobody": Standing(signed_in=False),
}
OWNERS = {"owner", "owner of workers"}
TEAM = {"member", "worker", "leader", "hr", "taskforce", "trainer in the team"} | OWNERS
READERS = {
    "team": {"self", "staff", "trainer", "expert", "manager"} | TEAM,
    "hr": {"self", "staff", "hr"} | OWNERS,
    "taskforce": {"self", "staff", "taskforce"},
    "owner": {"self", "staff"} | OWNERS,
}
WRITERS = {
    ("enterprise", "team"): {"self"} | TEAM,
    ("enterprise", "hr"): {"self", "hr"} | OWNERS,
    ("enterprise", "taskforce"): {"self", "taskforce"},
    ("enterprise", "owner"): {"self"} | OWNERS,
    ("learner", "team"): {"self"},
    ("learner", "hr"): {"self"},
    ("learner", "taskforce"): {"self"},
    ("learner", "owner"): {"self"},
    ("trainer", "team"): {"trainer", "trainer in the team"},
    ("trainer", "hr"): set(),
    ("trainer", "taskforce"): set(),
    ("trainer", "owner"): set(),
}

REVIEWS, ANONYMOUS = ("sheet", "row", "none"), (False, True)


def test_the_matrix_is_whole():
    assert set(WRITERS) == set(product(["enterprise", "learner", "trainer"], READERS))


@pytest.mark.parametrize(("filled_by", "visible_to"), WRITERS)
@pytest.mark.parametrize("who", STANDINGS)
def test_records(who, filled_by, visible_to):
    worksheet = SimpleNamespace(filled_by=filled_by, visible_to=visible_to)
    assert may_read_record(STANDINGS[who], worksheet) == (who in READERS[visible_to])
    assert may_write_record(STANDINGS[who], worksheet) == (who in WRITERS[filled_by, visible_to])


SUBMITTERS = {audience: WRITERS["enterprise", audience] - {"self"} for audience in READERS}
REVIEWERS = {"team": {"trainer", "expert"}, "hr": set(), "taskforce": set(), "owner": set()}
WORKERS = {"worker", "leader", "taskforce"}


@pytest.mark.parametrize(("filled_by", "visible_to"), WRITERS)
@pytest.mark.parametrize("who", STANDINGS)
def test_reviews(who, filled_by, visible_to):
    for review, anonymous in product(REVIEWS, ANONYMOUS):
        check_reviews(who, filled_by, visible_to, review, anonymous)


def check_reviews(who, filled_by, visible_to, review, anonymous):
    worksheet = SimpleNamespace(filled_by=filled_by, visible_to=visible_to, review=review, anonymous=anonymous)
    standing = STANDINGS[who]
    reviewed = filled_by == "enterprise" and review != "none"
    submits = reviewed and who in SUBMITTERS[visible_to]
    reviews = reviewed and who in REVIEWERS[visible_to]
    assert permissions.may_submit(standing, worksheet) == submits
    assert permissions.may_review(standing, worksheet) == reviews
    assert permissions.may_reopen(standing, worksheet) == reviews
    assert permissions.may_sign_worker(standing, worksheet) == (submits and not anonymous and who in WORKERS)
    assert permissions.may_sign_owner(standing, worksheet) == (submits and not anonymous and who in OWNERS)


@pytest.mark.parametrize("who", STANDINGS)
def test_joining_leaving_and_inviting(who):
    standing = STANDINGS[who]
    assert permissions.may_join(standing) == (who not in TEAM | {"nobody"})
    assert permissions.may_leave(standing) == (who in TEAM)
    inviters = {"leader", "trainer", "trainer in the team", "manager", "staff"} | OWNERS
    assert permissions.may_invite(standing) == (who in inviters)
    assert permissions.may_see_team(standing) == (who in TEAM | {"trainer", "expert", "manager", "staff"})


@pytest.mark.parametrize("who", STANDINGS)
def test_administering(who):
    assert may_administer(STANDINGS[who]) == (who in {"manager", "staff"})


@pytest.mark.parametrize("change", [{"acting_as": True}, {"signed_in": False}])
@pytest.mark.parametrize(("filled_by", "visible_to"), WRITERS)
def test_whoever_acts_as_another_or_is_not_signed_in_may_nothing(change, filled_by, visible_to):
    every = ("is_self", "is_hr", "is_taskforce", "is_trainer", "is_expert", "is_manager", "is_staff")
    standing = Standing(role="owner", side="worker", **dict.fromkeys(every, True), **change)
    worksheet = SimpleNamespace(filled_by=filled_by, visible_to=visible_to, review="sheet", anonymous=False)
    verbs = {name: verb for name, verb in vars(permissions).items() if name.startswith("may_")}
    on_sheets = {name for name in verbs if "worksheet" in signature(verbs[name]).parameters}
    assert len(verbs) == 12
    for name, verb in verbs.items():
        assert not (verb(standing, worksheet) if name in on_sheets else verb(standing)), name


def test_an_unknown_audience_is_nobody():
    worksheet = SimpleNamespace(filled_by="enterprise", visible_to="everybody")
    assert not may_read_record(Standing(role="owner"), worksheet)
