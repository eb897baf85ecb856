"""Two fillings of one sheet, line by line."""

import pytest

from score_core.comparing import compare
from tests.core.sheets import TODAY, options, section, sheet, single, table

ITEMS = "items: [{key: one, label: {en: Aisles, id: Lorong}}, {key: two, label: {en: Tools, id: Alat}}]"
SHEET = sheet(
    section("points", "level scale target: 4", "note long_text", rows=ITEMS)
    + section(
        "result",
        "total = percent: 100 * sum(level in points) / 8",
        "minutes number unit: min\n    better: lower\n    target: goal",
        "goal number",
        "posted yes_no better: higher",
        "risk choice better: lower\n    " + options("low=1", "high=3"),
        "colour choice " + options("red", "blue"),
    )
    + section("log", "qty number", rows="rows: {}")
    + section("extra", "size number", rows='when: result.posted == "yes"')
)
BEFORE = {"points/one/level": "1", "points/two/level": "4"} | single(
    "result", minutes=11, posted="no", risk="high", colour="red"
)
AFTER = {"points/one/level": "3", "points/two/level": "3"} | single(
    "result", minutes="4.5", goal=5, posted="yes", risk="low", colour="blue"
)


def lines(before, after, lang="en"):
    return {line.cell: line for line in compare(SHEET, before, after, TODAY, lang)}


@pytest.mark.parametrize(
    ("cell", "before", "after", "delta", "better", "target", "reached"),
    [
        ("points/one/level", "1", "3", "+2", True, "4", False),
        ("points/two/level", "4", "3", "-1", False, "4", False),
        ("result//total", "62.5%", "75%", "+12.5 points", None, "", None),
        ("result//minutes", "11 min", "4.5 min", "-6.5 min", True, "5 min", True),
        ("result//goal", "", "5", "", None, "", None),
        ("result//posted", "No", "Yes", "", True, "", None),
        ("result//risk", "high", "low", "-2", True, "", None),
    ],
)
def test_a_line(cell, before, after, delta, better, target, reached):
    line = lines(BEFORE, AFTER)[cell]
    assert (line.before, line.after, line.delta_shown, line.better) == (before, after, delta, better)
    assert (line.target, line.reached) == (target, reached)


def test_only_what_can_be_compared_has_a_line():
    found = lines(BEFORE, AFTER, "id")
    assert list(found) == [
        "points/one/level",
        "points/two/level",
        "result//total",
        "result//minutes",
        "result//goal",
        "result//posted",
        "result//risk",
    ]
    assert found["points/two/level"].row_label == "Alat"
    assert found["result//total"].delta_shown == "+12,5 poin"


def test_nothing_changed():
    line = lines(AFTER, AFTER)["points/one/level"]
    assert (line.delta, line.delta_shown, line.better) == (0, "0", None)


def test_rows_are_compared_by_their_ids_and_hidden_sections_left_out():
    before = table("log", [{"qty": 0.1}, {"qty": 5}]) | single("extra", size=3)
    after = table("log", [{"qty": 0.3}]) | {"log/new/qty": "9"} | single("extra", size=4)
    found = lines(before, after)
    assert list(found) == ["log/r0/qty"]
    assert found["log/r0/qty"].delta_shown == "+0.2"
    assert "extra//size" in lines(before, after | single("result", posted="yes"))
