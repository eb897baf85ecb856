"""A tree of files to a .tar.gz with the same bytes on every machine, day and Python."""

import gzip
import io
import tarfile
from pathlib import Path

from score_compiler.emit import ROOT, Tree
from score_compiler.files import write_atomic

LEVEL = 6


def to_tar(tree: Tree) -> bytes:
    """The files sorted by path, with nothing in them that a clock, user or file system could change."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(tree):
            info = tarfile.TarInfo(f"{ROOT}/{path}")
            info.size, info.mode, info.mtime = len(tree[path]), 0o644, 0
            tar.addfile(info, io.BytesIO(tree[path]))
    return stream.getvalue()


def compress(tar: bytes) -> bytes:
    """gzip without a name or time."""
    stream = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=stream, mtime=0) as packed:
        packed.write(tar)
    return stream.getvalue()


def write(path: Path, archive: bytes) -> bool:
    """Puts the archive in place, whole or not at all; False when the same one is there already."""
    if path.is_file() and path.read_bytes() == archive:
        return False
    write_atomic(path, archive)
    return True
