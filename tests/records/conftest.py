"""An institution with two enterprises and their people, and a worksheet of each kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from score_xblocks.records import administration, api

from . import mariadb, sheets

User = get_user_model()
COURSE = "SCORE+SCORE-COOP-EN+2026"
PLACE = api.Place(
    org="SCORE", course_key=f"course-v1:{COURSE}", usage_key=f"block-v1:{COURSE}+type@score_worksheet+block@charter"
)


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The socket of a MariaDB that runs while these tests do."""
    try:
        with mariadb.running() as socket:
            yield socket
    except mariadb.Missing as missing:
        pytest.skip(str(missing))


def pytest_report_header() -> str:
    return f"records on {connection.vendor}"


@pytest.fixture
def place() -> api.Place:
    return PLACE


@dataclass(frozen=True)
class House:
    """Everybody by username."""

    users: dict

    def __getitem__(self, name: str) -> api.Person:
        return api.Person(user_id=self.users[name].pk)

    def id(self, name: str) -> int:
        return self.users[name].pk


@pytest.fixture
def house(db) -> House:
    """Institution SCORE with enterprises 'maju' and 'jaya'; 'alone' belongs to none."""
    team = ["worker", "leader", "owner", "hr", "taskforce", "neighbour"]
    names = [*team, "trainer", "busy-trainer", "expert", "manager", "staff", "alone"]
    users = {name: User.objects.create(username=name, is_staff=name == "staff") for name in names}
    administration.make_institution(org="SCORE", name="SCORE Indonesia")
    for key, name in (("maju", "PT Contoh Maju"), ("jaya", "PT Contoh Jaya")):
        administration.make_enterprise(org="SCORE", key=key, name=name)
    add = administration.add_member
    add(org="SCORE", key="maju", username="worker", side="worker")
    add(org="SCORE", key="maju", username="leader", side="worker", role="leader")
    add(org="SCORE", key="maju", username="owner", side="manager", role="owner")
    add(org="SCORE", key="maju", username="hr", side="manager", is_hr=True)
    add(org="SCORE", key="maju", username="taskforce", side="worker", is_taskforce=True)
    add(org="SCORE", key="jaya", username="neighbour", side="worker", role="owner", is_hr=True, is_taskforce=True)
    administration.assign_trainer(org="SCORE", key="maju", username="trainer")
    for key in ("maju", "jaya"):
        administration.assign_trainer(org="SCORE", key=key, username="busy-trainer")
    administration.appoint(org="SCORE", username="expert", role="expert")
    administration.appoint(org="SCORE", username="manager", role="manager")
    return House(users)


@pytest.fixture
def save(place):
    """Save cells of a sheet, or the edits that are given."""

    def save(person, cells=(), name="team", *, bases=None, edits=None, occasion="", at=place, **changes):
        worksheet, text = sheets.sheet(name, **changes)
        edits = sheets.edits(cells, bases) if edits is None else edits
        return api.save_edits(person=person, place=at, worksheet=worksheet, text=text, edits=edits, occasion=occasion)

    return save


@pytest.fixture
def view(place):
    """The record of a sheet as one person sees it."""

    def view(person, name="team", *, occasion="", at=place):
        return api.view_record(person=person, place=at, worksheet=sheets.sheet(name)[0], occasion=occasion)

    return view
