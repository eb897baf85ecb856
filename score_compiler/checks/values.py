"""Texts that Open edX would read as something else. It decodes the attributes of its own blocks as JSON."""

import json
from collections.abc import Iterator

from score_compiler.codes import sources
from score_compiler.context import Context
from score_compiler.model import Html
from score_compiler.parse.plain import entities
from score_compiler.problems import Code, Place
from score_core.problems import Problem

DECODED = Code("title-decoded", "A title that Open edX would read as a number, as nothing, or without its quotes")
TOO_LONG = Code("title-too-long", "A title that does not fit on a phone or into the database")

MARKUP = Code("course-markup", "A short description with < or >, which Open edX takes for HTML")

CODES = (DECODED, TOO_LONG, MARKUP)

LONGEST = 120


def check(context: Context) -> Iterator[Problem]:
    yield from _entities(context)
    for edition in context.editions:
        if set(edition.course.short_description) & set("<>"):
            yield MARKUP.at(
                context.config.place,
                "The short description holds < or >.",
                "Say it in words: less than, more than.",
            )
        for title, place in _titles(context, edition.language):
            if _is_json(title):
                yield DECODED.at(
                    place,
                    f"Open edX would not show the title {title} as it is.",
                    "Write quotes as “…”, and add a word to a bare number.",
                )
            if len(title) > LONGEST:
                yield TOO_LONG.at(
                    place,
                    f"This title has {len(title)} characters.",
                    f"Shorten it to at most {LONGEST}: phones show two lines.",
                )


def _entities(context: Context) -> Iterator[Problem]:
    """Those of YAML; of Markdown the parser tells."""
    files = (context.module.config_file, *context.module.worksheets, *context.courses.worksheets)
    for file in filter(None, files):
        for number, line in enumerate(file.text.split("\n"), 1):
            for column, entity, character in entities("" if line.lstrip().startswith("#") else line):
                yield sources.ENTITY.at(
                    Place(file.shown, number, column),
                    f"“{entity}” would show as it is typed.",
                    f"Write the character itself: {character}",
                )


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _titles(context: Context, language: str) -> Iterator[tuple[str, Place]]:
    for edition in context.editions:
        if edition.language != language:
            continue
        yield edition.course.title, context.config.place
        for assignment, source in zip(edition.course.assignments, context.config.assignments, strict=True):
            yield assignment.type, source.place
        for chapter in edition.course.chapters:
            yield chapter.display_name, chapter.place
            for sequential in chapter.sequentials:
                yield sequential.display_name, sequential.place
                for vertical in sequential.verticals:
                    yield vertical.display_name, vertical.place
                    for block in vertical.blocks:
                        if not isinstance(block, Html):
                            yield block.display_name, block.place
