"""Every kind of field, the tools of rows, reviews and comparisons in a real browser, by keyboard and on a phone."""

import os
import subprocess
import sys
import textwrap
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import DESKTOP, PHONE, ROOT, check_page, running_preview
from tests.browser.sheets import COURSE, sheets_archive

FINDINGS = "What\tKind\tCost\tSeen on\n" + "\n".join(
    f"Finding {n}\t{'Risk' if n % 2 else 'Waste'}\t{n * 1000}\t{n}/11/2026" for n in range(1, 13)
)


@pytest.fixture
def sheets_preview(tmp_path):
    """A preview of a course of worksheets, with nothing filled in."""
    sheets_archive(tmp_path / "dist")
    with running_preview(tmp_path / "dist", tmp_path / "preview.sqlite3") as preview:
        yield preview


def act_as(preview, name: str, code: str) -> None:
    """Act on the record of the sheet "audit-sheet" as one of the demo people: `api`, `record` and `of` are there."""
    before = """
        import django; django.setup()
        from django.contrib.auth import get_user_model
        from score_xblocks.records import api
        from score_xblocks.records.models import Record
        person = api.Person(user_id=get_user_model().objects.get(username="NAME").pk)
        record = Record.objects.get(worksheet_key="audit-sheet")
        of = {"person": person, "record_id": record.pk}
    """
    program = textwrap.dedent(before).replace("NAME", name) + textwrap.dedent(code)
    settings = {
        "DJANGO_SETTINGS_MODULE": "score_preview.settings",
        "SCORE_PREVIEW_DATABASE": str(preview.dist.parent / "preview.sqlite3"),
        "SCORE_PREVIEW_DIST": str(preview.dist),
    }
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, env={**os.environ, **settings})


def saved(page: Page) -> None:
    """Wait until nothing waits to be saved."""
    page.wait_for_function("() => document.querySelector('.score-worksheet').page.queue.empty")
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "saved")


def fill_map(page: Page, people: str = "60") -> None:
    page.get_by_label("People").fill(people)
    saved(page)


def section(page: Page, key: str):
    return page.locator(f"[data-section={key}]")


def test_the_empty_sheet_and_the_filled_one_are_accessible(sheets_preview, visiting):
    page = visiting(sheets_preview).go(f"{COURSE}audit/")
    check_page(page)
    fill_map(page)
    section(page, "grade").locator("input[value='3']").first.check()
    expect(section(page, "result")).to_be_visible()
    expect(section(page, "result").locator("output").first).to_have_text("75%")
    page.locator("[data-missing] summary").click()
    saved(page)
    check_page(page)
    page.locator("[data-to]", has_text="Union").click()
    expect(page.get_by_label("Union")).to_be_focused()


def test_rows_are_pasted_found_sorted_and_moved_by_keyboard(sheets_preview, visiting):
    page = visiting(sheets_preview, DESKTOP).go(f"{COURSE}audit/")
    box = section(page, "findings")
    box.get_by_text("Paste rows from Excel").click()
    box.get_by_label("Rows from Excel").fill(f"{FINDINGS}\nBad\tNothing\tabc\t31/02/2026")
    expect(box.locator("[data-paste-shown] li")).to_have_count(3)
    check_page(page)
    box.get_by_role("button", name="Add 13 rows").click()
    saved(page)
    page.reload()
    rows = box.locator("[data-rows] > [data-row]")
    expect(rows).to_have_count(13)
    page.get_by_label("Search").fill("finding 1")
    page.get_by_label("Show").select_option("type=risk")
    visible = box.locator("[data-rows] > [data-row]:visible")
    expect(visible).to_have_count(2)
    expect(box.locator("[data-found]")).to_have_text("2 of 13 rows")
    check_page(page)
    page.get_by_label("Search").fill("")
    page.get_by_label("Show").select_option("")
    page.get_by_label("Sort by").select_option("cost")
    expect(rows.nth(11)).to_contain_text("Finding 12")
    page.get_by_label("Sort by").select_option("")
    rows.nth(1).locator("summary").press("Alt+ArrowUp")
    expect(rows.first).to_contain_text("Finding 2")
    saved(page)
    page.reload()
    expect(rows.first).to_contain_text("Finding 2")


def test_a_row_is_copied_removed_and_brought_back(sheets_preview, visiting):
    page = visiting(sheets_preview).go(f"{COURSE}audit/")
    box = section(page, "findings")
    box.get_by_role("textbox", name="What").fill("Hose runs")
    box.get_by_role("button", name="Duplicate").press("Enter")
    rows = box.locator("[data-rows] > [data-row]:visible")
    expect(rows).to_have_count(2)
    expect(rows.nth(1).get_by_role("textbox", name="What")).to_be_focused()
    rows.nth(1).locator("[data-remove]").press("Enter")
    expect(box.get_by_role("button", name="Undo")).to_be_focused()
    check_page(page)
    page.keyboard.press("Enter")
    expect(rows).to_have_count(2)
    rows.nth(1).locator("[data-remove]").click()
    saved(page)
    page.reload()
    expect(rows).to_have_count(1)
    box.locator("[data-removed] summary").click()
    box.get_by_role("button", name="Bring back").click()
    expect(rows).to_have_count(2)
    saved(page)
    page.reload()
    expect(rows).to_have_count(2)


def test_a_review_from_submitting_to_what_was_returned(sheets_preview, visiting):
    visitor = visiting(sheets_preview)
    page = visitor.go(f"{COURSE}audit/")
    fill_map(page, "40")
    section(page, "findings").get_by_role("textbox", name="What").fill("Hose runs")
    saved(page)
    page.get_by_role("button", name="Submit to the trainer").click()
    expect(page.get_by_text("It waits for your trainer")).to_be_visible()
    expect(page.locator("[data-input]")).to_have_count(0)
    check_page(page)
    act_as(
        sheets_preview,
        "trainer",
        """
        row = next(cell for cell in __import__("json").loads(record.cells) if cell.endswith("/what")).rpartition("/")[0]
        api.begin_review(**of)
        comments = {"map//size": "Count the night shift, too.", row: "Who does it?", "": "A good start."}
        api.return_for_changes(revision=record.revision, comments=comments, **of)
        """,
    )
    page.reload()
    expect(page.locator("[data-review-state]")).to_have_attribute("data-review-state", "returned")
    expect(page.locator("[data-cell='map//size'] .score-comment")).to_contain_text("Count the night shift, too.")
    expect(section(page, "findings").locator("summary").first).to_contain_text("Comments: 1")
    page.get_by_role("button", name="Map: People").click()
    expect(page.get_by_label("People")).to_be_focused()
    page.get_by_label("People").fill("48")
    saved(page)
    page.reload()
    expect(page.locator("[data-since]")).to_have_text("changed since then")
    check_page(page)
    page.get_by_role("button", name="Submit again").click()
    expect(page.get_by_text("Round 2: submitted by Sari")).to_be_visible()
    act_as(sheets_preview, "trainer", "api.begin_review(**of); api.accept(revision=record.revision, **of)")
    page.reload()
    expect(page.get_by_text("Round 2: accepted by")).to_be_visible()
    check_page(page)


def test_two_fillings_are_compared(sheets_preview, visiting):
    page = visiting(sheets_preview).go(f"{COURSE}audit/")
    grades = section(page, "grade")
    grades.locator("input[value='2']").first.check()
    grades.locator("input[value='3']").nth(1).check()
    saved(page)
    page.reload()
    page.get_by_text("Fill it in again").click()
    page.get_by_label("On", exact=True).fill("2199-03-01")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_label("Filling")).to_have_value("2199-03-01")
    expect(grades.locator("input:checked")).to_have_count(0)
    grades.locator("input[value='4']").first.check()
    grades.locator("input[value='1']").nth(1).check()
    saved(page)
    page.reload()
    page.get_by_label("Compare with").select_option(index=1)
    table = page.locator(".score-comparison")
    expect(table).to_contain_text("better")
    expect(table).to_contain_text("worse")
    check_page(page)


def test_a_finding_becomes_an_action_and_history_is_read(sheets_preview, visiting):
    visitor = visiting(sheets_preview)
    page = visitor.go(f"{COURSE}plan/")
    page.get_by_role("textbox", name="Problem").fill("Leak at press 3")
    saved(page)
    page = visitor.go(f"{COURSE}audit/")
    box = section(page, "findings")
    box.get_by_role("textbox", name="What").fill("Hose runs")
    saved(page)
    box.get_by_role("button", name="Take over into “Plan”").click()
    expect(box.locator("[data-link]")).to_have_text("In “Plan”: row 2, Idea")
    page.reload()
    page.get_by_text("History: who changed what").click()
    expect(page.locator("[data-history-list] li")).to_have_count(2)
    check_page(page)
    page = visitor.go(f"{COURSE}plan/")
    expect(page.locator("[data-rows] > [data-row]").nth(1)).to_contain_text("Hose runs")


def test_a_pin_is_set_by_a_tap_and_moved_by_keys(sheets_preview, visiting):
    page = visiting(sheets_preview).go(f"{COURSE}audit/")
    fill_map(page, "40")
    photo = str(uuid.uuid4())
    act_as(
        sheets_preview,
        "worker",
        f"""
        from score_core.answers import Edit
        from score_xblocks.records.models import Definition
        from score_core import worksheet
        from tests.records.pictures import picture
        api.store_attachment(cell="map//plan", attachment_id="{photo}", name="hall.jpg", content=picture(), **of)
        text = Definition.objects.get(key="audit-sheet").text
        place = api.Place(org="SCORE", course_key="course-v1:SCORE+FIXTURE-EN+2026", usage_key="audit-sheet")
        edits = [Edit("{uuid.uuid4()}", "map//plan", "", "{photo}")]
        api.save_edits(person=person, place=place, worksheet=worksheet.parse(text)[0], text=text, edits=edits)
        """,
    )
    page.reload()
    expect(section(page, "map").get_by_role("img")).to_be_visible()
    box = section(page, "findings")
    box.get_by_role("textbox", name="What").fill("Hose runs")
    picture = box.locator("[data-pin-image]")
    picture.scroll_into_view_if_needed()
    size = picture.bounding_box()
    picture.click(position={"x": size["width"] / 2, "y": size["height"] / 4})
    mark = box.get_by_role("button", name="Pin: Where")
    expect(mark).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    expect(box.get_by_label("From the left, %")).to_have_value("50.5")
    saved(page)
    check_page(page)
    page.reload()
    expect(box.get_by_label("From the left, %")).to_have_value("50.5")
    expect(mark).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_who_has_no_enterprise_can_join(sheets_preview, visiting, width):
    visitor = visiting(sheets_preview, width)
    visitor.go(f"{COURSE}audit/")
    visitor.be("newcomer")
    page = visitor.page
    page.get_by_text("Join your enterprise's team").click()
    check_page(page)
