"""The courses of a folder of archives, read again when an archive changes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from opaque_keys.edx.keys import CourseKey

from score_preview.archive import ArchiveError, read
from score_preview.course import Course
from score_preview.olx import import_course


@dataclass(frozen=True)
class Broken:
    """An archive that can't be shown, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Library:
    """What stands in the folder now."""

    folder: Path
    courses: tuple[Course, ...]
    broken: tuple[Broken, ...]

    def find(self, key: CourseKey) -> Course | None:
        return next((course for course in self.courses if course.key == key), None)


def library(folder: Path | None = None) -> Library:
    """The courses of the folder (of the settings when None), by file name; a missing folder is an empty library."""
    folder = Path(folder or settings.SCORE_PREVIEW_DIST)
    courses: dict[CourseKey, Course] = {}
    broken = []
    for path in _archives(folder):
        found = _with_stamp(path, _imported)
        if isinstance(found, Course) and found.key in courses:
            found = Broken(path.name, f"{courses[found.key].archive.name} holds the same course, {found.key}.")
        if isinstance(found, Course):
            courses[found.key] = found
        elif found is not None:
            broken.append(found)
    return Library(folder, tuple(courses.values()), tuple(broken))


def edition(folder: Path | None = None) -> str:
    """A short text that changes when any archive of the folder does."""
    stamps = [f"{path.name} {_stamp(path)}" for path in _archives(Path(folder or settings.SCORE_PREVIEW_DIST))]
    return sha256("\n".join(stamps).encode()).hexdigest()[:16]


def _archives(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.tar.gz")) if folder.is_dir() else []


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _with_stamp(path: Path, make: Callable[[Path, tuple[int, int]], Course | Broken]) -> Course | Broken | None:
    stamp = _stamp(path)
    return make(path, stamp) if stamp else None


@lru_cache(maxsize=32)
def _imported(path: Path, stamp: tuple[int, int]) -> Course | Broken:
    """The course in an archive of this age and size."""
    try:
        return import_course(read(path))
    except ArchiveError as error:
        return Broken(path.name, str(error))
