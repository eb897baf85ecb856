"""Photos, files, pins, references, grades, conditions and charts in the worksheet block."""

import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from score_core import worksheet as worksheets
from score_xblocks.records import api as records
from score_xblocks.sheet import LONG, graded_of
from tests.records.pictures import PDF, picture

from .conftest import select, words
from .sheets import AUDIT, TEAM, edit

ROW = "findings/r1"


@pytest.fixture
def sari(factory):
    return factory("sari")


def cell_of(page, address, name="data-cell"):
    (found,) = select(page, f"[{name}='{address}']")
    return found


def submit(audit, visitor, revision):
    """Submit the sheet: its team then reads it."""
    answer = audit.post("audit", "step_review", {"step": "submit", "revision": revision}, visitor)
    assert answer.status_code == 200, answer.text


@pytest.mark.django_db
def test_photos_are_told_to_the_script_and_shown_to_readers(audit, sari, save, settings, tmp_path):
    settings.SCORE_PRIVATE_ROOT = str(tmp_path)
    first, lost = str(uuid.uuid4()), str(uuid.uuid4())
    told = save(sari, edit("map//plan", first), edit("findings/r1/what", "x"), edit("findings/r1/photo", lost))
    person = records.Person(user_id=sari.user_id)
    sent = {"record_id": told["record"], "person": person, "name": "hall.jpg"}
    records.store_attachment(cell="map//plan", attachment_id=first, content=picture(), caption="<b>Hall</b>", **sent)

    page = audit.page("audit", sari)
    assert json.loads(select(page, "[data-attachments]")[0].get("data-attachments")) == {
        first: {"url": f"/score/photo/{first}/", "caption": "<b>Hall</b>", "name": "hall.jpg"}
    }
    cell = cell_of(page, "map//plan")
    assert select(cell, "input[type=hidden]")[0].get("value") == first
    assert select(cell, "input[type=file]")[0].get("accept") == "image/*"
    assert audit.data("audit", sari)["attachment"] == "/score/photo/ID/"

    submit(audit, sari, told["revision"])
    page = audit.page("audit", sari)
    (image,) = select(cell_of(page, "map//plan", "data-place"), "img")
    assert (image.get("src"), image.get("alt")) == (f"/score/photo/{first}/", "<b>Hall</b>")
    assert "not stored yet" in words(cell_of(page, f"{ROW}/photo", "data-place"))


@pytest.mark.django_db
def test_a_file_is_a_link_and_what_is_on_paper_names_it(audit, sari, save, settings, tmp_path):
    settings.SCORE_PRIVATE_ROOT = str(tmp_path)
    paper = str(uuid.uuid4())
    told = save(sari, edit("map//proof", paper))
    person = records.Person(user_id=sari.user_id)
    stored = {"cell": "map//proof", "attachment_id": paper, "content": PDF, "name": "permit.pdf"}
    records.store_attachment(record_id=told["record"], person=person, **stored)
    assert "permit.pdf" in audit.get("audit", "print_sheet", sari).text


@pytest.mark.django_db
def test_a_pin_stands_on_the_picture_of_its_sheet(audit, sari, save, settings, tmp_path):
    settings.SCORE_PRIVATE_ROOT = str(tmp_path)
    photo = str(uuid.uuid4())
    told = save(sari, edit("map//plan", photo), edit(f"{ROW}/what", "x"), edit(f"{ROW}/spot", "42.5,30.0"))
    person = records.Person(user_id=sari.user_id)
    stored = {"cell": "map//plan", "attachment_id": photo, "content": picture(), "name": "hall.jpg"}
    records.store_attachment(record_id=told["record"], person=person, **stored)
    (blank,) = select(audit.page("audit", sari), "[data-blank]")
    assert select(blank, "[data-pin='map//plan']") and select(blank, "[data-pin-mark]")
    submit(audit, sari, told["revision"])
    place = cell_of(audit.page("audit", sari), f"{ROW}/spot", "data-place")
    (dot,) = select(place, "circle")
    assert (dot.get("cx"), dot.get("cy")) == ("42.5%", "30.0%")
    assert "42.5% / 30.0%" in words(place)


@pytest.mark.django_db
def test_a_pin_beyond_the_picture_is_refused(audit, sari):
    answer = audit.post("audit", "save_cells", {"edits": [edit(f"{ROW}/spot", "142,30")]}, sari).json
    assert answer["refused"][0]["message"] == "Tap the picture to set the pin."


@pytest.mark.django_db
def test_a_reference_offers_the_rows_of_the_other_sheet(audit, sari, save):
    made = [edit("actions/a1/#at", "1"), edit("actions/a1/problem", "<i>Leak</i>"), edit("actions/a2/problem", "Heat")]
    save(sari, *made, block="plan")
    (blank,) = select(audit.page("audit", sari), "[data-blank]")
    (choice,) = select(blank, "select[id='audit.findings.__row__.action']")
    options = [(option.get("value"), option.text) for option in select(choice, "option")]
    assert options == [("", "– choose –"), ("a1", "1. <i>Leak</i>"), ("a2", "2. Heat")]
    told = save(sari, edit(f"{ROW}/what", "x"), edit(f"{ROW}/action", "a2"))
    clash = audit.post("audit", "save_cells", {"edits": [edit(f"{ROW}/action", "a1")]}, sari).json["conflicts"][0]
    assert clash["current_shown"] == "2. Heat"
    assert "2. Heat" in audit.get("audit", "print_sheet", sari).text
    assert told["shown"]["result//share"] == "20%"


@pytest.mark.django_db
def test_a_checklist_of_one_grade_is_a_grid(audit, sari):
    whole, _ = worksheets.parse(AUDIT)
    assert graded_of(whole.by_key["grade"]) and not graded_of(whole.by_key["map"])
    (section,) = select(audit.page("audit", sari), "[data-section='grade']")
    assert "score-rating" in section.get("class")
    (item, *_) = select(section, "[role=group]")
    assert [radio.get("value") for radio in select(item, "input[type=radio]")] == ["0", "1", "2", "3", "4"]


@pytest.mark.django_db
def test_before_and_after_stand_side_by_side(audit, sari):
    (blank,) = select(audit.page("plan", sari), "[data-blank]")
    (pair,) = select(blank, ".score-pair")
    names = [cell.get("data-cell") for cell in select(pair, "[data-kind=photo]")]
    assert names == ["actions/__row__/before", "actions/__row__/after"]


@pytest.mark.django_db
def test_what_conditions_hide_is_hidden_and_not_wanted(audit, sari, save):
    page = audit.page("audit", sari)
    assert cell_of(page, "map//union").get("hidden") is not None
    assert select(page, "[data-section='result']")[0].get("hidden") is not None
    told = save(sari, edit("map//size", "49"))
    assert {"map//union", "result"} <= set(told["hidden"])
    assert (told["filled"], told["wanted"], told["missing"]) == (1, 1, [])
    told = save(sari, edit("map//size", "50", "49"), edit("grade/sort/mark", "3"))
    assert not {"map//union", "result"} & set(told["hidden"])
    assert told["missing"] == [{"place": "map//union", "text": "Union"}]
    page = audit.page("audit", sari)
    assert cell_of(page, "map//union").get("hidden") is None
    assert [button.get("data-to") for button in select(page, "[data-to]")] == ["map//union"]


@pytest.mark.django_db
def test_the_script_gets_the_program_and_what_it_reads_elsewhere(audit, sari, save):
    save(sari, edit("actions/a1/problem", "Leak"), block="plan")
    program = json.loads(select(audit.page("audit", sari), "[data-program]")[0].get("data-program"))
    assert [one[:2] for one in program["formulas"]] == [["result", "mean"], ["result", "share"]]
    assert program["others"] == {"plan.actions": [{}]}
    assert program["sections"]["grade"]["items"] == [["sort", ""], ["shine", ""]]


@pytest.mark.django_db
def test_cells_of_sections_that_are_elsewhere_are_told_for_formulas(audit, bench, sari, save):
    bench.add_block("score_worksheet", "part", AUDIT, sections="result")
    save(sari, edit("grade/sort/mark", "3"))
    page = bench.page("part", sari)
    assert json.loads(select(page, "[data-unseen]")[0].get("data-unseen")) == {"grade/sort/mark": "3"}


@pytest.mark.django_db
def test_charts_stand_by_their_data_and_come_anew(audit, sari, save):
    save(sari, edit("grade/sort/mark", "3"), edit(f"{ROW}/type", "risk"), edit(f"{ROW}/cost", "5000"))
    page = audit.page("audit", sari)
    (chart,) = select(page, "[data-section='findings'] [data-chart-of='causes']")
    assert select(chart, "svg") and "IDR 5,000" in words(chart)
    charts = audit.get("audit", "load_charts", sari).json["charts"]
    assert set(charts) == {"grades", "causes"}
    assert "75%" in charts["grades"]


@pytest.mark.django_db
def test_a_chart_of_a_hidden_section_is_not_shown(audit, sari):
    assert set(audit.get("audit", "load_charts", sari).json["charts"]) == {"causes"}


@pytest.mark.django_db
def test_a_long_table_is_cards(bench, sari):
    bench.add_block("score_worksheet", "w", TEAM)
    made = [edit(f"actions/r{n}/what", f"action {n}") for n in range(LONG + 1)]
    bench.post("w", "save_cells", {"edits": made}, sari)
    (section,) = select(bench.page("w", sari), "[data-section='actions']")
    assert "score-cards" in section.get("class")
    assert select(section, "[data-rows] [data-input]") == []


@pytest.mark.django_db
def test_removed_rows_are_offered_with_all_they_held(audit, sari, save):
    save(sari, edit(f"{ROW}/what", "Hose"), edit(f"{ROW}/type", "risk"), edit("findings/r2/what", "Tap"))
    save(sari, edit(f"{ROW}/#gone", "1"))
    page = audit.page("audit", sari)
    (gone,) = select(page, "[data-gone-row]")
    assert gone.get("data-gone-row") == "r1" and "Hose · Risk" in words(gone)
    assert json.loads(gone.get("data-cells"))["type"] == ["risk", "risk"]
    assert [row.get("data-row") for row in select(page, "[data-rows] [data-row]")] == ["r2"]


@pytest.mark.django_db
def test_a_caption_is_changed_by_whom_may_write(audit, sari, save, account, settings, tmp_path):
    settings.SCORE_PRIVATE_ROOT = str(tmp_path)
    photo = str(uuid.uuid4())
    told = save(sari, edit("map//plan", photo))
    person = records.Person(user_id=sari.user_id)
    stored = {"cell": "map//plan", "attachment_id": photo, "content": picture(), "name": "hall.jpg"}
    records.store_attachment(record_id=told["record"], person=person, **stored)
    body = {"id": photo, "base": "", "caption": "The hall"}
    assert audit.post("audit", "caption_photo", body, account("other")).status_code == 403
    assert audit.post("audit", "caption_photo", body, sari).json == {"caption": "The hall"}
    assert audit.post("audit", "caption_photo", {**body, "caption": "x"}, sari).status_code == 403
    for wrong in ({}, {**body, "caption": 5}, {**body, "id": None}, {**body, "caption": "x" * 400}):
        assert audit.post("audit", "caption_photo", wrong, sari).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 60])
def test_statements_stay_few_with_every_kind_of_field(audit, sari, save, rows):
    save(sari, edit("actions/a1/problem", "Leak"), block="plan")
    told = save(sari, edit("map//size", "60"), *[edit(f"findings/r{n}/what", f"f{n}") for n in range(rows)])
    submit(audit, sari, told["revision"])
    audit.post("audit", "step_review", {"step": "withdraw", "revision": told["revision"]}, sari)
    with CaptureQueriesContext(connection) as asked:
        audit.view("audit", sari)
    assert len(asked) <= 8, [query["sql"] for query in asked]
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
    with CaptureQueriesContext(connection) as asked:
        save(sari, edit("findings/r0/cost", "7"))
    counted = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(counted) <= 10, counted
