"""The worksheets on people: what they compute from the illustrative case of PT Karet Gasket, and who may see them."""

import pytest

from tests.courses.test_worksheets import computed, rows, sheet

MONTHS = [f"2025-{month:02}" for month in range(11, 13)] + [f"2026-{month:02}" for month in range(1, 11)]


def test_24_operators_and_6_processes_cover_40_percent():
    mastered = (24, 12, 10, 6, 5, 1)  # people at level 3 or 4, by process: 58 of 144
    names = [f"p{number}" for number in range(1, 7)]
    people = [
        ("woman" if person < 10 else "man", *(3 if person < able else 1 for able in mastered)) for person in range(24)
    ]
    result = computed("skills-matrix", rows("people", " ".join(["gender", *names]), *people))
    assert (result["result//cells"], result["result//mastered"]) == (144, 58)
    assert result["result//coverage"] == pytest.approx(40.3, abs=0.05)
    assert [result[f"processes/{name}/able"] for name in names] == list(mastered)
    assert result["result//coverage_women"] == pytest.approx((10 + 10 + 10 + 6 + 5 + 1) / 60 * 100)
    assert result["result//coverage_men"] == pytest.approx((14 + 2) / 84 * 100)


def test_what_hangs_on_one_person_is_a_risk():
    people = rows("people", "p1 p2 p3 due", (3, 4, 2, "2026-11-01"), (4, 0, 2, "2026-12-24"), (1, 2, 1, None))
    result = computed("skills-matrix", people)
    assert [result[f"processes/p{n}/able"] for n in (1, 2, 3, 4)] == [2, 1, 0, None]
    assert [result[f"processes/p{n}/single_point"] for n in (1, 2, 3, 4)] == [False, True, True, None]
    assert result["result//single_points"] == 2, "a process that nobody uses is no risk"
    assert result["result//teachers"] == 2
    assert result["result//overdue"] == 1


def months_of_73_people() -> dict[str, object]:
    return rows(
        "monthly",
        "month women_open men_open women_close men_close work_days sick accident family no_notice",
        *((month, 30, 43, 30, 43, 22, 30, 5, 10, 4) for month in MONTHS),
    )


def leavers(count: int, month: str = "2026-03") -> dict[str, object]:
    return rows(
        "leavers",
        "left_in gender how reason served",
        *(
            (
                month,
                "woman" if number < 8 else "man",
                "own_wish" if number < 10 else "contract_end",
                "pay",
                "short" if number < 7 else None,
            )
            for number in range(count)
        ),
    )


def test_14_leavers_of_73_people_are_19_2_percent():
    result = computed("absence-turnover", months_of_73_people() | leavers(14))
    assert (result["result//months_counted"], result["result//headcount"], result["result//left"]) == (12, 73, 14)
    assert result["result//turnover"] == pytest.approx(19.18, abs=0.01)
    assert result["result//turnover_women"] == pytest.approx(8 / 30 * 100)
    assert result["result//turnover_men"] == pytest.approx(6 / 43 * 100)
    assert result["result//own_wish"] == pytest.approx(10 / 14 * 100)
    assert result["result//early"] == 50
    assert result["reasons/pay/people"] == 14
    assert result["reasons/hours/people"] == 0
    assert result["monthly/r4/turnover"] == 0, "nobody had left by February"
    assert result["monthly/r5/turnover"] == pytest.approx(19.18, abs=0.01)


def test_who_left_longer_than_a_year_ago_does_not_count():
    result = computed("absence-turnover", months_of_73_people() | leavers(3, "2025-10"))
    assert result["result//left"] == 0
    assert result["result//turnover"] == 0


def test_49_of_1408_person_days_are_3_5_percent():
    month = rows(
        "monthly",
        "month women_open men_open women_close men_close work_days sick accident family no_notice",
        ("2026-10", 20, 44, 22, 42, 22, 31, 2, 12, 4),
    )
    result = computed("absence-turnover", month | {"costs//absent_day": 350_000})
    assert result["monthly/r1/possible"] == 1408
    assert result["monthly/r1/lost"] == 49
    assert result["monthly/r1/absenteeism"] == pytest.approx(3.48, abs=0.01)
    assert result["result//absenteeism"] == pytest.approx(3.48, abs=0.01)
    assert result["result//absence_cost"] == 49 * 350_000


def test_14_leavers_cost_112_million():
    costs = {"costs//hiring": 700_000, "costs//training": 1_800_000, "costs//lost_output": 5_500_000}
    result = computed("absence-turnover", months_of_73_people() | leavers(14) | costs)
    assert result["costs//one_leaver"] == 8_000_000
    assert result["result//turnover_cost"] == 112_000_000


WAGES = {"basis//minimum_wage": 4_900_000} | rows(
    "grades",
    "grade lowest highest",
    (1, 4_800_000, 5_800_000),
    (2, 5_300_000, 6_800_000),
    (3, 7_000_000, 9_000_000),
)


def test_wage_bands_overlap_and_keep_above_the_minimum():
    result = computed("wage-structure", WAGES)
    assert [result[f"grades/r{n}/middle"] for n in (1, 2, 3)] == [5_300_000, 6_050_000, 8_000_000]
    assert result["grades/r1/overlap"] is None, "below the lowest there is none"
    assert result["grades/r2/overlap"] == pytest.approx(500_000 / 1_500_000 * 100)
    assert result["grades/r3/overlap"] == 0
    assert [result[f"grades/r{n}/too_low"] for n in (1, 2, 3)] == [True, False, False]


def test_a_band_inside_the_one_below_overlaps_wholly():
    grades = rows("grades", "grade lowest highest", (1, 5_000_000, 9_000_000), (2, 5_500_000, 6_500_000))
    assert computed("wage-structure", grades)["grades/r2/overlap"] == 100


def test_women_and_men_are_compared_job_by_job():
    jobs = rows(
        "jobs",
        "job skill responsibility effort conditions grade women men paid_women paid_men",
        ("Trimmer", 2, 2, 4, 3, 1, 20, 5, 5_040_000, 5_250_000),
        ("Press operator", 3, 3, 3, 4, 2, 10, 20, 6_000_000, 6_000_000),
        ("Tool setter", 4, 4, 3, 3, 2, 0, 6, None, 7_100_000),
        ("Packer", 4, 4, 4, 4, 1, 8, 5, 4_850_000, 4_950_000),
    )
    result = computed("wage-structure", WAGES | jobs)
    assert [result[f"jobs/r{n}/points"] for n in (1, 2, 3, 4)] == [55, 65, 70, 80]
    assert [result[f"jobs/r{n}/gap"] for n in (1, 2, 3)] == [pytest.approx(4), 0, None]
    assert [result[f"jobs/r{n}/too_low"] for n in (1, 2, 4)] == [False, False, True]
    assert [result[f"jobs/r{n}/outside"] for n in (1, 2, 3)] == [False, False, True]
    assert [result[f"jobs/r{n}/out_of_order"] for n in (1, 2, 3, 4)] == [False, True, True, False]
    assert result["result//gap_largest"] == pytest.approx(4)
    women = (20 * 5_040_000 + 10 * 6_000_000 + 8 * 4_850_000) / 38
    men = (5 * 5_250_000 + 20 * 6_000_000 + 6 * 7_100_000 + 5 * 4_950_000) / 36
    assert result["result//gap_all"] == pytest.approx((men - women) / men * 100)
    assert (result["result//too_low"], result["result//outside"], result["result//out_of_order"]) == (2, 1, 2)


def test_factors_weigh_as_agreed():
    weights = {"weights//skill": 40, "weights//responsibility": 30, "weights//effort": 20, "weights//conditions": 10}
    job = rows("jobs", "job skill responsibility effort conditions", ("Setter", 5, 4, 3, 2))
    result = computed("wage-structure", weights | job)
    assert result["weights//total"] == 100
    assert result["jobs/r1/points"] == pytest.approx((5 * 40 + 4 * 30 + 3 * 20 + 2 * 10) / 5)


def test_5_of_9_grievances_are_closed_within_14_days():
    days_taken = (3, 5, 8, 12, 14, 15, 21, 30)  # and one that has been open since September
    closed = [("2026-10-01", f"2026-10-{1 + days:02}") for days in days_taken]
    result = computed(
        "grievance-log", {"promise//term": 14} | rows("cases", "received closed", *closed, ("2026-09-01", None))
    )
    assert result["result//received"] == 9
    assert result["result//in_time"] == pytest.approx(55.6, abs=0.05)
    assert result["result//median_days"] == 13
    assert (result["result//open"], result["result//open_late"]) == (1, 1)


def test_a_fresh_grievance_is_not_late_yet():
    cases = rows("cases", "received closed satisfied safe_after", ("2026-10-01", "2026-10-03", "yes", "no"))
    fresh = {"cases/x/received": "2026-11-20"}
    result = computed("grievance-log", {"promise//term": 14} | cases | fresh)
    assert result["cases/x/late"] is False
    assert result["result//in_time"] == 100
    assert result["result//satisfied"] == 100
    assert result["result//badly_treated"] == 1
    assert computed("grievance-log", cases)["result//in_time"] is None, "without a promise nothing is in time"


@pytest.mark.parametrize(("members", "fits"), [(2, False), (3, True), (4, False), (5, True)])
def test_a_task_force_is_odd_and_has_three_or_more(members, fits):
    assert computed("grievance-log", {"promise//keepers": members})["result//taskforce_fits"] is fits


def test_training_reaches_women_and_men():
    result = computed(
        "training-record",
        {"period//first_day": "2026-01-01", "period//last_day": "2026-12-31", "period//women": 30, "period//men": 43}
        | rows(
            "trainings",
            "need kind date hours women men workers passed applied",
            ("Set the trim press", "on_the_job", "2026-03-02", 8, 6, 4, 10, 8, "yes"),
            ("First aid", "course_outside", "2026-05-10", 16, 2, 4, 3, 6, "partly"),
            ("5R", "course_inside", "2026-11-20", 1.5, 20, 20, None, None, "too_early"),
            ("Last year's", "online", "2025-05-10", 40, 0, 10, 0, 10, "no"),
        ),
    )
    assert result["result//person_hours"] == 80 + 96 + 60
    assert result["result//per_employee"] == pytest.approx(236 / 73)
    assert result["result//women_share"] == pytest.approx((48 + 32 + 30) / 236 * 100)
    assert result["result//women_workforce"] == pytest.approx(30 / 73 * 100)
    assert result["result//worker_share"] == pytest.approx(13 / 16 * 100)
    assert result["result//passed"] == pytest.approx(14 / 16 * 100)
    assert result["result//applied"] == 75


@pytest.mark.parametrize(
    ("key", "seen_by"),
    [
        ("absence-turnover", "hr"),
        ("wage-structure", "hr"),
        ("grievance-log", "taskforce"),
        ("skills-matrix", "team"),
        ("training-record", "team"),
    ],
)
def test_who_sees_a_sheet_on_people(key, seen_by):
    assert sheet(key).visible_to == seen_by


@pytest.mark.parametrize("key", ["absence-turnover", "wage-structure", "grievance-log", "training-record"])
def test_rows_on_people_have_no_field_for_a_name(key):
    repeated = [section for section in sheet(key).sections if section.repeated]
    assert repeated
    assert not [field.key for section in repeated for field in section.fields if field.kind == "person"]


def test_a_minimum_wage_is_filled_in_every_year_and_never_written_in_the_sheet():
    field = sheet("wage-structure").by_key["basis"].by_key["minimum_wage"]
    assert (field.kind, field.required) == ("money", True)
    for valid_from, outdated in (("2026-01-01", False), ("2025-01-01", True)):
        assert computed("wage-structure", {"basis//valid_from": valid_from})["basis//outdated"] is outdated
