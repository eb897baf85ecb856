"""Networks that drop, sessions that end, phones that go from hand to hand: nothing typed is lost, nothing doubles."""

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.harness import DESKTOP, PHONE, Preview, check_page, running_preview
from tests.browser.team import SOON, Member, Server, forgive, team_archive

LINE, OUTPUT, REJECTS = "facts//line", "facts//output", "facts//rejects"


@pytest.fixture
def preview(tmp_path) -> Iterator[Preview]:
    team_archive(tmp_path / "dist")
    with running_preview(tmp_path / "dist", tmp_path / "preview.sqlite3") as preview:
        yield preview


@pytest.fixture
def member(preview, visiting) -> Iterator[Callable[..., Member]]:
    """`member("supervisor")` is a person in a browser of their own, at the team's sheet."""
    visits = []

    def member(name: str = "worker", sheet: str = "team", width: int = PHONE) -> Member:
        visits.append(visiting(preview, width))
        return Member(visits[-1], name, sheet)

    yield member
    for visitor in visits:
        forgive(visitor)


@pytest.fixture
def server(preview) -> Server:
    return Server(preview)


def test_what_others_write_appears_without_reloading(member, server):
    sari, budi = member(), member("supervisor", width=DESKTOP)
    sari.type(OUTPUT, "900")
    sari.expect_state("saved")
    budi.type(OUTPUT, "1,000")
    budi.type(LINE, "Line 3")
    budi.page.get_by_role("button", name="Add a row").click()
    budi.page.locator("[data-row] [data-input]").first.fill("Oil the press")
    # Budi's page may not have seen the 900 yet: then it is a conflict, which Budi decides.
    budi.leave()
    conflict = budi.cell(OUTPUT).locator("[data-conflict]")
    expect(conflict).to_contain_text("Sari wrote “900”")
    check_page(budi.page)
    conflict.get_by_role("button", name="Keep mine").click()
    budi.expect_state("saved")
    sari.leave()
    expect(sari.input(LINE)).to_have_value("Line 3", timeout=SOON)
    expect(sari.input(OUTPUT)).to_have_value("1,000")
    whats = sari.page.locator("[data-row] [data-cell$='/what'] [data-input]")
    assert whats.evaluate_all("inputs => inputs.map(input => input.value)") == ["Oil the press", ""]
    expect(sari.cell(LINE).locator("[data-others]")).to_have_text("Budi changed this just now.")
    expect(sari.page.locator("[data-live]")).to_contain_text("Budi changed")
    expect(sari.page.locator("[data-filled]")).to_have_text("2 of 2 filled", timeout=SOON)
    check_page(sari.page)
    assert server.cells()[OUTPUT] == "1000"


def test_a_field_in_which_one_is_stays_as_it_is(member):
    sari, budi = member(), member("supervisor")
    sari.type(OUTPUT, "5")
    sari.expect_state("saved")
    sari.input(LINE).focus()
    budi.type(LINE, "Line 3")
    budi.type(REJECTS, "2")
    budi.expect_state("saved")
    expect(sari.input(REJECTS)).to_have_value("2", timeout=SOON)
    expect(sari.input(LINE)).to_have_value("")
    sari.page.keyboard.type("Line 4")
    conflict = sari.cell(LINE).locator("[data-conflict]")
    expect(conflict).to_contain_text("Budi wrote “Line 3”")
    expect(conflict).to_contain_text("You wrote “Line 4”")
    conflict.get_by_role("button", name="Take theirs").click()
    expect(sari.input(LINE)).to_have_value("Line 3")
    expect(sari.input(LINE)).to_be_focused()


def test_offline_work_survives_the_closed_tab_and_meets_what_others_did(member, server):
    sari, budi = member(), member("supervisor")
    sari.offline()
    sari.type(LINE, "Line 2")
    sari.type(REJECTS, "1")
    sari.type(REJECTS, "12")
    sari.expect_state("offline")
    expect(sari.page.locator("[data-state-text]")).to_contain_text("Offline: 2 changes wait")
    expect(sari.page.locator("[data-live]")).to_contain_text("Offline")
    check_page(sari.page)
    sari.expect_kept(2)
    budi.type(LINE, "Line 9")
    budi.type(OUTPUT, "100")
    budi.leave()
    budi.expect_state("saved")
    sari.close_tab()
    sari.offline(False)
    sari.new_tab()
    conflict = sari.cell(LINE).locator("[data-conflict]")
    expect(conflict).to_contain_text("Budi wrote “Line 9”")
    expect(sari.input(LINE)).to_have_value("Line 2")
    expect(sari.input(REJECTS)).to_have_value("12")
    expect(sari.input(OUTPUT)).to_have_value("100")
    assert server.cells() == {LINE: "Line 9", OUTPUT: "100", REJECTS: "12"}
    conflict.get_by_role("button", name="Keep mine").click()
    sari.expect_state("saved")
    sari.expect_kept(0)
    assert server.history(LINE) == ["Line 9", "Line 2"]
    assert server.history(REJECTS) == ["12"]
    expect(budi.input(REJECTS)).to_have_value("12", timeout=SOON)


def test_back_in_the_network_it_goes_by_itself(member, server):
    sari = member()
    sari.type(LINE, "a")
    sari.expect_state("saved")
    sari.offline()
    sari.type(LINE, "b")
    sari.expect_state("offline")
    expect(sari.page.locator("[data-state-text]")).to_contain_text("Offline: 1 change waits")
    sari.offline(False)
    sari.expect_state("saved", timeout=3000)
    assert server.history(LINE) == ["a", "b"]


def test_a_session_that_ended_keeps_all_and_asks_to_sign_in(member, server):
    budi = member("supervisor")
    address = budi.page.url
    budi.context.clear_cookies()
    budi.type(LINE, "Line 5")
    budi.expect_state("session")
    check_page(budi.page)
    assert LINE not in server.cells()
    budi.page.get_by_role("link", name="Sign in").click()
    budi.visit.be("supervisor")
    expect(budi.page).to_have_url(address)
    expect(budi.input(LINE)).to_have_value("Line 5")
    budi.expect_state("saved")
    assert server.history(LINE) == ["Line 5"]


def test_signing_in_elsewhere_is_enough(member, server):
    budi = member("supervisor")
    cookies = budi.context.cookies()
    budi.context.clear_cookies()
    budi.type(LINE, "Line 5")
    budi.expect_state("session")
    budi.context.add_cookies(cookies)
    budi.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    budi.expect_state("saved")
    assert server.history(LINE) == ["Line 5"]


def test_on_a_shared_phone_nobody_sees_or_sends_what_is_another_persons(member, server):
    phone = member("supervisor")
    phone.offline()
    phone.type(LINE, "Budi's line")
    phone.expect_state("offline")
    phone.expect_kept(1)
    phone.close_tab()
    phone.offline(False)
    phone.page = phone.visit.page = phone.context.browser.contexts[-1].new_page()
    phone.page.goto(phone.visit.preview.address)
    phone.visit.be("worker")
    phone.open()
    expect(phone.input(LINE)).to_have_value("")
    phone.type(REJECTS, "3")
    phone.expect_state("saved")
    assert server.cells() == {REJECTS: "3"}
    phone.expect_kept(1)
    phone.visit.be("supervisor")
    expect(phone.input(LINE)).to_have_value("Budi's line")
    phone.expect_state("saved")
    phone.expect_kept(0)
    assert server.cells() == {LINE: "Budi's line", REJECTS: "3"}


def test_a_page_that_another_login_finds_open_sends_nothing(member, server):
    sari = member()
    tab = sari.page
    sari.new_tab()
    sari.visit.page = sari.page
    sari.visit.be("supervisor")
    sari.page = tab
    sari.type(LINE, "Sari's")
    sari.expect_state("other")
    check_page(sari.page)
    expect(sari.page.get_by_role("link", name="Load the page again")).to_be_visible()
    assert server.cells() == {}
    sari.expect_kept(1)


def test_two_tabs_of_one_person_send_each_edit_once(member, server):
    sari = member()
    sari.offline()
    sari.type(LINE, "from the first tab")
    sari.expect_kept(1)
    first = sari.page
    first.route("**/save_cells*", lambda route: route.abort())
    sari.offline(False)
    sari.new_tab()
    # What the first tab holds is its own as long as it is open.
    expect(sari.input(LINE)).to_have_value("")
    sari.type(REJECTS, "4")
    sari.expect_state("saved")
    assert server.cells() == {REJECTS: "4"}
    first.close()
    expect(sari.input(LINE)).to_have_value("from the first tab")
    sari.expect_state("saved")
    sari.expect_kept(0)
    assert server.history(LINE) == ["from the first tab"]


def test_a_row_that_is_removed_under_ones_hands_can_come_back(member, server):
    sari = member()
    sari.page.locator("[data-row] [data-input]").first.fill("Oil the press")
    sari.expect_state("saved")
    budi = member("supervisor")
    row = sari.page.locator("[data-row]").first
    row.locator("[data-input]").nth(1).focus()
    budi.page.locator("[data-row] [data-menu]").first.click()
    budi.page.locator("[data-row] [data-remove]").first.click()
    budi.expect_state("saved")
    note = row.get_by_role("alert")
    expect(note).to_contain_text("Budi removed this row while you were in it.", timeout=SOON)
    check_page(sari.page)
    note.get_by_role("button", name="Bring back").click()
    row.locator("[data-input]").nth(1).fill("3")
    sari.expect_state("saved")
    (identifier,) = {cell.split("/")[1] for cell in server.cells()}
    assert server.cells() == {
        f"actions/{identifier}/#at": "1",
        f"actions/{identifier}/what": "Oil the press",
        f"actions/{identifier}/days": "3",
    }
    assert server.history(f"actions/{identifier}/#gone") == ["1", ""]


def camera(width: int, height: int, orientation: int = 1) -> dict:
    """A large noisy photo as a phone's camera writes it, with its position in it."""
    image = Image.effect_noise((width, height), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "S"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif)
    return {"name": "press.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_a_photo_taken_offline_is_made_small_and_sent_later(member, server, preview):
    sari = member(sheet="audit")
    sari.type("map//size", "60")
    sari.expect_state("saved")
    sari.offline()
    photo = camera(2400, 1800, orientation=6)
    assert len(photo["buffer"]) > 1_000_000
    sari.cell("map//plan").locator("input[type=file]").set_input_files(photo)
    thumbnail = sari.cell("map//plan").locator("img")
    expect(thumbnail).to_have_js_property("complete", True)
    sari.expect_state("offline")
    sari.expect_kept(1, photos=1)
    sari.close_tab()
    sari.offline(False)
    sari.new_tab()
    expect(sari.cell("map//plan").locator("img")).to_be_visible()
    sari.expect_state("saved", timeout=20_000)
    sari.expect_kept(0)
    ((uid, size, width, height, cell),) = server.ask(
        "select uid, size, width, height, cell from score_records_attachment where removed is null"
    )
    assert size <= 200 * 1024 and width < height and max(width, height) <= 1600
    assert (server.cells("audit-sheet")["map//plan"], cell) == (uid, "map//plan")
    stored = Image.open(next((preview.dist.parent / "files").rglob(f"{uid}*")))
    assert dict(stored.getexif()) == {}
    budi = member("supervisor", sheet="audit")
    expect(budi.cell("map//plan").locator("img")).to_have_js_property("naturalHeight", height)


def test_what_is_no_photo_is_told_beside_the_field(member, server):
    sari = member(sheet="audit")
    sari.type("map//size", "60")
    sari.expect_state("saved")
    picker = sari.cell("map//plan").locator("input[type=file]")
    picker.set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"})
    expect(sari.cell("map//plan").locator("[data-error]")).to_contain_text("cannot be read here")
    expect(sari.cell("map//plan").locator("img")).to_have_count(0)
    proof = sari.cell("map//proof")
    proof.locator("input[type=file]").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"MZ"})
    expect(proof.locator("[data-error]")).to_contain_text("This file cannot be kept")
    check_page(sari.page)
    sari.expect_state("saved")
    assert set(server.cells("audit-sheet")) == {"map//size"}
