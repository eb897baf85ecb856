"""The worksheets together: what one gives another, what conditions hide, where rows go, at which time they compare."""

from datetime import date

import pytest

from score_core import answers, charting, comparing, promoting, worksheet
from score_core.chart_data import ChartData
from score_core.definition import Worksheet
from tests.courses.test_worksheets import COURSES, SHEETS, TODAY, audit, rows

PROFILE = {"people//women": 22, "people//men": 96, "voice//high_risk": "no"}


@pytest.fixture(scope="module")
def sheets() -> dict[str, Worksheet]:
    """All sheets, each read with all others known, as the compiler does."""
    alone = {key: worksheet.parse(path.read_text("utf-8"))[0] for key, path in SHEETS.items()}
    known = {key: found for key, found in alone.items() if found}
    whole = {}
    for key, path in SHEETS.items():
        file = path.relative_to(COURSES).as_posix()
        whole[key], problems = worksheet.parse(path.read_text("utf-8"), file, known, set(SHEETS))
        assert problems == []
    return whole


class Filled:
    """A sheet with cells, beside others by alias: what it computes, and what it shows."""

    def __init__(self, sheets: dict[str, Worksheet], key: str, cells: dict, today: date = TODAY, **others: dict):
        self.sheet, self.today = sheets[key], today
        self.cells = written(self.sheet, cells)
        by_alias = {read.alias: sheets[read.worksheet] for read in self.sheet.reads}
        self.others = {alias: (by_alias[alias], written(by_alias[alias], given)) for alias, given in others.items()}

    def __getitem__(self, cell: str):
        return answers.compute(self.sheet, self.cells, self.today, others=self.others)[cell].value

    def chart(self, key: str) -> ChartData:
        chart = next(chart for chart in self.sheet.charts if chart.key == key)
        return charting.series(self.sheet, chart, self.cells, self.today, others=self.others)

    def shows(self, cell: str) -> bool:
        return answers.visible(self.sheet, self.cells, self.today, self.others).shows(cell)


def written(sheet: Worksheet, cells: dict) -> dict[str, str]:
    edits = [answers.Edit(f"{number}", cell, "", str(value)) for number, (cell, value) in enumerate(cells.items())]
    assert answers.check(sheet, edits) == {}
    return answers.merge({}, edits).cells


def test_every_row_that_moves_on_becomes_an_action_of_the_plan(sheets):
    ways = {
        (key, section.key): section.promotes
        for key, sheet in sheets.items()
        for section in sheet.whole
        if section.promotes
    }
    assert {
        ("eit-minutes", "actions"),
        ("five-r-audit", "sort"),
        ("five-whys", "cause"),
        ("suggestions", "ideas"),
        ("risk-assessment", "hazards"),
        ("incidents", "events"),
        ("inspection", "points"),
        ("emergency-plan", "drills"),
    } <= ways.keys()
    for promotion in ways.values():
        assert promotion.to == ("improvement-plan", "actions")
        assert "status" in dict(promotion.fixed)


@pytest.mark.parametrize(
    ("key", "duty"), [("osh-policy", "factory//committee_duty"), ("safety-team", "factory//duty")]
)
def test_the_headcount_of_the_profile_decides_on_a_duty(sheets, key, duty):
    cell = "factory//headcount"
    alone = Filled(sheets, key, {"factory//headcount": 64, "factory//high_risk": "no"})
    assert (alone.shows(cell), alone[duty]) == (True, False)
    read = Filled(sheets, key, {}, profile=PROFILE)
    assert (read.shows(cell), read.shows("factory//high_risk"), read[duty]) == (False, False, True)
    small = Filled(sheets, key, {}, profile={"people//women": 9, "people//men": 55, "voice//high_risk": "no"})
    assert small[duty] is False


def test_the_profile_gives_the_people_to_other_sheets(sheets):
    charter = Filled(sheets, "eit-charter", {}, profile=PROFILE)
    assert charter["balance//women_workforce"] == pytest.approx(22 / 118 * 100)
    assert not charter.shows("workforce//women")
    assert Filled(sheets, "eit-charter", {}).shows("workforce//women")

    hours = {"period//first_day": "2026-01-01", "period//last_day": "2026-12-31", "period//hours_month": 173}
    incidents = Filled(sheets, "incidents", hours, profile={"people//women": 20, "people//men": 44})
    assert incidents["period//hours"] == 132_864

    ideas = rows("ideas", "received decision", *(("2026-11-01", "accepted"),) * 59)
    assert Filled(sheets, "suggestions", ideas, profile=PROFILE)["result//per_employee"] == 0.5

    hour = rows("trainings", "need date hours women men", ("5R", "2026-11-02", 2, 22, 37))
    training = Filled(sheets, "training-record", hour, profile=PROFILE)
    assert training["result//per_employee"] == 1
    assert training["result//women_workforce"] == pytest.approx(22 / 118 * 100)


def test_a_practice_is_new_when_it_was_missing_at_the_baseline(sheets):
    keys = [item.key for item in sheets["good-practice"].by_key["safety"].items]
    before = dict(zip(keys, ("no", "partly", "yes", "na", "no", "no", "no", "no", "no", "no"), strict=True))
    after = dict(zip(keys, ("yes", "yes", "yes", "yes", "partly", "no", "no", "no", "no", "no"), strict=True))
    cells = [{f"safety/{key}/status": status for key, status in states.items()} for states in (before, after)]
    end = Filled(sheets, "good-practice", cells[1], before=cells[0])
    assert [end[f"safety/{key}/new"] for key in keys[:5]] == [True, True, False, False, False]
    assert end["safety_result//adopted"] == 2
    assert end["safety_result//before"] == pytest.approx(1.5 / 9 * 100)
    assert end["safety_result//in_place"] == 45
    start = Filled(sheets, "good-practice", cells[0], before=cells[0])
    assert start["safety_result//adopted"] == 0


def test_a_later_5r_audit_is_compared_with_the_first(sheets):
    later = Filled(sheets, "five-r-audit", audit(1), before=audit(0))
    assert later["result//change"] == pytest.approx(25)
    assert not later.shows("audit//total_before")


def test_a_round_asks_for_a_fix_only_where_it_is_needed(sheets):
    found = Filled(sheets, "inspection", {"points/guards/ok": "no", "points/stop/ok": "yes"})
    assert found.shows("points/guards/fix")
    assert not found.shows("points/stop/fix")
    assert not found.shows("points/gas/fix"), "not looked at yet"


def test_a_near_miss_asks_for_no_days_lost(sheets):
    events = rows("events", "kind", ("near_miss",), ("lost_time",), ("first_aid",))
    found = Filled(sheets, "incidents", events)
    assert [found.shows(f"events/r{n}/days_lost") for n in (1, 2, 3)] == [False, True, False]
    assert [found.shows(f"events/r{n}/body") for n in (1, 2, 3)] == [False, True, True]


def test_risk_is_scored_again_when_the_action_is_done(sheets):
    hazards = rows("hazards", "task done", ("Lathe", None), ("Saw", "2026-11-01"))
    found = Filled(sheets, "risk-assessment", hazards)
    assert [found.shows(f"hazards/r{n}/likelihood_after") for n in (1, 2)] == [False, True]


def test_the_wage_of_a_group_of_four_is_not_asked(sheets):
    jobs = rows("jobs", "job women men", ("Trimmer", 20, 4))
    found = Filled(sheets, "wage-structure", jobs)
    assert (found.shows("jobs/r1/paid_women"), found.shows("jobs/r1/paid_men")) == (True, False)


def test_of_harassment_nothing_is_written(sheets):
    cases = rows("cases", "category", ("harassment",), ("pay",))
    found = Filled(sheets, "grievance-log", cases)
    assert [found.shows(f"cases/r{n}/matter") for n in (1, 2)] == [False, True]


def test_a_skills_matrix_shows_as_many_processes_as_there_are(sheets):
    found = Filled(sheets, "skills-matrix", {"area//processes": 3} | rows("people", "worker", ("Sari",)))
    assert [found.shows(f"people/r1/p{n}") for n in (1, 3, 4, 8)] == [True, True, False, False]


def test_a_plan_s_row_asks_for_more_as_it_goes_on(sheets):
    stages = rows("actions", "problem status", ("Burrs", "idea"), ("Search", "doing"), ("Leaks", "done"))
    plan = Filled(sheets, "improvement-plan", stages)
    keys = ("problem", "sponsor", "actual", "done")
    asked = {key: [plan.shows(f"actions/r{n}/{key}") for n in (1, 2, 3)] for key in keys}
    assert asked == {
        "problem": [True, True, True],
        "sponsor": [False, True, True],
        "actual": [False, True, True],
        "done": [False, False, True],
    }


def moved(sheets: dict[str, Worksheet], filled: Filled, section: str, row: str) -> dict[str, str]:
    """The plan's new row, by field, after a row has moved on."""
    plan = sheets["improvement-plan"]
    made = promoting.edits(filled.sheet, section, row, plan, filled.cells, {}, today=TODAY, others=filled.others)
    assert answers.check(plan, made) == {}
    there = answers.merge({}, made).cells
    assert promoting.edits(filled.sheet, section, row, plan, filled.cells, there, today=TODAY) == [], "only once"
    return {edit.cell.rsplit("/", 1)[1]: edit.value for edit in made}


def test_a_fault_seen_on_a_round_becomes_an_action(sheets):
    fault = {
        "points/guards/ok": "no",
        "points/guards/seen": "Press 3, left side",
        "points/guards/fix": "Fit the guard",
        "points/guards/responsible": "Rina",
        "points/guards/due": "2026-12-01",
    }
    row = moved(sheets, Filled(sheets, "inspection", fault), "points", "guards")
    assert row["#from"] == "inspection//points/guards"
    assert (row["problem"], row["action"]) == ("Press 3, left side", "Fit the guard")
    assert row["comments"] == "Guards are in place on all moving parts."
    assert (row["responsible"], row["due"]) == ("Rina", "2026-12-01")
    assert (row["module"], row["type"], row["status"]) == ("safety", "osh", "approved")


def test_a_root_cause_becomes_an_action_with_its_problem(sheets):
    whys = {
        "problem//what": "Search for tools",
        "problem//where": "Press 3",
        "cause//root_cause": "No fixed place",
        "cause//action": "Shadow board",
    }
    row = moved(sheets, Filled(sheets, "five-whys", whys), "cause", "")
    assert [row[key] for key in ("problem", "area", "root_cause", "action", "status")] == [
        *whys.values(),
        "idea",
    ]


def test_a_risk_an_idea_and_a_low_point_of_5r_become_actions(sheets):
    hazards = rows("hazards", "task hazard action due", ("Lathe 3", "Chips", "Guard", "2026-12-01"))
    risk = Filled(sheets, "risk-assessment", hazards)
    row = moved(sheets, risk, "hazards", "r1")
    assert [row[key] for key in ("problem", "area", "action", "due")] == ["Chips", "Lathe 3", "Guard", "2026-12-01"]
    idea = Filled(sheets, "suggestions", rows("ideas", "idea giver department", ("Hooks for tongs", "Sari", "Press")))
    row = moved(sheets, idea, "ideas", "r1")
    assert [row[key] for key in ("problem", "proposer", "area")] == ["Hooks for tongs", "Sari", "Press"]
    low = Filled(sheets, "five-r-audit", {"sort/floor/score": 1, "sort/floor/note": "Old dies at press 2"})
    assert moved(sheets, low, "sort", "floor")["problem"] == "Old dies at press 2"


def test_5r_is_drawn_beside_the_first_audit(sheets):
    (panel,) = Filled(sheets, "five-r-audit", audit(1), before=audit(0)).chart("per_r").panels
    now, then = panel.series
    assert [round(value) for value in now.values] == [85, 75, 75, 65, 55]
    assert [round(value) for value in then.values] == [60, 30, 55, 40, 45]


def test_a_kpi_is_drawn_with_target_and_baseline(sheets):
    months = zip(("2026-08", "2026-09", "2026-11"), (46, 55, 71), ("yes", "no", "no"), strict=True)
    readings = rows(
        "readings",
        "kpi month numerator starting_point target",
        *(("five_r", month, value, start, 75) for month, value, start in months),
        ("turnover", "2026-11", 19.2, "yes", None),
    )
    five_r, turnover = Filled(sheets, "kpi-tracker", readings).chart("months").panels
    by_role = {series.role: series.values for series in five_r.series}
    assert by_role["value"] == (46, 55, None, 71), "October was not measured"
    assert by_role["target"] == (75, 75, None, 75)
    assert by_role["baseline"][-1] == 46
    assert [series.role for series in turnover.series] == ["value", "baseline"]


def test_risks_are_drawn_today_and_afterwards(sheets):
    hazards = rows(
        "hazards",
        "task likelihood severity done likelihood_after severity_after",
        ("Lathe 3", 4, 3, "2026-10-20", 2, 3),
        ("Press 5", 4, 5, None, None, None),
    )
    filled = Filled(sheets, "risk-assessment", hazards)
    assert [(mark.label, mark.product, mark.band) for mark in filled.chart("today").marks] == [
        ("Lathe 3", 12, 2),
        ("Press 5", 20, 3),
    ]
    assert [(mark.label, mark.product, mark.band) for mark in filled.chart("afterwards").marks] == [("Lathe 3", 6, 1)]


def test_absence_is_drawn_by_month_and_reasons_by_their_number(sheets):
    months = rows(
        "monthly",
        "month women_open men_open women_close men_close work_days sick",
        ("2026-09", 20, 44, 22, 42, 22, 49),
        ("2026-10", 20, 44, 22, 42, 22, 28),
    )
    leavers = rows("leavers", "left_in how reason", *(("2026-10", "own_wish", why) for why in ("way", "pay", "pay")))
    filled = Filled(sheets, "absence-turnover", months | leavers | {"aims//absenteeism": 2.5})
    (panel,) = filled.chart("absenteeism").panels
    value, target = panel.series
    assert value.shown == ("3.5%", "2.0%")
    assert target.values == (2.5, 2.5)
    (reasons,) = filled.chart("reasons").panels
    assert (reasons.labels, reasons.series[0].values) == (("Pay", "Way to work"), (2, 1))


def test_before_and_after_of_the_plan_are_drawn(sheets):
    actions = rows("actions", "indicator baseline target actual", ("Tool search", 11, 3, 4), ("Burrs", "nm", 1.5, None))
    (panel,) = Filled(sheets, "improvement-plan", actions).chart("gains").panels
    assert panel.labels == ("Tool search",)
    assert [series.values for series in panel.series] == [(11,), (4,), (3,)]


@pytest.mark.parametrize("lang", ["en", "id"])
def test_every_chart_can_be_drawn_of_an_empty_sheet(sheets, lang):
    for sheet in sheets.values():
        for chart in sheet.charts:
            drawn = charting.series(sheet, chart, {}, TODAY, lang)
            values = [value for panel in drawn.panels for series in panel.series for value in series.values]
            assert not any(values) and not drawn.marks, (sheet.key, chart.key)
            assert drawn.title == chart.title.pick(lang)


def test_a_follow_up_tells_better_from_worse(sheets):
    sheet = sheets["five-r-audit"]
    before, after = (written(sheet, audit(week)) for week in (0, 1))
    lines = {line.cell: line for line in comparing.compare(sheet, before, after, TODAY)}
    assert (lines["result//total"].delta, lines["result//total"].better) == (pytest.approx(25), True)
    assert (lines["result//begin_here"].delta, lines["result//begin_here"].better) == (-8, True)
