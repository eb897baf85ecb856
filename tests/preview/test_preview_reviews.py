"""The pages under /score/ in the preview: in its frame, for the demo people that they are for."""

import pytest

from score_preview.services import PersonService
from score_xblocks.records import api
from tests.records import sheets


@pytest.fixture
def number(as_person, django_user_model) -> int:
    """A record of the demo enterprise, submitted."""
    as_person()
    person = api.Person(django_user_model.objects.get(username="worker").pk)
    worksheet, text = sheets.sheet("reviewed")
    course = "SCORE+FIXTURE-EN+2026"
    place = api.Place("SCORE", f"course-v1:{course}", f"block-v1:{course}+type@score_worksheet+block@x")
    edits = sheets.edits({"log/r1/what": "bolts"})
    saved = api.save_edits(person=person, place=place, worksheet=worksheet, text=text, edits=edits)
    api.submit(person=person, record_id=saved.record_id, revision=1)
    return saved.record_id


def test_the_trainer_finds_the_list_of_reviews_in_the_menu(as_person, number, archive):
    for name in ("worker", "supervisor", "owner", "trainer", "author", "newcomer"):
        home = as_person(name).get("/").content.decode()
        assert ('href="/score/review/"' in home) == (name == "trainer"), name
    queue = as_person("trainer").get("/score/review/").content.decode()
    assert f'href="/score/review/{number}/"' in queue
    assert "This is a preview, not an LMS." in queue


def test_demo_people_see_what_is_theirs(as_person, number):
    readers = {"worker", "supervisor", "owner", "trainer"}
    for name in (*readers, "author", "newcomer"):
        for path in (f"/score/review/{number}/", f"/score/print/{number}/", f"/score/export/{number}.xlsx"):
            assert as_person(name).get(path).status_code == (200 if name in readers else 404), (name, path)


def test_the_course_author_is_staff_of_the_course_and_not_of_the_site(as_person, django_user_model):
    as_person()
    author = django_user_model.objects.get(username="author")
    assert PersonService(author).get_current_user().opt_attrs["edx-platform.user_is_staff"]
    assert not author.is_staff
