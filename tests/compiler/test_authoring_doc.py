"""docs/authoring.md names every command, option, directive and key there is, and its examples are right."""

import argparse
import re
import textwrap
from pathlib import Path
from typing import get_args

import pytest

from score_compiler import cli, config
from score_compiler.checks.blocks import PURPOSES
from score_compiler.commands import new
from score_compiler.parse import frontmatter
from score_compiler.parse.directives import KINDS
from score_core import definition, quiz_front, quiz_question, quiz_text, sheet_charts, sheet_fields, worksheet
from score_core.formula_text import AGGREGATES, FUNCTIONS
from score_core.quiz import Feedback

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "authoring.md").read_text("utf-8")
CHAPTERS = {part.split("\n")[0]: part for part in re.split(r"^#{2,3} ", DOC, flags=re.MULTILINE)}


def commands() -> dict[str, argparse.ArgumentParser]:
    (found,) = [action for action in cli.parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found.choices)


def rows(chapter: str, heading: str) -> dict[str, str]:
    """The rows of the table that begins with this heading, by the words between backticks in their first cells."""
    table = CHAPTERS[chapter].split(f"| {heading} |", 1)[1].split("\n\n")[0]
    lines = [line for line in table.split("\n")[2:] if line.startswith("|")]
    return {name: line for line in lines for name in re.findall(r"`([^`]+)`", line.split("|")[1])}


@pytest.mark.parametrize("command", commands())
def test_a_command_is_named_with_its_arguments(command: str) -> None:
    (usage, line) = next(item for item in rows("Commands", "Command").items() if item[0].startswith(f"score {command}"))
    for action in commands()[command]._actions:
        if not action.option_strings:
            words = action.choices or [str(action.metavar).replace("WHERE", "FOLDER")]
            assert all(word in line for word in words), f"{action.dest} of {usage}"


def test_every_option_is_named_and_no_other() -> None:
    known = {name for one in commands().values() for action in one._actions for name in action.option_strings}
    assert {name.split()[0] for name in rows("Commands", "Option")} == known


@pytest.mark.parametrize("command", commands())
def test_an_option_is_said_to_belong_to_its_commands(command: str) -> None:
    own = {name for action in commands()[command]._actions for name in action.option_strings}
    for named, line in rows("Commands", "Option").items():
        of = line.split("|")[2].strip()
        said = of == "all" or (of == "all but diff" and command != "diff") or command in of.replace(",", "").split()
        said = said and not (of == "all but diff" and command == "diff")
        assert (named.split()[0] in own) == said, f"{named} of {command}"


def test_every_directive_is_named_with_its_options() -> None:
    table = rows("Directives", "Directive")
    assert set(KINDS) <= set(table)
    for name, kind in KINDS.items():
        options = set(re.findall(r"`:([a-z]+):`", table[name].split("|")[3]))
        assert options == set(kind.options), name


def test_every_key_of_course_yaml_is_named() -> None:
    table = rows("course.yaml", "Key")
    assert set(table) == set(config.KEYS)
    assert all(f"`{key}`" in table["assignments"] for key in config.ASSIGNMENT_KEYS)


def test_every_key_of_a_lessons_front_matter_is_shown() -> None:
    assert all(re.search(rf"^    {key}:", CHAPTERS["A lesson"], re.MULTILINE) for key in frontmatter.KEYS)


def test_every_key_and_kind_of_a_worksheet_is_named() -> None:
    chapter = CHAPTERS["A worksheet"]
    kinds = rows("A worksheet", "Kind of field")
    assert set(kinds) == set(definition.KINDS)
    for kind, keys in sheet_fields.KEYS_OF_KIND.items():
        assert [key for key in keys if key != "required" and f"`{key}`" not in kinds[kind]] == [], kind
    keys = (*worksheet.SHEET_KEYS, *worksheet.SECTION_KEYS, *worksheet.ROWS_KEYS, *worksheet.ITEM_KEYS)
    assert [key for key in (*keys, *sheet_fields.COMMON, *sheet_fields.OPTION_KEYS) if f"`{key}`" not in chapter] == []
    words = (*definition.VISIBLE_TO, *definition.BETTER, *sheet_fields.SHOWS)
    assert [word for word in words if f"`{word}`" not in chapter] == []


def test_every_chart_is_named_with_its_keys() -> None:
    charts = rows("Beyond one sheet", "Kind of chart")
    assert set(charts) == set(definition.CHARTS)
    for kind, keys in sheet_charts.KEYS_OF_KIND.items():
        needed, optional = (set(re.findall(r"`([a-z_]+)`", cell)) for cell in charts[kind].split("|")[2:4])
        assert (needed, needed | optional) == (set(sheet_charts.NEEDED[kind]), set(keys)), kind


def test_every_function_is_named() -> None:
    chapter = CHAPTERS["Formulas"]
    told = set(re.findall(r"\b([a-z_]+)\(", chapter)) | set(re.findall(r"`([a-z]+)`", chapter))
    assert set(FUNCTIONS) | set(AGGREGATES) <= told


def example(chapter: str, start: str) -> str:
    """The indented example that begins with this line."""
    text = CHAPTERS[chapter]
    lines = text[text.index(f"    {start}") :].split("\n")
    end = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("    ")), len(lines))
    return textwrap.dedent("\n".join(lines[:end])).strip() + "\n"


def test_the_quiz_of_the_doc_is_one() -> None:
    quiz, problems = quiz_text.parse(example("A quiz", "---"))
    assert problems == [] and quiz is not None
    assert [question.kind for question in quiz.questions] == ["numeric", "single"]


def test_every_kind_of_question_of_the_doc_is_one() -> None:
    head = "---\nkey: k\n---\n# T\n"
    quiz, problems = quiz_text.parse(head + example("A quiz", "## The owner alone"))
    assert problems == [] and quiz is not None
    assert [question.kind for question in quiz.questions] == ["truth", "text", "ordering", "matching"]


def test_every_setting_of_a_quiz_is_named() -> None:
    settings = rows("A quiz", "Setting between the `---`")
    assert set(settings) == set(quiz_front.KEYS)
    assert all(f"{key}: " in settings["draw"] for key in quiz_front.DRAW_KEYS)
    assert all(f"`{time}`" in settings["feedback"] for time in get_args(Feedback))
    assert all(f"`{purpose}`" in rows("Directives", "Directive")["quiz"] for purpose in PURPOSES)


def test_every_option_of_a_question_is_named() -> None:
    assert set(rows("A quiz", "Option of a question")) == set(quiz_question.OPTIONS)


def test_the_worksheet_of_the_doc_is_one() -> None:
    sheet, problems = worksheet.parse(example("A worksheet", "key: eit-charter"))
    assert problems == [] and sheet is not None
    assert [section.key for section in sheet.sections] == ["members", "balance"]


def test_a_new_worksheet_names_its_schema_where_both_lie_in_one_checkout(tmp_path: Path) -> None:
    inside, outside = ROOT / "courses", tmp_path / "courses"
    line = new.schema_line(inside / "shared" / "worksheets" / "a.yaml", inside)
    assert line == "# yaml-language-server: $schema=../../../score_compiler/schemas/worksheet.json\n"
    line = new.schema_line(inside / "a" / "course.yaml", inside)
    assert line == "# yaml-language-server: $schema=../../score_compiler/schemas/course.json\n"
    assert new.schema_line(inside / "a" / "en" / "a.md", inside) == ""
    assert new.schema_line(outside / "a" / "course.yaml", outside) == ""
