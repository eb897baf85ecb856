"""Marking: what an answer to a question is worth, and what is said about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from score_core import quantities
from score_core.messages import Message
from score_core.quiz import Question, Quiz

HAIR = 1e-9
"""Relative slack for the rounding of binary fractions: 0.3 is within 0.1 ± 0.2."""

EXAMPLE = "12.5"


@dataclass(frozen=True)
class Remark:
    """What is said of a choice that was ticked, or of a right one that was not."""

    choice: str
    ticked: bool
    right: bool
    """Whether the choice is one of the right ones, ticked or not."""
    html: str


@dataclass(frozen=True)
class Mark:
    points: float
    maximum: float
    correct: bool
    feedback: tuple[Remark, ...] = ()
    error: Message | None = None
    """Why the answer cannot be marked; then there are no points and nothing of the key is in here."""


def mark(question: Question, answer: object) -> Mark:
    """Marks one answer: a list of choice ids, or a number as typed. Anything else at all gives an error, never a crash.

    Of several right choices, each right tick counts for and each wrong tick against; never below 0.
    """
    if question.number is not None:
        return _numeric(question, answer)
    ticked = _ticked(question, answer)
    if isinstance(ticked, Message):
        return _refused(question, ticked)
    right, wrong = len(ticked & question.right), len(ticked - question.right)
    share = max(0.0, (right - wrong) / len(question.right))
    feedback = tuple(
        Remark(choice.id, choice.id in ticked, choice.correct, choice.feedback_html)
        for choice in question.choices
        if choice.id in ticked or choice.correct
    )
    return Mark(share * question.points, question.points, ticked == question.right, feedback)


def mark_all(quiz: Quiz, answers: Mapping[str, object]) -> dict[str, Mark]:
    """A mark for every question of the quiz, by its id; answers to other questions are not looked at."""
    return {question.id: mark(question, answers.get(question.id)) for question in quiz.questions}


def _refused(question: Question, error: Message) -> Mark:
    return Mark(0.0, question.points, False, error=error)


def _ticked(question: Question, answer: object) -> frozenset[str] | Message:
    if answer is None or answer == [] or answer == "":
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
    if answer is None or (isinstance(answer, str) and not answer.strip()):
        return _refused(question, Message("quiz-open"))
    typed = quantities.read(answer) if isinstance(answer, str) else None
    if typed is None:
        return _refused(question, Message("number", {"example": EXAMPLE}))
    if typed.unit and number.unit and not quantities.same_unit(typed.unit, number.unit):
        return _refused(question, Message("quiz-unit", {"unit": number.unit}))
    slack = number.tolerance + HAIR * max(1.0, abs(number.value))
    correct = any(abs(reading - number.value) <= slack for reading in typed.readings)
    return Mark(question.points if correct else 0.0, question.points, correct)
