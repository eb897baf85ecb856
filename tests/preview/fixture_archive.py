"""Packs the fixture course (or any folder of OLX) as an archive."""

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

FIXTURE = Path(__file__).parent / "fixtures" / "course"
COURSE_KEY = "course-v1:SCORE+FIXTURE-EN+2026"
ARCHIVE_NAME = "fixture.en.tar.gz"


def usage(block_type: str, name: str) -> str:
    """The usage key of a block of the fixture course."""
    return f"block-v1:SCORE+FIXTURE-EN+2026+type@{block_type}+block@{name}"


def fixture_files() -> dict[str, bytes]:
    """The files of the fixture course, by path."""
    paths = sorted(path for path in FIXTURE.rglob("*") if path.is_file())
    return {path.relative_to(FIXTURE).as_posix(): path.read_bytes() for path in paths}


def pack(target: Path, files: Mapping[str, bytes | str], root: str = "course") -> Path:
    """Write `files` below one root folder into the archive `target`; answers `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(target, "w:gz") as tar:
        for name, data in files.items():
            raw = data.encode() if isinstance(data, str) else data
            member = tarfile.TarInfo(f"{root}/{name}")
            member.size = len(raw)
            tar.addfile(member, io.BytesIO(raw))
    return target


def fixture_archive(folder: Path, changed: Mapping[str, bytes | str | None] | None = None) -> Path:
    """The fixture course as an archive in `folder`, with some files changed, added or (None) left out."""
    files = {**fixture_files(), **(changed or {})}
    return pack(folder / ARCHIVE_NAME, {name: data for name, data in files.items() if data is not None})
