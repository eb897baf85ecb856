"""Worksheets and quizzes by their keys, over all of `courses/`: what lessons may name."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from score_compiler import codec
from score_compiler.cache import Cache
from score_compiler.documents import Reference
from score_compiler.load import Courses, File
from score_compiler.pools import DRAW, QuizFile, filled
from score_compiler.problems import Place
from score_core import definition, quiz_text, worksheet
from score_core.problems import Problem
from score_core.quiz import Question, Quiz
from score_core.texts import Texts

_ABROAD = re.compile(r"\b(?:reads|to):")  # in every worksheet that leads to another one
_KEY = re.compile(r"^key:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


@dataclass(frozen=True)
class Sheet:
    key: str
    title: Texts
    sections: tuple[str, ...]
    file: File
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Shelf:
    sheets: Mapping[str, Sheet]
    quizzes: Mapping[tuple[str, str, str], QuizFile]  # by module's name, language, key
    doubled: tuple[tuple[str, Place, Place], ...]  # key, the second place, the first one

    def quizzes_of(self, module: str, language: str) -> dict[str, QuizFile]:
        return {key[2]: quiz for key, quiz in self.quizzes.items() if key[:2] == (module, language)}

    def problems(self) -> list[Problem]:
        """What is wrong inside the files."""
        files: list[Sheet | QuizFile] = [*self.sheets.values(), *self.quizzes.values()]
        return [problem for file in files for problem in file.problems]


def stock(courses: Courses, cache: Cache) -> Shelf:
    """Reads every worksheet and quiz of all modules. Of a doubled key the first file is taken."""
    doubled: list[tuple[str, Place, Place]] = []
    sheets: dict[str, Sheet] = {}
    files = [*courses.worksheets, *(file for module in courses.modules for file in module.worksheets)]
    every = _Files(tuple(files))
    for file in files:
        sheet = _sheet(file, every, cache)
        if sheet.key in sheets:
            doubled.append((sheet.key, _place(file), _place(sheets[sheet.key].file)))
        sheets.setdefault(sheet.key, sheet)
    quizzes: dict[tuple[str, str, str], QuizFile] = {}
    seen: dict[tuple[str, str], QuizFile] = {}
    for module in courses.modules:
        for edition in module.editions:
            for quiz in filled(_quizzes(edition.quizzes, cache), cache):
                first = seen.setdefault((edition.language, quiz.key), quiz)
                if first is not quiz:
                    doubled.append((quiz.key, _place(quiz.file), _place(first.file)))
                quizzes.setdefault((module.name, edition.language, quiz.key), quiz)
    return Shelf(sheets, quizzes, tuple(doubled))


def _place(file: File) -> Place:
    match = _KEY.search(file.text)
    return Place(file.shown, file.text.count("\n", 0, match.start()) + 1, 1) if match else Place(file.shown)


def _key(file: File) -> str:
    """The key as it is written, so that a file with mistakes is still known by it; else its name."""
    match = _KEY.search(file.text)
    return match[1] if match else file.path.stem


@dataclass(frozen=True)
class _Files:
    """All worksheets, for those that lead to others."""

    files: tuple[File, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(_key(file) for file in self.files)

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256("\0".join(file.text for file in self.files).encode()).hexdigest()

    @cached_property
    def sheets(self) -> dict[str, definition.Worksheet]:
        """Those without a mistake of their own, by key."""
        found = (worksheet.parse(file.text, file.shown)[0] for file in self.files)
        return {sheet.key: sheet for sheet in found if sheet}


def _sheet(file: File, every: _Files, cache: Cache) -> Sheet:
    parts = ("worksheet", file.shown, file.text, every.digest if _ABROAD.search(file.text) else "")
    plain = cache.get(*parts)
    if plain is None:
        found, problems = worksheet.parse(file.text, file.shown, every.sheets, every.known)
        sections = [section.key for section in found.sections] if found else []
        plain = [dict(found.title) if found else {}, sections, codec.problems_to(problems)]
        cache.put(plain, *parts)
    title, sections, problems_plain = plain
    return Sheet(_key(file), Texts(title), tuple(sections), file, codec.problems_from(problems_plain))


def _shape(question: Question) -> str:
    """What the same question must have in common in all languages, in words."""
    points = f"{question.points:g} point" + ("" if question.points == 1 else "s")
    return f"{_answer(question)}, for {points}"


def _answer(question: Question) -> str:
    marked = ", ".join(f"{choice.id} ({'right' if choice.correct else 'wrong'})" for choice in question.choices)
    match question.kind:
        case "numeric" if question.number:
            return f"the number {question.number.value:g} ± {question.number.tolerance:g}"
        case "text":
            return "words"
        case "truth":
            return f"{'true' if question.truth else 'false'}" + (f" and a reason of {marked}" if marked else "")
        case "ordering":
            return f"the order {', '.join(choice.id for choice in question.choices)}"
        case "matching":
            pairs = ", ".join(f"{term.id} with {term.match}" for term in question.terms)
            return f"matches of {pairs}, out of {', '.join(match.id for match in question.matches)}"
        case "multiple":
            return f"several right choices of {marked}"
    return f"one right choice of {marked}"


def _draw(quiz: Quiz | None) -> tuple[list[list[str]], list[str], int]:
    """What is drawn as a part of the shape, from which other quizzes, and the line that says so."""
    if not quiz or not quiz.draw:
        return [], [], 0
    draw = quiz.draw
    told = f"{draw.count} of {', '.join((quiz.key, *draw.sources))}" + (", evenly by topic" if draw.per else "")
    return [[DRAW, told]], list(draw.sources), draw.line


def _quizzes(files: Iterable[File], cache: Cache) -> Iterable[QuizFile]:
    for file in files:
        parts = ("quiz", file.shown, file.text)
        plain = cache.get(*parts)
        if plain is None:
            quiz, problems = quiz_text.parse(file.text, file.shown)
            plain = [
                quiz.title if quiz else "",
                quiz.points if quiz else 0.0,
                [[picture.name, picture.line] for picture in quiz.pictures] if quiz else [],
                [[link.name, link.line] for link in quiz.links] if quiz else [],
                [[question.id, _shape(question)] for question in quiz.questions] if quiz else [],
                _draw(quiz),
                codec.problems_to(problems),
            ]
            cache.put(plain, *parts)
        title, points, pictures, links, shape, (drawn, sources, line), problems_plain = plain
        yield QuizFile(
            _key(file),
            title,
            points,
            tuple(Reference(name, Place(file.shown, line, 1)) for name, line in pictures),
            tuple(Reference(name, Place(file.shown, line, 1)) for name, line in links),
            tuple((id_, asked) for id_, asked in (*shape, *drawn)),
            tuple(sources),
            line,
            file,
            file.text,
            codec.problems_from(problems_plain),
        )
