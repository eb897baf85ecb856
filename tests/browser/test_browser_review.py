"""A team and its trainer review sheets in a real browser: on a phone, on a desktop, without scripts, and on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import DESKTOP, PHONE, check_page, running_preview
from tests.browser.sheets import COURSE, sheets_archive
from tests.pages import nasty
from tests.xblocks.sheets import PLAN, sheet

A4 = (595, 842)
"""Width and height in points."""


@pytest.fixture
def preview(tmp_path):
    """A preview of a sheet that is reviewed as a whole and a register that is reviewed by the row."""
    plan = PLAN.replace("key: problem, kind: text", "key: problem, kind: long_text")
    sheets_archive(tmp_path / "dist", {"team": sheet(review="sheet"), "plan": plan})
    with running_preview(tmp_path / "dist", tmp_path / "preview.sqlite3") as preview:
        yield preview


def saved(page: Page) -> None:
    """Wait until nothing waits to be saved."""
    page.wait_for_function("() => document.querySelector('.score-worksheet').page.queue.empty")
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "saved")


def submit(page: Page, label: str = "Submit to the trainer") -> None:
    page.get_by_role("button", name=label).click()
    expect(page.locator("[data-review-state]")).to_have_attribute("data-review-state", "submitted")


def fill_in(page: Page) -> None:
    page.get_by_label("Line").fill("Press 3")
    page.get_by_role("textbox", name="What").first.fill("Bring tools nearer")
    saved(page)


def open_review(visitor, title: str) -> Page:
    """The review of a sheet, by the trainer's menu and list."""
    visitor.page.get_by_role("link", name="Reviews", exact=True).click()
    visitor.page.get_by_role("link", name=title).click()
    return visitor.page


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_two_rounds_of_a_review(preview, visiting, width):
    team = visiting(preview, width)
    team.go(f"{COURSE}team/")
    fill_in(team.page)
    submit(team.page)

    trainer = visiting(preview, width)
    trainer.go("/")
    trainer.be("trainer")
    trainer.page.get_by_role("link", name="Reviews", exact=True).click()
    expect(trainer.page.locator(".queue-line")).to_contain_text("PT Contoh Maju")
    check_page(trainer.page)
    trainer.page.get_by_role("link", name="Team sheet").click()
    check_page(trainer.page)
    trainer.page.get_by_role("button", name="Begin the review").click()
    check_page(trainer.page)
    trainer.page.get_by_role("link", name="Comment: What").first.click()
    check_page(trainer.page)
    trainer.page.get_by_label("Comment on Actions 1: What").fill("Which tools?\nSay how many.")
    trainer.page.get_by_role("button", name="Keep the comment").click()
    expect(trainer.page.locator(".comment-draft")).to_contain_text("Which tools?")
    check_page(trainer.page)
    trainer.page.get_by_role("link", name="Comment: Line").click()
    trainer.page.get_by_label("Comment on Facts: Line").fill("Fine")
    trainer.page.get_by_role("button", name="Keep the comment").click()

    team.page.reload()
    expect(team.page.locator("body")).not_to_contain_text("Which tools?")
    trainer.page.get_by_role("button", name="Return to the team").click()
    expect(trainer.page.locator(".state")).to_contain_text("returned by Agus")
    check_page(trainer.page)

    team.page.reload()
    expect(team.page.locator("[data-section=actions]")).to_contain_text("Which tools?")
    check_page(team.page)
    team.page.get_by_role("textbox", name="What").first.fill("Hang all 12 keys on a board")
    saved(team.page)
    submit(team.page, "Submit again")

    open_review(trainer, "Team sheet")
    changed = trainer.page.locator(".cell.is-changed")
    expect(changed).to_have_count(1)
    expect(changed).to_contain_text("Hang all 12 keys on a board")
    expect(changed).to_contain_text("Before: Bring tools nearer")
    expect(changed).to_contain_text("Which tools?")
    trainer.page.get_by_role("button", name="Begin the review").click()
    check_page(trainer.page)
    trainer.page.get_by_label("Comment on the whole sheet").fill("Well done.")
    trainer.page.get_by_role("button", name="Accept the sheet").click()
    expect(trainer.page.locator(".state")).to_contain_text("accepted by Agus")
    check_page(trainer.page)
    trainer.page.get_by_role("link", name="History").click()
    check_page(trainer.page)
    trainer.go("/score/review/?show=accepted")
    expect(trainer.page.locator(".queue-line")).to_contain_text("Team sheet")

    team.page.reload()
    expect(team.page.locator("[data-review-state]")).to_have_attribute("data-review-state", "accepted")
    team.page.get_by_role("link", name="Review and history").click()
    expect(team.page.locator("aside")).to_contain_text("Well done.")
    expect(team.page.locator("main textarea, main button")).to_have_count(0)
    check_page(team.page)


def test_a_review_needs_no_script(preview, visiting, browser):
    team = visiting(preview)
    team.go(f"{COURSE}plan/")
    team.page.get_by_role("textbox", name="Problem").first.fill("Wet floor")
    saved(team.page)
    submit(team.page)
    with browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{preview.address}/score/review/")
        page.locator(".who summary").click()
        page.locator('.who-list button[formaction="/be/trainer"]').click()
        page.get_by_role("link", name="Plan").click()
        page.get_by_role("button", name="Accept", exact=True).click()
        expect(page.get_by_role("alert")).to_have_text("Choose at least one row: tick its box.")
        page.get_by_role("checkbox", name="Choose this row: Actions 1").check()
        page.get_by_role("button", name="Accept", exact=True).click()
        row = page.locator("details.row")
        expect(row.locator(".badge")).to_have_text("Accepted")
        expect(row).not_to_have_attribute("open", "")
        row.locator("summary").click()
        page.get_by_role("checkbox", name="Choose this row: Actions 1").check()
        page.get_by_label("Why they are opened again").fill("It is wet again.")
        page.get_by_role("button", name="Open again").click()
        expect(page.locator("details.row")).to_contain_text("It is wet again.")


def test_errors_are_told_beside_their_form_and_announced(preview, visiting):
    team = visiting(preview)
    team.go(f"{COURSE}team/")
    fill_in(team.page)
    submit(team.page)
    trainer = visiting(preview)
    trainer.go("/")
    trainer.be("trainer")
    page = open_review(trainer, "Team sheet")
    page.get_by_role("button", name="Begin the review").click()
    page.get_by_role("button", name="Return to the team").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what the team should change")
    expect(page.locator("#answer-text")).to_have_attribute("aria-describedby", "answer-help refused")
    assert "400" in trainer.faults.pop()
    check_page(page)


def test_sheets_on_paper(preview, visiting):
    """Whatever is typed in, all of it comes out on A4; a register of many columns lies down."""
    team = visiting(preview, DESKTOP)
    page = team.go(f"{COURSE}plan/")
    box = page.locator("[data-section=actions]")
    box.get_by_text("Paste rows from Excel").click()
    typed = [text.replace("\r", "\n").strip() for text in nasty.CORPUS if "\x01" not in text]
    quoted = ['"' + text.replace('"', '""') + '"' for text in typed]
    box.get_by_label("Rows from Excel").fill("Problem\n" + "\n".join(quoted))
    box.get_by_role("button", name=re.compile("Add .* rows")).click()
    saved(page)
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Print or save as PDF").click()
    paper = popup.value
    expect(paper.locator(".row")).to_have_count(len(typed))
    assert paper.locator(".row .kind-long_text .value").all_text_contents() == typed
    check_page(paper)
    written = paper.pdf(prefer_css_page_size=True)
    assert {(round(width), round(height)) for width, height in sizes(written)} == {(A4[1], A4[0])}
    assert len(sizes(written)) > 3

    page = team.go(f"{COURSE}team/")
    fill_in(page)
    page.reload()
    team.go(page.get_by_role("link", name="Print or save as PDF").get_attribute("href"))
    expect(page.locator(".signatures tbody th")).to_have_text(["For the workers", "The owner", "The trainer"])
    check_page(page)
    assert [(round(width), round(height)) for width, height in sizes(page.pdf(prefer_css_page_size=True))] == [A4]


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page, in points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", pdf)
    return [(float(width), float(height)) for width, height in boxes]
