"""load → expand → parse → build → validate → emit → pack: the order of the stages, and nothing else."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from score_compiler import codec
from score_compiler.build import ParsedEdition, ParsedSection, build
from score_compiler.cache import Cache
from score_compiler.checks import blocks
from score_compiler.context import Context, EditionContext
from score_compiler.documents import Lesson
from score_compiler.emit import emit
from score_compiler.expand import expand
from score_compiler.load import Courses, Edition, File, Module, load
from score_compiler.model import Course, Worksheet
from score_compiler.pack import compress, to_tar
from score_compiler.parse.lesson import ABOUT, LESSON, SECTION, parse
from score_compiler.shelf import Shelf, stock
from score_compiler.validate import validate
from score_core.problems import Problem


@dataclass(frozen=True)
class Checked:
    """A module with its courses, one a language, and all that is wrong with it."""

    module: Module
    context: Context | None
    problems: tuple[Problem, ...]

    @property
    def courses(self) -> tuple[Course, ...]:
        return tuple(edition.course for edition in self.context.editions) if self.context else ()

    @property
    def sound(self) -> bool:
        return self.context is not None and all(problem.level != "error" for problem in self.problems)


@dataclass(frozen=True)
class Archive:
    name: str
    course: Course
    data: bytes


def read(root: Path, cache: Cache) -> tuple[Courses, Shelf]:
    """All sources, and the worksheets and quizzes by key."""
    courses = load(root)
    return courses, stock(courses, cache)


def check(courses: Courses, shelf: Shelf, module: Module, cache: Cache) -> Checked:
    """One module up to `validate`. Problems of what it shares with others are its own, too."""
    problems = [problem for problem in courses.problems if concerns(problem, module, courses)]
    problems += [problem for problem in shelf.problems() if concerns(problem, module, courses)]
    if module.config is None:
        return Checked(module, None, tuple(sorted(set(problems))))
    editions = []
    for edition in module.editions:
        parsed, found = _parse(edition, courses.root, cache)
        problems += found
        editions.append(EditionContext(parsed, build(courses, module, module.config, parsed, shelf)))
    context = Context(courses, module, module.config, shelf, tuple(editions))
    problems += validate(context)
    problems += [p for p in blocks.doubled(context) if concerns(p, module, courses)]
    problems += _of_used(context)
    return Checked(module, context, tuple(sorted(set(problems))))


def archives(checked: Checked, languages: Iterable[str] = ()) -> Iterator[Archive]:
    """The archives of a sound module, in the languages that are asked for (none: all)."""
    wanted = set(languages)
    for course in checked.courses if checked.sound else ():
        if not wanted or course.language in wanted:
            name = f"{checked.module.name}.{course.language}.tar.gz"
            yield Archive(name, course, compress(to_tar(emit(course))))


def concerns(problem: Problem, module: Module, courses: Courses) -> bool:
    """Whether a problem is in the module's own files or in what all modules share."""
    path = PurePosixPath(problem.file)
    if path.is_relative_to(module.shown):
        return True
    return not any(path.is_relative_to(other.shown) for other in courses.modules)


def _parse(edition: Edition, root: Path, cache: Cache) -> tuple[ParsedEdition, list[Problem]]:
    problems: list[Problem] = []

    def lesson(file: File, kind: str) -> Lesson:
        text, found = expand(file, root)
        problems.extend(found)
        runs = "".join(f"{run.first} {run.line} {run.file}\n" for run in text.runs)
        parts = ("lesson", kind, edition.language, runs, text.text)
        plain = cache.get(*parts)
        if plain is None:
            result = parse(text, edition.language, kind)
            cache.put(codec.lesson_to(result), *parts)
        else:
            result = codec.lesson_from(plain)
        problems.extend(result.problems)
        return result

    parsed = ParsedEdition(
        edition,
        lesson(edition.about, ABOUT) if edition.about else None,
        tuple(
            ParsedSection(lesson(section.index, SECTION), tuple(lesson(file, LESSON) for file in section.lessons))
            for section in edition.sections
        ),
    )
    return parsed, problems


def _of_used(context: Context) -> list[Problem]:
    """Problems of worksheets that this module borrows from another one."""
    found: list[Problem] = []
    for edition in context.editions:
        for chapter in edition.course.chapters:
            for sequential in chapter.sequentials:
                for vertical in sequential.verticals:
                    for block in vertical.blocks:
                        if isinstance(block, Worksheet) and block.worksheet_key in context.shelf.sheets:
                            found.extend(context.shelf.sheets[block.worksheet_key].problems)
    return found


Progress = Callable[[str], None]
