"""Marking: what an answer to a question is worth, and what is said about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from score_core import phrases, quantities
from score_core.messages import Message
from score_core.quiz import Kind, Question, Quiz

HAIR = 1e-9
"""Relative slack for the rounding of binary fractions: 0.3 is within 0.1 ± 0.2."""

EXAMPLE = "12.5"


@dataclass(frozen=True)
class Remark:
    """What is said of a choice that was ticked, of a right one that was not, or of a thing or term that was placed."""

    choice: str
    ticked: bool
    right: bool
    """Whether the choice is one of the right ones, ticked or not; whether the thing or term was placed rightly."""
    html: str
    answer: str = ""
    """Where a thing belongs, counted from 1, or the words that a term belongs to."""


@dataclass(frozen=True)
class Mark:
    points: float
    maximum: float
    correct: bool
    feedback: tuple[Remark, ...] = ()
    error: Message | None = None
    """Why the answer cannot be marked; then there are no points and nothing of the key is in here."""


def mark(question: Question, answer: object) -> Mark:
    """Marks one answer. Anything at all that a browser may send gives points or an error, never a crash.

    An answer is a list of choice ids (single, multiple, and ordering: all of them), text as typed (numeric, text),
    `{"truth": "true" | "false", "reason": choice id}`, or for matching the id of a match by that of each term.
    """
    return _MARKERS[question.kind](question, answer)


def mark_all(quiz: Quiz, answers: Mapping[str, object]) -> dict[str, Mark]:
    """A mark for every question of the quiz, by its id; answers to other questions are not looked at."""
    return {question.id: mark(question, answers.get(question.id)) for question in quiz.questions}


def _refused(question: Question, error: Message) -> Mark:
    return Mark(0.0, question.points, False, error=error)


def _open(answer: object) -> bool:
    return answer is None or answer in ([], {}) or (isinstance(answer, str) and not answer.strip())


def _chosen(question: Question, answer: object) -> Mark:
    """Of several right choices, each right tick counts for and each wrong tick against; never below 0."""
    ticked = _ticked(question, answer)
    if isinstance(ticked, Message):
        return _refused(question, ticked)
    right, wrong = len(ticked & question.right), len(ticked - question.right)
    share = max(0.0, (right - wrong) / len(question.right))
    return Mark(share * question.points, question.points, ticked == question.right, _remarks(question, ticked))


def _remarks(question: Question, ticked: frozenset[str]) -> tuple[Remark, ...]:
    return tuple(
        Remark(choice.id, choice.id in ticked, choice.correct, choice.feedback_html)
        for choice in question.choices
        if choice.id in ticked or choice.correct
    )


def _ticked(question: Question, answer: object) -> frozenset[str] | Message:
    if _open(answer):
        return Message("quiz-open")
    known = {choice.id for choice in question.choices}
    if not isinstance(answer, list) or not all(isinstance(choice, str) and choice in known for choice in answer):
        return Message("quiz-choice")
    ticked = frozenset(answer)
    if len(ticked) < len(answer) or (question.kind == "single" and len(ticked) > 1):
        return Message("quiz-one" if question.kind == "single" else "quiz-choice")
    return ticked


def _numeric(question: Question, answer: object) -> Mark:
    number = question.number
    assert number is not None
    if _open(answer):
        return _refused(question, Message("quiz-open"))
    typed = quantities.read(answer) if isinstance(answer, str) else None
    if typed is None:
        return _refused(question, Message("number", {"example": EXAMPLE}))
    if typed.unit and number.unit and not quantities.same_unit(typed.unit, number.unit):
        return _refused(question, Message("quiz-unit", {"unit": number.unit}))
    slack = number.tolerance + HAIR * max(1.0, abs(number.value))
    correct = any(abs(reading - number.value) <= slack for reading in typed.readings)
    return Mark(question.points if correct else 0.0, question.points, correct)


def _worded(question: Question, answer: object) -> Mark:
    if _open(answer):
        return _refused(question, Message("quiz-open"))
    if not isinstance(answer, str):
        return _refused(question, Message("quiz-words"))
    if len(answer) > phrases.LONGEST:
        params = {"length": str(len(answer)), "limit": str(phrases.LONGEST)}
        return _refused(question, Message("text-long", params))
    correct = phrases.bare(answer) in {phrases.bare(words) for words in question.accepted}
    return Mark(question.points if correct else 0.0, question.points, correct)


def _judged(question: Question, answer: object) -> Mark:
    """Half of the points for true or false alone; a right reason for a wrong judgement is worth nothing."""
    if _open(answer):
        return _refused(question, Message("quiz-open"))
    wanted = {"truth", "reason"} if question.choices else {"truth"}
    if not isinstance(answer, dict) or not answer.keys() <= wanted:
        return _refused(question, Message("quiz-choice"))
    if "truth" not in answer:
        return _refused(question, Message("quiz-open"))
    if answer["truth"] not in ("true", "false"):
        return _refused(question, Message("quiz-choice"))
    judged = (answer["truth"] == "true") is question.truth
    if not question.choices:
        return Mark(question.points if judged else 0.0, question.points, judged)
    if "reason" not in answer:
        return _refused(question, Message("quiz-reason"))
    ticked = _ticked(question, [answer["reason"]])
    if isinstance(ticked, Message):
        return _refused(question, ticked)
    correct = judged and ticked == question.right
    share = 1.0 if correct else 0.5 if judged else 0.0
    return Mark(share * question.points, question.points, correct, _remarks(question, ticked))


def _ordered(question: Question, answer: object) -> Mark:
    """Of all pairs of things, each in the right order counts for and each in the wrong one against; never below 0."""
    if _open(answer):
        return _refused(question, Message("quiz-open"))
    right = [choice.id for choice in question.choices]
    if not isinstance(answer, list) or not all(isinstance(name, str) and name in right for name in answer):
        return _refused(question, Message("quiz-choice"))
    if len(answer) != len(right) or set(answer) != set(right):
        return _refused(question, Message("quiz-order"))
    places = [right.index(name) for name in answer]
    pairs = list(combinations(places, 2))
    share = max(0.0, sum(1 if first < second else -1 for first, second in pairs) / len(pairs))
    feedback = tuple(
        Remark(choice.id, True, answer[place] == choice.id, choice.feedback_html, str(place + 1))
        for place, choice in enumerate(question.choices)
    )
    return Mark(share * question.points, question.points, answer == right, feedback)


def _matched(question: Question, answer: object) -> Mark:
    """Each term with its match counts for; a wrong one costs nothing more."""
    if _open(answer):
        return _refused(question, Message("quiz-open"))
    words = {match.id: match.words for match in question.matches}
    if not isinstance(answer, dict) or not answer.keys() <= {term.id for term in question.terms}:
        return _refused(question, Message("quiz-choice"))
    if not all(isinstance(match, str) and (match in words or not match) for match in answer.values()):
        return _refused(question, Message("quiz-choice"))
    if not all(answer.get(term.id) for term in question.terms):
        return _refused(question, Message("quiz-pairs"))
    feedback = tuple(
        Remark(term.id, True, answer[term.id] == term.match, term.feedback_html, words[term.match])
        for term in question.terms
    )
    right = sum(remark.right for remark in feedback)
    share = right / len(question.terms)
    return Mark(share * question.points, question.points, right == len(question.terms), feedback)


_MARKERS: Mapping[Kind, Callable[[Question, object], Mark]] = {
    "single": _chosen,
    "multiple": _chosen,
    "numeric": _numeric,
    "text": _worded,
    "truth": _judged,
    "ordering": _ordered,
    "matching": _matched,
}
