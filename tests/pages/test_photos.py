"""Photos and files on their way from a device and back."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from score_xblocks.records import administration, api
from score_xblocks.records.models import Attachment
from tests.records import pictures

PHOTO, PAPER, WHAT = "proof//photo", "proof//paper", "log/r1/what"
READERS = ["worker", "leader", "owner", "hr", "taskforce", "trainer", "busy-trainer", "expert", "manager"]


@pytest.fixture
def number(house, save, folder) -> int:
    return save(house["worker"], {WHAT: "bolts"}, "files").record_id


@pytest.fixture
def send(browser, number):
    def send(who="worker", content=None, name="press.jpg", client=None, **form):
        sent = {"record": number, "cell": PHOTO, "id": str(uuid.uuid4()), **form}
        file = SimpleUploadedFile(name, content or pictures.picture(), "text/html")
        return (client or browser(who)).post("/score/photo/?lang=en", {**sent, "file": file})

    return send


def test_a_photo_goes_there_and_back(browser, send):
    sent = str(uuid.uuid4())
    told = send(id=sent, caption="Press 2").json()
    assert told == {
        "id": sent,
        "cell": PHOTO,
        "kind": "jpeg",
        "photo": True,
        "url": f"/score/photo/{sent}/",
        "size": told["size"],
        "width": 640,
        "height": 480,
        "caption": "Press 2",
        "name": "press.jpg",
        "by": "worker",
    }
    answer = browser("leader").get(told["url"])
    assert Image.open(io.BytesIO(answer.content)).size == (640, 480)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'attachment; filename="press.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-cache"


def test_a_file_comes_back_with_the_ending_of_what_it_is(browser, send):
    told = send(content=pictures.PDF, cell=PAPER, name='Plan "é" 😀.html').json()
    answer = browser("leader").get(told["url"])
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert ".html" not in answer["Content-Disposition"]
    assert answer["Content-Disposition"].endswith(".pdf")


def test_sent_again_it_is_stored_once(send):
    sent = str(uuid.uuid4())
    assert send(id=sent).json() == send(id=sent).json()
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "form", "status", "code"),
    [
        (pictures.SVG, {}, 415, "photo-kind"),
        (pictures.HTML, {}, 415, "photo-kind"),
        (pictures.HTML, {"cell": PAPER}, 415, "file-kind"),
        (b"\xff\xd8\xff" + b"x" * 1_000_000, {}, 413, "photo-large"),
        (b"%PDF-" + b"x" * 2_000_000, {"cell": PAPER}, 413, "file-large"),
        (pictures.office("xl/workbook.xml", "xl/vbaProject.bin"), {"cell": PAPER}, 415, "file-macros"),
        (None, {"cell": "top//remark"}, 400, "bad-request"),
        (None, {"cell": "x" * 300}, 400, "bad-request"),
        (None, {"id": "1"}, 400, "bad-request"),
        (None, {"id": ""}, 400, "bad-request"),
        (None, {"record": "x"}, 400, "bad-request"),
        (None, {"record": ""}, 400, "bad-request"),
        (None, {"record": "999999"}, 404, "no-record"),
        (None, {"caption": "x" * 301}, 400, "bad-request"),
    ],
)
def test_uploads_that_are_refused_are_told_why(send, content, form, status, code):
    answer = send(content=content, **form)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["error"] == api.message(code, "en")
    assert not Attachment.objects.exists()


def test_what_is_no_form_at_all(browser, number):
    client = browser("worker")
    assert client.post("/score/photo/", {"record": number, "cell": PHOTO, "id": str(uuid.uuid4())}).status_code == 400
    assert client.post("/score/photo/", {"record": 1}, content_type="application/json").status_code == 400
    torn = client.post("/score/photo/", b"--x", content_type="multipart/form-data; boundary=x")
    assert torn.status_code == 400
    unnamed = client.post("/score/photo/", b"abc", content_type="multipart/form-data")
    assert unnamed.status_code == 400
    assert client.get("/score/photo/").status_code == 405


@pytest.mark.parametrize("who", [*READERS, "neighbour", "staff", "alone", ""])
def test_every_role_sees_and_sends_photos_as_it_does_cells(browser, send, who):
    """An address that another enterprise's member knows is worth nothing."""
    url = send().json()["url"]
    sees, sends = browser(who).get(url), send(who)
    missing = browser(who).get(f"/score/photo/{uuid.uuid4()}/")
    if who in READERS or who == "staff":
        assert sees.status_code == 200
        assert sends.status_code == (200 if who in READERS[:5] else 403)
    elif who:
        assert sees.status_code == sends.status_code == missing.status_code == 404
        assert sees.content == missing.content
    else:
        assert {(answer.status_code, answer.json()["code"]) for answer in (sees, sends)} == {(403, "sign-in")}


@pytest.mark.parametrize("name", ["ID", "..", "%2e%2e", "0" * 300, "%00", "1' OR 1=1"])
def test_addresses_of_nothing(browser, number, name):
    assert browser("worker").get(f"/score/photo/{name}/").status_code == 404


def test_a_browser_that_kept_it_asks_again_and_another_login_gets_nothing(browser, send, folder):
    url = send().json()["url"]
    tag = browser("worker").get(url)["ETag"]
    client = browser("leader")
    with CaptureQueriesContext(connection) as captured:
        kept = client.get(url, headers={"If-None-Match": tag})
    assert (kept.status_code, kept.content) == (304, b"")
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
    assert browser("neighbour").get(url, headers={"If-None-Match": tag}).status_code == 404
    assert browser("").get(url, headers={"If-None-Match": tag}).status_code == 403
    administration.remove_member(org="SCORE", key="maju", username="leader")
    assert browser("leader").get(url, headers={"If-None-Match": tag}).status_code == 404


def test_a_post_needs_the_token(browser, send):
    client = browser("worker", enforce_csrf_checks=True)
    assert send(client=client).status_code == 403
    assert not Attachment.objects.exists()


def test_without_a_private_place_it_is_said(send, settings):
    del settings.SCORE_PRIVATE_ROOT
    assert (send().status_code, send().json()["code"]) == (503, "no-storage")


def test_nothing_of_photos_is_logged(send, caplog):
    with caplog.at_level("INFO"):
        send(name="secret.jpg", caption="secret")
    assert "secret" not in caplog.text


def test_a_page_that_another_person_left_open_sends_nothing(browser, house, number, folder):
    leader = browser("leader")
    file = SimpleUploadedFile("press.jpg", pictures.picture())
    form = {"record": number, "cell": PHOTO, "id": str(uuid.uuid4()), "file": file}
    answer = leader.post(f"/score/photo/?lang=en&user={house.users['worker'].pk}", form)
    assert (answer.status_code, answer.json()["code"]) == (409, "somebody-else")
    assert not Attachment.objects.exists()
