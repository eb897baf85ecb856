"""What was computed from the same text by the same code is not computed again. A lost or damaged entry is a miss."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import score_compiler
import score_core
from score_compiler.files import write_atomic

FOLDER = ".score-cache"


def code_digest() -> str:
    """A digest of all code that an entry depends on: both packages and the libraries' versions."""
    digest = hashlib.sha256()
    for package in (score_compiler, score_core):
        folder = Path(package.__path__[0])
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for library in ("markdown-it-py", "nh3", "PyYAML"):
        digest.update(version(library).encode() + b"\0")
    return digest.hexdigest()


class Cache:
    """Values of JSON by the text they come from. Without a folder it remembers nothing."""

    def __init__(self, folder: Path | None, code: str = "") -> None:
        self.folder = folder
        self.code = code
        self.hits = 0
        self.misses = 0
        self._used: set[str] = set()

    @classmethod
    def beside(cls, courses: Path) -> "Cache":
        return cls(courses.resolve().parent / FOLDER, code_digest())

    def _path(self, parts: tuple[str, ...]) -> Path | None:
        if self.folder is None:
            return None
        name = hashlib.sha256(json.dumps([self.code, *parts]).encode()).hexdigest()
        self._used.add(name)
        return self.folder / name

    def get(self, *parts: str) -> Any:
        """The value that was put for the same parts, or None."""
        path = self._path(parts)
        value = _read(path) if path else None
        self.hits += value is not None
        self.misses += value is None
        return value

    def put(self, value: Any, *parts: str) -> None:
        path = self._path(parts)
        if path:
            body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
            write_atomic(path, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    def forget_unused(self) -> None:
        """Removes the entries that nobody asked for since this cache was opened."""
        for path in self.folder.iterdir() if self.folder and self.folder.is_dir() else ():
            if path.name not in self._used:
                path.unlink(missing_ok=True)


def _read(path: Path) -> Any:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, _, body = data.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    return json.loads(body)
