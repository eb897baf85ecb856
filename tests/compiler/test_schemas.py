"""The schemas for editors say what the readers say."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from score_compiler import config, schema
from score_core import worksheet
from tests.compiler.conftest import FIXTURE

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "score_compiler" / "schemas"
COURSES = sorted([*ROOT.glob("courses/*/course.yaml"), *FIXTURE.glob("*/course.yaml")])
SHEETS = sorted([*ROOT.glob("courses/*/worksheets/*.yaml"), *FIXTURE.glob("*/worksheets/*.yaml")])

COURSE = """
key: press
org: SCORE
number: {en: SCORE-EN}
run: "2026"
title: {en: A}
short_description: {en: B}
languages: [en]
start: 2026-01-01
end: 2026-02-01
image: a.png
pass: 70
assignments:
  - {key: quiz, type: {en: T}, short: {en: S}, weight: 100, drop: 0}
retired: [old]
"""
SHEET = """
key: sheet
version: 2
title: {en: A}
purpose: {en: B}
filled_by: enterprise
review: none
visible_to: team
anonymous: no
occasions: yes
reads:
  before: {worksheet: sheet, occasion: baseline}
  profile: {worksheet: profile}
migrations:
  - to: 2
    steps:
      - {rename: log/old, as: log/a}
      - {options: log/b, replace: {old: x}}
      - {items: list, replace: {none: one}}
      - {retype: log/m}
      - {remove: gone}
    examples:
      - in: {log/r1/old: 5, log/r1/b: old, list/none/ok: "yes", gone//x: word}
        out: {log/r1/a: 5, log/r1/b: x, list/one/ok: "yes", gone~1//x: word}
charts:
  - {key: pareto, kind: pareto, title: {en: T}, section: log, label: b, value: a}
  - {key: run, kind: run, title: {en: T}, section: log, label: b, value: a, by: b, target: 5, baseline: m}
  - {key: bars, kind: bars, title: {en: T}, section: once, values: [q], maximum: 100, compare: before}
  - {key: radar, kind: radar, title: {en: T}, section: once, values: [q, q, q]}
  - {key: risk, kind: matrix, title: {en: T}, section: log, x: d, y: d, label: b, bands: [4, 9]}
  - {key: gain, kind: before_after, title: {en: T}, section: log, label: b, before: a, after: m, target: once.q}
sections:
  - key: once
    title: {en: C}
    fields:
      - {key: q, kind: number, label: {en: F}, better: lower, target: 5}
      - {key: plan, kind: photo, label: {en: F}, maximum: 1}
      - {key: proof, kind: file, label: {en: F}, required: yes}
      - {key: spot, kind: pin, label: {en: F}, picture: once/plan}
      - {key: row, kind: reference, label: {en: F}, to: improvement-plan/actions, shows_field: problem}
  - key: log
    title: {en: C}
    help: {en: D}
    when: once.q > 1
    promotes: {to: improvement-plan/actions, set: {problem: b}, fixed: {type: osh}}
    rows: {minimum: 1, maximum: 5, start: 1, add: {en: E}}
    fields:
      - {key: a, kind: number, label: {en: F}, help: {en: G}, required: yes, unit: kg, decimals: 1, minimum: 0}
      - {key: m, kind: number, label: {en: F}, maximum: 9, not_measured: yes, when: a > 1}
      - {key: b, kind: choice, label: {en: H}, options: [{key: x, label: {en: I}, score: 1}]}
      - {key: c, kind: formula, label: {en: J}, formula: a * 2, shows: number}
      - {key: d, kind: scale, label: {en: K}, from: 0, to: 4, low: {en: L}, high: {en: M}}
      - {key: e, kind: yes_no, label: {en: N}, not_applicable: yes}
  - key: list
    title: {en: O}
    items: [{key: one, label: {en: P}, group: g}]
    fields:
      - {key: ok, kind: yes_no, label: {en: Q}}
"""


def plain(text: str) -> Any:
    """What an editor sees: YAML 1.2, where yes is a word."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def validator(name: str) -> jsonschema.Draft202012Validator:
    loaded = json.loads((FOLDER / name).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(loaded)
    return jsonschema.Draft202012Validator(loaded)


def both(name: str, document: Any) -> tuple[bool, bool]:
    """Whether the schema and the reader take a document."""
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True)
    if name == "course.json":
        _, problems = config.read(text, "course.yaml")
    else:
        _, problems = worksheet.parse(text)
    return validator(name).is_valid(document), not problems


def mutations(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[str, Callable[[Any], None]]]:
    """Structural mistakes, one for each key at each depth: unknown keys, and a list or text of the other shape."""

    def at(root: Any, where: tuple[Any, ...]) -> Any:
        for step in where:
            root = root[step]
        return root

    found: list[tuple[str, Callable[[Any], None]]] = []
    name = "/".join(map(str, path)) or "top"
    if isinstance(document, dict):
        if not set(document) <= {"en"} and path[-1:] != ("fixed",):
            found.append((f"{name}: unknown key", lambda root: at(root, path).update({"zzz": "1"})))
        for key, value in document.items():
            if isinstance(value, str) and key not in ("en", "unit"):
                found.append((f"{name}/{key}: a list", lambda root, key=key: at(root, path).update({key: ["1"]})))
            elif not isinstance(value, str):
                found.append((f"{name}/{key}: a text", lambda root, key=key: at(root, path).update({key: "zz"})))
            found += mutations(value, (*path, key))
    elif isinstance(document, list):
        for index, value in enumerate(document):
            found += mutations(value, (*path, index))
    return found


CASES = [
    (name, what, change)
    for name, text in (("course.json", COURSE), ("worksheet.json", SHEET))
    for what, change in mutations(plain(text))
]
MISSING = [("course.json", COURSE, key) for key in config.NEEDED] + [
    ("worksheet.json", SHEET, key) for key in ("key", "title", "filled_by", "sections")
]


@pytest.mark.parametrize("name", ["course.json", "worksheet.json"])
def test_the_files_are_what_the_code_says(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == schema.files()[name], "run `make golden`"


@pytest.mark.parametrize("path", COURSES, ids=lambda path: path.parent.name)
def test_good_courses_are_accepted(path: Path) -> None:
    validator("course.json").validate(plain(path.read_text("utf-8")))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_good_worksheets_are_accepted(path: Path) -> None:
    validator("worksheet.json").validate(plain(path.read_text("utf-8")))


@pytest.mark.parametrize(("name", "text"), [("course.json", COURSE), ("worksheet.json", SHEET)])
def test_the_full_examples_are_accepted(name: str, text: str) -> None:
    assert both(name, plain(text)) == (True, True)


@pytest.mark.parametrize(("name", "what", "change"), CASES, ids=[f"{case[0]} {case[1]}" for case in CASES])
def test_a_structural_mistake_is_refused_by_both(name: str, what: str, change: Callable[[Any], None]) -> None:
    document = plain(COURSE if name == "course.json" else SHEET)
    change(document)
    assert both(name, document) == (False, False)


@pytest.mark.parametrize(("name", "text", "key"), MISSING)
def test_a_missing_key_is_refused_by_both(name: str, text: str, key: str) -> None:
    document = plain(text)
    del document[key]
    assert both(name, document) == (False, False)


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet["sections"][1]["fields"][0].update(kind="colour"),
        lambda sheet: sheet["sections"][1]["fields"][0].update(options=[{"key": "x", "label": {"en": "X"}}]),
        lambda sheet: sheet["sections"][1]["fields"][2].pop("options"),
        lambda sheet: sheet["sections"][1]["fields"][3].pop("formula"),
        lambda sheet: sheet["sections"][1]["fields"][3].update(shows="choice"),
        lambda sheet: sheet["sections"][1].update(items=[{"key": "x", "label": {"en": "X"}}]),
        lambda sheet: sheet["sections"][1].pop("fields"),
        lambda sheet: sheet.update(filled_by="everybody"),
        lambda sheet: sheet.update(key="A sheet"),
    ],
)
def test_what_kinds_need_is_refused_by_both(change: Callable[[Any], None]) -> None:
    document = plain(SHEET)
    change(document)
    assert both("worksheet.json", document) == (False, False)
