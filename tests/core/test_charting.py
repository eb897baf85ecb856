"""What charts show: sums, gaps, bands, the same as a table."""

import pytest

from score_core.charting import series
from score_core.worksheet import parse
from tests.core.sheets import TODAY, options, section, single, table

HEAD = (
    "key: sheet\ntitle: {en: S, id: L}\nfilled_by: enterprise\nreads: {before: {worksheet: sheet, occasion: first}}\n"
)


def with_charts(chart: str, sections: str):
    text = f"{HEAD}charts: [{{key: c, title: {{en: Chart, id: Bagan}}, {chart}}}]\nsections:\n{sections}"
    sheet, problems = parse(text, known=("sheet",))
    assert problems == [], "\n".join(map(str, problems))
    return sheet


def data_of(chart: str, sections: str, cells: dict[str, str], lang: str = "en", **others):
    sheet = with_charts(chart, sections)
    return series(
        sheet, sheet.charts[0], cells, TODAY, lang, None, {key: (sheet, cells) for key, cells in others.items()}
    )


LOG = section("log", "defect text", "side choice " + options("left", "right"), "qty number unit: pcs", rows="rows: {}")
DEFECTS = [("Burr", 20), ("dent", 27), ("burr", 26), ("size", ""), ("", 12), ("none", 0)]


def test_pareto_sums_by_label_and_adds_up_percents():
    cells = table("log", [{"defect": name, "qty": qty} for name, qty in DEFECTS])
    data = data_of("kind: pareto, section: log, label: defect, value: qty", LOG, cells, "id")
    (panel,) = data.panels
    assert (data.title, panel.labels) == ("Bagan", ("Burr", "dent", "–"))
    value, cumulated = panel.series
    assert (value.role, value.values, value.shown) == ("value", (46, 27, 12), ("46 pcs", "27 pcs", "12 pcs"))
    assert cumulated.shown == ("54,1%", "85,9%", "100%")
    assert cumulated.values == (100 * 46 / 85, 100 * 73 / 85, 100)
    assert data.header == ("F", "F", "Kumulatif")
    assert data.rows[1] == ("dent", "27 pcs", "85,9%")
    assert not data.empty


def test_pareto_without_a_value_counts_rows():
    cells = table("log", [{"side": "left"}, {"side": "right"}, {"side": "right"}, {}])
    data = data_of("kind: pareto, section: log, label: side", LOG, cells)
    assert (data.panels[0].labels, data.panels[0].series[0].values) == (("right", "left"), (2, 1))
    assert data.header == ("F", "Number", "Cumulated")


def test_nothing_to_draw_yet():
    data = data_of("kind: pareto, section: log, label: defect, value: qty", LOG, {})
    assert data.empty and data.rows == () and data.panels[0].labels == ()


MONTHS = section(
    "months",
    "kpi choice " + options("ppm", "otd"),
    "month month",
    "rate number not_measured: yes",
    "goal number",
    rows="rows: {}",
) + section("about", "start number")


def test_run_has_a_line_each_its_months_in_order_and_gaps():
    rows = [
        {"kpi": "ppm", "month": "2026-03", "rate": 250, "goal": 200},
        {"kpi": "otd", "month": "2026-01", "rate": 90},
        {"kpi": "ppm", "month": "2025-12", "rate": 400, "goal": 300},
        {"kpi": "ppm", "month": "2026-02", "rate": "nm"},
        {"kpi": "ppm", "rate": 7},
    ]
    cells = table("months", rows) | single("about", start=410)
    chart = "kind: run, section: months, label: month, value: rate, by: kpi, target: goal, baseline: about.start"
    data = data_of(chart, MONTHS, cells)
    ppm, otd = data.panels
    assert (ppm.title, ppm.labels) == ("ppm", ("Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026"))
    value, target, baseline = ppm.series
    assert (value.role, value.values, value.shown) == ("value", (400, None, None, 250), ("400", "", "", "250"))
    assert (target.name, target.values, target.shown) == ("Target", (300, None, None, 200), ("300", "", "", "200"))
    assert (baseline.role, baseline.values) == ("baseline", (410,) * 4)
    assert [one.role for one in otd.series] == ["value", "baseline"]
    assert data.header == ("F", "F", "F", "Target", "Baseline")
    assert data.rows[0] == ("ppm", "Dec 2025", "400", "300", "410")
    assert data.rows[-1] == ("otd", "Jan 2026", "90", "", "410")


def test_run_over_words_keeps_the_rows_order():
    cells = table("log", [{"defect": "week 2", "qty": 5}, {"defect": "week 1", "qty": 3}])
    data = data_of("kind: run, section: log, label: defect, value: qty, target: 4.5", LOG, cells)
    assert data.panels[0].labels == ("week 2", "week 1")
    assert data.panels[0].series[1].shown == ("4.5 pcs", "4.5 pcs")


RESULT = section("result", "sort percent", "set percent", "shine = percent: sort + set")
BARS = "section: result, values: [sort, set, shine], maximum: 100, compare: before"


@pytest.mark.parametrize("kind", ["bars", "radar"])
def test_bars_and_radar_compare_with_another_time(kind):
    now, then = single("result", sort=60, set=15), single("result", sort=40)
    data = data_of(f"kind: {kind}, {BARS}", RESULT, now, "id", before=then)
    value, compare = data.panels[0].series
    assert (value.name, value.shown) == ("Sekarang", ("60%", "15%", "75%"))
    assert (compare.role, compare.name, compare.values) == ("compare", "Sebelum", (40, None, None))
    assert (data.maximum, data.header) == (100, ("S", "Sekarang", "Sebelum"))
    alone = data_of(f"kind: {kind}, {BARS}", RESULT, now)
    assert [one.name for one in alone.panels[0].series] == ["S"]


HAZARDS = section(
    "hazards", "what text", "likely scale from: 1\n    to: 5", "hurts scale from: 1\n    to: 4", rows="rows: {}"
)


def test_matrix_marks_rows_with_their_bands():
    rows = [("cut", 2, 2), ("fall", 5, 1), ("burn", 5, 4), ("noise", 3, "")]
    cells = table("hazards", [{"what": name, "likely": x, "hurts": y} for name, x, y in rows])
    data = data_of(
        "kind: matrix, section: hazards, x: likely, y: hurts, label: what, bands: [4, 9, 16]", HAZARDS, cells
    )
    assert [(mark.label, mark.product, mark.band) for mark in data.marks] == [
        ("cut", 4, 0),
        ("fall", 5, 1),
        ("burn", 20, 3),
    ]
    assert [(axis.low, axis.high) for axis in data.axes] == [(1, 5), (1, 4)]
    assert (data.bands, data.header[-1], data.rows[2]) == ((4, 9, 16), "Score", ("burn", "5", "4", "20"))


ACTIONS = section("actions", "what text", "old number", "new number", "goal number", rows="rows: {}")


def test_before_and_after_with_targets():
    rows = [{"what": "tools", "old": 11, "new": 4, "goal": 5}, {"what": "5R", "old": 46}, {"what": "idea"}]
    chart = "kind: before_after, section: actions, label: what, before: old, after: new, target: goal"
    data = data_of(chart, ACTIONS, table("actions", rows))
    before, after, target = data.panels[0].series
    assert data.panels[0].labels == ("tools", "5R")
    assert (before.values, after.values, target.values) == ((11, 46), (4, None), (5, None))
    assert data.rows == (("tools", "11", "4", "5"), ("5R", "46", "", ""))


@pytest.mark.parametrize(
    ("chart", "code", "words"),
    [
        ("kind: pie, section: log, label: defect", "worksheet-unknown-value", "bars"),
        ("kind: pareto, section: lgo, label: defect", "worksheet-unknown-section", '"log"'),
        ("kind: pareto, section: log, label: defekt", "worksheet-unknown-field", '"defect"'),
        ("kind: pareto, section: log, label: defect, value: side", "worksheet-wrong-field", "no number"),
        ("kind: pareto, section: log", "worksheet-missing-key", "label"),
        ("kind: pareto, section: log, label: defect, x: qty", "worksheet-key-of-other-kind", "x"),
        ("kind: pareto, section: result, label: sort", "worksheet-wrong-section", "rows"),
        ("kind: bars, section: log, values: [qty]", "worksheet-wrong-section", "filled once"),
        ("kind: bars, section: result, values: [sort, seet]", "worksheet-unknown-field", '"set"'),
        ("kind: radar, section: result, values: [sort, set]", "chart-too-few", "bars"),
        ("kind: bars, section: result, values: [sort], compare: befor", "chart-compare", "reads"),
        ("kind: run, section: log, label: defect, value: qty, target: gaol", "worksheet-unknown-field", "gaol"),
        ("kind: run, section: log, label: defect, value: qty, target: result.sort", "", ""),
        (
            "kind: run, section: log, label: defect, value: qty, baseline: hazards.likely",
            "worksheet-wrong-section",
            "many",
        ),
        ("kind: matrix, section: hazards, x: likely, y: hurts, label: what, bands: [4, 4]", "chart-bands", "rise"),
        ("kind: matrix, section: hazards, x: likely, y: what, label: what", "worksheet-wrong-field", "no number"),
    ],
)
def test_mistakes_in_charts(chart, code, words):
    text = f"{HEAD}charts: [{{key: c, title: {{en: C, id: B}}, {chart}}}]\nsections:\n{LOG}{RESULT}{HAZARDS}"
    _, problems = parse(text, known=("sheet",))
    assert [problem.code for problem in problems] == ([code] if code else [])
    assert all(words in f"{problem.message} {problem.remedy}" and problem.line == 5 for problem in problems)


def test_two_charts_of_one_key():
    chart = "{key: c, title: {en: C, id: B}, kind: pareto, section: log, label: defect}"
    _, problems = parse(f"{HEAD}charts: [{chart}, {chart}]\nsections:\n{LOG}", known=("sheet",))
    assert [problem.code for problem in problems] == ["worksheet-duplicate-key"]
