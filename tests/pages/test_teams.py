"""Joining a team and what comes with it, as a block's form asks for it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from score_xblocks.records import administration
from score_xblocks.records.models import Enterprise, Membership

REMARK, WHAT = "top//remark", "log/r1/what"


@pytest.fixture
def code(house) -> str:
    return administration.join_code(org="SCORE", key="maju")


@pytest.fixture
def post(browser):
    def post(who, name, body, client=None, lang="en"):
        raw = body if isinstance(body, bytes) else json.dumps(body)
        return (client or browser(who)).post(f"/score/{name}/?lang={lang}", raw, content_type="application/json")

    return post


def test_joining_shows_the_team_and_what_could_come_along(house, save, post, browser, code):
    save(house["alone"], {REMARK: "mine", WHAT: "bolts"})
    body = {"org": "SCORE", "code": code.lower(), "side": "worker", "gender": "f"}
    told = post("alone", "join", body).json()
    assert told["enterprise"] == {
        "id": Enterprise.objects.get(key="maju").pk,
        "name": "PT Contoh Maju",
        "institution": "SCORE Indonesia",
    }
    assert told["team"][-1] == {"id": house.id("alone"), "name": "alone", "side": "worker", "role": "member"}
    (own,) = told["own_records"]
    assert (own["worksheet"], own["title"], own["occasion"], own["filled"]) == ("sheet-team", "Sheet", "", 2)
    assert Membership.objects.get(user_id=house.id("alone")).gender == "f"
    seen = browser("alone").get("/score/team/", {"org": "SCORE"}).json()
    assert (seen["enterprise"], seen["team"], seen["own_records"]) == (told["enterprise"], told["team"], [own])
    assert (seen["balance"]["members"], seen["balance"]["workers"], seen["balance"]["women"]) == (6, 4, 1)


def test_own_records_are_brought_and_conflicts_decided(house, save, post, view):
    number = save(house["alone"], {REMARK: "mine", WHAT: "bolts"}).record_id
    administration.add_member(org="SCORE", key="maju", username="alone", side="worker")
    save(house["worker"], {REMARK: "theirs"})
    told = post("alone", "bring", {"record": number}, lang="id").json()
    (conflict,) = told["conflicts"]
    assert conflict.pop("at")
    assert conflict == {
        "cell": REMARK,
        "label": "Atas: Catatan",
        "mine": "mine",
        "theirs": "theirs",
        "current": "theirs",
        "by": "worker",
    }
    assert (told["done"], told["applied"], told["refused"]) == (False, 1, [])
    done = post("alone", "bring", {"record": number, "over": {REMARK: "theirs"}}).json()
    assert (done["done"], done["conflicts"]) == (True, [])
    assert view(house["worker"]).cells == {REMARK: "mine", WHAT: "bolts"}
    again = post("alone", "bring", {"record": number})
    assert (again.status_code, again.json()["code"]) == (409, "not-now")


def test_no_enumeration_every_wrong_code_gets_the_same_answer(house, post, code):
    administration.make_institution(org="OTHER", name="Another")
    administration.join_code(org="SCORE", key="maju", off=True)
    answers = set()
    for org, typed in (("SCORE", "x"), ("SCORE", code), ("OTHER", code), ("NOWHERE", "ABCDEFGH"), ("SCORE", "")):
        answer = post("alone", "join", {"org": org, "code": typed, "side": "worker"})
        answers.add((answer.status_code, answer.content))
    assert len(answers) == 1
    assert {status for status, _ in answers} == {404}


def test_too_many_tries(post, code):
    body = {"org": "SCORE", "code": "wrong", "side": "worker"}
    assert {post("alone", "join", body).status_code for _ in range(10)} == {404}
    last = post("alone", "join", {**body, "code": code})
    assert (last.status_code, last.json()["code"]) == (429, "too-many-tries")


def test_leaving(house, post, browser):
    assert post("worker", "leave", {"org": "SCORE"}).json() == {"enterprise": None}
    again = post("worker", "leave", {"org": "SCORE"})
    assert (again.status_code, again.json()["code"]) == (409, "no-team")
    assert browser("worker").get("/score/team/?org=SCORE").json() == {"enterprise": None, "own_records": []}
    assert browser("leader").get("/score/team/?org=OTHER").json()["enterprise"] is None


def test_the_code_is_shown_and_changed_by_those_who_invite(post, browser, code):
    number = Enterprise.objects.get(key="maju").pk
    assert browser("leader").get(f"/score/code/{number}/").json() == {"code": code}
    renewed = post("owner", f"code/{number}", {"action": "renew"}).json()["code"]
    assert renewed != code
    assert post("trainer", f"code/{number}", {"action": "end"}).json() == {"code": ""}
    assert post("leader", f"code/{number}", {"action": "x"}).status_code == 400
    for who in ("worker", "neighbour", "alone"):
        assert browser(who).get(f"/score/code/{number}/").status_code == 404
        assert post(who, f"code/{number}", {"action": "renew"}).status_code == 404
        assert (
            browser(who).get(f"/score/code/{number + 99}/").content
            == browser(who).get(f"/score/code/{number}/").content
        )


POSTS = ["join", "leave", "bring", "code/1"]


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff", b"{}", b"[" * 50_000, b'{"x": "' + b"x" * 70_000 + b'"}'],
    ids=["empty", "torn", "list", "null", "number", "text", "no utf-8", "nothing in it", "deep", "long"],
)
def test_bodies_that_make_no_sense(post, name, body):
    answer = post("alone", name, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("join", {"org": 1, "code": "x", "side": "worker"}),
        ("join", {"org": "SCORE", "code": ["x"], "side": "worker"}),
        ("join", {"org": "SCORE", "code": "x", "side": None}),
        ("join", {"org": "SCORE", "code": "x", "side": "worker", "gender": 1}),
        ("leave", {"org": {}}),
        ("bring", {"record": "x"}),
        ("bring", {"record": True}),
        ("bring", {"record": -1}),
        ("bring", {"record": 10**30}),
        ("bring", {"record": 1, "over": []}),
        ("bring", {"record": 1, "over": {"a": 1}}),
        ("bring", {"record": 1, "finish": "yes"}),
    ],
)
def test_values_that_make_no_sense(post, name, body):
    answer = post("alone", name, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


@pytest.mark.parametrize("name", POSTS)
def test_a_post_needs_a_person_the_token_and_json(browser, post, name):
    valid = {"org": "SCORE", "code": "x", "side": "worker", "record": 1, "action": "renew"}
    answer = post("", name, valid)
    assert (answer.status_code, answer.json()["code"]) == (403, "sign-in")
    assert post("alone", name, valid, client=browser("alone", enforce_csrf_checks=True)).status_code == 403
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        sent = browser("alone").post(f"/score/{name}/", json.dumps(valid), content_type=content_type)
        assert sent.status_code == 400
    if not name.startswith("code"):
        assert browser("alone").get(f"/score/{name}/").status_code == 405


def test_looking_writes_nothing(browser, house, save):
    client = browser("worker")
    client.get("/score/team/?org=SCORE")
    with CaptureQueriesContext(connection) as captured:
        client.get("/score/team/?org=SCORE")
        client.get(f"/score/code/{Enterprise.objects.get(key='maju').pk}/")
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
    assert browser("").get("/score/team/?org=SCORE").status_code == 403
