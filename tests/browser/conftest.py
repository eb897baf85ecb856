"""A Chromium, and previews to visit with it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.harness import PHONE, ROOT, Preview, Visit, running_preview, visit
from tests.preview.fixture_archive import fixture_archive

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def fixture_preview(tmp_path_factory) -> Iterator[Preview]:
    """A preview of the fixture course of tests/preview/fixtures; the archive may be rebuilt while it runs."""
    folder = tmp_path_factory.mktemp("fixture")
    fixture_archive(folder / "dist")
    with running_preview(folder / "dist", folder / "preview.sqlite3") as preview:
        yield preview


@pytest.fixture(scope="module")
def courses_preview(tmp_path_factory) -> Iterator[Preview]:
    """A preview of the real courses, built from courses/."""
    folder = tmp_path_factory.mktemp("courses")
    build = [sys.executable, "-m", "score_compiler", "build", "--out", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with running_preview(folder / "dist", folder / "preview.sqlite3") as preview:
        yield preview


@pytest.fixture
def visiting(browser) -> Iterator[Callable[..., Visit]]:
    """`visiting(preview, width=360)` opens a fresh browser profile; after the test its faults are looked at."""
    with ExitStack() as stack:
        yield lambda preview, width=PHONE: stack.enter_context(visit(browser, preview, width))


@pytest.fixture
def empty_dist(tmp_path) -> Path:
    """A folder of archives that is not there yet."""
    return tmp_path / "dist"
