"""The command line: what it prints for people and machines, and how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from score_compiler import cli
from tests.compiler.conftest import LESSON, Sources, started


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "score_compiler", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_problem_is_shown_with_its_line_and_a_caret(sources: Sources, clean_environment: dict[str, str]) -> None:
    sources.change(LESSON, "(gauge.png)", "(gage.png)")
    done = run(clean_environment, "check")
    line = sources.text(LESSON).split("\n").index("![A gauge at zero](gage.png)") + 1
    assert done.returncode == 1 and done.stderr == ""
    assert done.stdout.splitlines() == [
        f"courses/{LESSON}:{line}:20: error: There is no “gage.png” in static/. [asset-missing]",
        f"  {line} | ![A gauge at zero](gage.png)",
        f"  {' ' * len(str(line))} | {' ' * 19}^",
        "  → Did you mean gauge.png?",
        "1 error, 0 warnings",
    ]


def test_brackets_in_a_source_are_not_taken_for_colours(sources: Sources, clean_environment: dict[str, str]) -> None:
    sources.change(LESSON, "Show it to your team.", "Show [bold red]it[/] to <b> your team.")
    assert "Show [bold red]it[/] to <b> your team." in run(clean_environment, "check").stdout


def test_json_holds_everything_and_nothing_else_is_printed(
    sources: Sources, capsys: pytest.CaptureFixture[str]
) -> None:
    sources.write("press/static/spare.png", b"x")
    assert cli.main(["build", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["errors"], found["warnings"]) == (0, 1)
    assert found["problems"][0]["code"] == "asset-unused" and found["problems"][0]["level"] == "warning"
    assert [item["path"] for item in found["archives"]] == ["dist/press.en.tar.gz", "dist/press.id.tar.gz"]
    assert all(item["changed"] and item["bytes"] > 1000 for item in found["archives"])


def test_modules_and_languages_can_be_chosen(sources: Sources) -> None:
    assert cli.main(["build", "press", "--lang", "id"]) == 0
    assert [path.name for path in Path("dist").iterdir()] == ["press.id.tar.gz"]
    assert cli.main(["build", "courses/press", "--out", "both"]) == 0
    assert len(list(Path("both").iterdir())) == 2


def test_check_looks_where_it_is_told(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    sources.change(LESSON, "![A gauge at zero]", "![]")
    sources.change("press/id/about.md", "## Yang", "#### Yang")
    assert cli.main(["check"]) == 1
    assert "2 errors" in capsys.readouterr().out
    assert cli.main(["check", "courses/press/id"]) == 1
    assert "1 error," in capsys.readouterr().out
    assert cli.main(["check", "courses/press/worksheets/stops.yaml"]) == 0
    assert "No problems." in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bild"],
        ["build", "--lang", "xx"],
        ["build", "pres"],
        ["build", "--courses", "nowhere"],
        ["check", "nowhere.md"],
        ["new", "lesson", "press", "A title"],
        ["new", "lesson", "press/09-none", "A title"],
        ["new", "worksheet", "shared", "Stops"],
        ["new", "quiz", "nowhere", "A quiz"],
        ["new", "module", "x", "中"],
        ["new", "module", "../x", "Elsewhere"],
        ["new", "module", "Bad Name", "A module"],
        ["new", "module", "shared", "A module"],
        ["build", "--out", "courses/press/course.yaml"],
    ],
)
def test_wrong_use_is_exit_code_2_without_a_traceback(
    sources: Sources, clean_environment: dict[str, str], arguments: list[str]
) -> None:
    done = run(clean_environment, *arguments)
    assert done.returncode == 2
    assert done.stdout == "" and "Traceback" not in done.stderr and done.stderr.strip()


def test_a_near_name_is_offered(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "pres"]) == 2
    assert 'Did you mean "press"?' in capsys.readouterr().err


def test_all_names_are_told_when_none_is_near(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "zzz"]) == 2
    assert "There is no module “zzz”. Use one of: press." in capsys.readouterr().err


def test_a_cache_that_cannot_be_written_is_said(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    sources.write("../.score-cache", "in the way")
    assert cli.main(["build"]) == 2
    assert ".score-cache" in capsys.readouterr().err
    assert cli.main(["build", "--no-cache"]) == 0


def test_what_new_writes_has_no_mistake(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "module", "pier", "Trial & error"]) == 0
    assert cli.main(["new", "lesson", "press/01-start", "Ask why"]) == 0
    assert cli.main(["new", "quiz", "press", "Ask why quiz"]) == 0
    assert cli.main(["new", "worksheet", "shared", "Find it"]) == 0
    assert cli.main(["new", "worksheet", "press", "Find it here"]) == 0
    assert sources.path("press/id/01-start/02-ask-why.md").is_file()
    placed = ("quiz} ask-why-quiz", "worksheet} find-it", "worksheet} find-it-here")
    sources.both(
        "press/en/01-start/02-ask-why.md",
        lambda text: text + "".join(f"\n```{{{block}\n```\n" for block in placed),
    )
    assert cli.main(["ids"]) == 0
    capsys.readouterr()
    assert cli.main(["build", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [problem["code"] for problem in found["problems"]] == ["course-no-image"]
    assert len(found["archives"]) == 4
    assert cli.main(["new", "module", "pier", "Trial & error"]) == 2


def test_watch_builds_what_changes(sources: Sources, clean_environment: dict[str, str]) -> None:
    command = [sys.executable, "-u", "-m", "score_compiler", "watch"]
    with started(command, clean_environment) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert any("Watching" in line for line in lines)
        first = Path("dist/press.en.tar.gz").read_bytes()
        sources.change(LESSON, "**11 minutes**", "**12 minutes**")
        assert any("press.en.tar.gz: written" in line for line in lines)
        process.terminate()
    assert Path("dist/press.en.tar.gz").read_bytes() != first
