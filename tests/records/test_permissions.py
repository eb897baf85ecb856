"""The whole matrix: who reads and writes which sheet of an enterprise, of the own, and who administers."""

from itertools import product
from types import SimpleNamespace

import pytest

from score_xblocks.records.permissions import Standing, may_administer, may_read_record, may_write_record

STANDINGS = {
    "self": Standing(is_self=True),
    "member": Standing(role="member"),
    "leader": Standing(role="leader"),
    "owner": Standing(role="owner"),
    "hr": Standing(role="member", is_hr=True),
    "taskforce": Standing(role="member", is_taskforce=True),
    "trainer": Standing(is_trainer=True),
    "expert": Standing(is_expert=True),
    "manager": Standing(is_manager=True),
    "staff": Standing(is_staff=True),
    "stranger": Standing(),
    # A duty without a place in the team is none.
    "former hr": Standing(is_hr=True, is_taskforce=True),
    "nobody": Standing(signed_in=False),
}
TEAM = {"member", "leader", "owner", "hr", "taskforce"}
READERS = {
    "team": {"self", "staff", "trainer", "expert", "manager"} | TEAM,
    "hr": {"self", "staff", "hr", "owner"},
    "taskforce": {"self", "staff", "taskforce"},
    "owner": {"self", "staff", "owner"},
}
WRITERS = {
    ("enterprise", "team"): {"self"} | TEAM,
    ("enterprise", "hr"): {"self", "hr", "owner"},
    ("enterprise", "taskforce"): {"self", "taskforce"},
    ("enterprise", "owner"): {"self", "owner"},
    ("learner", "team"): {"self"},
    ("learner", "hr"): {"self"},
    ("learner", "taskforce"): {"self"},
    ("learner", "owner"): {"self"},
    ("trainer", "team"): {"trainer"},
    ("trainer", "hr"): set(),
    ("trainer", "taskforce"): set(),
    ("trainer", "owner"): set(),
}


def test_the_matrix_is_whole():
    assert set(WRITERS) == set(product(["enterprise", "learner", "trainer"], READERS))


@pytest.mark.parametrize(("filled_by", "visible_to"), WRITERS)
@pytest.mark.parametrize("who", STANDINGS)
def test_records(who, filled_by, visible_to):
    worksheet = SimpleNamespace(filled_by=filled_by, visible_to=visible_to)
    assert may_read_record(STANDINGS[who], worksheet) == (who in READERS[visible_to])
    assert may_write_record(STANDINGS[who], worksheet) == (who in WRITERS[filled_by, visible_to])


@pytest.mark.parametrize("who", STANDINGS)
def test_administering(who):
    assert may_administer(STANDINGS[who]) == (who in {"manager", "staff"})


@pytest.mark.parametrize("change", [{"acting_as": True}, {"signed_in": False}])
@pytest.mark.parametrize(("filled_by", "visible_to"), WRITERS)
def test_whoever_acts_as_another_or_is_not_signed_in_may_nothing(change, filled_by, visible_to):
    every = ("is_self", "is_hr", "is_taskforce", "is_trainer", "is_expert", "is_manager", "is_staff")
    standing = Standing(role="owner", **dict.fromkeys(every, True), **change)
    worksheet = SimpleNamespace(filled_by=filled_by, visible_to=visible_to)
    assert not may_read_record(standing, worksheet)
    assert not may_write_record(standing, worksheet)
    assert not may_administer(standing)


def test_an_unknown_audience_is_nobody():
    worksheet = SimpleNamespace(filled_by="enterprise", visible_to="everybody")
    assert not may_read_record(Standing(role="owner"), worksheet)
