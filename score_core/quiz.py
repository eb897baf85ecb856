"""A quiz: questions that are marked by rule, each of which teaches by its feedback."""

from collections.abc import Container
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

Kind = Literal["single", "multiple", "numeric", "text", "truth", "ordering", "matching"]

Feedback = Literal["at once", "after attempt", "after due"]
"""When it is told what is right: question by question, after each attempt, or after the due date."""

PASS = 70.0
"""Per cent of the points that passes a quiz, unless its front matter says otherwise."""


@dataclass(frozen=True)
class Choice:
    """Something to choose, a reason, or a thing to put in order."""

    id: str
    html: str
    """Inline HTML, safe to show."""
    correct: bool
    feedback_html: str = ""
    """Block HTML, safe to show; empty when the author wrote none."""
    words: str = ""
    """The same as plain text."""


@dataclass(frozen=True)
class Match:
    """What a term can be matched with: plain text, since it is chosen from a list."""

    id: str
    words: str


@dataclass(frozen=True)
class Term:
    id: str
    html: str
    match: str
    """The id of its match."""
    feedback_html: str = ""
    words: str = ""


@dataclass(frozen=True)
class Number:
    value: float
    tolerance: float = 0.0
    unit: str = ""


@dataclass(frozen=True)
class Question:
    id: str
    kind: Kind
    stem: str
    """What is asked, as plain text."""
    stem_html: str
    """The question's heading: inline HTML, fit for a legend."""
    body_html: str = ""
    """What stands between the heading and the choices: block HTML."""
    topic: str = ""
    points: float = 1.0
    choices: tuple[Choice, ...] = ()
    """What is chosen from; the reasons of a truth, perhaps none; things in their right order."""
    number: Number | None = None
    accepted: tuple[str, ...] = ()
    """The words that are right, the first of them to be shown as the answer."""
    truth: bool | None = None
    """Whether what the question says is true."""
    terms: tuple[Term, ...] = ()
    matches: tuple[Match, ...] = ()
    shuffle: bool = False
    """Whether choices stand in an order of each learner's own. What is ordered or matched always does."""
    explanation_html: str = ""
    hint_html: str = ""
    line: int = 0

    @cached_property
    def right(self) -> frozenset[str]:
        """Ids of the right choices; empty where nothing is chosen."""
        return frozenset(choice.id for choice in self.choices if choice.correct)


@dataclass(frozen=True)
class Reference:
    """A picture's file name, or the id of a page that a link leads to, and the line that names it."""

    name: str
    line: int


@dataclass(frozen=True)
class Draw:
    """How many questions each attempt asks, out of how many more."""

    count: int
    sources: tuple[str, ...] = ()
    """Keys of the quizzes whose questions are drawn from, too, as long as they are not packed into this one."""
    per: Literal["", "topic"] = ""
    """Whether as many are drawn of each topic."""
    line: int = 0


@dataclass(frozen=True)
class Quiz:
    key: str
    title: str
    questions: tuple[Question, ...]
    """What is asked, or what is drawn from."""
    pass_percent: float = PASS
    feedback: Feedback = "after attempt"
    draw: Draw | None = None
    pictures: tuple[Reference, ...] = ()
    links: tuple[Reference, ...] = ()

    @property
    def points(self) -> float:
        """What an attempt can bring: all questions of a pool are worth the same."""
        asked = self.questions if self.draw is None else self.questions[: self.draw.count]
        return sum(question.points for question in asked)

    def only(self, ids: Container[str]) -> "Quiz":
        """The quiz that asks these questions of it and draws no more."""
        questions = tuple(question for question in self.questions if question.id in ids)
        return replace(self, questions=questions, draw=None)

    def passed(self, score: float) -> bool:
        """Whether so many points pass; a hair of rounding never fails anybody."""
        return score * 100 >= self.pass_percent * self.points - 1e-9
