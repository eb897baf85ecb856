"""The worksheets on safety: what they compute from the illustrative case of CV Presisi, and whose names they keep."""

import pytest

from tests.courses.test_worksheets import computed, rows, sheet

YEAR = {
    "period//first_day": "2026-01-01",
    "period//last_day": "2026-12-31",
    "period//workers": 64,
    "period//hours_month": 173,
}


def events(*lines: tuple[object, ...]) -> dict[str, object]:
    return rows("events", "happened_on time kind days_lost reported_on reported_at", *lines)


def test_two_accidents_in_132864_hours():
    result = computed(
        "incidents",
        YEAR
        | events(
            ("2026-03-03", "10:00", "lost_time", 5, "2026-03-05", "09:00"),
            ("2026-08-11", "14:20", "lost_time", 6, "2026-08-14", "08:00"),
            ("2026-09-01", "09:00", "first_aid", None, None, None),
            *(("2026-10-05", None, "near_miss", None, None, None),) * 14,
            ("2025-12-30", "09:00", "lost_time", 40, "2025-12-31", "09:00"),
        ),
    )
    assert result["period//hours"] == 132_864
    assert (result["result//lost_time"], result["result//days_lost"]) == (2, 11)
    assert result["result//ltifr"] == pytest.approx(15.05, abs=0.005)
    assert result["result//severity"] == pytest.approx(82.79, abs=0.005)
    assert result["result//near_misses"] == 14
    assert result["result//near_miss_ratio"] == pytest.approx(14 / 3)
    assert result["result//late"] == 1
    assert result["result//overdue"] == 0


def test_hours_of_the_time_cards_count_instead():
    assert computed("incidents", YEAR | {"period//hours_counted": 125_000})["period//hours"] == 125_000


@pytest.mark.parametrize(
    ("event", "hours", "late"),
    [
        (("2026-11-20", "10:00", "lost_time", 1, "2026-11-22", "10:00"), 48, False),
        (("2026-11-20", "10:00", "lost_time", 1, "2026-11-22", "10:30"), 48.5, True),
        (("2026-11-20", "22:15", "fatal", None, "2026-11-21", "01:00"), 2.75, False),
        (("2026-11-20", "10:00", "lost_time", 1, None, None), None, True),
        (("2026-11-23", "10:00", "lost_time", 1, None, None), None, False),
        (("2026-11-01", "10:00", "near_miss", None, None, None), None, False),
        (("2026-11-01", None, "lost_time", 2, "2026-11-02", None), None, False),
    ],
)
def test_an_accident_is_to_be_reported_within_48_hours(event, hours, late):
    result = computed("incidents", YEAR | events(event))
    assert result["events/r1/hours_to_report"] == hours
    assert result["events/r1/late"] is late


def test_without_hours_there_is_no_rate():
    result = computed("incidents", events(("2026-03-03", "10:00", "lost_time", 5, "2026-03-05", "09:00")))
    assert result["result//ltifr"] is None


def hazards(*lines: tuple[object, ...]) -> dict[str, object]:
    names = "task likelihood severity measures due done likelihood_after severity_after"
    return rows("hazards", names, *lines)


def test_a_guard_and_extraction_halve_the_risk_of_chips():
    result = computed(
        "risk-assessment", hazards(("Lathe 3", 4, 3, "engineer,equip", "2026-11-01", "2026-10-20", 2, 3))
    )
    assert (result["hazards/r1/risk"], result["hazards/r1/risk_after"]) == (12, 6)
    assert result["hazards/r1/reduction"] == 50
    assert result["hazards/r1/band"] == "high"
    assert result["hazards/r1/only_equipment"] is False
    assert result["overview//reduction"] == 50


@pytest.mark.parametrize(
    ("likelihood", "severity", "band"),
    [
        (1, 1, "low"),
        (2, 2, "low"),
        (1, 5, "medium"),
        (3, 3, "medium"),
        (2, 5, "high"),
        (4, 4, "high"),
        (4, 5, "extreme"),
        (5, 5, "extreme"),
    ],
)
def test_the_bands_of_risk(likelihood, severity, band):
    result = computed("risk-assessment", hazards(("Press", likelihood, severity, None, None, None, None, None)))
    assert result["hazards/r1/band"] == band


def test_a_factory_may_draw_its_own_bands():
    own = {"bands//low": 3, "bands//medium": 8, "bands//high": 12}
    result = computed("risk-assessment", own | hazards(("Press", 3, 5, None, None, None, None, None)))
    assert result["hazards/r1/band"] == "extreme"


def test_protective_equipment_alone_is_told():
    result = computed(
        "risk-assessment",
        hazards(
            ("Grinding", 3, 4, "equip", "2026-11-01", None, 3, 4),
            ("Paint", 4, 5, "substitute,administer,equip", "2026-12-31", None, 2, 4),
            ("Oven", 2, 2, "administer", "2026-11-01", "2026-11-01", None, None),
            ("Store", 2, 1, None, None, None, None, None),
        ),
    )
    assert [result[f"hazards/r{n}/only_equipment"] for n in (1, 2, 3, 4)] == [True, False, False, None]
    overview = {key: result[f"overview//{key}"] for key in ("assessed", "extreme", "high", "still_high", "overdue")}
    assert overview == {"assessed": 4, "extreme": 1, "high": 1, "still_high": 1, "overdue": 1}
    assert result["overview//only_equipment"] == 1
    assert result["overview//closed"] == pytest.approx(100 / 3)
    assert result["overview//reduction"] == pytest.approx((32 - 20) / 32 * 100)


@pytest.mark.parametrize(
    ("headcount", "high_risk", "duty", "status"),
    [(64, "no", False, "free"), (99, "no", False, "free"), (100, "no", True, "missing"), (64, "yes", True, "missing")],
)
def test_who_needs_a_p2k3(headcount, high_risk, duty, status):
    result = computed("safety-team", {"factory//headcount": headcount, "factory//high_risk": high_risk})
    assert (result["factory//duty"], result["result//status"]) == (duty, status)


def test_the_painter_s_p2k3_is_complete_with_chair_expert_both_sides_and_approval():
    painter = {"factory//headcount": 132, "factory//high_risk": "no"}
    members = rows(
        "members",
        "member role side gender certificate valid_until",
        ("Director", "chair", "manager", "man", "none", None),
        ("Safety officer", "secretary", "manager", "woman", "expert", "2027-05-01"),
        ("Sprayer", "member", "worker", "man", "fire", "2026-10-31"),
        ("Packer", "member", "worker", "woman", "first_aid", None),
        ("Mixer", "member", "worker", "man", "none", None),
    )
    met = rows("meetings", "held_on present", ("2026-11-03", 5), ("2026-12-01", 0), ("2026-10-01", 4))
    result = computed("safety-team", painter | members | met | {"approval//number": "12/P2K3/2026"})
    assert result["result//status"] == "complete"
    assert result["result//worker_share"] == pytest.approx(60)
    assert result["result//women_share"] == pytest.approx(40)
    assert result["result//expired"] == 1
    assert result["result//days_since"] == 21

    assert computed("safety-team", painter | members)["result//status"] == "missing"
    no_expert = members | {"members/r2/certificate": "other", "approval//number": "12"}
    assert computed("safety-team", painter | no_expert)["result//status"] == "missing"
    worker_as_chair = members | {"members/r1/side": "worker", "approval//number": "12"}
    assert computed("safety-team", painter | worker_as_chair)["result//status"] == "missing"


def test_a_round_counts_what_is_in_order():
    keys = [item.key for item in sheet("inspection").by_key["points"].items]
    assert len(keys) == 20
    states = {f"points/{key}/ok": "yes" for key in keys} | {"points/gas/ok": "na", "points/forklift/ok": "na"}
    states |= {f"points/{key}/ok": "no" for key in ("guards", "stop", "labels")}
    fixes = {
        "points/guards/responsible": "Bu Yanti",
        "points/guards/due": "2026-11-20",
        "points/stop/responsible": "Pak Dedi",
        "points/stop/due": "2026-11-10",
        "points/stop/done": "2026-11-12",
        "points/labels/due": "2026-12-01",
    }
    result = computed("inspection", states | fixes)
    assert result["result//checked"] == 20
    assert result["result//ok"] == pytest.approx(15 / 18 * 100)
    assert result["result//machines"] == pytest.approx(60)
    assert result["result//ways"] == pytest.approx(100)
    assert [result[f"result//{key}"] for key in ("open", "overdue", "nobody")] == [2, 1, 1]


def test_drills_and_extinguishers_have_their_dates():
    result = computed(
        "emergency-plan",
        {"basics//drill_every": 6, "basics//out_in": 4}
        | rows("drills", "date people minutes", ("2026-03-01", 60, 6.5), ("2026-05-20", 58, 3.5), ("2027-01-10", 0, 0))
        | rows(
            "equipment",
            "kind place valid_until",
            ("extinguisher", "Paint store 1", "2026-11-01"),
            ("extinguisher", "Gate 2", "2027-02-01"),
            ("first_aid", "Line 3", "2026-12-31"),
            ("eyewash", "Mixing", "2026-11-23"),
        )
        | rows("roles", "role deputy trained_on", ("leader", "Rina", "2026-01-05"), ("counter", None, None)),
    )
    assert result["result//days_since"] == 188
    assert result["result//drill_overdue"] is True
    assert (result["result//last_minutes"], result["result//fast_enough"]) == (3.5, True)
    assert (result["result//expired"], result["result//extinguishers_expired"]) == (2, 1)
    assert result["result//next_expiry"].isoformat() == "2026-12-31"
    assert (result["result//no_deputy"], result["result//untrained"]) == (1, 1)


@pytest.mark.parametrize(("held", "overdue"), [("2026-06-01", False), ("2026-05-20", True), (None, True)])
def test_a_drill_is_overdue_after_the_factory_s_own_months(held, overdue):
    drills = rows("drills", "date", (held,)) if held else {}
    assert computed("emergency-plan", {"basics//drill_every": 6} | drills)["result//drill_overdue"] is overdue


def test_incidents_keep_no_names():
    found = sheet("incidents")
    assert found.anonymous
    assert not [field.key for section in found.sections for field in section.fields if field.kind == "person"]
