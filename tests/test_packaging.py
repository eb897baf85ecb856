"""The wheel that an LMS installs holds all that the blocks need, and nothing that must not be published."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def names(tmp_path_factory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listing.stdout.split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("courses/", "tests/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*wheel, "-w", str(folder), str(source)], check=True)
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize(
    "name",
    [
        "score_xblocks/public/js/worksheet.js",
        "score_xblocks/public/js/quiz.js",
        "score_xblocks/public/css/worksheet.css",
        "score_xblocks/translations/id/LC_MESSAGES/text.mo",
        "score_xblocks/records/migrations/0001_initial.py",
        "score_compiler/schemas/course.json",
        "score_compiler/schemas/worksheet.json",
    ],
)
def test_the_wheel_holds(names, name):
    assert name in names


def test_every_committed_file_of_the_packages_is_in_the_wheel(names):
    listing = subprocess.run(["git", "ls-files", "score_*"], cwd=ROOT, capture_output=True, text=True, check=True)
    sources = {name for name in listing.stdout.split() if not name.endswith((".po", ".pot"))}
    assert sources - names == set()
