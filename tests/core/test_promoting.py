"""Rows that become rows of another sheet, and references to rows."""

from itertools import count

import pytest

from score_core import fields
from score_core.answers import FROM, GONE, check, merge, rows
from score_core.pointing import choices, names
from score_core.promoting import edits, origin, promoted
from score_core.worksheet import parse
from tests.core.sheets import HEAD, TODAY, options, section, table

PLAN, _ = parse(
    HEAD.replace("key: sheet", "key: plan")
    + section(
        "actions",
        "problem long_text",
        "area text",
        "baseline number decimals: 1",
        "due date",
        "owner person",
        "module choice " + options("quality", "safety"),
        rows="rows: {}",
    )
)
ITEMS = "items: [{key: guard, label: {en: Guard, id: Pelindung}}]"


def audit(
    more: str = "set: {problem: what, area: place, baseline: risk, due: due, owner: who}", target: str = "plan/actions"
):
    promotes = f"promotes: {{to: {target}, {more}}}"
    text = HEAD + section(
        "found",
        "what text",
        "place choice " + options("press", "store"),
        "l scale",
        "s scale",
        "risk = number: l * s / 3",
        "due date",
        "who person",
        "photo photo",
        rows="rows: {}\n  " + promotes,
    )
    text += section(
        "points", "ok yes_no", rows=ITEMS + "\n  promotes: {to: plan/actions, set: {problem: item, area: ok}}"
    )
    text += section(
        "follow",
        "row reference to: plan/actions\n    shows_field: problem",
        "own reference to: sheet/points\n    shows_field: item",
    )
    return parse(text, others={"plan": PLAN}, known=("plan", "sheet"))


SHEET, PROBLEMS = audit(
    "set: {problem: what, area: place, baseline: risk, due: due, owner: who}, fixed: {module: safety}"
)
CELLS = table(
    "found", [{"what": "No guard", "place": "press", "l": 4, "s": 5, "due": "2026-12-01", "who": "user:7"}, {}]
) | {"points/guard/ok": "no"}


def promote(row: str, plan: dict[str, str], section_key: str = "found", lang: str = "en"):
    ids = count()
    return edits(
        SHEET,
        section_key,
        row,
        PLAN,
        CELLS,
        plan,
        lang,
        today=TODAY,
        occasion="baseline",
        people={"user:7": "Ani"},
        new_id=lambda: f"e{next(ids)}",
    )


def test_a_row_becomes_a_row_with_a_link_back():
    assert PROBLEMS == []
    plan = table("actions", [{"problem": "older"}])
    found = promote("r0", plan)
    merged = merge(plan, found)
    assert not merged.conflicts and check(PLAN, found, plan) == {}
    older, new = rows(PLAN.by_key["actions"], merged.cells)
    assert dict(new.cells) == {
        "problem": "No guard",
        "area": "press",
        "baseline": "6.7",
        "due": "2026-12-01",
        "owner": "user:7",
        "module": "safety",
    }
    assert (new.at, new.origin) == (2, "sheet/baseline/found/r0")
    assert new.origin == origin(SHEET, "baseline", "found", "r0")
    assert promoted(PLAN.by_key["actions"], merged.cells, new.origin) == new
    assert older.origin == ""


def test_twice_is_once():
    plan = merge({}, promote("r0", {})).cells
    assert promote("r0", plan) == []
    again = promote("r0", {})
    assert {edit.cell for edit in again} <= set(plan) and merge(plan, again).cells == plan


def test_a_deleted_row_comes_back():
    plan = merge({}, promote("r0", {})).cells
    cell = next(cell for cell in plan if cell.endswith(FROM)).replace(FROM, GONE)
    (edit,) = promote("r0", plan | {cell: "1"})
    assert (edit.cell, edit.base, edit.value) == (cell, "1", "")


def test_items_are_promoted_by_their_label():
    plan = merge({}, promote("guard", {}, "points", "id")).cells
    (row,) = rows(PLAN.by_key["actions"], plan)
    assert dict(row.cells) == {"problem": "Pelindung", "area": "Tidak"}


@pytest.mark.parametrize(
    ("row", "section_key"), [("r1", "found"), ("nowhere", "found"), ("", "follow"), ("r0", "nowhere")]
)
def test_what_can_not_be_promoted(row, section_key):
    assert promote(row, {}, section_key) == []


def test_values_that_the_target_refuses_stay_blank():
    plan, _ = parse(
        HEAD + section("actions", "problem text", "baseline number maximum: 5", "due month", rows="rows: {}")
    )
    found = edits(SHEET, "found", "r0", plan, CELLS, {}, today=TODAY)
    assert {edit.cell.split("/")[2] for edit in found} == {"#at", "#from", "problem"}


@pytest.mark.parametrize(
    ("more", "target", "code", "words"),
    [
        ("set: {problem: what}", "plann/actions", "worksheet-unknown-sheet", '"plan"'),
        ("set: {problem: what}", "plan/action", "worksheet-unknown-section", '"actions"'),
        ("set: {problem: what}", "plan", "worksheet-bad-key", "key-of-the-sheet/section"),
        ("set: {problem: waht}", "plan/actions", "worksheet-unknown-field", '"what"'),
        ("set: {problm: what}", "plan/actions", "worksheet-unknown-field", '"problem"'),
        ("set: {due: what}", "plan/actions", "worksheet-wrong-field", "same kind"),
        ("set: {problem: photo}", "plan/actions", "worksheet-wrong-field", "photo"),
        ("set: {baseline: place}", "plan/actions", "worksheet-wrong-field", "number"),
        ("fixed: {module: safety}", "plan/actions", "worksheet-missing-key", "set"),
        ("set: {problem: what}, fixed: {module: osh}", "plan/actions", "worksheet-wrong-value", "osh"),
        ("set: {problem: what}, fixed: {module: [safety]}", "plan/actions", "worksheet-wrong-shape", "module"),
        ("set: {problem: item}", "plan/actions", "worksheet-unknown-field", "item"),
    ],
)
def test_mistakes_in_promotions(more, target, code, words):
    _, problems = audit(more, target)
    assert [problem.code for problem in problems] == [code]
    assert words in f"{problems[0].message} {problems[0].remedy}"


def test_references_have_labels():
    plan = table("actions", [{"problem": "No guard"}, {"area": "press"}, {}])
    row, own = SHEET.by_key["follow"].fields
    assert choices(row, PLAN, plan, TODAY) == [("r0", "No guard"), ("r1", "2")]
    assert choices(own, SHEET, {}, TODAY, "id") == [("guard", "Pelindung")]
    labels = names(SHEET, {"plan": (PLAN, plan)}, TODAY)
    assert labels == {"plan/actions/r0": "No guard", "plan/actions/r1": "2"}
    assert fields.show(row, "r0", "en", rows=labels) == "No guard"
    assert fields.show(row, "r9", "en", rows=labels) == "A row that is not there any more"


@pytest.mark.parametrize(
    ("field", "code", "words"),
    [
        ("r reference to: plan/actions\n    shows_field: problm", "worksheet-unknown-field", '"problem"'),
        ("r reference to: plan/actions", "worksheet-missing-key", "shows_field"),
        ("r reference to: sheet/s\n    shows_field: map", "worksheet-wrong-section", "rows"),
        ("r pin picture: s/map", "", ""),
        ("r pin picture: s/mep", "worksheet-unknown-field", '"map"'),
        ("r pin picture: log/qty", "worksheet-wrong-section", "many rows"),
        ("r pin picture: s/other", "worksheet-wrong-field", "photo"),
        ("r pin", "worksheet-missing-key", "picture"),
        ("r number target: othr", "worksheet-unknown-field", '"other"'),
        ("r number target: log.qty", "worksheet-wrong-section", "many"),
        ("r number target: map", "worksheet-wrong-field", "no number"),
        ("r number target: s.other", "", ""),
        ("r number target: 5.5", "", ""),
        ("r photo maximum: 21", "worksheet-bad-number", "20"),
        ("r number better: more", "worksheet-unknown-value", "higher"),
        ("r text better: higher", "worksheet-key-of-other-kind", "better"),
    ],
)
def test_mistakes_in_what_fields_point_to(field, code, words):
    text = HEAD + section("s", "map photo", "other number", field) + section("log", "qty number", rows="rows: {}")
    _, problems = parse(text, others={"plan": PLAN}, known=("plan", "sheet"))
    assert [problem.code for problem in problems] == ([code] if code else [])
    assert all(words in f"{problem.message} {problem.remedy}" for problem in problems)
