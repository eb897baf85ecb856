"""A filled-in worksheet: rows, formulas, completeness and refused edits."""

import pytest

from score_core.answers import AT, GONE, Edit, check, completeness, compute, field_of, rows
from tests.core.sheets import TODAY, options, section, sheet, single, table

SHEET = sheet(
    section("about", "name text required: yes", "note_text long_text", "size number minimum: 0", "hint note")
    + section(
        "log",
        "what text required: yes",
        "qty number",
        "side choice " + options("manager", "worker"),
        "double = number: qty * 2",
        rows="rows: {minimum: 2, maximum: 3}",
    )
    + section(
        "audit",
        "level scale required: yes",
        rows="items: [{key: one, label: {en: I, id: I}}, {key: two, label: {en: I, id: I}}]",
    )
    + section("sums", "total = number: sum(double in log)", "levels = number: sum(level in audit)")
)
LOG, AUDIT = SHEET.by_key["log"], SHEET.by_key["audit"]


def edit(cell: str, value: str, id: str = "e", base: str = "") -> Edit:
    return Edit(id, cell, base, value)


def refused(cell: str, value: str, cells: dict[str, str] | None = None) -> str | None:
    message = check(SHEET, [edit(cell, value)], cells).get("e")
    return message.key if message else None


def test_rows_stand_in_the_order_of_their_positions():
    cells = {"log/b/#at": "2", "log/a/#at": "10", "log/c/#at": "2.5", "log/c/what": "x", "log/d/#at": "-1"}
    assert [(row.id, row.at) for row in rows(LOG, cells)] == [("d", -1), ("b", 2), ("c", 2.5), ("a", 10)]
    assert [row.filled for row in rows(LOG, cells)] == [False, False, True, False]


def test_equal_positions_are_settled_by_the_rows_id():
    cells = {"log/b/#at": "1", "log/a/#at": "1"}
    assert [row.id for row in rows(LOG, cells)] == ["a", "b"]


def test_a_row_knows_the_row_that_it_was_made_from():
    cells = {"log/a/#at": "1", "log/a/#from": "audit//points/p1", "log/b/#at": "2"}
    assert [(row.origin, row.filled) for row in rows(LOG, cells)] == [("audit//points/p1", False), ("", False)]


def test_a_deleted_row_is_left_out_and_comes_back():
    cells = {"log/a/#at": "1", "log/a/what": "x", "log/a/#gone": "1"}
    assert rows(LOG, cells) == []
    assert [row.cells for row in rows(LOG, cells | {"log/a/#gone": ""})] == [{"what": "x"}]


def test_values_without_a_position_are_not_lost():
    cells = {"log/z/what": "late", "log/a/#at": "5", "log/y/what": "later"}
    assert [row.id for row in rows(LOG, cells)] == ["a", "y", "z"]
    assert sorted(row.at for row in rows(LOG, cells)) == [row.at for row in rows(LOG, cells)]


def test_items_are_rows_in_the_definitions_order():
    found = rows(AUDIT, {"audit/two/level": "3", "audit/gone_item/level": "1"})
    assert [(row.id, row.item.key, row.cells) for row in found] == [("one", "one", {}), ("two", "two", {"level": "3"})]


def test_a_single_section_is_one_row():
    assert [(row.id, row.cells) for row in rows(SHEET.by_key["about"], {"about//name": "x"})] == [("", {"name": "x"})]


def test_every_formula_of_every_row_is_computed():
    cells = table("log", [{"qty": 2}, {"qty": 3}, {}]) | {"audit/one/level": "4", "log/x/#gone": "1", "log/x/qty": "9"}
    results = compute(SHEET, cells, TODAY)
    assert {cell: result.canonical for cell, result in results.items()} == {
        "log/r0/double": "4",
        "log/r1/double": "6",
        "log/r2/double": "",
        "sums//total": "10",
        "sums//levels": "4",
    }


def test_months_choices_and_people_are_shown_as_such():
    worksheet = sheet(
        section("log", "who person", "month month", "chief = text: default(who, who)", rows="rows: {}")
        + section("s", "last = month: max(month in log)")
    )
    cells = table("log", [{"who": "user:7", "month": "2026-05"}, {"who": "Bu Sari", "month": "2025-12"}])
    results = compute(worksheet, cells, TODAY, "id", {"user:7": "Budi"})
    assert (results["s//last"].canonical, results["s//last"].shown) == ("2026-05", "Mei 2026")
    assert [results[f"log/r{n}/chief"].shown for n in range(2)] == ["Budi", "Bu Sari"]


def test_an_empty_sheet_computes_to_not_yet():
    assert {cell: result.value for cell, result in compute(SHEET, {}, TODAY).items()} == {
        "sums//total": None,
        "sums//levels": None,
    }


def test_formulas_see_sections_that_are_not_shown():
    results = compute(SHEET.only(["sums"]), table("log", [{"qty": 2}]), TODAY, "id")
    assert results["sums//total"].shown == "4"


def test_junk_in_a_record_does_no_harm():
    cells = {"": "x", "log": "x", "log/a/b/c": "x", "nowhere//x": "1", "log/a/qty": "NaN", "sums//total": "7"}
    assert compute(SHEET, cells, TODAY)["sums//total"].value is None
    assert completeness(SHEET, cells).done is False


def test_completeness_counts_required_fields_and_rows():
    empty = completeness(SHEET, {})
    assert (empty.filled, empty.wanted) == (0, 5)
    assert empty.missing == ("about//name", "log", "audit/one/level", "audit/two/level")
    assert not empty.done and empty.share == 0
    cells = single("about", name="PT") | table("log", [{"what": "a"}, {"qty": 1}, {}])
    part = completeness(SHEET, cells | {"audit/one/level": "0"})
    assert part.missing == ("log/r1/what", "audit/two/level")
    assert (part.filled, part.wanted) == (5, 7)
    whole = completeness(SHEET, cells | {"audit/one/level": "0", "audit/two/level": "4", "log/r1/what": "b"})
    assert whole.done and whole.share == 1


def test_completeness_of_the_shown_sections_alone():
    part = SHEET.only(["about", "sums"])
    assert completeness(part, {"about//name": "x"}).done
    assert completeness(part, {"audit/one/level": "x"}).missing == ("about//name",)


def test_a_sheet_that_requires_nothing_is_not_done_while_empty():
    free = sheet(section("s", "a text") + section("log", "b text", rows="rows: {}"))
    assert completeness(free, {}).missing == ("s",)
    assert not completeness(free, {"log/r/#at": "1"}).done
    assert completeness(free, {"log/r/b": "x"}).done


@pytest.mark.parametrize(
    ("cell", "value", "key"),
    [
        ("about//name", "x", None),
        ("about//name", "", None),
        ("about//note_text", "a\n\tb", None),
        ("log/r-1_A/what", "x", None),
        ("log/r/#at", "1.5", None),
        ("log/r/#at", "", None),
        ("log/r/#gone", "1", None),
        ("log/r/#gone", "", None),
        ("audit/one/level", "4", None),
        ("about//nme", "x", "unknown-cell"),
        ("abut//name", "x", "unknown-cell"),
        ("about/r/name", "x", "unknown-cell"),
        ("about/name", "x", "unknown-cell"),
        ("", "x", "unknown-cell"),
        ("log/r/what/x", "x", "unknown-cell"),
        ("about//#at", "1", "unknown-cell"),
        ("audit/one/#at", "1", "unknown-cell"),
        ("audit/one/#gone", "1", "unknown-cell"),
        ("audit/three/level", "1", "unknown-cell"),
        ("audit//level", "1", "unknown-cell"),
        ("log//what", "x", "row-name"),
        ("log/a b/what", "x", "row-name"),
        ("log/../what", "x", "row-name"),
        (f"log/{'r' * 41}/what", "x", "row-name"),
        ("log/r/#up", "1", "unknown-cell"),
        ("log/r/#from", "five-r-audit/baseline/points/0f-A", None),
        ("log/r/#from", "five-r-audit//about/", None),
        ("log/r/#from", "", None),
        ("log/r/#from", "five-r-audit", "row-name"),
        ("log/r/#from", "a/b/c/d/e", "row-name"),
        ("log/r/#from", "a/<b>/c/d", "row-name"),
        ("audit/one/#from", "a/b/c/d", "unknown-cell"),
        ("log/r/#at", "one", "row-position"),
        ("log/r/#at", "1.50", "row-position"),
        ("log/r/#at", "1e3", "row-position"),
        ("log/r/#at", "99999999999", "row-position"),
        ("log/r/#gone", "yes", "row-position"),
        ("log/r/double", "4", "formula-cell"),
        ("sums//total", "4", "formula-cell"),
        ("about//hint", "4", "no-value"),
        ("about//size", "-1", "number-below"),
        ("about//size", "1,5", "number"),
        ("log/r/side", "boss", "choice"),
        ("audit/one/level", "5", "scale"),
        ("about//name", "x" * 501, "text-long"),
        ("about//note_text", "x" * 10_001, "text-long"),
        ("about//name", "a\x07", "text-character"),
        ("log/r/double", "", "formula-cell"),
    ],
)
def test_which_edits_are_refused(cell, value, key):
    assert refused(cell, value) == key


def test_a_base_that_no_cell_can_hold_is_refused():
    assert check(SHEET, [edit("about//name", "x", base="y" * 10_001)])["e"].key == "unknown-cell"


def test_rows_beyond_the_maximum_are_refused_whole():
    cells = table("log", [{"what": "a"}, {"what": "b"}])
    batch = [
        edit("log/c/#at", "3", "c1"),
        edit("log/c/what", "x", "c2"),
        edit("log/d/#at", "4", "d1"),
        edit("log/d/what", "x", "d2"),
        edit("log/r0/what", "new", "r0", "a"),
    ]
    assert {key: message.text() for key, message in check(SHEET, batch, cells).items()} == {
        "d1": "There can be no more than 3 rows here.",
        "d2": "There can be no more than 3 rows here.",
    }


def test_deleting_a_row_makes_room_and_restoring_needs_room():
    full = table("log", [{"what": "a"}, {"what": "b"}, {"what": "c"}])
    assert refused("log/new/#at", "9", full) == "rows-many"
    swap = [edit("log/r0/#gone", "1", "out"), edit("log/new/#at", "9", "in")]
    assert check(SHEET, swap, full) == {}
    gone = full | {"log/r0/#gone": "1", "log/new/#at": "9"}
    assert refused("log/r0/#gone", "", gone) == "rows-many"
    assert refused("log/r0/what", "late", gone) is None
    assert refused("log/r0/#gone", "", full | {"log/r0/#gone": "1"}) is None


def test_deleted_rows_can_not_pile_up_without_end():
    cells = {f"log/g{n}/{key}": "1" for n in range(30) for key in (AT, GONE)}
    assert refused("log/new/#at", "1", cells) == "rows-many"
    assert refused("log/g3/#gone", "", cells) is None


def test_the_field_of_a_cell():
    assert field_of(SHEET, "log/r/qty").key == "qty"
    assert [field_of(SHEET, cell) for cell in ("log/r/#at", "x//y", "x", "about//zzz")] == [None] * 4
