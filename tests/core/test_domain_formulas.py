"""The factory's own sums, with the numbers of worked examples."""

import time

import pytest

from score_core.answers import compute
from tests.core.sheets import TODAY, options, section, sheet, shown, single, table


def single_sheet(fields: list[str], formula: str, shows: str):
    return sheet(section("s", *(f"{field} number" for field in fields), f"result = {shows}: {formula}"))


@pytest.mark.parametrize(
    ("formula", "shows", "values", "text"),
    [
        ("1000000 * rejected / inspected", "number", {"rejected": 13, "inspected": 52000}, "250"),
        ("100 * rejected / inspected", "percent", {"rejected": 10920, "inspected": 420000}, "2.6%"),
        ("100 * right / started", "percent", {"right": 21000, "started": 25000}, "84%"),
        ("100 * on_time / all_lines", "percent", {"on_time": 108, "all_lines": 120}, "90%"),
        ("100 * (a + b + c) / sales", "percent", {"a": 22.1, "b": 18.6, "c": 12.3, "sales": 1450}, "3.7%"),
        ("kwh / tonnes", "number", {"kwh": 61500, "tonnes": 45.1}, "1,363.64"),
        ("100 * good / resin", "percent", {"good": 45.1, "resin": 48.0}, "94%"),
        ("100 * leavers / mean_headcount", "percent", {"leavers": 14, "mean_headcount": 73}, "19.2%"),
        ("100 * absent / person_days", "percent", {"absent": 49, "person_days": 1408}, "3.5%"),
        ("1000000 * injuries / hours", "number", {"injuries": 2, "hours": 132864}, "15.05"),
        ("round(1000000 * injuries / hours, 1)", "number", {"injuries": 2, "hours": 132864}, "15.1"),
        ("round(1000000 * days_lost / hours, 1)", "number", {"days_lost": 11, "hours": 132864}, "82.8"),
        ("likelihood * severity", "number", {"likelihood": 4, "severity": 5}, "20"),
        ("investment / saving", "number", {"investment": 9, "saving": 5.72}, "1.57"),
        ("100 * (inputs - outputs) / inputs", "percent", {"inputs": 48, "outputs": 45.1}, "6%"),
    ],
)
def test_a_key_figure(formula, shows, values, text):
    worksheet = single_sheet(list(values), formula, shows)
    assert shown(worksheet, single("s", **values), "s//result") == text
    for absent in values:
        less = {field: value for field, value in values.items() if field != absent}
        assert shown(worksheet, single("s", **less), "s//result") == "", absent


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "text"),
    [
        (2.6, 1.5, 1.5, "100%"),
        (2.6, 1.5, 2.05, "50%"),
        (46, 80, 71, "73.5%"),
        (46, 80, 40, "-17.6%"),
        (5, 5, 5, ""),
    ],
)
def test_achievement_works_in_both_directions(baseline, target, actual, text):
    formula = "100 * (baseline - actual) / (baseline - target)"
    worksheet = single_sheet(["baseline", "target", "actual"], formula, "percent")
    cells = single("s", baseline=baseline, target=target, actual=actual)
    assert shown(worksheet, cells, "s//result") == text


def test_overall_equipment_effectiveness():
    worksheet = sheet(
        section("stops", "reason text", "minutes number", rows="rows: {}")
        + section(
            "day",
            "planned number",
            "cycle number",
            "total number",
            "good number",
            "run = number: planned - sum(minutes in stops)",
            "a = percent: 100 * run / planned",
            "p = percent: 100 * cycle * total / 60 / run",
            "q = percent: 100 * good / total",
            "oee = percent: a * p * q / 10000",
        )
    )
    cells = single("day", planned=480, cycle=2.5, total=8200, good=7987)
    cells |= table("stops", [{"minutes": 40}, {"minutes": 44}, {"reason": "not timed"}])
    assert [shown(worksheet, cells, f"day//{key}") for key in ("run", "a", "p", "q", "oee")] == [
        "396",
        "82.5%",
        "86.3%",
        "97.4%",
        "69.3%",
    ]


TEAM = section("members", "side choice " + options("manager", "worker"), "woman yes_no", rows="rows: {}") + section(
    "result",
    'workers = percent: 100 * count(members where side == "worker") / count(members)',
    "enough = yes_no: workers >= 40",
    'women = percent: 100 * count(members where woman == "yes") / count(members where measured(woman))',
)


def test_share_of_workers_leaves_blank_rows_out():
    worksheet = sheet(TEAM)
    people = [{"side": "worker", "woman": "yes"}] * 3 + [{"side": "manager", "woman": "no"}] * 5 + [{}, {}]
    cells = table("members", people)
    assert shown(worksheet, cells, "result//workers") == "37.5%"
    assert shown(worksheet, cells, "result//enough", "id") == "Tidak"
    assert shown(worksheet, {}, "result//workers") == ""
    assert shown(worksheet, {}, "result//enough") == ""


def audit() -> str:
    groups = ("sort", "set", "shine", "standard", "sustain")
    items = [f"{{key: {g}{n}, group: {g}, label: {{en: I, id: I}}}}" for g in groups for n in range(5)]
    results = [f'{g} = percent: 100 * sum(level in points where group == "{g}") / 20' for g in groups]
    points = section("points", "level scale", rows=f"items: [{', '.join(items)}]")
    return points + section("result", *results, "total = percent: 100 * sum(level in points) / 100")


def test_five_r_by_group_and_in_total():
    worksheet = sheet(audit())
    levels = {"sort": 3, "set": 2, "shine": 1, "standard": 4, "sustain": 0}
    cells = {f"points/{group}{n}/level": str(level) for group, level in levels.items() for n in range(5)}
    results = compute(worksheet, cells, TODAY)
    assert [results[f"result//{group}"].value for group in levels] == [75, 50, 25, 100, 0]
    assert results["result//total"].shown == "50%"


def test_share_of_practices_in_place():
    items = ", ".join(f"{{key: p{n}, label: {{en: P, id: P}}}}" for n in range(10))
    answers = "answer choice " + options("yes=1", "partly=0.5", "no=0", "na")
    worksheet = sheet(
        section("practices", answers, rows=f"items: [{items}]")
        + section(
            "result",
            "share = percent: 100 * mean(score(answer) in practices)",
            'same = percent: 100 * sum(score(answer) in practices) / count(practices where answer != "na")',
        )
    )
    given = ["yes"] * 4 + ["partly"] * 2 + ["no"] * 2 + ["na"] * 2
    cells = {f"practices/p{n}/answer": answer for n, answer in enumerate(given)}
    assert shown(worksheet, cells, "result//share") == "62.5%"
    assert shown(worksheet, cells, "result//same") == "62.5%"
    assert shown(worksheet, {f"practices/p{n}/answer": "na" for n in range(10)}, "result//share") == ""


PLAN = section(
    "plan",
    "due date",
    "done date",
    "cost money",
    "saving money",
    "overdue = number: greatest(0, days(due, default(done, today())))",
    "late = yes_no: not measured(done) and due < today()",
    "payback = number: cost / saving",
    rows="rows: {}",
) + section(
    "result",
    "closed = percent: 100 * count(plan where measured(done)) / count(plan)",
    "net = money: sum(default(saving, 0) - default(cost, 0) in plan)",
    "last = date: max(done in plan)",
)


def test_the_plans_dates_and_payback():
    worksheet = sheet(PLAN)
    cells = table(
        "plan",
        [
            {"due": "2026-11-14", "cost": 9000000, "saving": 5720000},
            {"due": "2026-11-30", "done": "2026-12-02"},
            {"due": "2026-12-31", "saving": 0, "cost": 1},
            {"cost": 5},
        ],
    )
    results = compute(worksheet, cells, TODAY)
    assert [results[f"plan/r{n}/overdue"].canonical for n in range(4)] == ["10", "2", "0", ""]
    assert [results[f"plan/r{n}/late"].canonical for n in range(4)] == ["yes", "no", "no", ""]
    assert [results[f"plan/r{n}/payback"].shown for n in range(4)] == ["1.57", "", "", ""]
    assert results["result//closed"].shown == "25%"
    assert results["result//last"].shown == "2 Dec 2026"
    assert results["result//net"].value == 5720000 - 9000006


def test_median_reply_days():
    worksheet = sheet(
        section("ideas", "given date", "replied date", rows="rows: {}")
        + section("result", "median_days = number: median(days(given, replied) in ideas)")
    )
    pairs = [("01", "04"), ("02", "12"), ("05", "06"), ("05", ""), ("07", "12")]
    rows = [{"given": f"2026-11-{a}", **({"replied": f"2026-11-{b}"} if b else {})} for a, b in pairs]
    assert shown(worksheet, table("ideas", rows), "result//median_days") == "4"
    assert shown(worksheet, table("ideas", rows[:3]), "result//median_days") == "3"


PARETO = section(
    "log",
    "cause choice " + options("burr", "dent", "size"),
    "qty number",
    "rank = number: if(measured(qty), count(log where qty > this.qty) + 1, qty)",
    "cumulated = percent: 100 * sum(qty in log where qty >= this.qty) / sum(qty in log)",
    rows="rows: {maximum: 500}",
)


def test_pareto_ranks_and_cumulates():
    worksheet = sheet(PARETO)
    cells = table("log", [{"cause": "size", "qty": 15}, {"qty": 46}, {"qty": 27}, {"qty": 12}, {"cause": "dent"}])
    results = compute(worksheet, cells, TODAY)
    assert [results[f"log/r{n}/rank"].canonical for n in range(5)] == ["3", "1", "2", "4", ""]
    assert [results[f"log/r{n}/cumulated"].shown for n in range(5)] == ["88%", "46%", "73%", "100%", ""]


def test_pareto_by_cause_from_many_rows():
    worksheet = sheet(
        section(
            "log",
            "cause choice " + options("burr", "dent", "size"),
            "qty number",
            "total = number: sum(qty in log where cause == this.cause)",
            "cumulated = percent: 100 * sum(qty in log where total >= this.total) / sum(qty in log)",
            rows="rows: {}",
        )
    )
    cells = table("log", [{"cause": c, "qty": q} for c, q in [("dent", 20), ("burr", 46), ("dent", 7), ("size", 27)]])
    results = compute(worksheet, cells | {"log/r3/qty": "15"}, TODAY)
    assert [results[f"log/r{n}/total"].canonical for n in range(4)] == ["27", "46", "27", "15"]
    assert [round(results[f"log/r{n}/cumulated"].value) for n in range(4)] == [83, 52, 83, 100]


def test_key_figures_over_time():
    """Value, mean of three months, change against the first month: what a KPI tracker needs."""
    same = "kpi == this.kpi and"
    worksheet = sheet(
        section(
            "log",
            "kpi choice " + options("ppm=1000000", "otd=100"),
            "month month",
            "part number not_measured: yes",
            "whole number",
            "value = number: score(kpi) * part / whole",
            f"mean3 = number: mean(value in log where {same} months(month, this.month) >= 0"
            " and months(month, this.month) < 3)",
            f"first = number: mean(value in log where {same} month == min(month in log where kpi == this.kpi))",
            "change = percent: 100 * (value - first) / first",
            rows="rows: {}",
        )
    )
    months = ["2025-11", "2025-12", "2026-01", "2026-02"]
    parts = [80, 90, "nm", 96]
    rows = [{"kpi": "otd", "month": m, "part": p, "whole": 100} for m, p in zip(months, parts, strict=True)]
    rows.append({"kpi": "ppm", "month": "2026-01", "part": 13, "whole": 52000})
    results = compute(worksheet, table("log", rows), TODAY)
    assert [results[f"log/r{n}/value"].shown for n in range(5)] == ["80", "90", "", "96", "250"]
    assert [results[f"log/r{n}/mean3"].shown for n in range(5)] == ["80", "85", "85", "93", "250"]
    assert [results[f"log/r{n}/first"].shown for n in range(5)] == ["80", "80", "80", "80", "250"]
    assert [results[f"log/r{n}/change"].shown for n in range(5)] == ["0%", "12.5%", "", "20%", "0%"]


def test_bands_of_risk_are_words_in_the_readers_language():
    bands = 'if(risk <= 4, "low", if(risk <= 9, "medium", if(risk <= 16, "high", "extreme")))'
    worksheet = sheet(
        section("s", "l scale", "s scale", "risk = number: l * s", f"band = choice: {bands}").rstrip()
        + "\n    "
        + options("low", "medium", "high", "extreme")
        + "\n"
    )
    assert shown(worksheet, single("s", l=4, s=3), "s//band") == "high"
    assert shown(worksheet, single("s", l=2, s=2), "s//band") == "low"
    assert shown(worksheet, single("s", l=2), "s//band") == ""


def test_two_hundred_rows_of_a_pareto_are_quick():
    worksheet = sheet(PARETO)
    cells = table("log", [{"cause": "burr", "qty": (n * 7919) % 1009} for n in range(200)])
    best = min(timed(worksheet, cells) for _ in range(3))
    assert best < 0.1


def timed(worksheet, cells) -> float:
    start = time.process_time()
    compute(worksheet, cells, TODAY)
    return time.process_time() - start
