"""Attempts at quizzes: counted once, never more than allowed, and the best never falls."""

import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from score_xblocks.records import api
from score_xblocks.records.models import QuizAttempt, QuizRecord

QUIZ = {"quiz_key": "coop-respect", "purpose": "graded"}


@pytest.fixture
def attempt(place):
    def attempt(person, score, *, limit=None, attempt_id=None, at=place, max_score=10, **changes):
        return api.save_attempt(
            person=person,
            place=at,
            attempt_id=attempt_id or str(uuid.uuid4()),
            answers={"ppm": "250", "who": ["both"]},
            score=score,
            max_score=max_score,
            limit=limit,
            **QUIZ | changes,
        )

    return attempt


def test_before_the_first_attempt(house, place):
    assert api.attempts(person=house["worker"], place=place, **QUIZ) == api.Attempts(0, None, None, None)


def test_attempts_are_kept_and_the_best_never_falls(house, place, attempt):
    best = [attempt(house["worker"], score).best_score for score in (4, 7, 2, 7, 9, 0)]
    assert best == [4, 7, 7, 7, 9, 9]
    kept = api.attempts(person=house["worker"], place=place, **QUIZ)
    assert (kept.used, kept.best_score, kept.best_max) == (6, 9, 10)
    assert (kept.last.score, kept.last.answers) == (0, {"ppm": "250", "who": ["both"]})


def test_the_best_is_the_highest_share_when_the_maximum_changed(house, place, attempt):
    attempt(house["worker"], 5, max_score=5)
    saved = attempt(house["worker"], 6, max_score=12)
    assert (saved.best_score, saved.best_max) == (5, 5)
    assert (saved.score, saved.max_score) == (6, 12)


def test_an_attempt_sent_again_is_stored_once_and_its_first_score_stands(house, place, attempt):
    first_id = str(uuid.uuid4())
    first = attempt(house["worker"], 3, attempt_id=first_id, limit=1)
    again = attempt(house["worker"], 10, attempt_id=first_id.upper(), limit=1)
    assert not first.repeated
    assert again == replace(first, repeated=True)
    assert QuizAttempt.objects.count() == 1


def test_no_more_attempts_than_allowed(house, place, attempt):
    for used in (1, 2):
        assert attempt(house["worker"], 5, limit=2).attempts_used == used
    with pytest.raises(api.NoAttemptsLeft) as refused:
        attempt(house["worker"], 10, limit=2)
    assert refused.value.key == "no-attempts-left"
    assert api.attempts(person=house["worker"], place=place, **QUIZ).best_score == 5


def test_an_attempt_that_counts_on_others_is_refused_when_there_are_more(house, place, attempt):
    first_id = str(uuid.uuid4())
    with pytest.raises(api.NotAllowed) as refused:
        attempt(house["worker"], 5, made_before=1)
    assert refused.value.key == "changed-meanwhile"
    first = attempt(house["worker"], 5, made_before=0, attempt_id=first_id)
    with pytest.raises(api.NotAllowed):
        attempt(house["worker"], 9, made_before=0)
    assert attempt(house["worker"], 9, made_before=0, attempt_id=first_id) == replace(first, repeated=True)
    assert attempt(house["worker"], 9, made_before=1).attempts_used == 2


def test_the_best_as_a_share(house, place, attempt):
    asked = {"place": place, **QUIZ}
    assert api.best_share(person=house["worker"], **asked) is None
    attempt(house["worker"], 7)
    attempt(house["worker"], 4)
    assert api.best_share(person=house["worker"], **asked) == 0.7
    assert api.best_share(person=api.Person(None), **asked) is None


def test_attempts_count_per_person_course_quiz_and_purpose(house, place, attempt):
    elsewhere = replace(place, course_key="course-v1:SCORE+SCORE-COOP-EN+2027")
    attempt(house["worker"], 1, limit=1)
    attempt(house["leader"], 2, limit=1)
    attempt(house["worker"], 3, limit=1, at=elsewhere)
    attempt(house["worker"], 4, limit=1, quiz_key="other")
    attempt(house["worker"], 5, limit=1, purpose="practice")
    assert QuizRecord.objects.count() == 5
    assert api.attempts(person=house["worker"], place=elsewhere, **QUIZ).best_score == 3


def test_nothing_to_score_is_an_attempt_too(house, attempt):
    assert attempt(house["worker"], 0, max_score=0).attempts_used == 1


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"user_id": None}, "sign-in"),
        ({"acting_as": True}, "acting-as"),
    ],
)
def test_who_may_not_attempt(house, attempt, change, key):
    with pytest.raises(api.NotAllowed) as refused:
        attempt(replace(house["worker"], **change), 5)
    assert refused.value.key == key
    assert QuizAttempt.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"attempt_id": "1"}, "bad-request"),
        ({"quiz_key": "Coop Respect"}, "bad-key"),
        ({"purpose": "exam"}, "bad-key"),
    ],
)
def test_what_is_not_stored(house, attempt, change, key):
    with pytest.raises(api.NotAllowed) as refused:
        attempt(house["worker"], 5, **change)
    assert refused.value.key == key


def test_nobody_has_no_attempts(place, db):
    assert api.attempts(person=api.Person(None), place=place, **QUIZ).used == 0


def test_statements_stay_few_and_the_same_however_many_attempts(house, place, attempt):
    counts = []
    for _ in range(6):
        with CaptureQueriesContext(connection) as written:
            attempt(house["worker"], 5, limit=100)
        with CaptureQueriesContext(connection) as read:
            api.attempts(person=house["worker"], place=place, **QUIZ)
        counts.append((len(written), len(read)))
    assert len(set(counts[1:])) == 1
    assert counts[-1][0] <= 9
    assert counts[-1][1] <= 3
