"""The cache is used, and never decides what an archive holds."""

import json
from pathlib import Path

import pytest

from score_compiler import cache as cache_module
from score_compiler import cli
from score_compiler.cache import FOLDER, Cache
from tests.compiler.conftest import LESSON, Sources


def built(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[dict[str, int], dict[str, bytes]]:
    capsys.readouterr()
    assert cli.main(["build", "--json", *more]) == 0
    facts = json.loads(capsys.readouterr().out)["cache"]
    return facts, {path.name: path.read_bytes() for path in Path("dist").iterdir()}


def test_an_unchanged_lesson_is_not_rendered_again(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    cold, first = built(capsys)
    assert cold["hits"] == 0 and cold["misses"] > 5
    warm, second = built(capsys)
    assert warm == {"hits": cold["misses"], "misses": 0}
    assert first == second
    sources.change(LESSON, "11 minutes**", "12 minutes**")
    changed, third = built(capsys)
    assert changed["misses"] == 1
    assert third["press.en.tar.gz"] != first["press.en.tar.gz"]
    assert third["press.id.tar.gz"] == first["press.id.tar.gz"]
    none, fourth = built(capsys, "--no-cache")
    assert none["hits"] == 0
    assert fourth == third


def test_an_included_file_counts(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    _, first = built(capsys)
    sources.write("shared/safety.md", "Before you touch the press, **stop it**.\n")
    _, second = built(capsys)
    assert first["press.en.tar.gz"] != second["press.en.tar.gz"]


def test_problems_are_remembered_with_their_places(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    sources.change(LESSON, "![A gauge at zero]", "![]")
    found = []
    for _ in range(2):
        assert cli.main(["check", "--json"]) == 1
        found.append(json.loads(capsys.readouterr().out)["problems"])
    assert found[0] == found[1] and found[0][0]["code"] == "alt-missing"


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\xff\n{}"])
def test_damage_is_a_miss(sources: Sources, capsys: pytest.CaptureFixture[str], damage: bytes) -> None:
    cold, first = built(capsys)
    for path in Path(FOLDER).iterdir():
        data = path.read_bytes()
        path.write_bytes(damage or data[: len(data) // 2])
    again, second = built(capsys)
    assert again == cold and first == second


def test_other_code_is_a_miss(
    sources: Sources, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cold, _ = built(capsys)
    monkeypatch.setattr(cache_module, "code_digest", lambda: "another version")
    again, _ = built(capsys)
    assert again == cold


def test_the_digest_covers_all_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    (package / "inner").mkdir(parents=True)
    (package / "inner" / "code.py").write_text("one = 1\n")
    monkeypatch.setattr(cache_module.score_compiler, "__path__", [str(package)])
    first = cache_module.code_digest()
    (package / "inner" / "code.py").write_text("one = 2\n")
    assert cache_module.code_digest() != first


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c")
    cache.put([1], "lesson", "old")
    fresh = Cache(tmp_path / "c")
    fresh.put([2], "lesson", "new")
    fresh.forget_unused()
    assert Cache(tmp_path / "c").get("lesson", "old") is None
    assert Cache(tmp_path / "c").get("lesson", "new") == [2]
