"""docs/checks.md names every code there is, and what it shows is true: failing examples fail, mended ones pass."""

import ast
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import score_core
from score_compiler.checks.table import CODES
from score_core.messages import MESSAGES
from score_core.problems import Problem
from score_core.quiz_checks import CHECKS
from tests.compiler import checks_doc
from tests.compiler.checks_doc import FAILS, MENDED, MODULE, Files, laid, problems

BASE, ENTRIES = checks_doc.read()
CORE = Path(score_core.__file__).parent
WRITTEN = [code for code, entry in ENTRIES.items() if entry.examples[FAILS]]
# Of a file or folder as a whole: there is no line to name.
WHOLE = {
    "archive-too-large",
    "asset-collision",
    "asset-name",
    "asset-unused",
    "captions-broken",
    "css-url",
    "edition-empty",
    "file-missing",
    "file-name",
    "file-number-doubled",
    "file-outside",
    "language-quiz",
    "picture-too-large",
    "quiz-no-questions",
    "quiz-no-title",
    "quiz-unused",
    "worksheet-too-long",
}


@dataclass(frozen=True)
class Built:
    """A case that no text of the doc can show."""

    fails: Callable[[Path], None]
    mended: Callable[[Path], None]
    file: str  # where the problem is told, seen from the module's folder


def put(name: str, data: bytes | str) -> Callable[[Path], None]:
    def change(module: Path) -> None:
        (module / name).parent.mkdir(exist_ok=True)
        (module / name).write_bytes(data.encode() if isinstance(data, str) else data)

    return change


def film(option: str, captions: str, size: int = 99) -> Callable[[Path], None]:
    def change(module: Path) -> None:
        put("static/film.mp4", bytes(size))(module)
        if captions:
            put("static/film.srt", captions)(module)
        directive = f"```{{video}} film.mp4\n:id: film\n:title: A press\n{option}```\n"
        checks_doc.write(laid(BASE, {"en/01-start/01-first.md": directive}), module.parent)

    return change


def page(id_: str, text: str) -> Callable[[Path], None]:
    lesson = f"## Look {{#{id_}}}\n\n{text}\n"
    return lambda module: checks_doc.write(laid(BASE, {"en/01-start/01-first.md": lesson}), module.parent)


def linked(module: Path) -> None:
    outside = module.resolve().parent.parent / "secret.md"
    outside.write_text("# Secret {#secret}\n\n## More {#more}\n\nText.\n")
    for language in ("en", "id"):
        (module / language / "01-start" / "03-secret.md").symlink_to(outside)


def without_sections(module: Path) -> None:
    for language in ("en", "id"):
        for path in sorted((module / language / "01-start").iterdir()):
            path.unlink()
        (module / language / "01-start").rmdir()
        (module / language / "quizzes" / "looking.md").unlink()
    (module / "worksheets" / "stops.yaml").unlink()
    (module / "ids.lock").unlink()
    put("course.yaml", BASE["course.yaml"].split("assignments:")[0])(module)


def nothing(module: Path) -> None:
    """The base course as it is."""


CUE = "1\n00:00:01,000 --> 00:00:04,000\nLook at the press.\n"
CAPTIONS = ":captions: film.srt\n"
LESSON = "en/01-start/01-first.md"
SHEET = BASE["worksheets/stops.yaml"]
BUILT = {
    "text-encoding": Built(
        put("en/about.md", "Café".encode("latin-1")), put("en/about.md", "Café".encode()), "en/about.md"
    ),
    "text-control-character": Built(
        put(LESSON, BASE[LESSON].replace("press", "pre\u202ess")), put(LESSON, BASE[LESSON]), LESSON
    ),
    "file-outside": Built(linked, nothing, "en/01-start/03-secret.md"),
    "id-too-long": Built(page("x" * 220, "Look."), page("x" * 150, "Look."), LESSON),
    "edition-empty": Built(without_sections, nothing, "en"),
    "video-captions": Built(film("", ""), film(CAPTIONS, CUE), LESSON),
    "captions-broken": Built(film(CAPTIONS, "Look at the press.\n"), film(CAPTIONS, CUE), "static/film.srt"),
    "page-too-large": Built(page("look", "Look. " * 60_000), page("look", "Look. " * 40_000), LESSON),
    "picture-too-large": Built(
        put("static/course.png", b"x" * 300_001), put("static/course.png", b"x" * 300_000), "static/course.png"
    ),
    "archive-too-large": Built(
        film(CAPTIONS, CUE, size=20_000_001), film(CAPTIONS, CUE, size=19_999_000), "static"
    ),
    "worksheet-too-long": Built(
        put("worksheets/stops.yaml", SHEET + "#" * 64 * 1024 + "\n"),
        put("worksheets/stops.yaml", SHEET + "#" * 60 * 1024 + "\n"),
        "worksheets/stops.yaml",
    ),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the folder `courses` may lie."""
    monkeypatch.chdir(tmp_path)
    return Path("courses")


def core_codes() -> set[str]:
    """The codes that score_core's sources speak of: whole ones, and those that a Report puts its prefix before.

    What learners are told has names of the same kind, in MESSAGES.
    """
    found = set(CHECKS)
    for path in CORE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"(yaml|formula|worksheet|chart)(-[a-z]+)+", node.value):
                    found.add(node.value)
                elif re.fullmatch(r"migration(-[a-z]+)+", node.value):
                    found.add(f"worksheet-{node.value}")
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "add"
                and len(node.args) == 4
                and isinstance(node.args[1], ast.Constant)
            ):
                found.add(f"worksheet-{node.args[1].value}")
    return found - set(MESSAGES)


def test_every_code_is_in_the_doc_and_no_other() -> None:
    known = {code.name for code in CODES} | core_codes()
    assert known - set(ENTRIES) == set(), "not in docs/checks.md"
    assert set(ENTRIES) - known == set(), "in docs/checks.md, but nowhere in the code"


def test_the_doc_says_which_are_warnings() -> None:
    warnings = {code.name for code in CODES if code.level == "warning"}
    assert {code for code, entry in ENTRIES.items() if entry.level == "warning"} == warnings


def test_every_code_has_a_failing_and_a_mended_example() -> None:
    assert {code for code in WRITTEN if not ENTRIES[code].examples[MENDED]} == set()
    assert set(ENTRIES) == set(WRITTEN) | set(BUILT)
    assert set(WRITTEN) & set(BUILT) == set()


@pytest.mark.parametrize("code", ENTRIES)
def test_the_doc_says_what_is_wrong_and_what_to_do(code: str) -> None:
    words = ENTRIES[code].words
    assert code in WRITTEN or len(words) > 80
    assert "*Remedy:*" in words and not words.startswith("*Remedy:*")


def test_the_course_of_the_doc_has_no_problem(root: Path) -> None:
    checks_doc.write(laid(BASE, {}), root)
    assert problems(root) == []


def judge(found: list[Problem], code: str, files: set[str], example: set[str]) -> None:
    """Nothing but this code, told where the example stands."""
    assert {problem.code for problem in found} == {code}, [str(problem) for problem in found]
    told = {os.path.relpath(problem.file, f"courses/{MODULE}") for problem in found}
    told |= {file.replace("id/", "en/", 1) for file in told if file.startswith("id/")}
    assert told & files, f"told of {told}"
    for problem in found:
        assert problem.message.endswith((".", "?")) or problem.message.count(": "), problem.message
        assert problem.remedy and problem.message != problem.remedy
        assert problem.level == ENTRIES[code].level
        if code in WHOLE:
            continue
        assert problem.line > 0 and problem.column > 0
        text = Path(problem.file).read_text("utf-8", "replace").split("\n")
        assert not example or text[problem.line - 1].strip() in example, "told at a line that the example does not show"


@pytest.mark.parametrize("code", WRITTEN)
def test_a_failing_example_fails_with_its_code_alone(root: Path, code: str) -> None:
    example: Files = ENTRIES[code].examples[FAILS]
    checks_doc.write(laid(BASE, example), root)
    lines = {line.strip() for text in example.values() for line in text.split("\n")}
    judge(problems(root), code, expected_files(code, example), lines | implied(code))


def expected_files(code: str, example: Files) -> set[str]:
    """Where a problem of the example is told; at another file than those shown for these few."""
    elsewhere = {
        "file-missing": {"en/02-more/index.md"},
        "file-number-doubled": {"en/01-start/02-try.md"},
        "key-doubled": {"worksheets/stops.yaml"},
        "grading-unused": {"course.yaml"},
        "lock-missing": {LESSON},
        "worksheet-language": {"id/01-start/02-try.md"},
    }
    return set(example) | elsewhere.get(code, set())


def implied(code: str) -> set[str]:
    """Lines of the base course at which these are told."""
    return {
        "course-markup": {"title: {en: Look closely, id: Lihat baik-baik}"},
        "lock-missing": {"## Look {#look}"},
        "worksheet-language": {"```{worksheet} stops"},
        "quiz-no-choices": {"## What comes first? {#first}"},
    }.get(code, {"## Look {#look}", "## What comes first? {#first}"} if code.startswith("quiz-") else set())


@pytest.mark.parametrize("code", WRITTEN)
def test_a_mended_example_has_no_problem(root: Path, code: str) -> None:
    checks_doc.write(laid(BASE, ENTRIES[code].examples[MENDED]), root)
    assert [str(problem) for problem in problems(root)] == []


@pytest.mark.parametrize("code", BUILT)
def test_what_no_text_can_show_fails_and_is_mended(root: Path, code: str) -> None:
    case = BUILT[code]
    checks_doc.write(laid(BASE, {}), root)
    case.fails(root / MODULE)
    judge(problems(root), code, {case.file}, set())
    checks_doc.fresh(laid(BASE, {}), root)
    case.mended(root / MODULE)
    assert [str(problem) for problem in problems(root)] == []
