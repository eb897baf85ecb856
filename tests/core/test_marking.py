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

## Where? {#where}
:points: 2
= "the gemba"
= "di gemba"
= "5S"

## It is so. {#so}
= true

## The owner alone decides. {#owner}
:points: 2
= false

- (x) The team decides {#team}
  > Team.
- ( ) The oldest decides {#oldest}
  > Oldest.

## In which order? {#cycle}
:points: 6
1. Plan {#plan}
2. Do {#do}
3. Check {#check}
   > Third.
4. Act {#act}

## What is what? {#what}
:points: 3
- Andon {#andon} :: A light {#light}
- Kanban {#kanban} :: A card {#card}
  > A card.
- Box {#box} :: A card {#card}
- :: A bell {#bell}
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
        ("where", "the gemba", 2),
        ("where", "  The   GEMBA. ", 2),
        ("where", "“di gemba”", 2),
        ("where", "5s", 2),
        ("where", "５Ｓ", 2),
        ("where", "gemba", 0),
        ("where", "NaN", 0),
        ("where", "1e309", 0),
        ("where", "٥", 0),
        ("where", "!", 0),
        ("where", "x" * 200, 0),
        ("so", {"truth": "true"}, 1),
        ("so", {"truth": "false"}, 0),
        ("owner", {"truth": "false", "reason": "team"}, 2),
        ("owner", {"truth": "false", "reason": "oldest"}, 1),
        ("owner", {"truth": "true", "reason": "team"}, 0),
        ("owner", {"truth": "true", "reason": "oldest"}, 0),
        ("cycle", ["plan", "do", "check", "act"], 6),
        ("cycle", ["do", "plan", "check", "act"], 4),
        ("cycle", ["act", "plan", "do", "check"], 0),
        ("cycle", ["plan", "act", "check", "do"], 0),
        ("cycle", ["plan", "act", "do", "check"], 2),
        ("cycle", ["act", "check", "do", "plan"], 0),
        ("what", {"andon": "light", "kanban": "card", "box": "card"}, 3),
        ("what", {"box": "card", "andon": "bell", "kanban": "card"}, 2),
        ("what", {"andon": "card", "kanban": "light", "box": "bell"}, 0),
        ("what", {"andon": "card", "kanban": "card", "box": "card"}, 2),
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
        ("where", None, "quiz-open"),
        ("where", " \n", "quiz-open"),
        ("where", [], "quiz-open"),
        ("where", ["the gemba"], "quiz-words"),
        ("where", 5, "quiz-words"),
        ("where", float("nan"), "quiz-words"),
        ("where", "x" * 201, "text-long"),
        ("so", None, "quiz-open"),
        ("so", {}, "quiz-open"),
        ("so", "true", "quiz-choice"),
        ("so", ["true"], "quiz-choice"),
        ("so", True, "quiz-choice"),
        ("so", {"truth": True}, "quiz-choice"),
        ("so", {"truth": ["true"]}, "quiz-choice"),
        ("so", {"truth": "true", "reason": "team"}, "quiz-choice"),
        ("owner", {"reason": "team"}, "quiz-open"),
        ("owner", {"truth": "false"}, "quiz-reason"),
        ("owner", {"truth": "false", "reason": ""}, "quiz-choice"),
        ("owner", {"truth": "false", "reason": None}, "quiz-choice"),
        ("owner", {"truth": "false", "reason": ["team"]}, "quiz-choice"),
        ("owner", {"truth": "false", "reason": "stranger"}, "quiz-choice"),
        ("owner", {"truth": "false", "reason": "team", "more": 1}, "quiz-choice"),
        ("cycle", None, "quiz-open"),
        ("cycle", [], "quiz-open"),
        ("cycle", "plan", "quiz-choice"),
        ("cycle", ["plan", "do", "check"], "quiz-order"),
        ("cycle", ["plan", "do", "check", "check"], "quiz-order"),
        ("cycle", ["plan", "do", "check", "act", "act"], "quiz-order"),
        ("cycle", ["plan", "do", "check", "stranger"], "quiz-choice"),
        ("cycle", ["plan", "do", "check", ["act"]], "quiz-choice"),
        ("cycle", ["plan", "do", "check", None], "quiz-choice"),
        ("cycle", {"plan": 1}, "quiz-choice"),
        ("cycle", float("nan"), "quiz-choice"),
        ("what", None, "quiz-open"),
        ("what", {}, "quiz-open"),
        ("what", ["light"], "quiz-choice"),
        ("what", "light", "quiz-choice"),
        ("what", {"andon": "light", "kanban": "card"}, "quiz-pairs"),
        ("what", {"andon": "light", "kanban": "card", "box": ""}, "quiz-pairs"),
        ("what", {"andon": "light", "kanban": "card", "box": None}, "quiz-choice"),
        ("what", {"andon": "light", "kanban": "card", "box": ["card"]}, "quiz-choice"),
        ("what", {"andon": "light", "kanban": "card", "box": "stranger"}, "quiz-choice"),
        ("what", {"andon": "light", "kanban": "card", "box": "card", "bell": "bell"}, "quiz-choice"),
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
    assert [name for name, marked in marks.items() if not marked.error] == ["who"]


def test_remarks_on_a_reason():
    marked = mark(QUESTIONS["owner"], {"truth": "false", "reason": "oldest"})
    remarks = [(remark.choice, remark.ticked, remark.right) for remark in marked.feedback]
    assert remarks == [("team", False, True), ("oldest", True, False)]


def test_remarks_on_the_place_of_each_thing():
    marked = mark(QUESTIONS["cycle"], ["do", "plan", "check", "act"])
    remarks = [(remark.choice, remark.right, remark.answer) for remark in marked.feedback]
    assert remarks == [("plan", False, "1"), ("do", False, "2"), ("check", True, "3"), ("act", True, "4")]
    assert "Third." in marked.feedback[2].html


def test_remarks_on_each_pair():
    marked = mark(QUESTIONS["what"], {"andon": "bell", "kanban": "card", "box": "card"})
    remarks = [(remark.choice, remark.right, remark.answer) for remark in marked.feedback]
    assert remarks == [("andon", False, "A light"), ("kanban", True, "A card"), ("box", True, "A card")]


@pytest.mark.parametrize(("score", "passed"), [(16.1, True), (16.09, False), (23, True), (0, False)])
def test_passing(score, passed):
    assert QUIZ.points == 23
    assert QUIZ.passed(score) is passed
