"""A small course that holds one of each thing, to build, to break and to mend."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import pytest

from score_compiler import pipeline
from score_compiler.cache import Cache
from score_compiler.emit import Tree, emit
from score_core.problems import Problem

FIXTURE = Path(__file__).parent / "fixtures" / "courses"
LESSON = "press/en/01-start/01-stops.md"


@dataclass
class Sources:
    """A copy of the fixture's `courses/` folder, to change."""

    root: Path

    def path(self, name: str) -> Path:
        return self.root / name

    def text(self, name: str) -> str:
        return self.path(name).read_text("utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(text.encode() if isinstance(text, str) else text)

    def change(self, name: str, old: str, new: str) -> None:
        """Replaces a piece of text that stands there exactly once."""
        text = self.text(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def both(self, name: str, change: Callable[[str], str]) -> None:
        """Changes a file of English and its twin."""
        for language in ("en", "id"):
            path = name.replace("/en/", f"/{language}/")
            self.write(path, change(self.text(path)))

    def check(self, module: str = "press") -> list[Problem]:
        """All problems of a module, with files named from `courses/` on."""
        cache = Cache(None)
        courses, shelf = pipeline.read(self.root, cache)
        (found,) = [m for m in courses.modules if m.name == module]
        return list(pipeline.check(courses, shelf, found, cache).problems)

    def tree(self, language: str = "en", module: str = "press") -> Tree:
        """The files of an archive of a course without errors."""
        cache = Cache(None)
        courses, shelf = pipeline.read(self.root, cache)
        (found,) = [m for m in courses.modules if m.name == module]
        checked = pipeline.check(courses, shelf, found, cache)
        assert checked.sound, checked.problems
        return next(emit(course) for course in checked.courses if course.language == language)


@contextmanager
def started(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process that is ended with its block, and after a minute at the latest: no test waits for ever."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        clock = Timer(60, process.kill)
        clock.start()
        try:
            yield process
        finally:
            clock.cancel()
            process.kill()


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sources:
    """The fixture's sources in ./courses of a fresh working folder."""
    shutil.copytree(FIXTURE, tmp_path / "courses")
    monkeypatch.chdir(tmp_path)
    return Sources(Path("courses"))


@pytest.fixture
def clean_environment() -> dict[str, str]:
    """What a subprocess needs of our environment, and no more."""
    root = str(Path(__file__).resolve().parents[2])
    return {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", ""), "PYTHONPATH": root}
