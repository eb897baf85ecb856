"""Marking, case by case: what each answer is worth, and that nothing a browser may send upsets it."""

import pytest

from score_core import quiz_text
from score_core.marking import mark, mark_all

QUIZ, _ = quiz_text.parse(
    """---
key: marks
---
# Marks
## Who takes part? {#who}
- (x) Both {#both}
  > Right.
- ( ) Managers {#managers}
  > Half.
- ( ) Nobody {#nobody}

## Which are losses? {#losses}
:points: 4
- [x] Waiting {#waiting}
- [x] Defects {#defects}
- [ ] Teaching {#teaching}
- [ ] Resting {#resting}

## How many PPM? {#ppm}
= 1250 ppm ± 1

## What share? {#share}
:points: 2
= 0.3 ± 0.1

## How much money? {#money}
= Rp 1500000
"""
)
QUESTIONS = {question.id: question for question in QUIZ.questions}


@pytest.mark.parametrize(
    ("question", "answer", "points"),
    [
        ("who", ["both"], 1),
        ("who", ["managers"], 0),
        ("losses", ["waiting", "defects"], 4),
        ("losses", ["defects", "waiting"], 4),
        ("losses", ["waiting"], 2),
        ("losses", ["waiting", "teaching"], 0),
        ("losses", ["teaching", "resting"], 0),
        ("losses", ["waiting", "defects", "teaching"], 2),
        ("losses", ["waiting", "defects", "teaching", "resting"], 0),
        ("ppm", "1250", 1),
        ("ppm", " 1,250 ", 1),
        ("ppm", "1.250", 1),
        ("ppm", "1 250 ppm", 1),
        ("ppm", "1,250.4 PPM", 1),
        ("ppm", "1.250,4ppm", 1),
        ("ppm", "1251", 1),
        ("ppm", "1249", 1),
        ("ppm", "1251.1", 0),
        ("ppm", "-1250", 0),
        ("ppm", "\u22121250", 0),
        ("ppm", "+1250", 1),
        ("share", "0.4", 2),
        ("share", "0,4", 2),
        ("share", ",4", 2),
        ("share", "0.2", 2),
        ("share", "0.41", 0),
        ("share", "0.3 of all", 2),
        ("money", "Rp 1.500.000", 1),
        ("money", "Rp. 1,500,000.00", 1),
        ("money", "1500000 rp", 1),
        ("money", "1500001", 0),
    ],
)
def test_points(question, answer, points):
    marked = mark(QUESTIONS[question], answer)
    assert marked.error is None
    assert marked.points == pytest.approx(points)
    assert marked.correct is (marked.points == marked.maximum)


@pytest.mark.parametrize(
    ("question", "answer", "message"),
    [
        ("who", None, "quiz-open"),
        ("who", [], "quiz-open"),
        ("who", "", "quiz-open"),
        ("who", ["both", "managers"], "quiz-one"),
        ("who", ["both", "both"], "quiz-one"),
        ("who", ["waiting"], "quiz-choice"),
        ("who", "both", "quiz-choice"),
        ("who", {"both": True}, "quiz-choice"),
        ("who", [["both"]], "quiz-choice"),
        ("who", [None], "quiz-choice"),
        ("who", [1], "quiz-choice"),
        ("who", 0, "quiz-choice"),
        ("who", True, "quiz-choice"),
        ("who", float("nan"), "quiz-choice"),
        ("losses", [], "quiz-open"),
        ("losses", ["waiting", "waiting"], "quiz-choice"),
        ("losses", ["waiting", "else"], "quiz-choice"),
        ("ppm", None, "quiz-open"),
        ("ppm", "  ", "quiz-open"),
        ("ppm", "many", "number"),
        ("ppm", "NaN", "number"),
        ("ppm", "inf", "number"),
        ("ppm", "1e309", "number"),
        ("ppm", "9" * 400, "number"),
        ("ppm", "9" * 100_000, "number"),
        ("ppm", "١٢٥٠", "number"),
        ("ppm", "1250 1250", "number"),
        ("ppm", "12,50,0", "number"),
        ("ppm", "1..2", "number"),
        ("ppm", ".", "number"),
        ("ppm", "--3", "number"),
        ("ppm", 1250, "number"),
        ("ppm", ["1250"], "number"),
        ("ppm", float("nan"), "number"),
        ("ppm", "1250 %", "quiz-unit"),
        ("money", "USD 1500000", "quiz-unit"),
    ],
)
def test_answers_that_cannot_be_marked(question, answer, message):
    marked = mark(QUESTIONS[question], answer)
    assert marked.error is not None
    assert marked.error.key == message
    assert marked.error.text()
    assert (marked.points, marked.correct, marked.feedback) == (0.0, False, ())


def test_remarks_on_what_was_ticked_and_on_what_was_missed():
    marked = mark(QUESTIONS["who"], ["managers"])
    remarks = [(remark.choice, remark.ticked, remark.right) for remark in marked.feedback]
    assert remarks == [("both", False, True), ("managers", True, False)]
    assert "Half." in marked.feedback[1].html


def test_all_questions_are_marked_and_strange_ones_are_not_looked_at():
    marks = mark_all(QUIZ, {"who": ["both"], "stranger": ["x"]})
    assert marks.keys() == QUESTIONS.keys()
    assert [name for name, marked in marks.items() if marked.error] == ["losses", "ppm", "share", "money"]


@pytest.mark.parametrize(("score", "passed"), [(6.3, True), (6.29, False), (9, True), (0, False)])
def test_passing(score, passed):
    assert QUIZ.points == 9
    assert QUIZ.passed(score) is passed
