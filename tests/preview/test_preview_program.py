"""`python -m score_preview` itself: where it listens, what it says when it can't run, many people at the same time."""

import re
import socket
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from score_preview.people import PEOPLE
from tests.browser.harness import ROOT, running_preview
from tests.preview.fixture_archive import COURSE_KEY, fixture_archive, usage


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    folder = tmp_path_factory.mktemp("program")
    fixture_archive(folder / "dist")
    with running_preview(folder / "dist", folder / "var" / "preview.sqlite3") as preview:
        yield preview


class Person:
    """A demo person with cookies of their own, without a browser."""

    def __init__(self, address: str, name: str):
        self.address = address
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))
        self.get("/")
        self.post(f"/be/{name}", {})

    def get(self, path: str) -> str:
        return self.opener.open(self.address + path, timeout=30).read().decode()

    def post(self, path: str, values: dict) -> int:
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        request = Request(self.address + path, urlencode(values).encode(), {"X-CSRFToken": token})
        return self.opener.open(request, timeout=30).status


def run(*options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "score_preview", "--no-open", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_it_listens_to_this_computer_alone(preview):
    port = urlsplit(preview.address).port
    with closing(socket.create_connection(("127.0.0.1", port), timeout=5)):
        pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=5)


def test_the_key_of_the_cookies_is_the_owners(preview):
    key = preview.dist.parent / "var" / "preview.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) > 40


def test_another_host_name_is_refused(preview):
    request = Request(preview.address + "/", headers={"Host": "evil.example"})
    with pytest.raises(HTTPError) as refused:
        build_opener().open(request, timeout=30)
    assert refused.value.code == 400
    assert "Traceback" not in refused.value.read().decode()


def test_six_people_at_the_same_time_lose_nothing(preview):
    people = [Person(preview.address, person.name) for person in PEOPLE]
    texts = [usage("html", "welcome-text"), usage("html", "watch-text")]

    def take(person: Person) -> list[int]:
        answers = [person.post(f"/viewed/{COURSE_KEY}", {"block": text}) for text in texts]
        answers += [
            person.post(f"/handler/{usage('problem', 'ppm')}/xmodule_handler/problem_check", {"input_ppm_2_1": number})
            for number in ("1", "250")
        ]
        return answers

    with ThreadPoolExecutor(len(people)) as pool:
        assert list(pool.map(take, people)) == [[200] * 4] * len(people)
    for person in people:
        progress = person.get(f"/progress/{COURSE_KEY}/")
        assert re.search(r"2 of 3 pages done", progress)
        assert "1 / 2" in progress


def test_a_port_that_is_taken(preview):
    port = urlsplit(preview.address).port
    done = run("--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} can't be used" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_text("no database")])
def test_a_database_that_is_none(tmp_path, make):
    path = tmp_path / "preview.sqlite3"
    make(path)
    done = run("--port", "0", "--database", str(path))
    assert done.returncode == 1
    assert "can't be used" in done.stderr
    assert "Traceback" not in done.stderr
