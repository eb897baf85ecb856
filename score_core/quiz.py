"""A quiz: questions that are marked by rule, each of which teaches by its feedback."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["single", "multiple", "numeric"]

PASS = 70.0
"""Per cent of the points that passes a quiz, unless its front matter says otherwise."""


@dataclass(frozen=True)
class Choice:
    id: str
    html: str
    """Inline HTML, safe to show."""
    correct: bool
    feedback_html: str = ""
    """Block HTML, safe to show; empty when the author wrote none."""


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
    number: Number | None = None
    explanation_html: str = ""
    hint_html: str = ""
    line: int = 0

    @cached_property
    def right(self) -> frozenset[str]:
        """Ids of the right choices; empty for a numeric question."""
        return frozenset(choice.id for choice in self.choices if choice.correct)


@dataclass(frozen=True)
class Reference:
    """A picture's file name, or the id of a page that a link leads to, and the line that names it."""

    name: str
    line: int


@dataclass(frozen=True)
class Quiz:
    key: str
    title: str
    questions: tuple[Question, ...]
    pass_percent: float = PASS
    pictures: tuple[Reference, ...] = ()
    links: tuple[Reference, ...] = ()

    @property
    def points(self) -> float:
        return sum(question.points for question in self.questions)

    def passed(self, score: float) -> bool:
        """Whether so many points pass; a hair of rounding never fails anybody."""
        return score * 100 >= self.pass_percent * self.points - 1e-9
