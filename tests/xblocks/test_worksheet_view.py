"""How a worksheet shows: every kind of field, for those who write and those who read; views change nothing."""

import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from score_core import worksheet as worksheets
from score_xblocks.records import administration
from score_xblocks.scenarios import EVERY_KIND
from score_xblocks.sheet import layout_of

from .conftest import NOBODY, Visitor, select, words
from .sheets import TEAM, edit, sheet

SHEETS = sorted((Path(__file__).parents[2] / "courses").glob("*/worksheets/*.yaml"))
# kind, the cell in EVERY_KIND, its control, a typed value, what a reader then sees in English
KINDS = [
    ("text", "facts//name", "input[type=text]", "Line 3", "Line 3"),
    ("long_text", "facts//about", "textarea", "two\nlines", "two lines"),
    ("number", "facts//output", "input[inputmode=decimal]", "1,250.5", "1,250.5 pieces"),
    ("number", "facts//rejects", "input[data-not-measured]", "nm", "Not measured"),
    ("money", "facts//cost", "input[inputmode=decimal]", "75000", "IDR 75,000"),
    ("percent", "facts//target", "input[inputmode=decimal]", "2.5", "2.5%"),
    ("date", "facts//day", "input[type=date]", "2026-11-24", "24 Nov 2026"),
    ("month", "facts//since", "input[type=month]", "2026-11", "Nov 2026"),
    ("time", "facts//meeting", "input[type=time]", "07:30", "07:30"),
    ("yes_no", "facts//agreed", "input[type=radio][value=na]", "na", "Not applicable"),
    ("choice", "facts//side", "input[type=radio][value=worker]", "worker", "Worker"),
    ("choices", "facts//shifts", "input[type=checkbox][value=night]", "night,morning", "Morning, Night"),
    ("scale", "facts//order", "input[type=radio][value='4']", "4", "4"),
    ("person", "facts//responsible", "input[type=text]", "Budi", "Budi"),
]


def cell_of(page, address):
    (found,) = select(page, f"[data-cell='{address}']")
    return found


@pytest.fixture
def sari(factory):
    return factory("sari")


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "address", "control", "typed", "shown"), KINDS)
def test_every_kind_is_written_with_its_label_and_read_by_others(bench, factory, kind, address, control, typed, shown):
    sari = factory("sari")
    bench.add_block("score_worksheet", "w", EVERY_KIND)
    cell = cell_of(bench.page("w", sari), address)
    assert cell.get("data-kind") == kind
    assert cell.get("data-value") == ""
    (first, *_) = select(cell, control)
    labels = select(cell, "legend, label[for]")
    assert words(labels[0])
    described = select(cell, "[aria-describedby]")[0].get("aria-describedby").split()
    assert {element.get("id") for element in select(cell, "[id]")} >= set(described)

    answer = bench.post("w", "save_cells", {"edits": [edit(address, typed)]}, sari).json
    assert answer["refused"] == answer["conflicts"] == []
    cell = cell_of(bench.page("w", sari), address)
    assert cell.get("data-value") == answer["cells"][address] != ""

    paper = bench.get("w", "print_sheet", sari).text
    assert shown in words(html.fromstring(paper))


@pytest.mark.django_db
def test_a_note_and_a_formula_take_no_input(bench, sari):
    bench.add_block("score_worksheet", "w", EVERY_KIND)
    page = bench.page("w", sari)
    assert "Ask the people who do the work." in words(page)
    assert words(select(page, "[data-shown='facts//rate']")[0]) == "not yet"
    assert select(page, "[data-cell='facts//rate'], [data-cell='facts//hint']") == []


@pytest.mark.django_db
def test_ids_are_unique_and_labels_lead_somewhere(bench, sari):
    bench.add_block("score_worksheet", "one", EVERY_KIND)
    bench.add_block("score_worksheet", "two", EVERY_KIND)
    both = html.fromstring(f"<div>{bench.view('one', sari).content}{bench.view('two', sari).content}</div>")
    ids = [element.get("id") for element in select(both, "[id]")]
    assert len(ids) == len(set(ids))
    assert {label.get("for") for label in select(both, "label[for]")} <= set(ids)


@pytest.mark.django_db
@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_worksheet_of_the_courses_shows(bench, factory, path, language):
    bench.add_block("score_worksheet", "w", path.read_text("utf-8"), language=language)
    whole, _ = worksheets.parse(path.read_text("utf-8"))
    page = bench.page("w", factory("sari", role="owner", is_hr=True, is_taskforce=True))
    assert select(page, "[data-section]")
    assert len(select(page, "[data-section]")) == len(whole.sections)
    for section in whole.sections:
        assert layout_of(section) in select(page, f"[data-section='{section.key}']")[0].get("class")


@pytest.mark.django_db
def test_who_owns_the_sheet_is_told(bench, account, factory):
    bench.add_block("score_worksheet", "w", TEAM)
    bench.add_block("score_worksheet", "own", sheet(key="own", filled_by="learner"))
    bench.add_block("score_worksheet", "anonymous", sheet(key="anon", filled_by="learner", anonymous="true"))
    bench.add_block("score_worksheet", "visit", sheet(key="visit", filled_by="trainer"))
    sari, alone = factory("sari"), account("alone")
    trainer = account("tina")
    administration.assign_trainer(org="SCORE", key="maju", username="tina")
    assert "Shared by PT Contoh Maju: your team sees and edits this." in words(bench.page("w", sari))
    assert "Only you see this until you join an enterprise." in words(bench.page("w", alone))
    assert "Only you see this." in words(bench.page("own", sari))
    assert "kept without your name" in words(bench.page("anonymous", sari))
    assert "Your trainer fills in this worksheet" in words(bench.page("visit", sari))
    assert select(bench.page("visit", sari), "[data-input]") == []
    assert "You write this for PT Contoh Maju." in words(bench.page("visit", trainer))
    assert select(bench.page("visit", trainer), "[data-input]")


@pytest.mark.django_db
@pytest.mark.parametrize("visible_to", ["hr", "taskforce", "owner"])
def test_what_is_not_for_the_whole_team_is_not_shown_to_it(bench, factory, visible_to):
    bench.add_block("score_worksheet", "w", sheet(visible_to=visible_to))
    sari, boss = factory("sari"), factory("boss", role="owner", is_hr=True, is_taskforce=True)
    bench.post("w", "save_cells", {"edits": [edit("facts//line", "secret")]}, boss)
    assert "secret" in bench.view("w", boss).content
    for told in (bench.view("w", sari).content, bench.get("w", "load_record", sari).text):
        assert "secret" not in told
    assert bench.get("w", "load_record", sari).status_code == 403
    assert bench.get("w", "print_sheet", sari).status_code == 403
    refused = bench.post("w", "save_cells", {"edits": [edit("facts//line", "x", "secret")]}, sari)
    assert (refused.status_code, list(refused.json)) == (403, ["error", "code"])


@pytest.mark.django_db
def test_staff_acting_as_a_learner_sees_and_writes_nothing(bench, factory):
    bench.add_block("score_worksheet", "w", TEAM)
    sari = factory("sari")
    bench.post("w", "save_cells", {"edits": [edit("facts//line", "secret")]}, sari)
    acting = Visitor(sari.user_id, is_staff=True, acting_as=True)
    for content in (bench.view("w", acting).content, bench.get("w", "print_sheet", acting).text):
        assert "secret" not in content and "PT Contoh Maju" not in content
    assert select(bench.page("w", acting), "[data-input]") == []


@pytest.mark.django_db
def test_nobody_signed_in_reads_the_empty_sheet(bench):
    bench.add_block("score_worksheet", "w", TEAM)
    page = bench.page("w", NOBODY)
    assert "Sign in to fill in this worksheet." in words(page)
    assert select(page, "[data-input]") == []


@pytest.mark.django_db
def test_another_enterprise_sees_nothing(bench, factory, account):
    bench.add_block("score_worksheet", "w", TEAM)
    bench.post("w", "save_cells", {"edits": [edit("facts//line", "secret")]}, factory("sari"))
    other = account("other")
    administration.make_enterprise(org="SCORE", key="jaya", name="PT Contoh Jaya")
    administration.add_member(org="SCORE", key="jaya", username="other", side="worker")
    assert "secret" not in bench.view("w", other).content
    assert bench.get("w", "load_record", other).json["cells"] == {}


@pytest.mark.django_db
def test_sections_of_the_block_alone_are_shown_and_counted(bench, sari):
    bench.add_block("score_worksheet", "w", TEAM, sections="actions")
    page = bench.page("w", sari)
    assert [section.get("data-section") for section in select(page, "[data-section]")] == ["actions"]
    answer = bench.post("w", "save_cells", {"edits": [edit("facts//line", "A")]}, sari).json
    assert answer["applied"] and not answer["done"]


@pytest.mark.django_db
def test_the_page_says_who_changed_the_sheet_last(bench, factory):
    bench.add_block("score_worksheet", "w", TEAM)
    sari, budi = factory("sari"), factory("budi", side="manager")
    bench.post("w", "save_cells", {"edits": [edit("facts//line", "A")]}, sari)
    assert re.search(r"Last change: Sari, \d+ \w+ \d{4}, \d\d:\d\d", words(bench.page("w", budi)))


@pytest.mark.django_db
def test_the_team_is_offered_by_name(bench, factory):
    bench.add_block("score_worksheet", "w", TEAM)
    sari, budi = factory("sari"), factory("budi", side="manager")
    options = select(bench.page("w", sari), "datalist option")
    assert [(o.get("value"), o.get("data-person")) for o in options] == [
        ("Sari", f"user:{sari.user_id}"),
        ("Budi", f"user:{budi.user_id}"),
    ]
    bench.post("w", "save_cells", {"edits": [edit("facts//who", f"user:{budi.user_id}")]}, sari)
    (cell,) = select(bench.page("w", sari), "[data-cell='facts//who'] input")
    assert cell.get("value") == "Budi"


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 200])
def test_statements_of_a_view_are_few_and_read_only(bench, sari, rows):
    bench.add_block("score_worksheet", "w", TEAM)
    made = [edit(f"actions/r{n}/#at", str(n + 1)) for n in range(rows)]
    made += [edit(f"actions/r{n}/what", f"action {n}") for n in range(rows)]
    bench.post("w", "save_cells", {"edits": made}, sari)
    for view in ("student_view", "author_view", "studio_view"):
        with CaptureQueriesContext(connection) as told:
            content = bench.view("w", sari, view).content
        assert len(told) <= 8
        assert [query["sql"] for query in told if not query["sql"].startswith("SELECT")] == []
        assert ("action 0" in content) == (view == "student_view")
    for handler in ("load_record", "print_sheet"):
        with CaptureQueriesContext(connection) as told:
            bench.get("w", handler, sari)
        assert len(told) <= 8
        assert [query["sql"] for query in told if not query["sql"].startswith("SELECT")] == []
    assert bench.events == []


@pytest.mark.django_db
def test_paper_has_all_rows_and_lines_where_nothing_is_filled(bench, sari):
    bench.add_block("score_worksheet", "w", TEAM, occasion="baseline")
    empty = html.fromstring(bench.get("w", "print_sheet", sari).text)
    assert len(select(empty, "section.grid tbody tr")) == 2
    assert select(empty, ".line")
    edits = [edit(f"actions/r{n}/what", f"action {n}") for n in range(30)]
    bench.post("w", "save_cells", {"edits": edits}, sari)
    answer = bench.get("w", "print_sheet", sari)
    assert answer.content_type == "text/html"
    page = html.fromstring(answer.text)
    assert len(select(page, "section.grid tbody tr")) == 30
    assert select(page, "title")[0].text == "Team sheet – PT Contoh Maju"
    assert "baseline" in words(page)
    assert select(page, "script, style, [onclick]") == []


@pytest.mark.django_db
def test_a_broken_definition_is_told_and_never_a_trace(bench, sari):
    bench.add_block("score_worksheet", "w", "key: x\nkey: y\n")
    assert "mistake" in words(bench.page("w", sari)) and "Line" not in words(bench.page("w", sari))
    for view, visitor in (("author_view", sari), ("student_view", Visitor(sari.user_id, is_staff=True))):
        assert "Line 2:" in words(bench.page("w", visitor, view))
    assert bench.post("w", "save_cells", {"edits": [edit("facts//line", "A")]}, sari).status_code == 409
    assert bench.get("w", "load_record", sari).status_code == 409
    assert bench.get("w", "print_sheet", sari).status_code == 409
    assert bench.block("w").index_dictionary()["content_type"] == "Worksheet"


def test_what_is_told_without_a_person_holds_no_answers(bench):
    bench.add_block("score_worksheet", "w", TEAM, worksheet_key="team-sheet", occasion="2026-11")
    data = bench.block("w").student_view_data()
    assert data == {"worksheet_key": "team-sheet", "occasion": "2026-11", "language": "en", "title": "Team sheet"}
    assert "Rejects" in bench.block("w").index_dictionary()["content"]["worksheet"]


def test_the_source_survives_import_and_export(bench):
    text = TEAM.replace("For tests.", "a < b & 'c' \"d\" ]]> ü")
    bench.add_block("score_worksheet", "w", text)
    exported = bench.export("w")
    bench.add(exported.replace("<score_worksheet ", '<score_worksheet url_name="again" ').replace('url_name="w"', ""))
    assert bench.block("again").content == text.strip()


@pytest.mark.django_db
def test_a_plan_of_200_rows_stays_light(bench, sari):
    """Cards of a wide section carry their values; the script makes their inputs when they open."""
    plan = (SHEETS[0].parents[2] / "shared" / "worksheets" / "improvement-plan.yaml").read_text("utf-8")
    bench.add_block("score_worksheet", "w", plan, language="id")
    made = [edit(f"actions/r{n}/#at", str(n + 1)) for n in range(200)]
    made += [edit(f"actions/r{n}/problem", "<b>press</b>") for n in range(200)]
    made += [edit(f"actions/r{n}/cost", "1.250.000") for n in range(2)]
    for start in range(0, len(made), 300):
        answer = bench.post("w", "save_cells", {"edits": made[start : start + 300]}, sari)
        assert answer.json["refused"] == []
    content = bench.view("w", sari).content
    assert len(content) < 400_000
    page = html.fromstring(content)
    cards = select(page, "[data-rows] [data-row]")
    assert len(cards) == 200
    assert select(cards[1], "[data-input], b") == []
    values = json.loads(cards[1].get("data-cells"))
    assert values["problem"] == ["<b>press</b>", "<b>press</b>"]
    assert values["cost"] == ["1250000", "1.250.000"]
    assert select(page, "[data-blank] [data-input]")
