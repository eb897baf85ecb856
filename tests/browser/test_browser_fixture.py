"""The fixture course taken in a real browser, with the core blocks."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.harness import DESKTOP, PHONE, check_page, running_preview
from tests.preview.fixture_archive import COURSE_KEY, fixture_archive

COURSE = f"/c/{COURSE_KEY}/"
PROGRESS = f"/progress/{COURSE_KEY}/"


@pytest.mark.parametrize("path", ["/", COURSE, f"{COURSE}welcome/", f"{COURSE}watch/", f"{COURSE}question/", PROGRESS])
def test_every_page_is_accessible_and_fits(fixture_preview, visiting, path):
    page = visiting(fixture_preview).go(path)
    check_page(page)


def test_the_people_menu_is_accessible_and_fits(fixture_preview, visiting):
    page = visiting(fixture_preview).go(COURSE)
    page.locator(".who summary").click()
    expect(page.locator(".who-list")).to_be_visible()
    check_page(page)


def test_a_message_page_is_accessible(fixture_preview, visiting):
    visitor = visiting(fixture_preview)
    page = visitor.go("/nowhere")
    assert any("404" in fault for fault in visitor.faults)
    visitor.faults.clear()
    check_page(page)


def test_an_answered_problem_is_graded(fixture_preview, visiting):
    visitor = visiting(fixture_preview)
    page = visitor.go(f"{COURSE}question/")
    expect(page.locator(".problem-progress")).to_have_text("0.0/2.0 points (graded)")
    page.get_by_label("How many parts per million").fill("250")
    page.get_by_label("Managers and workers").check()
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".notification-submit")).to_contain_text("Correct")
    expect(page.locator(".problem-progress")).to_have_text("2.0/2.0 points (graded)")
    check_page(page)
    visitor.go(PROGRESS)
    expect(page.locator(".verdict")).to_have_text(re.compile(r"100%\s+You have passed\."))
    expect(page.locator("tbody tr")).to_contain_text("2 / 2")
    visitor.go(f"{COURSE}question/")
    expect(page.get_by_label("How many parts per million")).to_have_value("250")


def test_a_film_has_captions_and_counts_when_seen(fixture_preview, visiting):
    visitor = visiting(fixture_preview)
    page = visitor.go(COURSE)
    visitor.be("owner")
    visitor.go(f"{COURSE}watch/")
    page.wait_for_function("document.querySelector('video').readyState > 1")
    cues = page.wait_for_function(
        "() => { const t = document.querySelector('video').textTracks[0];"
        " return t.mode === 'showing' && t.cues && t.cues.length ? [...t.cues].map((c) => c.text) : null }"
    )
    assert cues.json_value() == ["Good morning, everybody.", "What went wrong yesterday?"]
    with page.expect_response(lambda answer: "publish_completion" in answer.url) as told:
        page.evaluate("document.querySelector('video').muted = true; document.querySelector('video').play()")
    assert told.value.ok
    page.wait_for_selector("[data-block-type=html][data-seen=true]")
    visitor.go(COURSE)
    expect(page.locator(".bar").first).to_contain_text("1 of 3 pages done")


def test_a_text_counts_once_it_was_in_view(fixture_preview, visiting):
    visitor = visiting(fixture_preview)
    page = visitor.go(COURSE)
    visitor.be("trainer")
    visitor.go(f"{COURSE}welcome/")
    page.wait_for_selector("[data-block-type=html][data-seen=true]")
    visitor.go(COURSE)
    expect(page.locator(".bar").first).to_contain_text("1 of 3 pages done")


def test_each_person_has_the_own_progress(fixture_preview, visiting):
    visitor = visiting(fixture_preview)
    page = visitor.go(f"{COURSE}question/")
    visitor.be("newcomer")
    expect(page.locator(".who summary")).to_contain_text("Putu")
    expect(page).to_have_url(f"{fixture_preview.address}{COURSE}question/")
    expect(page.get_by_label("How many parts per million")).to_have_value("")


def test_pages_turn(fixture_preview, visiting):
    visitor = visiting(fixture_preview, DESKTOP)
    page = visitor.go(COURSE)
    page.get_by_role("link", name="Start the course").or_(page.get_by_role("link", name="Go on")).click()
    visitor.go(f"{COURSE}welcome/")
    page.locator("a[rel=next]").click()
    expect(page.locator(".page-title")).to_have_text("See a short meeting")
    page.locator("a[rel=prev]").click()
    expect(page.locator(".page-title")).to_have_text("Ten minutes a day")
    page.get_by_role("link", name="question").first.click()
    expect(page.locator(".page-title")).to_have_text("One question")


def test_the_keyboard_reaches_the_content_first(fixture_preview, visiting):
    page = visiting(fixture_preview).go(f"{COURSE}welcome/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_people_menu_works_by_keyboard(fixture_preview, visiting):
    page = visiting(fixture_preview).go(COURSE)
    page.locator(".who summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".who-list")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".who-list")).to_be_hidden()
    expect(page.locator(".who summary")).to_be_focused()


@pytest.mark.parametrize(("width", "shown"), [(PHONE, False), (DESKTOP, True)])
def test_contents_are_folded_on_a_phone(fixture_preview, visiting, width, shown):
    page = visiting(fixture_preview, width).go(f"{COURSE}welcome/")
    expect(page.locator("nav .contents")).to_be_visible(visible=shown)
    if not shown:
        page.locator(".side-fold > summary").click()
        expect(page.locator("nav .contents")).to_be_visible()
        check_page(page, widths=(PHONE,))


def test_an_open_page_follows_a_rebuild_unless_somebody_types(fixture_preview, visiting):
    visitor = visiting(fixture_preview)
    page = visitor.go(f"{COURSE}welcome/")
    title = page.locator(".page-title")
    rebuilt = {"vertical/welcome.xml": '<vertical display_name="Rebuilt"><html url_name="welcome-text"/></vertical>'}
    fixture_archive(fixture_preview.dist, rebuilt)
    expect(title).to_have_text("Rebuilt", timeout=8000)
    visitor.go(f"{COURSE}question/")
    field = page.get_by_label("How many parts per million")
    field.fill("12")
    fixture_archive(fixture_preview.dist)
    expect(page.locator("#rebuilt")).to_be_visible(timeout=8000)
    expect(field).to_have_value("12")
    page.locator("#rebuilt button").click()
    expect(page.locator("#rebuilt")).to_be_hidden()


def test_a_preview_without_archives_says_what_to_do(browser, visiting, empty_dist):
    with running_preview(empty_dist, empty_dist.parent / "preview.sqlite3") as preview:
        page = visiting(preview).go("/")
        expect(page.locator("pre")).to_have_text("score build")
        check_page(page)
        fixture_archive(empty_dist)
        expect(page.locator(".card h2")).to_have_text("A small course", timeout=8000)
