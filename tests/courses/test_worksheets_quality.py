"""The worksheets of the quality course compute its illustrative cases: a press shop's defects, a painter's costs, …"""

import pytest

from score_core import answers, charting, promoting
from tests.courses.test_worksheets import TODAY, computed, rows, sheet


def shown(key, cells):
    """What the sheet shows of these cells."""
    return answers.visible(sheet(key), as_text(cells), TODAY).shows


def as_text(cells):
    return {cell: str(value) for cell, value in cells.items()}


def drawn(key, name, cells, lang="en"):
    """The rows of a chart's table."""
    found = sheet(key)
    chart = next(chart for chart in found.charts if chart.key == name)
    return list(charting.series(found, chart, as_text(cells), TODAY, lang).rows)


def brought_to_the_plan(key, section, cells):
    """What the first row of a section becomes in the improvement plan, by field."""
    plan = sheet("improvement-plan")
    edits = promoting.edits(sheet(key), section, "r1", plan, as_text(cells), {}, today=TODAY)
    assert answers.check(plan, edits) == {}
    return {edit.cell.rpartition("/")[2]: edit.value for edit in edits}

MONTH = {"period//month": "2026-10", "period//target": 1.5}
PRESS_SHOP = (
    rows("checks", "date line inspected", ("2026-10-05", "P3", 220_000), ("2026-10-19", "P3", 200_000))
    | rows(
        "defects",
        "date line defect quantity disposition",
        ("2026-10-05", "P3", "burr", 3_000, "rework"),
        ("2026-10-19", "P3", "burr", 2_023, "rework"),
        ("2026-10-19", "P3", "dent", 2_948, "scrap"),
        ("2026-10-19", "P3", "dimension", 1_638, "scrap"),
        ("2026-10-19", "P3", "scratch", 700, "rework"),
        ("2026-10-19", "P3", "crack", 611, "scrap"),
    )
    | MONTH
)


def test_2_6_percent_of_the_press_shop_s_pieces_are_defective():
    result = computed("defect-log", PRESS_SHOP)
    assert result["result//inspected"] == 420_000
    assert result["result//rejected"] == 10_920
    assert result["result//rate"] == pytest.approx(2.6)
    assert result["result//ppm"] == pytest.approx(26_000)
    assert result["result//target_met"] is False
    assert result["checks/r1/rate"] == pytest.approx(3_000 / 2_200)


def test_three_defects_make_88_percent():
    result = computed("defect-log", PRESS_SHOP)
    largest = ("burr", "dent", "dimension")
    assert [round(result[f"kinds/{kind}/share"]) for kind in largest] == [46, 27, 15]
    assert [round(result[f"kinds/{kind}/cumulated"]) for kind in largest] == [46, 73, 88]
    assert result["kinds/dirt/quantity"] == 0
    assert result["kinds/crack/cumulated"] == pytest.approx(100)


def test_the_most_frequent_defect_need_not_be_the_dearest():
    losses = {"kinds/burr/unit_loss": 600, "kinds/dent/unit_loss": 2_500}
    result = computed("defect-log", PRESS_SHOP | losses)
    assert result["kinds/burr/loss"] == 5_023 * 600
    assert result["kinds/dent/loss"] == 2_948 * 2_500
    assert result["kinds/dimension/loss"] is None, "no loss a piece, no loss yet"
    assert result["result//loss"] == 5_023 * 600 + 2_948 * 2_500
    assert result["defects/r1/loss"] == 3_000 * 600


def test_the_pareto_begins_with_burrs_and_that_of_money_with_dents():
    assert drawn("defect-log", "pareto", PRESS_SHOP, "id")[:3] == [
        ("Bram (burr) atau flash", "5.023 buah", "46%"),
        ("Penyok", "2.948 buah", "73%"),
        ("Ukuran tidak tepat", "1.638 buah", "88%"),
    ]
    losses = {"kinds/burr/unit_loss": 600, "kinds/dent/unit_loss": 2_500}
    assert [row[0] for row in drawn("defect-log", "money", PRESS_SHOP | losses)] == ["Dent", "Burr or flash"]
    assert drawn("defect-log", "days", PRESS_SHOP)[0] == ("P3", "5 Oct 2026", "1.36%", "1.50%")


def test_13_rejects_in_52_000_are_250_ppm():
    cells = rows("checks", "date line inspected", ("2026-10-05", "P1", 52_000)) | rows(
        "defects", "date line defect quantity disposition", ("2026-10-05", "P1", "burr", 13, "scrap")
    )
    assert computed("defect-log", MONTH | cells)["result//ppm"] == pytest.approx(250)


def test_21_000_of_25_000_are_right_the_first_time():
    cells = rows("checks", "date line inspected", ("2026-10-05", "Booth 1", 25_000)) | rows(
        "defects",
        "date line defect quantity disposition",
        ("2026-10-05", "Booth 1", "dirt", 3_000, "rework"),
        ("2026-10-05", "Booth 1", "coating", 1_000, "scrap"),
        ("2026-10-05", "Booth 1", "dirt", 40, "return"),
    )
    result = computed("defect-log", MONTH | cells)
    assert result["result//first_pass_yield"] == pytest.approx(84)
    assert result["result//returned"] == 40, "what customers send back is counted apart"
    assert result["kinds/dirt/quantity"] == 3_040


def test_a_day_without_a_defect_has_the_rate_0_and_a_month_without_checks_has_none():
    assert computed("defect-log", rows("checks", "date line inspected", ("2026-10-05", "P1", 900)))["result//rate"] == 0
    assert computed("defect-log", MONTH)["result//rate"] is None


def test_the_kinds_of_defects_are_the_same_in_the_list_and_in_the_pareto():
    found = sheet("defect-log").by_key
    options = found["defects"].by_key["defect"].options
    assert [(option.key, option.label) for option in options] == [(i.key, i.label) for i in found["kinds"].items]


def test_a_cause_is_a_guess_until_it_is_checked():
    result = computed(
        "fishbone",
        rows(
            "causes",
            "branch cause votes checked evidence action",
            ("method", "No set time for sharpening", 7, "confirmed", "12 burrs an hour before, 2 after", "A set time"),
            ("machine", "Pallets without liners", 5, "confirmed", None, None),
            ("material", "Coil too soft", 5, "ruled_out", "Hardness measured", None),
            ("man", "Nobody trained on the gauge", None, "not_yet", None, None),
        ),
    )
    assert [result[f"causes/r{n}/rank"] for n in (1, 2, 3, 4)] == [1, 2, 2, None]
    assert (result["bones/machine/found"], result["bones/machine/confirmed"]) == (1, 1)
    assert result["bones/environment/found"] == 0
    assert [result[f"result//{key}"] for key in ("confirmed", "guesses", "without_evidence", "without_action")] == [
        2,
        1,
        1,
        1,
    ]
    assert [item.label for item in sheet("fishbone").by_key["bones"].items] == [
        option.label for option in sheet("fishbone").by_key["causes"].by_key["branch"].options
    ]


def test_a_cause_s_row_grows_with_what_is_known():
    states = ("not_yet", "ruled_out", "confirmed")
    seen = shown("fishbone", rows("causes", "branch cause checked", *(("man", state, state) for state in states)))
    assert [seen(f"causes/r{n}/evidence") for n in (1, 2, 3)] == [False, True, True]
    assert [seen(f"causes/r{n}/action") for n in (1, 2, 3)] == [False, False, True]


def test_a_confirmed_cause_becomes_an_action_of_the_plan():
    cause = rows("causes", "branch cause checked action", ("method", "No set time", "confirmed", "Sharpen by strokes"))
    row = brought_to_the_plan("fishbone", "causes", cause | {"effect//what": "Burrs", "effect//area": "Press 3"})
    assert (row["problem"], row["area"], row["root_cause"]) == ("Burrs", "Press 3", "No set time")
    assert (row["action"], row["status"], row["module"]) == ("Sharpen by strokes", "idea", "quality")
    assert row["#from"] == "fishbone//causes/r1"


def test_a_customer_s_need_brings_its_numbers_to_the_plan():
    need = rows("needs", "part requirement required_value today_value", ("Bracket", "Fewer rejects", 250, 400))
    row = brought_to_the_plan("customer-needs", "needs", need)
    assert (row["problem"], row["baseline"], row["target"]) == ("Fewer rejects", "400", "250")


def test_a_kind_of_defect_that_did_not_occur_takes_no_room():
    seen = shown("defect-log", PRESS_SHOP)
    assert (seen("kinds/burr/unit_loss"), seen("kinds/dirt/unit_loss")) == (True, False)


def test_a_delivery_s_reason_is_asked_for_when_it_missed_the_window():
    lines = (("2026-11-02", "2026-11-02"), ("2026-11-02", "2026-11-05"), ("2026-11-30", None))
    window = {"period//early": 0, "period//late": 0}
    seen = shown("delivery-log", window | rows("deliveries", "promised delivered", *lines))
    assert [seen(f"deliveries/r{n}/reason") for n in (1, 2, 3)] == [False, True, False]
    assert [seen(f"deliveries/r{n}/quantity") for n in (1, 2, 3)] == [True, True, False]


def test_only_missed_deliveries_are_drawn_by_reason():
    lines = (
        ("2026-11-02", "2026-11-02", None),
        ("2026-11-02", "2026-11-04", "breakdown"),
        ("2026-11-02", "2026-11-05", "breakdown"),
        ("2026-11-02", "2026-11-05", "quality"),
    )
    cells = {"period//early": 0, "period//late": 0} | rows("deliveries", "promised delivered reason", *lines)
    assert [row[:2] for row in drawn("delivery-log", "reasons", cells)] == [
        ("Machine or tool", "2"),
        ("Rejects and rework", "1"),
    ]


CIRCLE = {"theme//better": "lower", "theme//baseline": 2.6, "target//value": 1.5}


def test_a_circle_brings_the_rate_from_2_6_to_1_5_percent():
    months = rows("readings", "month value", ("2026-09", 2.1), ("2026-11", "nm"), ("2026-10", 1.5))
    result = computed("qcc-project", CIRCLE | months | {"standard//trained": 18, "standard//concerned": 24})
    assert result["check//last_month"].isoformat() == "2026-10-01", "a month that nobody measured is not the last"
    assert result["check//actual"] == pytest.approx(1.5)
    assert result["check//improvement"] == pytest.approx(42.3, abs=0.05)
    assert result["check//achieved"] == pytest.approx(100)
    assert result["check//target_met"] is True
    assert result["standard//trained_share"] == pytest.approx(75)


def test_a_circle_s_months_are_drawn_between_baseline_and_target():
    months = rows("readings", "month value", ("2026-09", 2.1), ("2026-11", "nm"), ("2026-10", 1.5))
    assert drawn("qcc-project", "months", CIRCLE | months) == [
        ("Sep 2026", "2.1", "1.5", "2.6"),
        ("Oct 2026", "1.5", "1.5", "2.6"),
        ("Nov 2026", "", "1.5", "2.6"),
    ]


def test_a_circle_may_raise_a_number_and_is_not_there_before_it_has_measured():
    rising = {"theme//better": "higher", "theme//baseline": 84, "target//value": 92}
    result = computed("qcc-project", rising | rows("readings", "month value", ("2026-10", 88)))
    assert result["check//improvement"] == pytest.approx(4 / 84 * 100)
    assert (result["check//achieved"], result["check//target_met"]) == (pytest.approx(50), False)
    assert computed("qcc-project", rising)["check//target_met"] is None


PAINTER = (  # PT Cat Komponen, illustrative: 22.1 rework + 18.6 scrap + 12.3 claims, in million rupiah
    rows("scrap", "part quantity unit_cost", ("Cover", 1_000, 12_000), ("Bezel", 400, 16_500))
    | rows("rework", "what hours material", ("Sand and paint again", 600, 5_300_000), ("Sorting", 72, None))
    | {"period//wage": 25_000, "external//claims": 12_300_000}
)


def test_poor_quality_costs_the_painter_3_7_percent_of_sales():
    result = computed("quality-cost", PAINTER | {"period//sales": 1_450_000_000})
    assert result["result//rework"] == 22_100_000
    assert result["result//scrap"] == 18_600_000
    assert result["result//internal"] == 40_700_000
    assert result["result//external"] == 12_300_000
    assert result["result//total"] == 53_000_000
    assert result["result//share"] == pytest.approx(3.66, abs=0.005)
    assert result["result//year"] == 636_000_000


def test_the_painter_s_largest_cost_is_rework():
    bars = drawn("quality-cost", "parts", PAINTER)
    assert [row[1] for row in bars] == ["Rp 22,100,000", "Rp 18,600,000", "Rp 12,300,000"]
    assert bars[0][0] == "Rework"


def test_without_the_sales_only_the_share_is_missing():
    result = computed("quality-cost", PAINTER | {"case//reduction": 20, "case//cost": 21_200_000})
    assert result["result//share"] is None
    assert result["case//saving"] == pytest.approx(10_600_000)
    assert result["case//payback"] == pytest.approx(2)


def test_108_of_120_deliveries_are_on_time():
    punctual = [("2026-11-02", "2026-11-02", 1_000, 1_000, 0, None)] * 106
    early = [("2026-11-05", "2026-11-04", 1_000, 1_000, 4, None), ("2026-11-05", "2026-11-04", 1_000, 900, 0, None)]
    late = [("2026-11-05", "2026-11-08", 1_000, 1_000, 0, "breakdown")] * 9
    too_early = [("2026-11-20", "2026-11-10", None, None, None, "planning")]
    missing = [("2026-11-20", None, None, None, None, None), ("2026-11-21", None, None, None, None, "quality")]
    not_due = [("2026-11-24", None, None, None, None, None), ("2026-11-30", None, None, None, None, None)]
    result = computed(
        "delivery-log",
        {"period//early": 1, "period//late": 0, "period//target": 98}
        | rows(
            "deliveries",
            "promised delivered ordered quantity rejected reason",
            *punctual,
            *early,
            *late,
            *too_early,
            *missing,
            *not_due,
        ),
    )
    assert (result["result//due"], result["result//on_time"]) == (120, 108)
    assert result["result//percent"] == pytest.approx(90)
    assert result["result//target_met"] is False
    assert result["result//complete"] == pytest.approx(107 / 117 * 100)
    assert result["result//customer_ppm"] == pytest.approx(4 / 116_900 * 1_000_000)
    assert result["result//no_reason"] == 1
    assert result["deliveries/r118/on_time"] is False, "too early for the window"
    assert result["deliveries/r119/days_late"] == 4, "counted until today while it has not arrived"
    assert result["deliveries/r121/on_time"] is None, "due today: it may still arrive"


def test_a_customer_s_window_is_asked_for_and_not_assumed():
    result = computed("delivery-log", rows("deliveries", "promised delivered", ("2026-11-02", "2026-11-02")))
    assert result["deliveries/r1/on_time"] is None
    assert result["result//percent"] is None
