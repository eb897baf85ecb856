"""The ten archives: there, alike in both languages, and accepted by an independent checker."""

import subprocess
import sys
import tarfile
from pathlib import Path

import olxcleaner
import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
MODULES = ("module1_cooperation", "module2_quality", "module3_productivity", "module4_hr", "module5_osh")
OURS = ("score_worksheet", "score_quiz", "score_progress")


def build(out: Path) -> None:
    subprocess.run([sys.executable, "-m", "score_compiler", "build", "--out", str(out)], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def dist(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build(out)
    return out


def unpacked(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "course"


def ids(archive: Path) -> list[tuple[str, str]]:
    """(tag, url_name) of all that learners' state hangs on; images and texts may differ between languages."""
    found = []
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            if member.name.endswith(".xml"):
                stream = tar.extractfile(member)
                assert stream is not None
                for element in etree.fromstring(stream.read()).iter(etree.Element):
                    if name := element.get("url_name"):
                        found.append((str(element.tag), name))
    return sorted(set(found))


def test_there_are_ten(dist):
    wanted = sorted(f"{module}.{lang}.tar.gz" for module in MODULES for lang in ("en", "id"))
    assert sorted(path.name for path in dist.iterdir()) == wanted


def test_a_second_build_gives_the_same_bytes(dist, tmp_path):
    build(tmp_path)
    for archive in dist.iterdir():
        assert archive.read_bytes() == (tmp_path / archive.name).read_bytes(), archive.name


@pytest.mark.parametrize("module", MODULES)
def test_both_languages_have_the_same_ids(dist, module):
    english, indonesian = ids(dist / f"{module}.en.tar.gz"), ids(dist / f"{module}.id.tar.gz")
    assert len(english) > 20
    assert english == indonesian


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("lang", ("en", "id"))
def test_olxcleaner_finds_no_error(dist, tmp_path, module, lang):
    folder = unpacked(dist / f"{module}.{lang}.tar.gz", tmp_path)
    course, store, names = olxcleaner.validate(str(folder), allowed_xblocks=OURS)
    assert course is not None and len(names) > 20
    errors = [e.description for e in store.errors if e.level == "ERROR" and e.name != "UnexpectedTag"]
    assert errors == []


@pytest.mark.parametrize("lang", ("en", "id"))
def test_module_1_holds_what_it_promises(dist, lang):
    blocks = ids(dist / f"module1_cooperation.{lang}.tar.gz")
    count = {tag: len([1 for t, _ in blocks if t == tag]) for tag in {t for t, _ in blocks}}
    assert count["sequential"] == 8
    assert count["score_quiz"] == 8
    assert count["score_worksheet"] >= 6 + 4
    assert count["score_progress"] >= 1
