"""The worksheets of the quality course compute its illustrative cases: a press shop's defects, a painter's costs, …"""

import pytest

from tests.courses.test_worksheets import computed, rows, sheet

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
    assert [result[f"kinds/{kind}/rank"] for kind in largest] == [1, 2, 3]
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
    assert (result["bones/machine/votes"], result["bones/machine/confirmed"]) == (5, 1)
    assert (result["bones/environment/found"], result["bones/environment/votes"]) == (0, 0)
    assert [result[f"result//{key}"] for key in ("confirmed", "guesses", "without_evidence", "without_action")] == [
        2,
        1,
        1,
        1,
    ]
    assert [item.label for item in sheet("fishbone").by_key["bones"].items] == [
        option.label for option in sheet("fishbone").by_key["causes"].by_key["branch"].options
    ]
