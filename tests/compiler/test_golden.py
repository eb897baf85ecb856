"""The archive of the fixture course, file by file; `make golden` writes it anew."""

import hashlib
from pathlib import Path

import pytest

from score_compiler.pack import to_tar
from tests.compiler.conftest import Sources

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_tree_is_the_golden_one(sources: Sources, language: str) -> None:
    folder = GOLDEN / f"press.{language}"
    golden = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    tree = sources.tree(language)
    assert sorted(tree) == sorted(golden)
    for name, data in golden.items():
        assert tree[name] == data, name


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_archive_has_the_same_bytes_on_every_python(sources: Sources, language: str) -> None:
    digests = dict(reversed(line.split()) for line in (GOLDEN / "sha256.txt").read_text().splitlines())
    assert hashlib.sha256(to_tar(sources.tree(language))).hexdigest() == digests[f"press.{language}.tar"]
