"""Lessons as JSON and back, for the cache."""

from typing import Any

from score_compiler.documents import Directive, Lesson, Option, Page, Prose, Reference
from score_compiler.problems import Place
from score_core.problems import Problem

Plain = list[Any]


def place_to(place: Place) -> Plain:
    return [place.file, place.line, place.column]


def problems_to(problems: tuple[Problem, ...] | list[Problem]) -> Plain:
    return [[p.file, p.line, p.column, p.code, p.message, p.remedy, p.level] for p in problems]


def problems_from(plain: Plain) -> tuple[Problem, ...]:
    return tuple(Problem(*item) for item in plain)


def references_to(references: tuple[Reference, ...]) -> Plain:
    return [[reference.target, place_to(reference.place)] for reference in references]


def references_from(plain: Plain) -> tuple[Reference, ...]:
    return tuple(Reference(target, Place(*place)) for target, place in plain)


def lesson_to(lesson: Lesson) -> Plain:
    return [
        lesson.id,
        lesson.title,
        place_to(lesson.place),
        lesson.graded,
        lesson.minutes,
        [[page.id, page.title, place_to(page.place), [_item_to(item) for item in page.items]] for page in lesson.pages],
        lesson.body,
        references_to(lesson.links),
        references_to(lesson.pictures),
        problems_to(lesson.problems),
    ]


def lesson_from(plain: Plain) -> Lesson:
    id_, title, place, graded, minutes, pages, body, links, pictures, problems = plain
    return Lesson(
        id_,
        title,
        Place(*place),
        graded,
        minutes,
        tuple(Page(page[0], page[1], Place(*page[2]), tuple(_item_from(item) for item in page[3])) for page in pages),
        body,
        references_from(links),
        references_from(pictures),
        problems_from(problems),
    )


def _item_to(item: Prose | Directive) -> Plain:
    if isinstance(item, Prose):
        return [item.html, place_to(item.place)]
    options = [[option.name, option.value, place_to(option.place)] for option in item.options]
    return [item.name, item.argument, options, place_to(item.place)]


def _item_from(plain: Plain) -> Prose | Directive:
    if len(plain) == 2:
        return Prose(plain[0], Place(*plain[1]))
    name, argument, options, place = plain
    return Directive(name, argument, tuple(Option(n, v, Place(*p)) for n, v, p in options), Place(*place))
