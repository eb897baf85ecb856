"""Records as workbooks and comma-separated values: typed, complete, and nothing of it runs."""

import csv
import io
import re
import uuid
from datetime import date, datetime, time

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from score_core.answers import Edit
from score_core.worksheet import parse
from score_xblocks.pages.exports import safe, text, workbook
from score_xblocks.pages.exports.tables import Cell, Table
from score_xblocks.records import api
from score_xblocks.records.models import Edit as EditRow
from score_xblocks.records.models import Record, ReviewEvent
from tests.pages import nasty

DEFINITION = """
key: all-kinds
version: {version}
title: {{en: "Every kind: of [field]", id: Semua jenis}}
purpose: {{en: To be exported, id: Untuk diekspor}}
filled_by: enterprise
review: row
visible_to: team
{migrations}
sections:
  - key: top
    title: {{en: Top/part, id: Bagian atas}}
    fields:
      - {{key: name, kind: text, label: {{en: Name, id: Nama}}}}
      - {{key: story, kind: long_text, label: {{en: Story, id: Cerita}}}}
      - {{key: size, kind: number, decimals: 2, unit: {{en: m2, id: m2}}, label: {{en: Size, id: Luas}}}}
      - {{key: people, kind: number, not_measured: true, label: {{en: People, id: Orang}}}}
      - {{key: cost, kind: money, unit: {{en: IDR, id: Rp}}, label: {{en: Cost, id: Biaya}}}}
      - {{key: share, kind: percent, label: {{en: Share, id: Bagian}}}}
      - {{key: day, kind: date, label: {{en: Day, id: Hari}}}}
      - {{key: month, kind: month, label: {{en: Month, id: Bulan}}}}
      - {{key: hour, kind: time, label: {{en: Hour, id: Jam}}}}
      - {{key: agreed, kind: yes_no, label: {{en: Agreed, id: Setuju}}}}
      - key: pick
        kind: choice
        label: {{en: Pick, id: Pilih}}
        options: [{{key: a, label: {{en: First, id: Pertama}}}}, {{key: b, label: {{en: Second, id: Kedua}}}}]
      - {{key: grade, kind: scale, from: 0, to: 4, label: {{en: Grade, id: Nilai}}}}
      - {{key: boss, kind: person, label: {{en: Boss, id: Atasan}}}}
      - {{key: double, kind: formula, shows: number, formula: size * 2, label: {{en: Double, id: Dua kali}}}}
      - {{key: half, kind: formula, shows: percent, formula: share / 2, label: {{en: Half, id: Setengah}}}}
      - {{key: undone, kind: formula, shows: number, formula: size / (size - size), label: {{en: Never, id: Tak}}}}
      - {{key: secret, kind: text, when: agreed == "no", label: {{en: Why not, id: Mengapa tidak}}}}
  - key: log
    title: {{en: History, id: Catatan}}
    rows: {{maximum: 200}}
    fields:
      - {{key: what, kind: text, label: {{en: What, id: Apa}}}}
{more}      - {{key: count, kind: number, label: {{en: Count, id: Jumlah}}}}
"""
REMARK = "      - {key: remark, kind: text, label: {en: Remark, id: Catatan}}\n"
GONE = """migrations:
  - to: 2
    steps: [{remove: log/remark}]
    examples: [{in: {log/r1/remark: x}, out: {log/r1/remark~1: x}}]
"""
TOP = {
    "name": "Budi & Co",
    "story": "line one\nline two",
    "size": "12.5",
    "people": "nm",
    "cost": "1250000",
    "share": "12.5",
    "day": "2026-11-24",
    "month": "2026-11",
    "hour": "14:05",
    "agreed": "yes",
    "pick": "b",
    "grade": "3",
    "boss": "Ratna",
}


def definition(version=1, more=REMARK, migrations=""):
    source = DEFINITION.format(version=version, more=more, migrations=migrations)
    worksheet, problems = parse(source)
    assert worksheet is not None, problems
    return worksheet, source


@pytest.fixture
def fill(house, place):
    def fill(cells, who="worker", given=None):
        worksheet, source = given or definition()
        edits = [Edit(str(uuid.uuid4()), cell, "", value) for cell, value in cells.items()]
        saved = api.save_edits(person=house[who], place=place, worksheet=worksheet, text=source, edits=edits)
        assert not saved.refused, saved.refused
        return saved.record_id

    return fill


@pytest.fixture
def number(fill):
    cells = {f"top//{key}": value for key, value in TOP.items()}
    return fill(cells | {"log/r1/what": "bolts", "log/r1/count": "3", "log/r2/what": "-nuts", "log/r2/count": "-3"})


def book_of(answer) -> openpyxl.Workbook:
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def pairs(sheet) -> dict:
    return {row[0].value: row[1] for row in sheet.iter_rows(min_row=2)}


def lines(answer) -> list[list[str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_a_workbook_has_typed_cells(browser, number):
    answer = browser("worker").get(f"/score/export/{number}.xlsx?lang=en")
    book = book_of(answer)
    assert book.sheetnames == ["About this sheet", "Top part", "History (2)"]
    top = pairs(book["Top part"])
    assert {label: cell.value for label, cell in top.items()} == {
        "Name": "Budi & Co",
        "Story": "line one\nline two",
        "Size (m2)": 12.5,
        "People": "Not measured",
        "Cost (IDR)": 1250000,
        "Share (%)": 0.125,
        "Day": datetime(2026, 11, 24),
        "Month": datetime(2026, 11, 1),
        "Hour": time(14, 5),
        "Agreed": "Yes",
        "Pick": "Second",
        "Grade": 3,
        "Boss": "Ratna",
        "Double": 25,
        "Half (%)": 0.0625,
        "Never": None,
    }
    looks = {label: cell.number_format for label, cell in top.items()}
    assert looks["Size (m2)"] == "#,##0.00"
    assert looks["Cost (IDR)"] == "#,##0"
    assert (looks["Share (%)"], looks["Half (%)"]) == ("0.0%", "0.00%")
    assert (looks["Day"], looks["Month"], looks["Hour"]) == ("d mmm yyyy", "mmm yyyy", "hh:mm")
    assert {cell.data_type for cell in top.values()} <= {"s", "n", "d"}
    log = [[cell.value for cell in row] for row in book["History (2)"].iter_rows()]
    assert log == [["No.", "What", "Remark", "Count"], [1, "bolts", None, 3], [2, "-nuts", None, -3]]
    about = pairs(book["About this sheet"])
    assert about["Enterprise"].value == "PT Contoh Maju"
    assert about["Worksheet"].value == "Every kind: of [field]"
    assert "worker" in about["Last change"].value
    today = date.today().isoformat()[:4]
    assert re.fullmatch(
        rf'attachment; filename="all-kinds-pt-contoh-maju-{today}-\d\d-\d\d.xlsx"', answer["Content-Disposition"]
    )


def test_comma_separated_values_are_blocks_or_one_section(browser, number):
    client = browser("worker")
    whole = lines(client.get(f"/score/export/{number}.csv?lang=en"))
    assert whole[0] == ["About this sheet"]
    assert ["Share (%)", "12.5"] in whole
    assert ["Day", "2026-11-24"] in whole
    assert ["Month", "2026-11"] in whole
    assert ["Hour", "14:05"] in whole
    assert whole[whole.index(["History"]) - 1 :][:3] == [[], ["History"], ["No.", "What", "Remark", "Count"]]
    one = lines(client.get(f"/score/export/{number}.csv?section=log&lang=en"))
    assert one == [["No.", "What", "Remark", "Count"], ["1", "bolts", "", "3"], ["2", "'-nuts", "", "-3"]]
    for section in ("nothing", "../log", "top//name"):
        assert client.get(f"/score/export/{number}.csv", {"section": section}).status_code == 404


def test_exports_speak_the_language_that_is_asked_for(browser, number):
    client = browser("worker")
    book = book_of(client.get(f"/score/export/{number}.xlsx?lang=id"))
    assert book.sheetnames == ["Tentang lembar ini", "Bagian atas", "Catatan"]
    assert pairs(book["Bagian atas"])["Setuju"].value == "Ya"
    assert lines(client.get(f"/score/export/{number}.csv?section=top&lang=id"))[0] == ["Pertanyaan", "Jawaban"]
    assert lines(client.get(f"/score/export/{number}/history.csv?lang=id"))[0][0] == "Waktu"
    assert book_of(client.get(f"/score/export/{number}.xlsx?lang=xx")).sheetnames[0] == "About this sheet"


def test_what_is_not_asked_any_more_is_kept(browser, fill):
    fill({"log/r1/what": "bolts", "log/r1/remark": "=rusty", "log/r2/what": "nuts", "top//secret": "no time"})
    number = fill({"log/r2/#gone": "1"}, given=definition(2, "", GONE))
    client = browser("worker")
    page = book_of(client.get(f"/score/export/{number}.xlsx"))["No longer on the sheet"]
    assert [[cell.value for cell in row] for row in page] == [
        ["Section", "Row", "Question", "Answer", "Why it stands here"],
        ["History", "1", "remark~1", "=rusty", "not asked any more"],
        ["History", None, "What", "nuts", "the row was removed"],
        ["Top/part", None, "Why not", "no time", "hidden by a condition"],
    ]
    written = lines(client.get(f"/score/export/{number}.csv"))
    assert ["History", "1", "remark~1", "'=rusty", "not asked any more"] in written
    log = lines(client.get(f"/score/export/{number}.csv?section=log"))
    assert log == [["No.", "What", "Count"], ["1", "bolts", ""]]


def test_the_history_tells_who_changed_what(browser, fill, house, place):
    number = fill({"log/r1/what": "=1+1", "top//story": "y" * 5000})
    worksheet, source = definition()
    edits = [Edit(str(uuid.uuid4()), "log/r1/what", "=1+1", "nuts")]
    api.save_edits(person=house["leader"], place=place, worksheet=worksheet, text=source, edits=edits)
    told = lines(browser("trainer").get(f"/score/export/{number}/history.csv?lang=en"))
    assert told[0] == ["When", "Who", "What", "From", "To", "Cell"]
    assert told[1][1:] == ["leader", "History 1, What", "'=1+1", "nuts", "log/r1/what"]
    assert datetime.fromisoformat(told[1][0]).utcoffset() is not None
    assert {line[4] for line in told[2:]} == {"'=1+1", "y" * 5000}


# Nothing runs


@pytest.mark.parametrize("typed", nasty.CORPUS)
def test_nasty_texts_come_back_as_text(typed):
    table = Table("log", typed[:60], (typed[:200], "x"), ((Cell(typed), Cell("next")),))
    book = openpyxl.load_workbook(io.BytesIO(workbook.workbook(typed[:60], [table])))
    cell, after = book.worksheets[0][2]
    assert (cell.data_type, after.value) == ("s", "next")
    assert cell.value == safe.for_workbook(typed)
    if safe.is_risky(typed):
        assert cell.quotePrefix
    read = list(csv.reader(io.StringIO(text.one(table).removeprefix("\ufeff"), newline="")))
    assert len(read) == 2
    assert read[1][0].replace("'", "") == safe.UNWRITABLE.sub("", typed).replace("'", "")
    assert not read[1][0].lstrip(" ").startswith(tuple(safe.STARTS))


@pytest.mark.parametrize("typed", nasty.FORMULAS)
def test_no_program_finds_a_formula_in_comma_separated_values(typed):
    """Whatever separates the columns for the program that reads it."""
    written = text.one(Table("x", "x", ("x",), ((Cell("a"), Cell(typed)),)))
    for separator in ",;\t":
        for line in re.split(r"[\r\n]+", written.removeprefix("\ufeff")):
            for part in line.split(separator):
                assert not part.strip(' "').startswith(("=", "+", "-", "@", "＝")), part


@given(st.text(max_size=200))
def test_any_text_makes_a_workbook(typed):
    table = Table("log", typed, (typed,), ((Cell(typed),),))
    book = openpyxl.load_workbook(io.BytesIO(workbook.workbook(typed, [table, table])))
    value = book.worksheets[0].cell(2, 1).value
    assert (value or "") == safe.for_workbook(typed)


@given(st.lists(st.text(max_size=60), max_size=8))
def test_names_of_sheets_are_legal_and_differ(titles):
    names = safe.sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not name.startswith("'") and not name.endswith("'")
        assert name.casefold() != "history"


def test_days_that_spreadsheets_do_not_know_are_text():
    table = Table("log", "x", ("x",), ((Cell(date(1850, 1, 2), "date"),), (Cell(date(1900, 3, 1), "date"),)))
    page = openpyxl.load_workbook(io.BytesIO(workbook.workbook("x", [table]))).worksheets[0]
    assert [page.cell(2, 1).value, page.cell(3, 1).value] == ["1850-01-02", datetime(1900, 3, 1)]
    assert "1850-01-02" in text.one(table)


def test_a_text_that_is_too_long_for_a_cell_is_cut():
    assert len(safe.for_workbook("x" * 40_000)) == 32_767
    assert safe.for_workbook("x" * 40_000).endswith("…")


# Who may


TEAM = ["worker", "leader", "owner", "hr", "taskforce"]
READERS = [*TEAM, "trainer", "busy-trainer", "expert", "manager", "staff"]
PATHS = ["/score/export/{}.xlsx", "/score/export/{}.csv", "/score/export/{}/history.csv"]


@pytest.mark.parametrize("path", PATHS)
def test_only_readers_get_a_file(browser, house, number, path):
    for who in house.users:
        status = browser(who).get(path.format(number)).status_code
        assert status == (200 if who in READERS else 404), who
        assert browser(who).get(path.format(number + 1)).status_code == 404
    away = browser().get(path.format(number))
    assert away.status_code == 302
    assert browser().get(path.format(number + 1)).status_code == 302
    for method in ("post", "put", "delete"):
        assert getattr(browser("worker"), method)(path.format(number)).status_code == 405


@pytest.mark.parametrize("path", PATHS)
def test_a_file_is_only_read(browser, number, path):
    client = browser("trainer")
    before = [list(model.objects.values()) for model in (Record, EditRow, ReviewEvent)]
    with CaptureQueriesContext(connection) as captured:
        client.get(path.format(number))
    assert [list(model.objects.values()) for model in (Record, EditRow, ReviewEvent)] == before
    assert [query["sql"] for query in captured if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("path", PATHS)
def test_statements_stay_the_same_as_rows_grow(browser, fill, path):
    number = fill({"log/r1/what": "bolts"})
    client = browser("trainer")
    with CaptureQueriesContext(connection) as few:
        client.get(path.format(number))
    fill({f"log/x{n}/what": "nuts" for n in range(150)})
    with CaptureQueriesContext(connection) as many:
        client.get(path.format(number))
    assert len(many) == len(few) <= 16


def test_exports_are_logged_without_answers(browser, number, house, caplog):
    with caplog.at_level("INFO", "score_xblocks.pages"):
        for path in PATHS:
            browser("trainer").get(path.format(number))
    told = "\n".join(record.getMessage() for record in caplog.records if record.name == "score_xblocks.pages")
    assert told.count(f"user {house.id('trainer')} exported record {number}") == 3
    for secret in ("Budi", "bolts", "trainer", "Contoh"):
        assert secret not in told
