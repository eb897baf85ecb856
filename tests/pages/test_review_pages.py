"""The pages of reviews: who sees what, what each step does, and that nothing typed runs."""

import html
import re
import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html as lxml_html

from score_xblocks.records import administration, api
from score_xblocks.records.models import Edit, Record, ReviewEvent
from tests.pages import nasty
from tests.records import pictures
from tests.records.test_reviews import Sheet
from tests.xblocks.conftest import select, words

REMARK, AMOUNT, WHAT, OTHER = "top//remark", "top//amount", "log/r1/what", "log/r2/what"
TEAM = ["worker", "leader", "owner", "hr", "taskforce"]
TRAINERS = ["trainer", "busy-trainer", "expert"]
READERS = [*TEAM, *TRAINERS, "manager", "staff"]
PAGES = ["/score/review/{}/", "/score/history/{}/", "/score/print/{}/"]
ADDRESS = "/score/review/{}/"


@pytest.fixture
def sheet(house, save, view):
    return Sheet(house, save, view, "reviewed")


@pytest.fixture
def register(house, save, view):
    return Sheet(house, save, view, "register")


@pytest.fixture
def page(browser):
    """A page as this person sees it, parsed."""

    def page(who, path, status=200, **asked):
        answer = browser(who).get(path, asked)
        assert answer.status_code == status, answer.content
        return lxml_html.fromstring(answer.content.decode())

    return page


@pytest.fixture
def step(browser):
    """One step by the page's form; the answer leads back to the page, or says what is missing."""

    def step(who, sheet, name, status=302, **sent):
        sent = {"revision": sheet.record.revision, **sent, "step": name}
        answer = browser(who).post(ADDRESS.format(sheet.id), sent)
        assert answer.status_code == status, (answer.status_code, answer.content.decode()[:3000])
        if status == 302:
            assert answer["Location"].startswith(ADDRESS.format(sheet.id) + "#")
        return answer

    return step


def told(answer) -> str:
    """What is told beside the form, and of which form."""
    (found,) = select(lxml_html.fromstring(answer.content.decode()), "[role=alert]")
    return f"{found.getparent().get('id')}: {words(found)}"


def rows_of_tables():
    return [list(model.objects.order_by("pk").values()) for model in (Record, Edit, ReviewEvent)]


# The way of a review


def test_a_team_and_its_trainer_go_through_two_rounds(sheet, page, step):
    address = ADDRESS.format(sheet.id)
    sheet.do("submit", "worker")
    assert select(page("trainer", address), "[id='answer-form']") == []
    step("trainer", sheet, "begin")
    step("trainer", sheet, "comment", at=WHAT, text="Which bolts?")
    step("trainer", sheet, "comment", at="log/r2", text="Is this row needed?")
    step("trainer", sheet, "comment", at="", text="Good.")
    seen = page("trainer", address)
    assert words(select(seen.get_element_by_id("at-log.r1.what"), ".comment-draft")[0]).endswith("Which bolts?")
    assert select(seen, "[id='answer-form'] textarea")[0].value.strip() == "Good."
    assert "Which bolts?" not in words(page("worker", address))
    step("trainer", sheet, "return", text="Good. Two questions.")
    seen = page("worker", address)
    assert "Round 1: trainer" in words(select(seen.get_element_by_id("at-log.r1.what"), ".comment")[0])
    assert "Is this row needed?" in words(seen.get_element_by_id("at-log.r2"))
    assert "Good. Two questions." in words(select(seen, "aside")[0])
    sheet.save("worker", {WHAT: "M8 bolts", AMOUNT: "3", "log/r3/what": "washers"}, {WHAT: "bolts"})
    sheet.do("submit", "worker")
    step("trainer", sheet, "begin")
    seen = page("trainer", address)
    assert words(select(seen.get_element_by_id("at-log.r1.what"), ".changed")[0]) == "△ Changed Before: bolts"
    assert words(select(seen.get_element_by_id("at-top..amount"), ".changed")[0]) == "△ Changed Before: blank"
    assert select(seen.get_element_by_id("at-log.r2"), ".changed, summary .badge") == []
    assert words(select(seen.get_element_by_id("at-log.r1"), ".badge")[0]) == "Changed"
    assert "Log 1, What" in words(select(seen, "aside")[0])
    step("trainer", sheet, "accept", text="Well done.")
    seen = page("trainer", address)
    assert "accepted by trainer" in words(seen.get_element_by_id("sheet"))
    assert [words(one) for one in select(seen, "aside h2")][:3] == [
        "Open it again",
        "Comments of round 2",
        "Comments of round 1",
    ]
    step("trainer", sheet, "reopen", text="One more look at row 2.")
    assert sheet.open("worker").review.state == "returned"
    assert sheet.open("worker").review.comments[-1].text == "One more look at row 2."


def test_rows_of_a_register_are_accepted_seen_and_opened_again(register, page, step):
    address = ADDRESS.format(register.id)
    assert len(select(page("trainer", address), "input[type=checkbox][form=rows-form]")) == 2
    step("trainer", register, "accept_rows", row=["log/r1"])
    step("trainer", register, "verify_rows", row=["log/r2"])
    review = register.open("trainer").review
    assert (review.accepted_rows, review.verified_rows) == ({"log/r1"}, {"log/r2"})
    seen = page("trainer", address)
    assert [words(one) for one in select(seen, "summary .badge")] == ["Accepted", "Checked by the trainer"]
    assert select(seen, "details.row[open]") == []
    step("trainer", register, "reopen_rows", row=["log/r1"], text="Measure again.")
    review = register.open("worker").review
    assert review.accepted_rows == frozenset()
    assert [(c.target, c.text) for c in review.comments] == [("log/r1", "Measure again.")]
    assert select(page("worker", address), "input, textarea, button") == []


def test_a_removed_row_is_told_among_the_changes(sheet, page):
    sheet.bring_to("returned")
    sheet.save("worker", {"log/r2/#gone": "1"})
    assert "Log, a removed row: removed" in words(select(page("trainer", ADDRESS.format(sheet.id)), "aside")[0])


def test_the_form_of_a_comment_stands_for_the_place_that_is_asked_for(sheet, page):
    sheet.bring_to("in_review")
    address = ADDRESS.format(sheet.id)
    for at, about in ((WHAT, "Log 1: What"), ("log/r2", "Log 2"), ("log", "Log"), (REMARK, "Top: Remark")):
        form = page("trainer", address, at=at).get_element_by_id("comment")
        assert words(select(form, "h2")[0]) == f"Comment on {about}"
        assert select(form, "[name=at]")[0].get("value") == at
    nowhere = ["nothing", "log/r9/what", "log//what", "top/r1/remark", "log/r1/", "log/r1/what/x", "'\"><b>"]
    for at in [*nowhere, "log/r1/#at"]:
        assert select(page("trainer", address, at=at), "[id='comment']") == [], at
    assert select(page("worker", address, at=WHAT), "[id='comment'], .comment-link") == []


def test_history_is_told_page_by_page(sheet, page):
    sheet.save("worker", {f"log/x{n}/what": f"part {n}" for n in range(120)})
    first = page("trainer", f"/score/history/{sheet.id}/")
    assert len(select(first, ".changes li")) == 100
    (onward,) = select(first, "a[rel=next]")
    rest = page("trainer", f"/score/history/{sheet.id}/" + onward.get("href"))
    assert len(select(rest, ".changes li")) == 23
    assert select(rest, "a[rel=next]") == []
    row = page("trainer", f"/score/history/{sheet.id}/", row="log/r1")
    assert [words(one) for one in select(row, ".changes strong")] == ["Log 1, What"]


# Steps that are not done


def test_what_is_missing_is_told_beside_its_form(sheet, register, step):
    sheet.bring_to("in_review")
    assert told(step("trainer", sheet, "return", 400)).startswith("answer-form: Say what the team should change")
    assert sheet.record.review_state == "in_review"
    step("trainer", sheet, "accept")
    assert told(step("trainer", sheet, "reopen", 400)).startswith("reopen-form: Say why")
    for name in ("accept_rows", "verify_rows"):
        assert told(step("trainer", register, name, 400)).startswith("rows-form: Choose at least one row")


def test_what_changed_meanwhile_is_not_answered_and_nothing_typed_is_lost(register, step):
    register.bring_to("in_review")
    register.save("worker", {AMOUNT: "3"})
    answer = step("trainer", register, "accept", 409, revision=1, text="Fine.")
    assert "has changed since you loaded the page" in told(answer)
    seen = lxml_html.fromstring(answer.content.decode())
    assert select(seen, "[id='answer-form'] textarea")[0].value.strip() == "Fine."
    assert select(seen, "[id='answer-form'] [name=revision]")[0].get("value") == "2"
    register.save("worker", {WHAT: "x"}, {WHAT: "bolts"})
    answer = step("trainer", register, "accept_rows", 409, revision=1, row=["log/r1", "log/r2"])
    checked = select(lxml_html.fromstring(answer.content.decode()), "input[type=checkbox][checked]")
    assert [box.get("value") for box in checked] == ["log/r1", "log/r2"]


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("", {}),
        ("nonsense", {}),
        ("submit", {}),
        ("accept", {"revision": "x"}),
        ("accept", {"revision": "-1"}),
        ("comment", {"at": "nonsense", "text": "x"}),
        ("comment", {"at": WHAT, "text": "x" * 4001}),
        ("comment", {"at": WHAT, "text": "a\0b"}),
        ("comment", {"at": "x" * 5000, "text": "x"}),
        ("accept_rows", {"row": ["log/r9"]}),
    ],
)
def test_broken_requests_are_told_in_words(register, step, name, sent):
    register.bring_to("in_review")
    answer = step("trainer", register, name, 400, **sent)
    assert "What was sent is not complete." in answer.content.decode()
    assert register.record.review_state == "in_review"


def test_a_post_needs_the_token_of_the_page(browser, sheet):
    sheet.bring_to("submitted")
    client = browser("trainer", enforce_csrf_checks=True)
    assert client.post(ADDRESS.format(sheet.id), {"step": "begin"}).status_code == 403
    found = lxml_html.fromstring(client.get(ADDRESS.format(sheet.id)).content.decode())
    token = select(found, "[id='begin-form'] [name=csrfmiddlewaretoken]")[0].get("value")
    sent = {"step": "begin", "csrfmiddlewaretoken": token}
    assert client.post(ADDRESS.format(sheet.id), sent).status_code == 302


# Who may


@pytest.mark.parametrize("path", PAGES)
def test_only_readers_see_a_page(browser, house, sheet, path):
    sheet.bring_to("in_review")
    unknown = browser("worker").get(path.format(sheet.id + 1))
    for who in house.users:
        answer = browser(who).get(path.format(sheet.id))
        assert answer.status_code == (200 if who in READERS else 404), who
        if who not in READERS:
            assert answer.content == unknown.content
        assert browser(who).get(path.format(sheet.id + 1)).status_code == 404
    for number in (sheet.id, sheet.id + 1):
        answer = browser().get(path.format(number))
        assert (answer.status_code, "next=" in answer["Location"]) == (302, True)
    for method in ("put", "delete", "patch"):
        assert getattr(browser("trainer"), method)(path.format(sheet.id)).status_code == 405


STEPS = [
    ("submitted", "begin", {}),
    ("in_review", "comment", {"at": WHAT, "text": "x"}),
    ("in_review", "return", {"text": "x"}),
    ("in_review", "accept", {"text": "x"}),
    ("in_review", "accept_rows", {"row": ["log/r1"]}),
    ("in_review", "verify_rows", {"row": ["log/r1"]}),
    ("accepted", "reopen_rows", {"row": ["log/r1"]}),
    ("accepted", "reopen", {"text": "x"}),
]


@pytest.mark.parametrize(("state", "name", "sent"), STEPS)
def test_only_reviewers_do_a_step(browser, house, register, step, state, name, sent):
    register.bring_to(state)
    before = rows_of_tables()
    for who in house.users:
        if who in TRAINERS:
            continue
        answer = browser(who).post(
            ADDRESS.format(register.id), {"revision": register.record.revision, "step": name, **sent}
        )
        assert answer.status_code == (403 if who in READERS else 404), who
    assert browser().post(ADDRESS.format(register.id), {"step": name, **sent}).status_code == 302
    assert rows_of_tables() == before
    step("trainer", register, name, **sent)
    assert rows_of_tables() != before


def test_a_guarded_sheet_is_nobodys_but_its_readers(browser, house, save):
    number = save(house["hr"], {REMARK: "wages"}, "reviewed-hr").record_id
    for who in house.users:
        expected = 200 if who in ("hr", "owner", "staff") else 404
        assert browser(who).get(ADDRESS.format(number)).status_code == expected, who


def test_one_who_left_the_team_sees_nothing(browser, sheet, house):
    api.leave(person=house["worker"], org="SCORE")
    assert browser("worker").get(ADDRESS.format(sheet.id)).status_code == 404


@pytest.mark.parametrize("show", ["", "waiting", "returned", "accepted", "draft", "nonsense"])
def test_the_queue_is_each_reviewers_own(browser, house, sheet, show):
    sheet.bring_to({"waiting": "submitted", "": "in_review", "nonsense": "submitted"}.get(show, show))
    for who in house.users:
        seen = browser(who).get("/score/review/", {"show": show} if show else {}).content.decode()
        assert (f'href="/score/review/{sheet.id}/"' in seen) == (who in TRAINERS), who
        assert ("PT Contoh Maju" in seen) == (who in TRAINERS), who
    assert browser().get("/score/review/").status_code == 302


def test_an_anonymous_sheet_names_nobody_of_the_team(house, save, page):
    number = save(house["worker"], {REMARK: "noise"}, "reviewed-anonymous").record_id
    api.submit(person=house["worker"], record_id=number, revision=1)
    for path in PAGES:
        assert "worker" not in words(select(page("trainer", path.format(number)), "body")[0]).replace("workers", "")


# GETs write nothing, and ask the same whatever the size


@pytest.mark.parametrize("path", ["/score/review/", *PAGES])
def test_looking_writes_nothing(browser, sheet, path):
    sheet.bring_to("in_review")
    client = browser("trainer")
    before = rows_of_tables()
    with CaptureQueriesContext(connection) as captured:
        client.get(path.format(sheet.id))
        client.head(path.format(sheet.id))
        client.get(path.format(sheet.id), {"step": "accept", "at": WHAT, "text": "x"})
    assert [query["sql"] for query in captured if not query["sql"].startswith("SELECT")] == []
    assert rows_of_tables() == before


@pytest.mark.parametrize("path", PAGES)
def test_statements_stay_the_same_as_sheets_grow(browser, register, path):
    register.bring_to("returned")
    client = browser("trainer")
    with CaptureQueriesContext(connection) as few:
        client.get(path.format(register.id))
    register.save("worker", {f"log/x{n}/what": "nuts" for n in range(90)})
    register.do("submit", "worker")
    register.do("begin", "trainer")
    register.do("comment", "trainer", comments={f"log/x{n}/what": "why?" for n in range(90)})
    with CaptureQueriesContext(connection) as many:
        client.get(path.format(register.id))
    assert len(many) == len(few) <= 12


def test_the_queue_is_two_statements_more_than_who_asks(browser, house, save, sheet):
    client = browser("busy-trainer")
    sheet.bring_to("submitted")
    with CaptureQueriesContext(connection) as few:
        client.get("/score/review/")
    for number in range(30):
        saved = save(house["worker"], {REMARK: "x"}, "reviewed", occasion=f"visit-{number}")
        api.submit(person=house["worker"], record_id=saved.record_id, revision=1)
    with CaptureQueriesContext(connection) as many:
        first = client.get("/score/review/")
    assert len(many) == len(few) == 3
    pages = [lxml_html.fromstring(first.content.decode())]
    assert len(select(pages[0], ".queue-line")) == 25
    second = client.get("/score/review/" + select(pages[0], "a[rel=next]")[0].get("href"))
    assert len(select(lxml_html.fromstring(second.content.decode()), ".queue-line")) == 6
    for number in ("0", "99", "x", "-1"):
        assert client.get("/score/review/", {"page": number}).status_code == 200


# Nothing that was typed runs


def test_texts_are_shown_as_they_were_typed(browser, house, save, folder):
    evil = [text.replace("\r", "").replace("\x01", "").replace("\x1f", "").strip() for text in nasty.CORPUS]
    cells = {f"log/r{n}/what": " ".join(text[:500].split("\n")) for n, text in enumerate(evil)}
    number = save(house["worker"], cells, "reviewed").record_id
    photos = [(str(uuid.uuid4()), text) for text in nasty.SCRIPTS[:3]]
    for photo, text in photos:
        file = {"attachment_id": photo, "caption": text, "name": f"{text}.jpg", "content": pictures.picture()}
        api.store_attachment(person=house["worker"], record_id=number, cell="proof//photo", **file)
    save(house["worker"], {"proof//photo": ",".join(photo for photo, _ in photos)}, "reviewed")
    user = house.users["worker"]
    user.first_name = nasty.SCRIPTS[0]
    user.save()
    administration.make_enterprise(org="SCORE", key="maju", name=nasty.SCRIPTS[1])
    api.submit(person=house["worker"], record_id=number, revision=2)
    api.begin_review(person=house["trainer"], record_id=number)
    targets = {f"log/r{n}/what": text[:4000] for n, text in enumerate(evil)}
    api.save_review(person=house["trainer"], record_id=number, comments=targets | {"": evil[0], "log/r1": evil[1]})
    asked = [path.format(number) for path in ("/score/review/", *PAGES)]
    for typed in nasty.SCRIPTS:
        asked += [f"{ADDRESS.format(number)}?{name}={html.escape(typed)}" for name in ("at", "lang", "show")]
    clients = [browser("trainer")]
    check = [(client, path) for client in clients for path in asked]
    for client, path in check:
        assert_harmless(client.get(path))
    client = clients[0]
    for typed in nasty.SCRIPTS:
        forms = [{"at": typed, "text": typed}, {"at": WHAT, "text": typed * 500}, {"row": typed, "step": "accept_rows"}]
        for form in forms:
            assert_harmless(client.post(ADDRESS.format(number), {"step": "comment", "revision": 2, **form}))
    api.return_for_changes(person=house["trainer"], record_id=number, revision=2)
    for who in ("worker", "trainer"):
        for path in asked[:4]:
            assert_harmless(browser(who).get(path))
    seen = lxml_html.fromstring(browser("worker").get(ADDRESS.format(number)).content.decode())
    for n, text in enumerate(evil):
        place = seen.get_element_by_id(f"at-log.r{n}.what")
        assert select(place, ".score-value")[0].text_content() == cells[f"log/r{n}/what"]
        assert select(place, ".comment p")[1].text_content() == text[:4000].strip()


    shown = select(seen.get_element_by_id("at-proof..photo"), "img")
    assert [image.get("alt") for image in shown] == [text for _, text in photos]


def assert_harmless(answer) -> None:
    """No element and no attribute of somebody's own making."""
    if answer.status_code == 302:
        return
    text = answer.content.decode()
    found = lxml_html.fromstring(text)
    assert select(found, "script, img[onerror], svg[onload], [onclick], style") == []
    assert ("{% csrf" in text) == ("{{ 7|add:7 }}" in text)
    for element in found.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
        assert not element.get("href", "").strip().lower().startswith("javascript")
    assert answer["Content-Type"] == "text/html; charset=utf-8"


# Languages


def test_pages_speak_both_languages(browser, sheet):
    sheet.bring_to("in_review")
    client = browser("trainer")
    for path, english, indonesian in (
        ("/score/review/", "In review", "Sedang ditinjau"),
        (ADDRESS.format(sheet.id), "Return to the team", "Kembalikan ke tim"),
        (f"/score/history/{sheet.id}/", "Download the whole history", "Unduh seluruh riwayat"),
        (f"/score/print/{sheet.id}/", "For the workers", "Atas nama pekerja"),
    ):
        assert english in client.get(path, {"lang": "en"}).content.decode()
        asked = client.get(path, {"lang": "id"}).content.decode()
        assert indonesian in asked
        assert 'lang="id"' in asked
        assert indonesian in client.get(path, HTTP_ACCEPT_LANGUAGE="id").content.decode()
        assert english in client.get(path, {"lang": "xx"}).content.decode()
    kept = client.get(ADDRESS.format(sheet.id), {"lang": "id"}).content.decode()
    assert {link for link in re.findall(r'href="(/score/[^"#]*)', kept) if "lang=id" not in link} == set()
    answer = client.post(ADDRESS.format(sheet.id) + "?lang=id", {"step": "accept", "revision": 1, "text": ""})
    assert answer["Location"] == f"{ADDRESS.format(sheet.id)}?lang=id#answer-form"


# Paper


def test_paper_tells_who_signed_and_where_the_review_stands(house, sheet, page):
    def lines():
        seen = page("worker", f"/score/print/{sheet.id}/", lang="en")
        return [[words(cell) for cell in select(row, "th, td")] for row in select(seen, ".signatures tbody tr")]

    assert lines() == [["For the workers", "", "", ""], ["The owner", "", "", ""], ["The trainer", "", "", ""]]
    sheet.do("sign_worker", "leader")
    sheet.do("sign_owner", "owner")
    sheet.bring_to("accepted")
    day = select(page("worker", f"/score/print/{sheet.id}/", lang="en"), ".about dd")[1].text
    assert [line[1:] for line in lines()] == [[name, day, ""] for name in ("leader", "owner", "trainer")]
    assert "accepted by trainer" in words(page("worker", f"/score/print/{sheet.id}/", lang="en"))
    sheet.do("reopen", "trainer")
    sheet.save("worker", {AMOUNT: "3"})
    assert [line[1] for line in lines()] == ["leader changed since then", "owner changed since then", ""]


def test_a_sheet_that_nobody_reviews_has_no_lines_to_sign(house, save, page):
    number = save(house["worker"], {REMARK: "x"}, "team").record_id
    assert select(page("worker", f"/score/print/{number}/"), ".signatures, .status") == []
    assert select(page("worker", ADDRESS.format(number)), "form, .state") == []


def test_acting_as_somebody_is_no_way_in(sheet, house):
    with pytest.raises(api.NotAllowed, match="acting-as"):
        api.open_record(person=replace(house["trainer"], acting_as=True), record_id=sheet.id)
