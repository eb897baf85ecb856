"""`make workbench`: the blocks in xblock-sdk's workbench, with their records, started as an author starts it."""

import http.cookiejar
import importlib.util
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from .sheets import edit

BENCH = Path(__file__).resolve().parents[2] / "workbench" / "manage.py"

if importlib.util.find_spec("workbench.runtime") is None:
    pytest.skip("xblock-sdk is not installed here", allow_module_level=True)


class Browser:
    """Just enough of one: cookies, and the token that handlers want."""

    def __init__(self, address: str):
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=20) as answer:
            return answer.read().decode()

    def post(self, path: str, body: dict) -> dict:
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), headers)
        with self.opener.open(request, timeout=20) as answer:
            return json.loads(answer.read())


@pytest.fixture(scope="module")
def var(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("workbench")


@pytest.fixture(scope="module")
def browser(var):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {**os.environ, "SCORE_WORKBENCH_VAR": str(var), "DJANGO_SETTINGS_MODULE": "bench_settings"}
    with open(var / "log", "w") as log:
        command = [sys.executable, str(BENCH), "bench", address]
        server = subprocess.Popen(command, cwd=var, env=environment, stdout=log, stderr=log)
        browser = Browser(f"http://{address}")
        try:
            for _ in range(240):
                try:
                    browser.get("/")
                    break
                except urllib.error.URLError:
                    assert server.poll() is None, (var / "log").read_text()
                    time.sleep(0.25)
            yield browser
        finally:
            server.terminate()
            server.wait(10)


def test_the_index_names_scenarios_of_our_blocks_alone(browser):
    named = set(re.findall(r"/scenario/([a-z_]+)\.\d+/", browser.get("/")))
    assert named == {"score_worksheet", "score_quiz", "score_progress"}


@pytest.mark.parametrize("view", ["student_view", "studio_view", "author_view"])
def test_a_worksheet_shows(browser, view):
    page = browser.get(f"/scenario/score_worksheet.0/{view}/?student=looker")
    assert "Traceback" not in page
    assert "Every kind of field" in page


def test_a_students_account_is_made_by_the_first_save(browser, var):
    page = browser.get("/scenario/score_worksheet.0/?student=ana")
    usage = re.search(r"/handler/([^/]+)/save_cells/", page)[1]

    def users() -> list[str]:
        with sqlite3.connect(var / "workbench.sqlite3") as database:
            return [name for (name,) in database.execute("select username from auth_user order by id")]

    assert users() == []
    body = {"edits": [edit("facts//name", "Line 3")], "user": 0}
    answer = browser.post(f"/handler/{usage}/save_cells/?student=ana", body)
    assert answer["cells"] == {"facts//name": "Line 3"}
    assert users() == ["workbench-ana"]
    assert 'value="Line 3"' in browser.get("/scenario/score_worksheet.0/?student=ana")
    assert 'value="Line 3"' not in browser.get("/scenario/score_worksheet.0/?student=budi")


@pytest.mark.parametrize("path", ["setup.cfg", "../setup.cfg", "workbench.sqlite3", "media/../workbench.sqlite3"])
def test_files_of_the_folder_are_not_served(browser, path):
    with pytest.raises(urllib.error.HTTPError, match="40[04]"):
        browser.get(f"/{path}")


@pytest.mark.parametrize("file", ["js/worksheet.js", "css/worksheet.css"])
def test_scripts_and_styles_are_served(browser, file):
    assert browser.get(f"/resource/score_worksheet/public/{file}")
