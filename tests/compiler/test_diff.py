"""What a re-import does to learners."""

import json
import re
import tarfile
from pathlib import Path

import pytest

from score_compiler import cli
from tests.compiler.conftest import LESSON, Sources


@pytest.fixture
def old(sources: Sources) -> Path:
    assert cli.main(["build", "--out", "old"]) == 0
    return Path("old/press.en.tar.gz")


def changes(capsys: pytest.CaptureFixture[str], old: Path, new: Path = Path("new/press.en.tar.gz")) -> tuple[int, dict]:
    capsys.readouterr()
    code = cli.main(["diff", "--json", str(old), str(new)])
    (course,) = json.loads(capsys.readouterr().out)["courses"]
    return code, course


def rebuild() -> None:
    assert cli.main(["ids"]) == 0
    assert cli.main(["build", "--out", "new"]) == 0


def test_the_same_course_loses_nothing(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", str(old), str(old)]) == 0
    assert "Nothing is lost" in capsys.readouterr().out


def test_text_order_and_moves_lose_nothing(sources: Sources, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(text: str) -> str:
        text = text.replace("**11 ", "**12 ")
        quiz = re.search(r"```\{quiz\}.*?```\n\n", text, re.DOTALL)
        assert quiz
        return text.replace(quiz[0], "").replace("```{worksheet}", quiz[0] + "```{worksheet}")

    sources.both(LESSON, change)
    for name in ("press/en/quizzes/stops.md", "press/id/quizzes/henti.md"):
        sources.write(name, sources.text(name).replace("± 0.5", "± 1"))
    rebuild()
    code, course = changes(capsys, old)
    assert code == 0 and not course["loses"]
    kinds = {(change["kind"], change["url_name"]) for change in course["changes"]}
    assert kinds == {("changed", "count-text"), ("moved", "quiz-stops"), ("changed", "quiz-stops")}


def test_a_renamed_block_orphans_its_answers(sources: Sources, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources.both(LESSON, lambda text: text.replace(":id: quiz-stops", ":id: quiz-halts"))
    sources.change("press/course.yaml", "[old-page]", "[old-page, quiz-stops]")
    rebuild()
    code, course = changes(capsys, old)
    assert code == 1 and course["loses"]
    orphaned, new = course["changes"]
    assert orphaned["kind"] == "orphaned" and orphaned["url_name"] == "quiz-stops"
    assert "answers, attempts, score and completion" in orphaned["says"] and "quiz-halts" in orphaned["says"]
    assert new["kind"] == "new" and new["url_name"] == "quiz-halts"


def test_another_course_starts_from_nothing(sources: Sources, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", str(old), "old/press.id.tar.gz"]) == 1
    assert "another course" in capsys.readouterr().out


def test_titles_and_grading_are_told(sources: Sources, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources.change(LESSON, "# Why the press stops {#stops}", "# Stops {#stops}")
    sources.change("press/course.yaml", "{en: Lesson quiz,", "{en: Test,")
    rebuild()
    code, course = changes(capsys, old)
    assert code == 0
    assert {change["kind"] for change in course["changes"]} == {"retitled", "regraded"}


def test_folders_and_unpacked_archives(sources: Sources, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with tarfile.open(old) as tar:
        tar.extractall("unpacked", filter="data")
    assert cli.main(["diff", "unpacked", str(old)]) == 0
    assert cli.main(["diff", "unpacked/course", str(old)]) == 0
    assert cli.main(["diff", "old", "old"]) == 0
    assert capsys.readouterr().out.count("Nothing is lost") == 4


@pytest.mark.parametrize("broken", [b"", b"not an archive", None])
def test_what_is_no_course_is_wrong_use(old: Path, broken: bytes | None, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("broken.tar.gz")
    path.write_bytes(old.read_bytes()[:200] if broken is None else broken)
    assert cli.main(["diff", str(old), str(path)]) == 2
    assert cli.main(["diff", str(old), "nowhere"]) == 2
    assert "Traceback" not in capsys.readouterr().err
