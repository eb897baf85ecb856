"""Reads a course back from OLX: an archive, or the folder it was unpacked into."""

import hashlib
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

CONTAINERS = ("course", "chapter", "sequential", "vertical")
_LARGEST = 200_000_000  # bytes of one member; Studio refuses far less


class Unreadable(Exception):
    """A path that holds no course; its text says why."""


@dataclass(frozen=True)
class Item:
    type: str
    url_name: str
    parent: str  # url_name
    title: str
    graded: str  # the assignment it counts as
    digest: str  # of what it shows


@dataclass(frozen=True)
class Published:
    """What an import of this course would put into Open edX."""

    key: str
    title: str
    items: tuple[Item, ...]


def read(path: Path) -> Published:
    """The course at this path. Raises Unreadable."""
    tree = _folder(path) if path.is_dir() else _tar(path)
    roots = sorted((name for name in tree if name == "course.xml" or name.endswith("/course.xml")), key=len)
    if not roots:
        raise Unreadable(f"{path.as_posix()} holds no course.xml.")
    base = roots[0].removesuffix("course.xml")
    files = {name.removeprefix(base): data for name, data in tree.items() if name.startswith(base)}
    root = _xml(files, "course.xml", path)
    run = root.get("url_name", "")
    course = _xml(files, f"course/{run}.xml", path)
    items = tuple(_walk(course, "", files, path))
    key = f"course-v1:{root.get('org', '')}+{root.get('course', '')}+{run}"
    return Published(key, course.get("display_name", run), items)


def _folder(path: Path) -> dict[str, bytes]:
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}


def _tar(path: Path) -> dict[str, bytes]:
    found = {}
    try:
        with tarfile.open(path) as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isfile() and member.size < _LARGEST else None
                if stream:
                    found[member.name.removeprefix("./")] = stream.read()
    except (OSError, tarfile.TarError, EOFError) as error:
        raise Unreadable(f"{path.as_posix()} can't be read as an archive: {error}.") from error
    return found


def _xml(files: Mapping[str, bytes], name: str, path: Path) -> etree._Element:
    if name not in files:
        raise Unreadable(f"{path.as_posix()} has no {name}.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(files[name], parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{path.as_posix()}: {name} is not XML: {error.msg}.") from error


def _walk(parent: etree._Element, name: str, files: Mapping[str, bytes], path: Path) -> Iterator[Item]:
    for child in parent.iterchildren(etree.Element):
        tag, url_name = str(child.tag), child.get("url_name", "")
        if not url_name:
            continue
        file = f"{tag}/{url_name}.xml"
        element = _xml(files, file, path) if file in files else child
        digest = hashlib.sha256()
        if tag not in CONTAINERS:
            digest.update(etree.tostring(element, with_tail=False))
            digest.update(files.get(f"{tag}/{element.get('filename', url_name)}.html", b""))
        graded = element.get("format", "") if element.get("graded") == "true" else ""
        yield Item(tag, url_name, name, element.get("display_name", ""), graded, digest.hexdigest())
        if tag in CONTAINERS:
            yield from _walk(element, url_name, files, path)
