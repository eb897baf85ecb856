"""Where links lead."""

import re
from collections.abc import Iterator

from score_compiler.context import Context, EditionContext
from score_compiler.documents import Reference
from score_compiler.model import Quiz, identities
from score_compiler.problems import Code
from score_core.problems import Problem, nearest

BROKEN = Code("link-broken", "A link to an id that the course does not have")
RELATIVE = Code("link-relative", "A link to a file or to an address without https://, which leads nowhere in Open edX")
SCHEME = Code("link-scheme", "A link that is neither of the web nor mail or telephone")
EMPTY = Code("link-empty", "A link without a target")
ABOUT = Code("link-about", "A link from the about page into the course: Open edX leaves it dead there")

CODES = (BROKEN, RELATIVE, SCHEME, EMPTY, ABOUT)

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ALLOWED = ("http", "https", "mailto", "tel")


def check(context: Context) -> Iterator[Problem]:
    for edition in context.editions:
        ids = {name for _, name, _ in identities(edition.course) if name}
        about = edition.parsed.about
        for link in about.links if about else ():
            if link.target.startswith("#"):
                yield ABOUT.at(
                    link.place, "The about page stands outside of the course.", "Name the lesson without a link."
                )
            else:
                yield from _target(link, ids)
        for document in edition.parsed.documents():
            for link in document.links if document is not about else ():
                yield from _target(link, ids)
        for link in _of_quizzes(context, edition):
            yield from _target(Reference(f"#{link.target}", link.place), ids)


def _of_quizzes(context: Context, edition: EditionContext) -> Iterator[Reference]:
    quizzes = context.shelf.quizzes_of(context.module.name, edition.language)
    for chapter in edition.course.chapters:
        for sequential in chapter.sequentials:
            for vertical in sequential.verticals:
                for block in vertical.blocks:
                    if isinstance(block, Quiz) and block.quiz_key in quizzes:
                        yield from quizzes[block.quiz_key].links


def _target(link: Reference, ids: set[str]) -> Iterator[Problem]:
    target = link.target
    scheme = _SCHEME.match(target)
    if not target or target == "#":
        yield EMPTY.at(link.place, "This link has no target.", "Write one: [text](#page-id) or [text](https://…).")
    elif target.startswith("#"):
        if target[1:] not in ids:
            near = nearest(target[1:], sorted(ids))
            remedy = f"Did you mean #{near}?" if near else "Write the id of a page, lesson or block of this course."
            yield BROKEN.at(link.place, f"The course has no “{target[1:]}” to link to.", remedy)
    elif scheme is None:
        yield RELATIVE.at(
            link.place,
            f"The link to “{target}” leads nowhere in Open edX.",
            "Link to a page with its id, [text](#page-id), or to the web with https://.",
        )
    elif scheme[1].lower() not in _ALLOWED:
        yield SCHEME.at(link.place, f"A link can't lead to “{scheme[1]}:”.", "Use https://, mailto: or tel:.")
