"""Reads a built archive into memory: every file of it, checked, and nothing of the disk."""

import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

LARGEST = 400 * 1024 * 1024
OLX_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)


class ArchiveError(ValueError):
    """An archive that can't be shown; its message is for the author."""


@dataclass(frozen=True)
class Archive:
    """The files of one archive, by their path below its root folder."""

    name: str
    files: Mapping[str, bytes]

    def text(self, path: str) -> str:
        """The UTF-8 text of one file; ArchiveError when it is missing or of another encoding."""
        if path not in self.files:
            raise ArchiveError(f"{self.name}: the file {path} is missing.")
        try:
            return self.files[path].decode("utf-8")
        except UnicodeDecodeError as error:
            raise ArchiveError(f"{self.name}: {path} is not UTF-8 text (byte {error.start}).") from error

    def xml(self, path: str) -> etree._Element:
        """The root element of one XML file."""
        try:
            return etree.fromstring(self.text(path).encode("utf-8"), OLX_PARSER)
        except etree.XMLSyntaxError as error:
            raise ArchiveError(f"{self.name}: {path} is not well-formed XML: {error.msg}") from error

    def json(self, path: str) -> dict[str, Any]:
        """The object in one JSON file; empty when there is no such file."""
        if path not in self.files:
            return {}
        try:
            read = json.loads(self.text(path))
        except json.JSONDecodeError as error:
            raise ArchiveError(f"{self.name}: {path} is not JSON: {error}") from error
        if not isinstance(read, dict):
            raise ArchiveError(f"{self.name}: {path} is not a JSON object.")
        return read


def read(path: Path) -> Archive:
    """The archive at `path`; ArchiveError when it is no course archive, is damaged or too large (400 MB unpacked)."""
    try:
        with tarfile.open(fileobj=io.BytesIO(path.read_bytes()), mode="r:gz") as tar:
            files = dict(_members(tar, path.name))
    except (tarfile.TarError, OSError, EOFError) as error:
        raise ArchiveError(f"{path.name} can't be opened: {error}") from error
    roots = sorted(name for name in files if PurePosixPath(name).name == "course.xml")
    if not roots:
        raise ArchiveError(f"{path.name} holds no course.xml, so it is not a course.")
    root = min(roots, key=len).removesuffix("course.xml")
    return Archive(path.name, {name.removeprefix(root): data for name, data in files.items() if name.startswith(root)})


def _members(tar: tarfile.TarFile, archive: str):
    size = 0
    for member in tar:
        parts = PurePosixPath(member.name).parts
        if member.isdir():
            continue
        if not member.isfile() or ".." in parts or member.name.startswith("/"):
            raise ArchiveError(f"{archive}: {member.name} is not a plain file inside the archive.")
        size += member.size
        if size > LARGEST:
            raise ArchiveError(f"{archive} holds more than 400 MB.")
        opened = tar.extractfile(member)
        if opened is not None:
            yield str(PurePosixPath(member.name)), opened.read()
