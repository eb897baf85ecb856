"""Ids for headings and directives that have none: written into the sources, so that they stay when words change."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from score_compiler.build import ParsedEdition
from score_compiler.documents import Directive
from score_compiler.problems import Place

_LONGEST = 40
Position = tuple[int, ...]  # section, lesson, page, directive: where a thing stands in its edition


@dataclass(frozen=True)
class Given:
    """An id that a place of the sources lacks."""

    place: Place
    id: str
    directive: bool


@dataclass(frozen=True)
class _Thing:
    position: Position
    id: str
    words: str
    place: Place
    directive: bool


def _things(edition: ParsedEdition) -> Iterator[_Thing]:
    for s, section in enumerate(edition.sections):
        yield _Thing((s,), section.index.id, section.index.title, section.index.place, False)
        for n, lesson in enumerate(section.lessons):
            yield _Thing((s, n), lesson.id, lesson.title, lesson.place, False)
            for p, page in enumerate(lesson.pages):
                yield _Thing((s, n, p), page.id, page.title, page.place, False)
                directives = [item for item in page.items if isinstance(item, Directive)]
                for d, item in enumerate(directives):
                    words = f"{item.name} {item.argument.partition('.')[0]}".strip()
                    yield _Thing((s, n, p, d), item.id, words, item.place, True)


def missing(editions: Sequence[ParsedEdition], taken: set[str]) -> list[Given]:
    """An id for each thing without one.

    A thing at the same place of another language gives its id, since both languages have the same ones; else its words
    make it. `taken` are ids that may never be used for something new.
    """
    things = [list(_things(edition)) for edition in editions]
    known: dict[Position, str] = {}
    for edition in things:
        for thing in edition:
            if thing.id:
                known.setdefault(thing.position, thing.id)
    used = taken | {thing.id for edition in things for thing in edition}
    found = []
    for edition in things:
        own = {thing.id for thing in edition if thing.id}
        for thing in edition:
            if thing.id:
                continue
            id_ = known.get(thing.position, "")
            if not id_ or id_ in own:
                id_ = _free(slug(thing.words) or "untitled", used)
            known.setdefault(thing.position, id_)
            own.add(id_)
            used.add(id_)
            found.append(Given(thing.place, id_, thing.directive))
    return found


def slug(words: str) -> str:
    """Readable and safe: small ASCII letters, digits and hyphens, at most 40."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:_LONGEST].strip("-")


def _free(name: str, used: set[str]) -> str:
    number, free = 1, name
    while free in used:
        number += 1
        free = f"{name}-{number}"
    return free


def insert(text: str, given: Sequence[Given]) -> str:
    """A source file with these ids in it; all else stays as it is, line ends included."""
    lines = text.splitlines(keepends=True)
    for one in sorted(given, key=lambda one: one.place.line, reverse=True):
        at = one.place.line - 1
        line = lines[at]
        body = line.rstrip("\r\n")
        end = line[len(body) :] or "\n"
        if one.directive:
            indent = body[: len(body) - len(body.lstrip())]
            lines[at : at + 1] = [body + end, f"{indent}:id: {one.id}{end}"]
        else:
            words = re.sub(r"[ \t]+#+[ \t]*$", "", re.sub(r"[ \t]*\{#\s*\}[ \t]*$", "", body)).rstrip()
            lines[at] = f"{words} {{#{one.id}}}{line[len(body) :]}"
    return "".join(lines)
