"""Many who write at once lose nothing: on a MariaDB like an LMS's, and on SQLite as the preview uses it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from . import mariadb
from .sheets import SAVES, WRITERS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["mariadb", "sqlite"])
def database(request, tmp_path) -> dict:
    """A new database on a real server, and one in a file whose transactions begin with the write lock."""
    if request.param == "mariadb":
        return mariadb.new_database(request.getfixturevalue("server"))
    return {
        "ENGINE": "tests.records.sqlite_immediate",
        "NAME": str(tmp_path / "records.sqlite3"),
        "OPTIONS": {"timeout": 60},
    }


def write(database: dict, *arguments: str) -> dict:
    """The report of tests/records/writers.py."""
    environment = os.environ | {"SCORE_TEST_DATABASE": json.dumps(database), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "tests.records.writers", *arguments]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout)


def test_nothing_is_lost_and_nothing_counts_twice(database):
    report = write(database, "worksheet")
    assert report["sent"] == WRITERS * SAVES == report["applied"] + report["conflicts"]
    assert report["history"] == report["revision"] == report["applied"]
    assert report["conflicts"] > 0
    assert report["deadlocks"] == 0
    assert (report["records"], report["refused"], report["torn"], report["lost"]) == (1, 0, 0, 0)
    assert report["is_its_history"]


def test_without_the_lock_updates_get_lost(server):
    """The test above sees what it is there for."""
    report = write(mariadb.new_database(server), "worksheet", "--without-lock")
    assert report["lost"] > 0
    assert not report["is_its_history"] or report["torn"] > 0


@pytest.mark.parametrize("what", ["review", "register"])
def test_a_save_that_races_an_acceptance_never_slips_through(database, what):
    report = write(database, what)
    assert report["slipped"] == 0
    assert report["refused"] > 0
    assert report["state"] == ("accepted" if what == "review" else "draft")
    assert report["history"] == report["applied"]
    assert what == "review" or report["late"] > 0


def test_without_the_lock_saves_slip_past_an_acceptance(server):
    """The test above sees what it is there for."""
    assert write(mariadb.new_database(server), "register", "--without-lock")["slipped"] > 0


def test_one_photo_sent_many_times_is_one(database):
    assert write(database, "same-photo") == {"rows": 1, "files": 1}


def test_no_more_tries_of_codes_than_allowed_from_many_devices_at_once(database):
    assert write(database, "tries") == {"no-such-code": 10, "too-many-tries": WRITERS - 10}


def test_one_person_joins_one_team_from_many_devices_at_once(database):
    assert write(database, "joins") == {"joined": 1, "already-in-team": 9, "memberships": 1}


def test_no_more_attempts_than_allowed(database):
    assert write(database, "attempts") == {"sent": WRITERS, "stored": 3, "refused": WRITERS - 3, "used": 3}


def test_one_attempt_sent_many_times_is_one(database):
    assert write(database, "same-attempt") == {"sent": WRITERS, "stored": 1, "repeated": WRITERS - 1, "used": 1}


def test_all_other_tests_of_records_pass_on_the_server(server):
    database = mariadb.settings(server, "records")
    environment = os.environ | {"SCORE_TEST_DATABASE": json.dumps(database)}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--ds=tests.settings", "--create-db"]
    run = subprocess.run(
        [*command, "tests/records", f"--ignore={Path(__file__).relative_to(ROOT)}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-5000:]
    assert "records on mysql" in run.stdout
