"""The courses' worksheets: each parses, speaks both languages, and computes the illustrative case rightly."""

from datetime import date
from pathlib import Path

import pytest

from score_core import answers, worksheet
from score_core.definition import Worksheet
from score_core.texts import Texts

COURSES = Path(__file__).resolve().parents[2] / "courses"
SHEETS = {path.stem: path for path in sorted(COURSES.glob("*/worksheets/*.yaml"))}
TODAY = date(2026, 11, 24)

PRESS_SHOP = {  # PT Mitra Stamping, illustrative: the scores of the five points of each R, before and after 12 weeks
    "sort": ((3, 2, 3, 1, 3), (4, 3, 4, 3, 3)),
    "set_in_order": ((1, 2, 1, 2, 0), (4, 3, 2, 3, 3)),
    "shine": ((3, 2, 1, 2, 3), (3, 3, 3, 3, 3)),
    "standardise": ((1, 2, 2, 1, 2), (3, 2, 3, 2, 3)),
    "sustain": ((2, 2, 1, 2, 2), (2, 3, 2, 2, 2)),
}


def sheet(key: str) -> Worksheet:
    path = SHEETS[key]
    found, problems = worksheet.parse(path.read_text("utf-8"), path.relative_to(COURSES).as_posix())
    assert problems == []
    assert found is not None
    return found


def computed(key: str, cells: dict[str, object]) -> dict[str, object]:
    """What the sheet computes from cells written as people type them; each cell must be one that it accepts."""
    found = sheet(key)
    edits = [answers.Edit(f"{n}", cell, "", str(value)) for n, (cell, value) in enumerate(cells.items())]
    assert answers.check(found, edits) == {}
    merged = answers.merge({}, edits)
    return {cell: result.value for cell, result in answers.compute(found, merged.cells, TODAY).items()}


def rows(section: str, names: str, *lines: tuple[object, ...]) -> dict[str, object]:
    """The cells of a table: one line a row, None is blank."""
    return {
        f"{section}/r{number}/{name}": value
        for number, line in enumerate(lines, 1)
        for name, value in zip(names.split(), line, strict=True)
        if value is not None
    }


def audit(week: int) -> dict[str, object]:
    found = sheet("five-r-audit")
    return {
        f"{key}/{item.key}/score": score
        for key, weeks in PRESS_SHOP.items()
        for item, score in zip(found.by_key[key].items, weeks[week], strict=True)
    }


@pytest.mark.parametrize("key", SHEETS)
def test_a_sheet_parses_and_bears_its_file_s_name(key):
    assert sheet(key).key == key


@pytest.mark.parametrize("key", SHEETS)
def test_a_sheet_speaks_both_languages(key):
    def texts():
        found = sheet(key)
        yield from (found.title, found.purpose)
        for section in found.sections:
            yield from (section.title, section.help, *(item.label for item in section.items))
            yield section.rows.add if section.rows else Texts()
            for field in section.fields:
                yield from (field.label, field.help, field.unit, field.low, field.high)
                yield from (option.label for option in field.options)

    for text in texts():
        assert set(text) in ({"en", "id"}, set()), dict(text)


@pytest.mark.parametrize("key", SHEETS)
def test_an_empty_sheet_is_not_complete(key):
    assert not answers.completeness(sheet(key), {}, TODAY).done


def test_5r_of_the_press_shop_rises_from_46_to_71_percent():
    before = computed("five-r-audit", audit(0))
    assert before["result//total"] == pytest.approx(46)
    assert [before[f"result//{key}"] for key in PRESS_SHOP] == pytest.approx([60, 30, 55, 40, 45])
    assert before["result//scored"] == 25
    assert before["result//begin_here"] == 8

    after = computed("five-r-audit", {**audit(1), "audit//total_before": "46"})
    assert after["result//total"] == pytest.approx(71)
    assert [after[f"result//{key}"] for key in PRESS_SHOP] == pytest.approx([85, 75, 75, 65, 55])
    assert after["result//change"] == pytest.approx(25)


def test_5r_has_no_total_before_each_r_has_a_score():
    begun = computed("five-r-audit", {"sort/floor/score": 3, "sort/tools/score": 1})
    assert begun["result//sort"] == 50
    assert begun["result//scored"] == 2
    assert begun["result//total"] is None


def test_64_ideas_of_118_people():
    ideas = [
        (
            "2026-09-01",
            "woman" if number < 12 else "man",
            "rejected" if number >= 41 else "accepted",
            "2026-09-05",
            "2026-09-20" if number < 41 else None,
        )
        for number in range(64)
    ]
    old = ("2026-06-30", "woman", "accepted", "2026-07-30", "2026-08-01")
    waiting = ("2026-10-15", None, "waiting", None, None)
    quarter = {
        "period//first_day": "2026-07-01",
        "period//last_day": "2026-09-30",
        "period//headcount": 118,
        "period//people": 45,
        "period//promise": 7,
    }
    result = computed(
        "suggestions", quarter | rows("ideas", "received gender decision replied done", *ideas, old, waiting)
    )
    assert result["result//received"] == 64
    assert result["result//implemented"] == 41
    assert result["result//implemented_percent"] == pytest.approx(64.06, abs=0.01)
    assert result["result//per_employee"] == pytest.approx(0.542, abs=0.001)
    assert result["result//participation"] == pytest.approx(38.1, abs=0.1)
    assert result["result//women_share"] == pytest.approx(12 / 64 * 100)
    assert result["result//median_reply"] == 4
    assert result["result//late"] == 1
    assert result["ideas/r65/reply_days"] == 30


def test_without_a_quarter_all_ideas_count():
    ideas = rows("ideas", "received decision", ("2026-01-05", "waiting"), ("2026-11-20", "waiting"))
    result = computed("suggestions", {"period//headcount": 118, "period//promise": 7} | ideas)
    assert result["result//received"] == 2
    assert result["result//implemented_percent"] == 0
    assert result["result//median_reply"] is None
    assert result["result//late"] == 1


PLAN = rows(
    "actions",
    "problem status due done baseline target actual cost monthly_saving",
    ("Tool search", "verified", "2026-10-01", "2026-09-25", 11, 3, 4, 3_600_000, 1_200_000),
    ("5R score", "doing", "2026-11-14", None, 46, 75, 71, None, None),
    ("Ideas", "done", "2026-10-01", "2026-10-06", 9, 64, 64, 0, None),
    ("Old press", "stopped", "2026-08-01", None, 5, 5, 5, 9_000_000, 10),
    ("Burrs", "approved", "2026-12-31", None, "nm", 1.5, None, None, 500_000),
)


def test_a_plan_s_row_works_for_numbers_that_fall_and_that_rise():
    result = computed("improvement-plan", PLAN)
    assert result["actions/r1/achieved"] == pytest.approx(87.5)
    assert result["actions/r2/achieved"] == pytest.approx(86.2, abs=0.05)
    assert result["actions/r3/achieved"] == pytest.approx(100)
    assert result["actions/r4/achieved"] is None, "target and baseline are the same"
    assert result["actions/r5/achieved"] is None, "not measured is not 0"


def test_a_plan_s_money():
    result = computed("improvement-plan", PLAN)
    assert result["actions/r1/payback"] == pytest.approx(3)
    assert result["actions/r1/net_saving"] == pytest.approx(10_800_000)
    assert result["actions/r2/payback"] is None
    assert result["actions/r5/net_saving"] == pytest.approx(6_000_000)
    assert result["overview//invested"] == 3_600_000, "stopped actions cost nothing more"
    assert result["overview//saved"] == pytest.approx(10_800_000), "only checked results count as saved"


def test_a_plan_s_dates():
    result = computed("improvement-plan", PLAN)
    assert [result[f"actions/r{n}/days_late"] for n in range(1, 6)] == [0, 10, 5, 0, 0]
    assert result["overview//open"] == 2
    assert result["overview//overdue"] == 1
    assert result["overview//percent_done"] == pytest.approx(50)
    assert result["overview//on_time"] == pytest.approx(100 / 3)


def test_a_kpi_has_a_value_a_mean_and_a_change():
    result = computed(
        "kpi-tracker",
        rows(
            "readings",
            "kpi month starting_point numerator denominator per",
            ("five_r", "2026-08", "yes", 46, 100, "hundred"),
            ("five_r", "2026-09", "no", 55, 100, "hundred"),
            ("five_r", "2026-10", "no", 64, 100, "hundred"),
            ("five_r", "2026-11", "no", 71, 100, "hundred"),
            ("ideas_implemented", "2026-11", "no", 41, 64, "hundred"),
            ("own_a", "2026-08", "yes", 11, None, None),
            ("own_a", "2026-11", "no", 4, None, "one"),
            ("defect_rate", "2026-11", None, "nm", 420_000, "million"),
            ("defect_rate", "2026-10", None, 13, 52_000, "million"),
        ),
    )
    assert result["readings/r4/value"] == pytest.approx(71)
    assert result["readings/r4/mean_3"] == pytest.approx((55 + 64 + 71) / 3)
    assert result["readings/r4/change"] == pytest.approx(25)
    assert result["readings/r5/value"] == pytest.approx(64.06, abs=0.01)
    assert result["readings/r5/change"] is None, "no baseline, no change"
    assert result["readings/r7/change"] == -7
    assert result["readings/r8/value"] is None, "not measured is not 0"
    assert result["readings/r9/value"] == pytest.approx(250)


def test_a_kpi_far_from_the_usual_is_asked_about():
    months = rows("readings", "kpi month numerator", *(("energy", f"2026-0{n}", 100 + n) for n in range(1, 5)))
    slip = {"readings/x/kpi": "energy", "readings/x/month": "2026-05", "readings/x/numerator": 1020}
    result = computed("kpi-tracker", months | slip)
    assert result["readings/r1/check_again"] is False
    assert result["readings/x/check_again"] is True


def test_five_whys_that_nobody_checked_are_counted():
    whys = rows("whys", "because checked", ("Taken to press 5", "yes"), ("One set for three presses", "no"))
    assert computed("five-whys", whys)["cause//unchecked"] == 1


def test_a_visit_counts_what_was_closed_and_the_days_since_the_last():
    result = computed(
        "visit-report",
        rows(
            "visits",
            "number date women men managers workers",
            (1, "2026-09-01", 3, 5, 4, 4),
            (2, "2026-10-01", 3, 5, 4, 5),
            (3, "2026-11-05", 2, 4, 3, 3),
        )
        | rows("checked", "visit action found", (2, "A1", "closed"), (2, "A2", "going"), (3, "A2", "closed")),
    )
    assert result["visits/r1/days_since"] is None
    assert [result[f"visits/r{n}/days_since"] for n in (2, 3)] == [30, 35]
    assert [result[f"visits/r{n}/adds_up"] for n in (1, 2, 3)] == [True, False, True]
    assert [result[f"visits/r{n}/items_checked"] for n in (1, 2, 3)] == [0, 2, 1]
    assert result["visits/r2/items_closed"] == 1
    assert result["visits/r1/women_share"] == pytest.approx(37.5)


def test_feedback_keeps_no_name_and_counts_the_satisfied():
    assert sheet("course-feedback").anonymous
    scores = zip(sheet("course-feedback").by_key["views"].items, (5, 4, 4, 3, 5, 2, 4, 4), strict=True)
    cells = {f"views/{item.key}/agree": score for item, score in scores}
    assert computed("course-feedback", cells)["result//satisfied"] == pytest.approx(75)


def test_a_customer_s_need_falls_short_in_both_directions():
    result = computed(
        "customer-needs",
        rows(
            "needs",
            "customer source required_value better today_value priority",
            ("A", "scorecard", 250, "lower", 400, "high"),
            ("A", "contract", 98, "higher", 90, "medium"),
            ("B", "guess", 5, "lower", 4, "high"),
            ("B", "asked", 5, "lower", "nm", "high"),
        ),
    )
    assert [result[f"needs/r{n}/gap"] for n in (1, 2, 3, 4)] == [150, 8, -1, None]
    assert result["needs/r3/met"] is True
    assert result["result//met_percent"] == pytest.approx(100 / 3)
    assert result["result//high_gaps"] == 1
    assert result["result//guesses"] == 1


def test_a_walk_counts_by_kind_of_waste():
    result = computed(
        "walk-through",
        rows(
            "observations",
            "area waste severity quick_fix",
            ("Press 3", "motion", 3, "yes"),
            ("Press 5", "motion", 2, "no"),
            ("Store", "water", 1, "yes"),
        ),
    )
    assert (result["kinds/motion/seen_times"], result["kinds/motion/weight"]) == (2, 5)
    assert (result["kinds/energy/seen_times"], result["kinds/energy/weight"]) == (0, 0)
    assert [result[f"result//{key}"] for key in ("total", "urgent", "quick")] == [3, 1, 2]
    kinds = {item.key for item in sheet("walk-through").by_key["kinds"].items}
    assert kinds == {option.key for option in sheet("walk-through").by_key["observations"].by_key["waste"].options}


def test_a_job_s_time_adds_up():
    duties = rows("duties", "duty time_share", ("Sets up", 20), ("Runs the press", 60), ("Checks", 20))
    cells = duties | {"fairness/no_sex/kept": "no", "fairness/no_age/kept": "yes"}
    result = computed("job-description", cells)
    assert result["agreed//time_total"] == 100
    assert result["agreed//not_kept"] == 1


@pytest.mark.parametrize(
    ("headcount", "high_risk", "duty"), [(118, "no", True), (100, "no", True), (99, "no", False), (64, "yes", True)]
)
def test_who_needs_a_safety_committee(headcount, high_risk, duty):
    result = computed("osh-policy", {"factory//headcount": headcount, "factory//high_risk": high_risk})
    assert result["factory//committee_duty"] is duty


def test_a_policy_is_due_for_review():
    cells = {"commitments/prevent/included": "yes", "commitments/law/included": "no", "signed//review_on": "2026-11-24"}
    result = computed("osh-policy", cells)
    assert result["signed//promised"] == 1
    assert (result["signed//review_due"], result["signed//days_to_review"]) == (True, 0)
