"""The worksheets of the productivity course compute its illustrative cases: a moulder's resin, a press's OEE, …"""

import pytest

from score_core import answers
from tests.courses.test_worksheets import TODAY, computed, rows, sheet
from tests.courses.test_worksheets_quality import as_text, brought_to_the_plan, drawn


def labels(key, items, section, field):
    """The labels of a section's items, and those of the options of the field that they count."""
    found = sheet(key).by_key
    options = found[section].by_key[field].options
    return [(item.key, item.label) for item in found[items].items], [(o.key, o.label) for o in options]


@pytest.mark.parametrize(
    ("key", "items", "section", "field"),
    [
        ("eco-map", "themes", "marks", "theme"),
        ("options", "piles", "options", "decision"),
    ],
)
def test_what_is_counted_bears_the_names_of_the_options(key, items, section, field):
    counted, options = labels(key, items, section, field)
    assert counted == options


def test_a_map_counts_marks_and_names_the_maps_where_nobody_looked():
    result = computed(
        "eco-map",
        rows(
            "marks",
            "place theme symbol",
            ("Compressor", "energy", "urgent"),
            ("Hall lights", "energy", "watch"),
            ("Tap 2", "water", "urgent"),
        ),
    )
    assert (result["themes/energy/found"], result["themes/energy/urgent"]) == (2, 1)
    assert [result[f"result//{key}"] for key in ("total", "urgent", "empty_maps")] == [3, 2, 6]
    assert len(sheet("eco-map").by_key["themes"].items) == 8


MOULDER = rows(  # PT Plastik Karya, illustrative: 48.0 t of resin in, 45.1 t of good parts
    "flows",
    "what kind amount how unit_cost",
    ("Resin", "input", 48_000, "papers", 18_000),
    ("Good parts", "good", 45_100, "counted", None),
    ("Sprues", "waste", 2_300, "weighed", None),
) | {"meters//kwh": 61_500, "meters//kwh_price": 1_100}


def test_the_moulder_turns_94_percent_of_the_resin_into_parts():
    result = computed("material-balance", MOULDER)
    assert result["result//yield"] == pytest.approx(93.96, abs=0.005)
    assert result["result//gap"] == 600
    assert result["result//gap_percent"] == pytest.approx(1.25)
    assert result["result//measure_again"] is False
    assert result["result//loss"] == pytest.approx(52_200_000), "2.9 t at Rp 18 million a tonne"


def test_the_moulder_s_parts_need_1_364_kwh_a_tonne():
    result = computed("material-balance", MOULDER)
    assert round(result["result//energy"]) == 1_364
    assert result["result//energy_cost"] == 67_650_000
    assert result["result//water"] is None, "no meter, no number"


def test_a_large_gap_is_measured_again_and_stock_is_no_loss():
    stocked = rows("flows", "what kind amount", ("R", "input", 1_000), ("G", "good", 700), ("S", "stock", 250))
    assert computed("material-balance", stocked)["result//measure_again"] is False
    doubtful = rows("flows", "what kind amount", ("R", "input", 1_000), ("G", "good", 700), ("S", "stock", -50))
    result = computed("material-balance", doubtful)
    assert result["result//gap_percent"] == pytest.approx(35)
    assert result["result//measure_again"] is True
    assert result["result//loss"] is None, "no price, no loss in rupiah yet"
    more_out = rows("flows", "what kind amount", ("R", "input", 1_000), ("G", "good", 1_150))
    assert computed("material-balance", more_out)["result//measure_again"] is True


def test_scrap_sold_again_is_no_loss_but_what_is_thrown_away_costs_twice():
    cells = rows(
        "flows",
        "what kind amount unit_cost disposal",
        ("Resin", "input", 1_000, 18_000, None),
        ("Colour", "input", 100, 40_000, None),
        ("Parts", "good", 1_000, None, None),
        ("Regrind", "byproduct", 60, None, None),
        ("Lumps", "waste", 40, None, 150_000),
    )
    result = computed("material-balance", cells)
    assert result["result//price"] == pytest.approx(20_000)
    assert result["result//loss"] == pytest.approx(40 * 20_000 + 150_000)


OPTIONS = rows(
    "options",
    "option category cost kwh other_saving decision",
    ("Repair the air leaks", "housekeeping", 9_000_000, 5_200, None, "now"),
    ("Regrind the sprues", "reuse", 60_000_000, None, 7_500_000, "study"),
    ("Close the tap", "housekeeping", 0, None, 400_000, "now"),
    ("Solar roof", "equipment", 900_000_000, 9_000, -500_000, "reject"),
    ("Nobody reckoned it", "process", 1_000_000, None, None, "study"),
) | {"prices//kwh_price": 1_100}


def test_the_leaks_pay_back_in_1_6_months():
    result = computed("options", OPTIONS)
    assert result["options/r1/saving"] == 5_720_000
    assert result["options/r1/payback"] == pytest.approx(1.57, abs=0.005)
    assert result["options/r1/annual"] == 68_640_000
    assert result["options/r3/payback"] == 0
    assert result["options/r4/saving"] == 9_400_000
    assert result["options/r5/saving"] is None, "not reckoned is not 0"


def test_an_option_becomes_an_action_with_its_cost_and_saving():
    loss = {"options/r1/loss": "5,200 kWh of air a month"}
    row = brought_to_the_plan("options", "options", OPTIONS | loss)
    assert (row["action"], row["problem"]) == ("Repair the air leaks", "5,200 kWh of air a month")
    assert (row["cost"], row["monthly_saving"], row["module"]) == ("9000000", "5720000", "productivity")
    largest = drawn("options", "savings", OPTIONS)[0]
    assert largest[:2] == ("Solar roof", "Rp 112,800,000")


def test_what_a_walk_and_a_map_show_becomes_an_action():
    walk = rows("observations", "area seen suggestion", ("Washing", "Hose runs in the break", "A tap with a lever"))
    row = brought_to_the_plan("walk-through", "observations", walk)
    assert (row["area"], row["problem"], row["action"]) == ("Washing", "Hose runs in the break", "A tap with a lever")
    marks = rows("marks", "place seen idea", ("Tap 2", "Hose runs in the break", "A tap with a lever"))
    same = brought_to_the_plan("eco-map", "marks", marks)
    assert {key: value for key, value in same.items() if key not in ("#from", "area")} == {
        key: value for key, value in row.items() if key not in ("#from", "area")
    }


def test_options_lie_on_three_piles():
    result = computed("options", OPTIONS)
    assert [result[f"piles/{pile}/found"] for pile in ("now", "study", "reject")] == [2, 2, 1]
    assert [result[f"piles/{pile}/cost"] for pile in ("now", "study")] == [9_000_000, 61_000_000]
    assert result["piles/now/annual"] == 68_640_000 + 4_800_000
    assert result["piles/study/annual"] == 90_000_000


def test_prices_belong_to_what_comes_in_and_disposal_to_waste():
    seen = answers.visible(sheet("material-balance"), as_text(MOULDER), TODAY).shows
    assert [seen(f"flows/r{n}/unit_cost") for n in (1, 2, 3)] == [True, False, False]
    assert [seen(f"flows/r{n}/disposal") for n in (1, 2, 3)] == [False, False, True]


def test_the_factor_of_co2_is_the_factory_s_own():
    assert computed("options", OPTIONS)["options/r1/co2"] is None
    result = computed("options", OPTIONS | {"prices//co2_factor": 0.5})
    assert result["options/r1/co2"] == pytest.approx(31.2)


PRESS = {"machine//cycle": 2.5, "machine//target": 75} | rows(
    "shifts", "date shift planned total good", ("2026-11-02", "one", 480, 8_200, 7_987)
)
STOPS = rows(
    "stops",
    "date shift reason minutes",
    ("2026-11-02", "one", "setup", 45),
    ("2026-11-02", "one", "breakdown", 25),
    ("2026-11-02", "one", "material", 14),
)


def test_the_press_reaches_69_3_percent():
    result = computed("oee", PRESS | STOPS)
    factors = [result[f"result//{key}"] for key in ("availability", "performance", "quality", "oee")]
    assert factors == pytest.approx([82.5, 86.3, 97.4, 69.3], abs=0.05)
    assert result["shifts/r1/oee"] == pytest.approx(result["result//oee"]), "good × best time ÷ planned is the same"
    assert result["shifts/r1/check_again"] is False
    assert result["result//target_met"] is False


def test_the_largest_loss_of_the_press_is_named():
    result = computed("oee", PRESS | STOPS)
    lost = [result[f"result//{key}"] for key in ("stops", "slow", "rejects")]
    assert lost == pytest.approx([84, 54.33, 8.875], abs=0.01)
    assert sum(lost) == pytest.approx(480 * (1 - result["result//oee"] / 100))
    assert result["result//largest"] == "stops"


def test_the_press_s_stops_are_drawn_by_reason():
    assert [row[:2] for row in drawn("oee", "reasons", PRESS | STOPS)] == [
        ("Changeover or setup", "45 min"),
        ("Breakdown", "25 min"),
        ("Waiting for material", "14 min"),
    ]
    assert drawn("oee", "days", PRESS | STOPS) == [("Shift 1", "2 Nov 2026", "69.3%", "75.0%")]


def test_shifts_with_other_parts_keep_their_own_cycle():
    second = {f"shifts/b/{key}": value for key, value in {
        "date": "2026-11-02", "shift": "two", "planned": 480, "total": 5_000, "good": 5_000, "cycle": 5
    }.items()}
    result = computed("oee", PRESS | STOPS | second)
    assert result["shifts/b/stopped"] == 0
    assert result["shifts/b/oee"] == pytest.approx(5_000 * 5 / 60 / 480 * 100)
    assert result["result//availability"] == pytest.approx(876 / 960 * 100)
    too_fast = computed("oee", PRESS | {"machine//cycle": 4})
    assert too_fast["shifts/r1/check_again"] is True


STORE = {"permit//limit": 75, "permit//warn": 14} | rows(
    "entries",
    "waste code kg date label_ok out kg_out manifest",
    ("oil", "c1", 180, "2026-09-01", "yes", None, None, None),
    ("rags", "c2", 40, "2026-09-20", "no", None, None, None),
    ("solvent", "c3", 60, "2026-08-01", "yes", "2026-09-30", None, "M-1"),
    ("coolant", "c4", 200, "2026-11-10", "yes", "2026-11-20", 150, None),
)


def test_a_container_s_days_run_until_it_is_empty():
    result = computed("hazardous-waste-log", STORE)
    assert TODAY.isoformat() == "2026-11-24"
    assert [result[f"entries/r{n}/days_stored"] for n in (1, 2, 3, 4)] == [84, 65, 60, 14]
    assert [result[f"entries/r{n}/days_left"] for n in (1, 2, 4)] == [-9, 10, 61]
    assert [result[f"entries/r{n}/kg_left"] for n in (1, 2, 3, 4)] == [180, 40, 0, 50]


def test_only_what_lies_in_store_is_drawn():
    assert [row[:2] for row in drawn("hazardous-waste-log", "store", STORE)] == [
        ("Used oil", "180 kg"),
        ("Coolant or oily water", "50 kg"),
        ("Oily rags and gloves", "40 kg"),
    ]


def test_a_container_s_papers_are_asked_for_when_it_leaves():
    seen = answers.visible(sheet("hazardous-waste-log"), as_text(STORE), TODAY).shows
    assert [seen(f"entries/r{n}/manifest") for n in (1, 2, 3, 4)] == [False, False, True, True]
    assert [seen(f"entries/r{n}/days_left") for n in (1, 2, 3, 4)] == [True, True, False, True]


def test_the_store_s_balance_and_warnings():
    result = computed("hazardous-waste-log", STORE)
    assert [result[f"result//{key}"] for key in ("kg_in", "kg_out", "kg_left", "oldest")] == [480, 210, 270, 84]
    warnings = [result[f"result//{key}"] for key in ("over", "soon", "unlabelled", "no_manifest")]
    assert warnings == [1, 1, 1, 1]


def test_the_days_allowed_come_from_the_permit_and_from_nowhere_else():
    without = {cell: value for cell, value in STORE.items() if cell != "permit//limit"}
    result = computed("hazardous-waste-log", without)
    assert result["entries/r1/days_left"] is None
    assert result["result//over"] == 0
    assert computed("hazardous-waste-log", STORE | {"permit//limit": 300})["result//over"] == 0
    assert computed("hazardous-waste-log", STORE | {"entries/r1/own_limit": 200})["entries/r1/days_left"] == 116
