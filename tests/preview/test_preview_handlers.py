"""Blocks' handlers: the graded problem, grades and completion, and what a handler refuses."""

import re

import pytest
from completion.models import BlockCompletion
from opaque_keys.edx.keys import UsageKey

from score_preview.library import library
from score_preview.models import BlockState, Grade
from score_preview.progress import report
from score_preview.runtime import PreviewRuntime
from score_preview.services import keep_event
from tests.preview.fixture_archive import COURSE_KEY, fixture_archive, usage

PROBLEM = f"/handler/{usage('problem', 'ppm')}/xmodule_handler"
VIDEO = f"/handler/{usage('video', 'meeting')}/publish_completion"


def block_of(user):
    """The fixture's problem as this user's block."""
    key = UsageKey.from_string(usage("problem", "ppm"))
    return PreviewRuntime(library().find(key.context_key), user, keeps=True).get_block(key)


@pytest.fixture
def worker(as_person, django_user_model):
    as_person()
    return django_user_model.objects.get(username="worker")


@pytest.fixture
def answers(archive, sari, course_url):
    """The form's names of the two questions, as the page has them."""
    html = sari.get(f"{PROBLEM}/problem_get").json()["html"]
    return tuple(dict.fromkeys(re.findall(r'name="(input_[^"]+?)(?:\[\])?"', html)))


def check(client, answers, number="250", choice="choice_1"):
    return client.post(f"{PROBLEM}/problem_check", {answers[0]: number, answers[1]: choice})


def test_a_right_answer_is_graded(sari, answers):
    response = check(sari, answers)
    assert response.json()["success"] == "correct"
    grade = Grade.objects.get()
    assert (grade.earned, grade.possible, grade.user.username) == (2, 2, "worker")
    assert BlockCompletion.objects.get().completion == 1


def test_half_right_is_half_the_points(sari, answers):
    check(sari, answers, choice="choice_0")
    page = sari.get(f"/progress/{COURSE_KEY}/").content.decode()
    assert "1 / 2" in page
    assert "50%" in page
    assert "70% is enough to pass" in page


def test_progress_shows_the_grade_and_the_pass(sari, answers):
    check(sari, answers)
    page = sari.get(f"/progress/{COURSE_KEY}/").content.decode()
    assert "2 / 2" in page
    assert "You have passed" in page


def test_the_answer_is_there_after_loading_again(sari, answers):
    check(sari, answers, number="7")
    html = sari.get(f"{PROBLEM}/problem_get").json()["html"]
    assert 'value="7"' in html


def test_state_belongs_to_one_person(as_person, answers, sari):
    check(sari, answers, number="7")
    budi = as_person("supervisor")
    assert 'value="7"' not in budi.get(f"{PROBLEM}/problem_get").json()["html"]
    assert set(BlockState.objects.values_list("person", flat=True)) == {Grade.objects.get().user_id}


def test_the_solution_is_not_in_the_page_before_the_answer(sari, answers, course_url):
    assert "1,000,000 = 250" not in sari.get(f"{course_url}question/").content.decode()


def test_state_survives_a_rebuild_with_a_changed_text(dist, sari, answers):
    check(sari, answers, number="7")
    fixture_archive(dist, {"html/welcome-text.html": "<p>New</p>"})
    assert 'value="7"' in sari.get(f"{PROBLEM}/problem_get").json()["html"]


def test_a_video_is_done_when_it_says_so(archive, sari, course_url):
    for share in (0.2, 1.0):
        response = sari.post(VIDEO, {"completion": share}, content_type="application/json")
        assert response.json() == {"result": "ok"}
        assert BlockCompletion.objects.get().completion == share


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", "{", '{"completion": 2}', '{"completion": "1"}', '"x"'])
def test_a_video_takes_no_nonsense(archive, sari, body):
    response = sari.post(VIDEO, body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["error"]
    assert not BlockCompletion.objects.exists()


def test_handlers_that_change_something_need_the_token(archive, as_person, course_url):
    strict = as_person("worker", enforce_csrf_checks=True)
    assert strict.post(f"{PROBLEM}/problem_check", {}).status_code == 403
    strict.get(f"{course_url}question/")
    token = strict.cookies["csrftoken"].value
    assert strict.post(f"{PROBLEM}/problem_check", {}, headers={"X-CSRFToken": token}).status_code == 200


def test_a_get_keeps_nothing(archive, sari, answers):
    sari.get(f"{PROBLEM}/problem_get")
    sari.get(f"{PROBLEM}/problem_check", {answers[0]: "250", answers[1]: "choice_1"})
    assert not BlockState.objects.exists()
    assert not Grade.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        f"/handler/{usage('problem', 'none')}/xmodule_handler/problem_get",
        "/handler/block-v1:A+B+C+type@problem+block@ppm/xmodule_handler/problem_get",
        f"/handler/{usage('problem', 'ppm')}/nothing",
        f"/handler/{usage('problem', 'ppm')}/save",
        f"/handler/{usage('problem', 'ppm')}/runtime",
        f"/handler/{usage('html', 'welcome-text')}/student_view",
        f"/handler/{usage('html', 'welcome-text')}/",
    ],
)
def test_what_is_no_handler_is_not_found(archive, sari, address):
    response = sari.post(address)
    assert response.status_code == 404
    assert response.json()["error"]


def test_no_browser_can_publish_an_event(archive, sari):
    for name in ("publish", "grade", "completion", "publish_completion", "score_update"):
        sari.post(f"/handler/{usage('problem', 'ppm')}/{name}", {"value": 2, "max_value": 2, "completion": 1})
    sari.post(f"{PROBLEM}/grade", {"value": 2, "max_value": 2})
    assert not Grade.objects.exists()
    assert not BlockCompletion.objects.exists()


@pytest.mark.parametrize(
    ("first", "second", "only_if_higher", "kept"),
    [((1, 2), (2, 2), True, 2), ((2, 2), (1, 2), True, 2), ((2, 2), (1, 2), False, 1), ((0, 2), (0, 2), True, 0)],
)
def test_only_if_higher(archive, worker, first, second, only_if_higher, kept):
    for value, most in (first, second):
        block = block_of(worker)
        keep_event(block, worker, "grade", {"value": value, "max_value": most, "only_if_higher": only_if_higher})
    assert Grade.objects.get().earned == kept


def test_other_events_go_nowhere(archive, worker):
    keep_event(block_of(worker), worker, "edx.problem.hint.demandhint_displayed", {"hint": 1})
    assert not Grade.objects.exists()


def test_an_untouched_lesson_counts_its_points(archive, worker):
    found = report(library().courses[0], worker)
    assert [(grade.earned, grade.possible, grade.tried) for grade in found.lessons] == [(0, 2, False)]


def test_blocks_find_their_way_up_to_the_course(archive, worker):
    block = block_of(worker)
    way = []
    while block is not None:
        way.append(block.scope_ids.block_type)
        block = block.get_parent()
    assert way == ["problem", "vertical", "sequential", "chapter", "course"]


def test_what_a_lesson_says_holds_for_its_blocks(archive, worker):
    block = block_of(worker)
    assert (block.graded, block.format) == (True, "Quiz")
