"""Who is here: the demo people, choosing one of them, and that each sees only the own state."""

import pytest
from django.contrib.auth import get_user_model

from score_preview.demo import make_people
from score_preview.people import PEOPLE
from score_xblocks.records import api
from tests.preview.fixture_archive import COURSE_KEY


def test_people_are_made_once(db):
    make_people()
    make_people()
    assert get_user_model().objects.count() == len(PEOPLE)


def test_who_is_in_the_enterprise(db):
    make_people()
    ids = dict(get_user_model().objects.values_list("username", "pk"))
    found = {name: api.enterprise_of(user_id=pk, org="SCORE") for name, pk in ids.items()}
    assert {name for name, enterprise in found.items() if enterprise} == {"worker", "supervisor", "owner"}
    assert {found[name].name for name in ("worker", "supervisor", "owner")} == {"PT Contoh Maju"}


def test_one_is_the_worker_before_choosing(archive, as_person):
    page = as_person().get("/").content.decode()
    assert "Sari<span class=\"who-role\">, machine operator" in page


def test_becoming_somebody(archive, as_person, course_url):
    client = as_person()
    response = client.post("/be/supervisor", {"next": course_url}, follow=True)
    assert response.redirect_chain == [(course_url, 302)]
    assert "Budi<span class=\"who-role\">, supervisor" in response.content.decode()
    assert "You are now Budi." in response.content.decode()


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_becoming_somebody_stays_on_the_site(archive, as_person, onward):
    assert as_person().post("/be/owner", {"next": onward}).headers["Location"] == "/"


def test_becoming_somebody_needs_a_post_and_the_token(archive, as_person):
    assert as_person().get("/be/owner").status_code == 405
    strict = as_person(enforce_csrf_checks=True)
    assert strict.post("/be/owner").status_code == 403
    strict.get("/")
    token = strict.cookies["csrftoken"].value
    assert strict.post("/be/owner", headers={"X-CSRFToken": token}).status_code == 302


def test_nobody_else_can_be_chosen(archive, as_person):
    assert as_person().post("/be/root").status_code == 404
    get_user_model().objects.create(username="stranger")
    assert as_person().post("/be/stranger").status_code == 404


def test_each_sees_only_the_own_progress(archive, as_person, course_url):
    sari, budi = as_person("worker"), as_person("supervisor")
    key = "block-v1:SCORE+FIXTURE-EN+2026+type@html+block@welcome-text"
    sari.post(f"/viewed/{COURSE_KEY}", {"block": key})
    assert "1 of 3 pages done" in sari.get(course_url).content.decode()
    assert "0 of 3 pages done" in budi.get(course_url).content.decode()
