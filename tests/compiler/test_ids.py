"""Ids: written where they are missing, remembered for ever, equal in both languages."""

import json
import re

import pytest

from score_compiler import cli
from score_compiler.writeids import slug
from tests.compiler.conftest import LESSON, Sources

INDONESIAN = LESSON.replace("/en/", "/id/")
LOCK = "press/ids.lock"


def without_ids(text: str) -> str:
    return re.sub(r"^:id: .*\n", "", re.sub(r" \{#[^}]*\}", "", text), flags=re.MULTILINE)


def test_missing_ids_are_written_alike_in_both_languages(sources: Sources) -> None:
    for name in (LESSON, INDONESIAN, "press/en/01-start/index.md", "press/id/01-start/index.md"):
        sources.write(
            name,
            without_ids(sources.text(name)).replace("#sheet", "#write-it-down").replace("#count", "#count-stops-ask"),
        )
    for name in ("press/en/quizzes/stops.md", "press/id/quizzes/henti.md"):
        sources.write(name, sources.text(name).replace("#count)", "#count-stops-ask)"))
    sources.path(LOCK).unlink()
    sources.change("press/course.yaml", "retired: [old-page]\n", "")
    assert cli.main(["ids"]) == 0
    english, indonesian = sources.text(LESSON), sources.text(INDONESIAN)
    ids = r"\{#[^}]*\}|^:id: .*"
    assert re.findall(ids, english, re.MULTILINE) == re.findall(ids, indonesian, re.MULTILINE)
    assert "# Why the press stops {#why-the-press-stops}\n" in english
    assert '## Hitung "henti" & tanya {#count-stops-ask}\n' in indonesian
    assert "```{quiz} press-stops\n:id: quiz-press-stops\n" in english
    assert sources.check() == []
    assert "vertical count-stops-ask\n" in sources.text(LOCK)


def test_a_second_run_changes_nothing(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in sources.root.rglob("*") if path.is_file()}
    assert cli.main(["ids"]) == 0
    assert "All ids are there." in capsys.readouterr().out
    assert before == {path: path.read_bytes() for path in sources.root.rglob("*") if path.is_file()}


def test_nothing_but_the_id_changes_in_a_file(sources: Sources) -> None:
    text = (
        sources.text(LESSON)
        .replace("## Write it down {#sheet}", "## Write it down   ##")
        .replace("#sheet", "#write-it-down")
    )
    text = text.replace("\n", "\r\n")
    sources.write(LESSON, text.encode())
    sources.change(INDONESIAN, "## Catat {#sheet}", "## Catat")
    sources.change(INDONESIAN, "(#sheet)", "(#write-it-down)")
    cli.main(["ids"])
    assert sources.path(LESSON).read_bytes().decode() == text.replace(
        "## Write it down   ##", "## Write it down {#write-it-down}"
    )


def test_an_id_is_never_given_twice_nor_one_that_was_published(sources: Sources) -> None:
    for name in (LESSON, INDONESIAN):
        sources.write(name, sources.text(name) + "\n## Old page\n\nText.\n\n## Check\n\nText.\n")
    assert cli.main(["ids"]) == 0
    assert "## Old page {#old-page-2}\n" in sources.text(LESSON)
    assert "## Check {#check-2}\n" in sources.text(INDONESIAN)


def test_quiz_ids_are_written_too(sources: Sources) -> None:
    for name in ("press/en/quizzes/stops.md", "press/id/quizzes/henti.md"):
        sources.write(name, sources.text(name).replace(" {#minutes}", ""))
    assert cli.main(["ids"]) == 1  # both are sound now, but their words gave them different ids
    assert re.search(r"^## How many.*\{#[a-z0-9-]+\}$", sources.text("press/en/quizzes/stops.md"), re.MULTILINE)
    assert [problem.code for problem in sources.check()] == ["language-quiz"]


def test_the_lock_only_grows(sources: Sources) -> None:
    sources.both(LESSON, lambda text: text.replace(":id: film", ":id: movie"))
    codes = sorted({problem.code for problem in sources.check()})
    assert codes == ["lock-lost", "lock-missing"]
    (lost,) = [problem for problem in sources.check() if problem.code == "lock-lost"]
    assert "film" in lost.message and "retired" in lost.remedy
    assert cli.main(["ids"]) == 1
    assert "video movie" not in sources.text(LOCK)
    sources.change("press/course.yaml", "[old-page]", "[old-page, film]")
    assert cli.main(["ids"]) == 0
    assert "video film\nvideo movie\n" in sources.text(LOCK)
    assert sources.check() == []


def test_a_block_of_another_type_is_not_the_same(sources: Sources) -> None:
    sources.both(
        LESSON,
        lambda text: re.sub(r"```\{video\}\n:id: film\n.*?```", "```{progress}\n:id: film\n```", text, flags=re.DOTALL),
    )
    (lost,) = [problem for problem in sources.check() if problem.code == "lock-lost"]
    assert "was a video and is now a progress" in lost.message


def test_files_may_be_renamed_and_pages_moved(sources: Sources) -> None:
    for language in ("en", "id"):
        folder = sources.path(f"press/{language}")
        (folder / "01-start" / "01-stops.md").rename(folder / "01-start" / f"07-{language}.md")
        (folder / "01-start").rename(folder / f"05-{language}")
    assert sources.check() == []


def test_ids_says_what_it_wrote(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    sources.both(LESSON, lambda text: text + "\n## New page\n\nText.\n")
    assert cli.main(["ids", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == [
        f"courses/{LESSON}",
        f"courses/{INDONESIAN}",
        f"courses/{LOCK}",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Why it pays", "why-it-pays"),
        ("Don't stop!", "dont-stop"),
        ("Café Ärger", "cafe-arger"),
        ("中文", ""),
        ("x" * 60, "x" * 40),
    ],
)
def test_slugs(words: str, expected: str) -> None:
    assert slug(words) == expected
