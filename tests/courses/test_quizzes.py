"""The courses' quizzes: every choice teaches, both languages ask the same, every number follows from the case."""

import re
from pathlib import Path

import pytest

from score_core import quiz_text
from score_core.quiz import Quiz

COURSES = Path(__file__).resolve().parents[2] / "courses"
FILES = sorted(COURSES.glob("module*/en/quizzes/*.md"))

# Each numeric question of the courses, and its answer worked out from the data of its (illustrative) case.
NUMBERS: dict[str, float] = {
    # coop-why
    "hours-saved": (9 - 5) * 30 * 24 / 60,
    # coop-seeing
    "mean-of-five": (6 + 10 + 4 + 8 + 7) / 5,
    "percent-in-place": (4 + 3 / 2) / (10 - 2) * 100,
    # coop-team
    "women-share": 2 / 9 * 100,
    # coop-talking
    "attendance-percent": 6 / 8 * 100,
    "board-current": 4 / 5 * 100,
    # coop-five-r
    "total-percent": (9 + 11 + 8 + 6 + 5) / (5 * 20) * 100,
    "resik-rise": (15 - 7) / 20 * 100,
    # coop-ideas
    "participation": 33 / 132 * 100,
    "implemented": 42 / 58 * 100,
    "median-days": sorted((2, 4, 5, 7, 27))[2],
    # coop-solving
    "achieved-down": (40 - 20) / (40 - 15) * 100,
    "achieved-up": (9 - 43) / (9 - 60) * 100,
    "table-payback": 14 / 2.5,
    # coop-keeping
    "points-rise": 59 - 38,
    "change-falls": (50 - 35) / 50 * 100,
    "on-time": 9 / 15 * 100,
    # qual-needs
    "ppm-brackets": 12 / 80_000 * 1_000_000,
    "otd-orders": 108 / 120 * 100,
    # qual-everyone
    "fpy-covers": 21_000 / 25_000 * 100,
    # prod-waste
    "yield-resin": 46.5 / 50.0 * 100,
    "intensity-resin": 61_500 / 45.1,
    # prod-focus
    "payback-leaks": 9 / 5.72,
    "hours-of-changes": 18 * 40 / 60,
    # work-people
    "turnover-14-of-73": 14 / 73 * 100,
    "absence-49-of-1408": 49 / 1_408 * 100,
    # work-jobs
    "points-sri": 5 * 2 + 3 + 2,
    "company-regulation": 10,
    # osh-why
    "ltifr-80-people": 3 / (80 * 170 * 12) * 1_000_000,
    "severity-11-days": 11 / (64 * 173 * 12) * 1_000_000,
    # osh-policy-team
    "p2k3-threshold": 100,
    "circle-hours": 26 * 0.5 * 4,
}


def short(path: Path) -> str:
    return path.relative_to(COURSES).as_posix()


def read(path: Path) -> Quiz:
    quiz, problems = quiz_text.parse(path.read_text("utf-8"), short(path))
    assert problems == []
    assert quiz is not None
    return quiz


def twin(path: Path) -> Path:
    return Path(str(path).replace("/en/quizzes/", "/id/quizzes/"))


def test_every_lesson_has_its_quiz():
    lessons = sorted(path for path in COURSES.glob("module*/en/[0-9]*/[0-9]*.md"))
    assert len(FILES) == len(lessons) >= 16


@pytest.mark.parametrize("path", FILES, ids=short)
def test_a_quiz_teaches(path):
    for language in (path, twin(path)):
        quiz = read(language)
        assert len(quiz.questions) >= 6
        for question in quiz.questions:
            assert question.explanation_html, f"{question.id} has no explanation"
            assert question.topic, f"{question.id} has no topic"
            for choice in question.choices:
                assert choice.feedback_html, f"{question.id}/{choice.id} has no feedback"


@pytest.mark.parametrize("path", FILES, ids=short)
def test_both_languages_ask_the_same(path):
    def key(quiz: Quiz):
        return [
            (q.id, q.kind, q.topic, q.points, q.number, [(c.id, c.correct) for c in q.choices]) for q in quiz.questions
        ]

    english, indonesian = read(path), read(twin(path))
    assert english.key == indonesian.key
    assert [k[:4] + k[5:] for k in key(english)] == [k[:4] + k[5:] for k in key(indonesian)]
    for one, other in zip(english.questions, indonesian.questions, strict=True):
        if one.number and other.number:
            assert (one.number.value, one.number.tolerance) == (other.number.value, other.number.tolerance)


@pytest.mark.parametrize("lang", ("en", "id"))
def test_no_two_questions_share_a_stem(lang):
    seen: dict[str, str] = {}
    for path in FILES:
        for question in read(path if lang == "en" else twin(path)).questions:
            stem = re.sub(r"[\d.,]+", "", question.stem).casefold().strip()
            assert stem not in seen, f"{question.id} asks what {seen[stem]} asks"
            seen[stem] = question.id


def test_every_number_follows_from_its_case():
    numeric = {q.id: q.number for path in FILES for q in read(path).questions if q.number}
    assert numeric.keys() == NUMBERS.keys()
    for name, number in numeric.items():
        assert abs(number.value - NUMBERS[name]) <= number.tolerance, name
