"""What open pages ask for every few seconds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from score_xblocks.records import api

REMARK, AMOUNT = "top//remark", "top//amount"
READERS = ["worker", "leader", "owner", "hr", "taskforce", "trainer", "busy-trainer", "expert", "manager"]


@pytest.fixture
def number(house, save) -> int:
    return save(house["worker"], {REMARK: "noise", AMOUNT: "1250.5"}).record_id


def test_changes_come_as_they_are_kept_typed_and_read(browser, number):
    answer = browser("leader").get(f"/score/changes/{number}/", {"since": 0, "lang": "id"})
    assert answer.status_code == 200
    told = answer.json()
    cells = told.pop("cells")
    assert told == {"record": number, "revision": 1, "step": 0, "state": "", "version": 1, "reload": False}
    when = cells[AMOUNT].pop("at")
    assert cells[AMOUNT] == {"value": "1250.5", "typed": "1.250,5", "shown": "1.250,5", "by": "worker"}
    assert cells[REMARK]["value"] == cells[REMARK]["typed"] == cells[REMARK]["shown"] == "noise"
    assert "," in when


def test_nothing_new_is_one_small_answer_and_not_even_that_with_its_tag(browser, number):
    client = browser("leader")
    first = client.get(f"/score/changes/{number}/", {"since": 0})
    asked = {"since": 1, "step": 0}
    same = client.get(f"/score/changes/{number}/", asked)
    assert same.json() == {"record": number, "revision": 1, "step": 0, "cells": {}, "reload": False}
    assert same["ETag"] == first["ETag"]
    again = client.get(f"/score/changes/{number}/", asked, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/score/changes/{number}/", {"since": 0}, headers={"If-None-Match": first["ETag"]}).json()[
        "cells"
    ]


def test_a_poll_is_few_statements_and_writes_nothing(browser, house, save, number):
    client = browser("leader")
    save(house["worker"], {f"log/r{n}/what": "x" for n in range(50)})
    client.get(f"/score/changes/{number}/")
    for asked, most in (({"since": 2, "step": 0}, 1), ({"since": 1}, 2)):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/score/changes/{number}/", asked)
        ours = [query["sql"] for query in captured if "score_records" in query["sql"]]
        assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
        assert len(ours) <= most
        assert len(captured) <= most + 2


@pytest.mark.parametrize("who", [*READERS, "neighbour", "staff", "alone", ""])
def test_every_role_polls_what_it_may_read(browser, number, who):
    client = browser(who)
    answer, missing = client.get(f"/score/changes/{number}/"), client.get(f"/score/changes/{number + 99}/")
    if who in READERS or who == "staff":
        assert answer.status_code == 200
    elif who:
        assert answer.status_code == missing.status_code == 404
        assert answer.content == missing.content
        assert answer.json()["code"] == "no-record"
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "sign-in")
        assert "noise" not in answer.content.decode()


@pytest.mark.parametrize(
    "asked", ["since=x", "since=-1", "since=99999999999", "since=1.5", "step=x", "since=", "since=%00"]
)
def test_a_poll_that_makes_no_sense(browser, number, asked):
    answer = browser("worker").get(f"/score/changes/{number}/?{asked}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


@pytest.mark.parametrize("number_text", ["0", "999999999999", "9" * 18])
def test_numbers_of_no_record(browser, number_text):
    assert browser("worker").get(f"/score/changes/{number_text}/").status_code == 404


def test_answers_are_kept_by_no_cache_and_only_get_is_taken(browser, number):
    client = browser("worker")
    answer = client.get(f"/score/changes/{number}/")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Vary"] == "Cookie"
    refused = client.post(f"/score/changes/{number}/")
    assert (refused.status_code, refused["Allow"]) == (405, "GET")


def test_a_step_of_the_review_is_told(browser, house, save):
    number = save(house["worker"], {REMARK: "x"}, "reviewed").record_id
    api.submit(person=house["worker"], record_id=number, revision=1)
    told = browser("leader").get(f"/score/changes/{number}/", {"since": 1, "step": 0}).json()
    assert (told["state"], told["step"], told["cells"]) == ("submitted", 1, {})


def test_a_record_is_found_once_it_is_there(browser, house, save):
    client, asked = browser("leader"), {"org": "SCORE", "worksheet": "sheet-team"}
    assert client.get("/score/changes/", asked).json() == {"record": None}
    number = save(house["worker"], {REMARK: "x"}).record_id
    assert client.get("/score/changes/", asked).json() == {"record": number}
    assert client.get("/score/changes/", asked | {"occasion": "baseline"}).json() == {"record": None}
    assert browser("neighbour").get("/score/changes/", asked).json() == {"record": None}
    assert client.get("/score/changes/", {"org": "SCORE"}).status_code == 400
    assert client.get("/score/changes/", asked | {"org": "S C"}).json()["code"] == "bad-key"


def test_refusals_speak_the_pages_language(browser, number):
    client = browser("alone")
    english, indonesian = (client.get(f"/score/changes/{number}/?lang={lang}").json()["error"] for lang in ("en", "id"))
    assert english == api.message("no-record", "en") != api.message("no-record", "id") == indonesian
    for odd in ("xx", "../..", "", "e" * 500, "en\0"):
        assert client.get(f"/score/changes/{number}/", {"lang": odd}).json()["error"] == english


def test_markup_comes_as_text_in_json(browser, house, save):
    number = save(house["worker"], {REMARK: "</script><img src=x onerror=alert(1)>"}).record_id
    answer = browser("leader").get(f"/score/changes/{number}/")
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["cells"][REMARK]["value"].startswith("</script>")


def test_a_page_made_for_another_person_gets_nothing(browser, house, number):
    worker = browser("worker")
    me, other = house.users["worker"].pk, house.users["leader"].pk
    assert worker.get(f"/score/changes/{number}/", {"user": me}).status_code == 200
    for asked in (other, "", "x"):
        answer = worker.get(f"/score/changes/{number}/", {"user": asked, "lang": "id"})
        assert (answer.status_code, answer.json()["code"]) == (409, "somebody-else")
        assert "orang lain" in answer.json()["error"]
    assert browser().get(f"/score/changes/{number}/", {"user": me}).json()["code"] == "sign-in"
