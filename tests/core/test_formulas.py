"""The formula language: what it refuses and where, what it gives, and that it never falls."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from score_core.answers import compute
from score_core.formula_text import FUNCTIONS, parse
from score_core.formula_tree import Mistake
from score_core.worksheet import parse as parse_sheet
from tests.core.sheets import HEAD, TODAY, options, section, sheet, single, table

FIELDS = (
    "a number not_measured: yes",
    "b number",
    "name text",
    "sure yes_no",
    "due date",
    "from_month month",
    "at time",
    "side choice " + options("manager", "worker=2"),
    "tasks choices " + options("cut", "weld"),
    "level scale",
    "remark note",
)
LOG = section("log", "qty number", "kind choice " + options("burr", "dent"), "on date", rows="rows: {}")
LIST = section("list", "mark scale", rows="items: [{key: one, group: g, label: {en: I, id: I}}]")


def problems_of(formula: str, shows: str = "number", place: str = "s") -> list[tuple[str, int, str]]:
    """Return code, column within the formula and the words of every problem."""
    result = f"result = {shows}: {formula}"
    s = section("s", *FIELDS, *([result] if place == "s" else []))
    log = LOG if place != "log" else section("log", "qty number", result, rows="rows: {}")
    text = HEAD + s + log + LIST
    _, problems = parse_sheet(text)
    lines = text.split("\n")
    return [(p.code, p.column - lines[p.line - 1].index("'") - 2, f"{p.message} {p.remedy}") for p in problems]


def value_of(formula: str, shows: str = "number", **values: object):
    worksheet = sheet(section("s", *FIELDS, f"result = {shows}: {formula}") + LOG + LIST)
    log = [{"qty": 5, "kind": "burr", "on": "2026-11-20"}, {"qty": 7, "kind": "dent"}, {"kind": "burr"}]
    cells = single("s", **values) | table("log", log)
    return compute(worksheet, cells, TODAY)["s//result"].value


@pytest.mark.parametrize(
    ("formula", "column", "words"),
    [
        ("a +", 3, "ends too early"),
        ("(a", 2, 'Write ")"'),
        ("a)", 1, "operator"),
        ("a b", 2, "operator"),
        ("1 < a < 3", 6, "two values at a time"),
        ("a = 1", 2, '"=="'),
        ("a && b", 2, '"and"'),
        ("a % 2", 2, "100"),
        ('side == "worker', 8, "Close the words"),
        ("a × b", 2, '"*"'),
        ("side == “worker”", 8, "straight"),
        ("sum(a)", 5, "over which section"),
        ("sum(qty in )", 11, "key of a section"),
        ("round()", 0, "1 to 2 values"),
        ('if(sure == "yes", 1)', 0, "3 values"),
        ("today(1)", 0, "0 values"),
        ("a and", 5, "ends too early"),
        ("log.", 4, "field's key"),
        ("a;b", 1, '","'),
        ('__import__("os")', 0, "no function"),
        ("a ** 2", 3, "does not fit"),
        ("a[0]", 1, "no meaning"),
        ("lambda: 1", 6, '"/"'),
    ],
)
def test_syntax_mistakes_have_their_place(formula, column, words):
    (problem,) = problems_of(formula)
    assert problem[0] in ("formula-syntax", "formula-unknown-name")
    assert problem[1] == column
    assert words in problem[2]


@pytest.mark.parametrize(
    ("formula", "column", "words"),
    [
        ("a + c", 4, "c"),
        ("a + levle", 4, '"level"'),
        ("averge(a, b)", 0, "averge"),
        ("summ(qty in log)", 0, '"sum"'),
        ("lgo.qty + 1", 0, '"log"'),
        ("qty + 1", 0, "sum(qty in log)"),
        ("sum(qty in s)", 11, '"s"'),
        ("sum(qty in lgo)", 11, '"log"'),
        ("sum(a in log)", 4, 'Write "this.a"'),
        ('sum(mark in list where item == "two")', 31, "Use one of: one."),
        ('if(side == "worke", 1, 0)', 11, '"worker"'),
        ('if("manger" == side, 1, 0)', 3, '"manager"'),
        ('if(has(tasks, "wled"), 1, 0)', 14, '"weld"'),
        ('if(default(side, "boss") == "worker", 1, 0)', 17, "manager, worker"),
        ('if(sure == "ja", 1, 0)', 11, "yes, no"),
        ("item + 1", 0, "item"),
    ],
)
def test_unknown_names_get_the_nearest(formula, column, words):
    (problem,) = problems_of(formula)
    assert problem[0] == "formula-unknown-name"
    assert problem[1] == column
    assert words in problem[2]


@pytest.mark.parametrize(
    ("formula", "shows", "column", "words"),
    [
        ("a + name", "number", 4, "a text"),
        ("side * 2", "number", 0, "score(side)"),
        ("tasks + 1", "number", 0, 'has(tasks, "cut")'),
        ("due - 1", "number", 0, "days(from, to)"),
        ("not a", "yes_no", 4, "true or false"),
        ("if(sure, 1, 0)", "number", 3, 'sure == "yes"'),
        ("if(a > 1, 1, name)", "number", 13, "fit together"),
        ("a == name", "yes_no", 2, "fit together"),
        ('side < "worker"', "yes_no", 5, "score(field)"),
        ("sure == side", "yes_no", 5, "different options"),
        ('tasks == "cut"', "yes_no", 6, "has(field"),
        ('has(side, "worker")', "yes_no", 4, '"=="'),
        ("has(tasks, name)", "yes_no", 11, "key of an option"),
        ("score(level)", "number", 6, "value itself"),
        ("sum(score(kind) in log)", "number", 10, "Give its options a score"),
        ("days(from_month, due)", "number", 5, "a date"),
        ("sum(on in log)", "number", 4, "a date"),
        ("min(kind in log)", "number", 4, "score(field)"),
        ("count(log where qty)", "number", 16, "true or false"),
        ("log.qty + 1", "number", 0, "sum(qty in log)"),
        ("remark", "text", 0, "a note"),
        ("a > 1", "number", 0, '"shows: number"'),
        ("a", "date", 0, "a number"),
        ("at", "number", 0, "a time"),
        ('if(a > 1, "big", "small")', "text", 0, "shows: choice"),
        ("true + 1", "number", 0, "if(field, 1, 0)"),
    ],
)
def test_types_that_do_not_fit(formula, shows, column, words):
    (problem,) = problems_of(formula, shows)
    assert problem[0] == "formula-wrong-type"
    assert problem[1] == column
    assert words in problem[2]


def test_all_mistakes_of_a_formula_are_told_at_once():
    assert [(code, column) for code, column, _ in problems_of("c + d + name")] == [
        ("formula-unknown-name", 0),
        ("formula-unknown-name", 4),
        ("formula-wrong-type", 8),
    ]


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("a + " * 125 + "a", "formula-too-long"),
        ("(" * 20 + "a" + ")" * 20, "formula-too-long"),
        ("-" * 30 + "a", "formula-too-long"),
        ("not " * 30 + "true", "formula-too-long"),
        ("abs(" * 20 + "a" + ")" * 20, "formula-too-long"),
    ],
)
def test_formulas_are_bounded(formula, code):
    (problem,) = problems_of(formula)
    assert problem[0] == code


def test_long_chains_are_not_deep():
    assert value_of("a" + " + a" * 120, a=1) == 121
    assert value_of("a == 1" + " and a == 1" * 40, "yes_no", a=1) is True


@pytest.mark.parametrize(
    ("formulas", "circle"),
    [
        (["x = number: x + 1"], "s.x needs s.x"),
        (["x = number: y + 1", "y = number: z", "z = number: x"], "s.x needs s.y needs s.z needs s.x"),
        (["x = number: sum(total in log)"], "s.x needs log.total needs s.x"),
    ],
)
def test_circles(formulas, circle):
    log = section("log", "qty number", "total = number: qty * s.x", rows="rows: {}") if "log" in circle else ""
    _, problems = parse_sheet(HEAD + section("s", *formulas) + log)
    assert [problem.code for problem in problems] == ["formula-circle"]
    assert circle in problems[0].message


def test_formulas_run_after_those_they_need():
    worksheet = sheet(section("s", "a number", "x = number: y * 2", "y = number: z + 1", "z = number: a"))
    assert worksheet.order == (("s", "z"), ("s", "y"), ("s", "x"))
    assert compute(worksheet, {"s//a": "3"}, TODAY)["s//x"].value == 8


@pytest.mark.parametrize(
    ("formula", "shows", "value"),
    [
        ("a + b * 2", "number", 24),
        ("(a + b) * 2", "number", 28),
        ("a - b - 1", "number", -7),
        ("100 / b / 2", "number", 5),
        ("-a + 1", "number", -3),
        ("a / 0", "number", None),
        ("a / (b - 10)", "number", None),
        ("a + level", "number", None),
        ("default(level, 1) + a", "number", 5),
        ("a == 4", "yes_no", True),
        ("a != 4 or b >= 10", "yes_no", True),
        ("not (a < 4)", "yes_no", True),
        ("level > 1 and a > 100", "yes_no", False),
        ("a > 100 and level > 1", "yes_no", False),
        ("level > 1 or a == 4", "yes_no", True),
        ("level > 1 and a == 4", "yes_no", None),
        ("not level > 1", "yes_no", None),
        ("true", "yes_no", True),
        ("if(level > 1, 1, 2)", "number", None),
        ("if(measured(level), 1, 2)", "number", 2),
        ("abs(a - b)", "number", 6),
        ("round(2.675, 2)", "number", 2.68),
        ("round(-2.5)", "number", -3),
        ("round(1 / 3, 99)", "number", 0.3333333333),
        ("least(b, a, 7)", "number", 4),
        ("greatest(b, a, 7)", "number", 10),
        ("greatest(b, level)", "number", None),
        ("days(due, today())", "number", 14),
        ("months(due, today())", "number", 0),
        ("months(from_month, today())", "number", 9),
        ("months(from_month, from_month)", "number", 0),
        ("score(side)", "number", 2),
        ('side == "worker"', "yes_no", True),
        ('sure == "yes"', "yes_no", True),
        ("score(sure)", "number", 1),
        ('has(tasks, "weld")', "yes_no", True),
        ('has(tasks, "cut")', "yes_no", False),
        ('name == "Budi"', "yes_no", True),
        ("name", "text", "Budi"),
        ("due < today()", "yes_no", True),
        ("from_month", "month", date(2026, 2, 1)),
        ("s.a", "number", 4),
        ("this.a", "number", 4),
        ("count(log)", "number", 3),
        ("count(log where qty > this.a)", "number", 2),
        ("count(log where qty > 100)", "number", 0),
        ("sum(qty in log)", "number", 12),
        ('sum(qty in log where kind == "burr")', "number", 5),
        ("sum(qty in log where qty > 100)", "number", None),
        ("mean(qty in log)", "number", 6),
        ("median(qty in log)", "number", 6),
        ("min(qty in log)", "number", 5),
        ("max(days(on, today()) in log)", "number", 4),
        ("sum(qty * this.a + s.b in log)", "number", 68),
        ("count(log where count(log where qty > 5) == 1)", "number", 3),
        ("count(list)", "number", 1),
        ("sum(mark in list)", "number", None),
    ],
)
def test_values(formula, shows, value):
    given_values = {
        "a": 4,
        "b": 10,
        "side": "worker",
        "sure": "yes",
        "tasks": "weld",
        "name": "Budi",
        "due": "2026-11-10",
        "from_month": "2026-02",
    }
    assert value_of(formula, shows, **given_values) == value


def test_not_measured_is_missing_and_not_zero():
    assert value_of("default(a, 9)", a="nm") == 9
    assert value_of("default(a, 9)", a="0") == 0
    assert value_of("measured(a)", "yes_no", a="nm") is False


def test_results_beyond_the_numbers_are_missing():
    huge = "999999999999999"
    assert value_of("a * a", a=huge) == pytest.approx(1e30)
    assert value_of(" * ".join(["a"] * 60), a=huge) is None
    assert value_of("-(" + " * ".join(["a"] * 60) + ")", a=huge) is None
    assert value_of("1 / (" + " * ".join(["a"] * 60) + ")", a=huge) is None


def test_items_and_groups_in_a_row_of_a_checklist():
    items = "items: [{key: one, group: g, label: {en: I, id: I}}, {key: two, label: {en: I, id: I}}]"
    same = "same = number: count(list where item == this.item)"
    fields = ('mine = yes_no: item == "one"', 'ours = yes_no: group == "g"', same)
    results = compute(sheet(section("list", "mark scale", *fields, rows=items)), {}, TODAY)
    assert [results[f"list/{key}/mine"].value for key in ("one", "two")] == [True, False]
    assert [results[f"list/{key}/ours"].value for key in ("one", "two")] == [True, None]
    assert [results[f"list/{key}/same"].value for key in ("one", "two")] == [1, 1]


WORDS = st.sampled_from(
    [*'ab()+-*/<>,." 123', *FUNCTIONS]
    + ["and", "or", "not", "qty", "log", "in", "where", "this", "==", "!=", "side", "level"]
    + ["sum(", "count(", "median(", '"worker"', "true", "s.a", "qty in log", "due", "today()"]
)


@given(st.lists(WORDS, max_size=25))
def test_any_text_parses_or_has_a_mistake_with_a_place(words):
    text = " ".join(words)
    tree = parse(text)
    if isinstance(tree, Mistake):
        assert 0 <= tree.at <= len(text)


NUMBERS = st.recursive(
    st.sampled_from(["a", "b", "level", "0", "2.5", "score(side)", "s.b", "999999999999999"]),
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from("+-*/"), part).map("({0[0]} {0[1]} {0[2]})".format),
        st.tuples(part, part, part).map("if({0[0]} > {0[1]}, {0[2]}, -{0[0]})".format),
        st.tuples(part, part).map("default({0[0]}, round({0[1]}, 2))".format),
        part.map("days(due, add_days(due, {0})) + months(due, add_months(due, {0}))".format),
        part.map("minutes(at, at) + {0}".format),
        st.just("distinct(qty in log) + last(qty in log) - first(qty in log)"),
        st.tuples(part, part)
        .map("sum(qty * {0[0]} in log where qty < {0[1]})".format)
        .map(lambda text: text.replace("a ", "this.a ").replace("level", "s.level").replace("side", "s.side")),
    ),
    max_leaves=6,
)
TINY, HUGE = "0." + "0" * 300 + "1", "9" * 400
MOMENTS = ["2026-02-30", "0001-01-01", "9999-12-31", "7:3"]
CELL = st.sampled_from(["", "nm", "0", "-1", "3", "1e5", "x", "yes", "worker", HUGE, TINY, *MOMENTS])


@settings(max_examples=60)
@given(NUMBERS, st.dictionaries(st.sampled_from(["a", "b", "level", "side", "due", "at", "tasks", "name"]), CELL))
def test_evaluation_never_falls_on_any_record(formula, values):
    text = HEAD + section("s", *FIELDS, f"result = number: {formula}") + LOG + LIST
    worksheet, _ = parse_sheet(text)
    if worksheet is not None:
        cells = single("s", **values) | table("log", [{"qty": value} for value in values.values()])
        result = compute(worksheet, cells, TODAY)["s//result"].value
        assert result is None or isinstance(result, float)
