"""The schemas for editors refuse each structural mistake that docs/checks.md shows, and take what mends it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import score_compiler
from tests.compiler import checks_doc
from tests.compiler.checks_doc import FAILS, MENDED, laid

FOLDER = Path(score_compiler.__path__[0]) / "schemas"
BASE, ENTRIES = checks_doc.read()
# What is left to `score check`: relations between values, and all that is not structure.
NOT_STRUCTURE = {
    "course-dates",
    "course-doubled",
    "course-markup",
    "course-missing-language",
    "course-no-image",
    "key-doubled",
    "lock-retired",
    "text-entity",
    "worksheet-bad-range",
    "worksheet-duplicate-key",
    "worksheet-language",
    "worksheet-migration-example",
    "worksheet-migration-order",
    "worksheet-migration-still-there",
    "worksheet-migration-unknown",
    "worksheet-missing-language",
    "worksheet-unknown-field",
    "worksheet-unknown-section",
    "worksheet-unknown-sheet",
    "worksheet-wrong-field",
    "worksheet-wrong-section",
    "worksheet-wrong-value",
    "chart-bands",
    "chart-compare",
    "chart-too-few",
}
STRUCTURE = [
    code
    for code, entry in ENTRIES.items()
    if code not in NOT_STRUCTURE
    and not code.startswith(("yaml-", "formula-", "grading-"))
    and any(path.endswith(".yaml") for path in entry.examples[FAILS])
]


def validator(path: str) -> jsonschema.Draft202012Validator:
    name = "course.json" if path == "course.yaml" else "worksheet.json"
    return jsonschema.Draft202012Validator(json.loads((FOLDER / name).read_text("utf-8")))


class Editor(yaml.SafeLoader):
    """YAML 1.2, as editors read it: numbers and true are such, `yes` and dates are words."""


Editor.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0].rpartition(":")[2] in ("int", "float", "null")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def seen(text: str) -> list[Any]:
    """The document as a plain reader sees it, where all is text, and as an editor does."""
    return [yaml.load(text, Loader=yaml.BaseLoader), yaml.load(text, Loader=Editor)]


def documents(code: str, state: str) -> list[tuple[str, Any]]:
    example = ENTRIES[code].examples[state]
    files = laid(BASE, example)
    return [(path, document) for path in example if path.endswith(".yaml") for document in seen(files[path])]


def test_there_are_structural_mistakes_of_both_kinds() -> None:
    assert {code.split("-")[0] for code in STRUCTURE} >= {"course", "worksheet"} and len(STRUCTURE) > 15


@pytest.mark.parametrize("code", STRUCTURE)
def test_a_schema_refuses_the_failing_example(code: str) -> None:
    """As an editor sees it; where all is text, no schema can tell a number out of its range."""
    assert [path for path, document in documents(code, FAILS)[1::2] if validator(path).is_valid(document)] == []


@pytest.mark.parametrize("code", [code for code, entry in ENTRIES.items() if entry.examples[MENDED]])
def test_a_schema_takes_what_is_mended(code: str) -> None:
    for path, document in documents(code, MENDED):
        assert [error.message for error in validator(path).iter_errors(document)] == []


@pytest.mark.parametrize("path", [path for path in BASE if path.endswith(".yaml")])
def test_a_schema_takes_the_course_of_the_doc(path: str) -> None:
    assert all(validator(path).is_valid(document) for document in seen(BASE[path]))
