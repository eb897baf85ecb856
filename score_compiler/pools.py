"""Quizzes that draw from others: the questions of these are packed into them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from score_compiler import codec
from score_compiler.cache import Cache
from score_compiler.codes.quizzes import DRAW_DOUBLED, DRAW_UNKNOWN
from score_compiler.documents import Reference
from score_compiler.load import File
from score_compiler.problems import Place
from score_core import drawing, quiz_text
from score_core.problems import Problem, did_you_mean

DRAW = "the draw"  # stands among the ids of questions, and is none


@dataclass(frozen=True)
class QuizFile:
    key: str
    title: str
    points: float
    pictures: tuple[Reference, ...]
    links: tuple[Reference, ...]
    shape: tuple[tuple[str, str], ...]  # id of each question, and what it asks for: the same in all languages
    sources: tuple[str, ...]  # keys of the quizzes that it draws from
    draw_line: int
    file: File
    content: str  # the text, with all questions that it draws from
    problems: tuple[Problem, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Ids of its own questions."""
        return frozenset(name for name, _ in self.shape if name != DRAW)


def filled(quizzes: Iterable[QuizFile], cache: Cache) -> list[QuizFile]:
    """The quizzes of one language of a module, each with what it draws from."""
    files = list(quizzes)
    by_key: dict[str, QuizFile] = {}
    for quiz in files:
        by_key.setdefault(quiz.key, quiz)
    return [_filled(quiz, by_key, cache) if quiz.sources and not quiz.problems else quiz for quiz in files]


def _filled(quiz: QuizFile, by_key: dict[str, QuizFile], cache: Cache) -> QuizFile:
    place = Place(quiz.file.shown, quiz.draw_line, 1)
    others = [key for key in by_key if key != quiz.key]
    problems = [
        DRAW_UNKNOWN.at(
            place,
            f"There is no quiz “{key}” to draw from among this module's quizzes.",
            did_you_mean(key, others, "Write a file with this key, or take it out of from."),
        )
        for key in quiz.sources
        if key not in others
    ]
    pools = [by_key[key] for key in quiz.sources if key in others]
    problems += _doubled(place, [quiz, *pools])
    if problems or any(pool.problems for pool in pools):
        return replace(quiz, problems=tuple(problems))
    content = drawing.packed(quiz.file.text, [pool.file.text for pool in pools])
    points, found = _packed(quiz.file.shown, content, cache)
    return replace(
        quiz,
        points=points,
        pictures=tuple(picture for one in (quiz, *pools) for picture in one.pictures),
        links=tuple(link for one in (quiz, *pools) for link in one.links),
        content=content,
        problems=found,
    )


def _doubled(place: Place, files: Sequence[QuizFile]) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for quiz in files:
        for name in sorted(quiz.ids):
            if name in first:
                yield DRAW_DOUBLED.at(
                    place,
                    f"The question “{name}” is in “{first[name]}” and in “{quiz.key}”.",
                    "Give one of the two another id.",
                )
            first.setdefault(name, quiz.key)


def _packed(shown: str, content: str, cache: Cache) -> tuple[float, tuple[Problem, ...]]:
    """The points of a packed quiz, and why it can't be drawn from; its lines up to the draw are those of the file."""
    parts = ("packed", shown, content)
    plain = cache.get(*parts)
    if plain is None:
        quiz, problems = quiz_text.parse(content, shown, whole=True)
        plain = [quiz.points if quiz else 0.0, codec.problems_to(problems)]
        cache.put(plain, *parts)
    points, problems_plain = plain
    return points, codec.problems_from(problems_plain)
