"""Ids: what learners' answers, scores and completion hang on."""

import re
from collections.abc import Iterator

from score_compiler import lock
from score_compiler.context import Context, EditionContext
from score_compiler.documents import Directive
from score_compiler.model import WORDS, identities
from score_compiler.problems import Code, Place
from score_core.problems import Problem, nearest

MISSING = Code("id-missing", "A heading or directive without an id")
BAD = Code("id-bad", "An id with other characters than small letters, digits, - and _")
DOUBLED = Code("id-doubled", "One id given to two things")
TOO_LONG = Code("id-too-long", "An id whose whole address is longer than Open edX can store")
LOCK_MISSING = Code("lock-missing", "An id that ids.lock does not know yet")
LOCK_LOST = Code("lock-lost", "An id in ids.lock that the sources have no more: learners' answers would be orphaned")
LOCK_LINE = Code("lock-line", "A line of ids.lock that can't be read")
RETIRED = Code("lock-retired", "A retired id that is still used, or was never in ids.lock")

CODES = (MISSING, BAD, DOUBLED, TOO_LONG, LOCK_MISSING, LOCK_LOST, LOCK_LINE, RETIRED)

GOOD = re.compile(r"[a-z0-9][a-z0-9_-]*")
LONGEST_KEY = 254  # characters of a whole usage key


def check(context: Context) -> Iterator[Problem]:
    for edition in context.editions:
        yield from _missing(edition)
        yield from _each(context, edition)
    yield from _against_lock(context)


def _missing(edition: EditionContext) -> Iterator[Problem]:
    for section in edition.parsed.sections:
        for document in (section.index, *section.lessons):
            if not document.id and document.title:
                yield _without(document.place, f"The title “{document.title}”", "at its end: {#some-id}")
            for page in document.pages:
                if not page.id:
                    yield _without(page.place, f"The page “{page.title}”", "at its end: {#some-id}")
                for item in page.items:
                    if isinstance(item, Directive) and not item.id:
                        yield _without(
                            item.place, f"The directive {{{item.name}}}", "below its first line: :id: some-id"
                        )


def _without(place: Place, what: str, how: str) -> Problem:
    return MISSING.at(place, f"{what} has no id.", f"Run `score ids`, or write one {how}")


def _each(context: Context, edition: EditionContext) -> Iterator[Problem]:
    course = edition.course
    first: dict[str, Place] = {}
    for tag, name, place in identities(course):
        if not name:
            continue
        if not GOOD.fullmatch(name):
            yield BAD.at(place, f"“{name}” can't be an id.", "Use small letters, digits, - and _ only.")
        if name in first:
            other = first[name]
            yield DOUBLED.at(
                place,
                f"The id “{name}” is taken already, in {other.file}:{other.line}.",
                "Give this one an id of its own.",
            )
        first.setdefault(name, place)
        key = f"block-v1:{course.org}+{course.number}+{course.run}+type@{tag}+block@{name}"
        if len(key) > LONGEST_KEY:
            yield TOO_LONG.at(
                place,
                f"The address of “{name[:30]}…” has {len(key)} characters; Open edX stores {LONGEST_KEY}.",
                "Shorten the id.",
            )


def _against_lock(context: Context) -> Iterator[Problem]:
    file = context.module.lock
    used = lock.of([edition.course for edition in context.editions])
    retired = set(context.config.retired)
    config_place = context.config.retired_place
    if file is None:
        if used:
            shown = f"{context.module.shown}/ids.lock"
            yield LOCK_MISSING.at(
                Place(shown), "The course has no ids.lock yet.", "Run `score ids` and commit the file."
            )
        return
    entries, bad = lock.read(file.text)
    for line in bad:
        yield LOCK_LINE.at(
            Place(file.shown, line, 1),
            "This line is not a type and an id.",
            "Restore it: `score ids` alone writes this file.",
        )
    locked = set(entries)
    places = {(tag, name): place for e in context.editions for tag, name, place in identities(e.course)}
    for entry in sorted(used - locked):
        yield LOCK_MISSING.at(
            places[entry],
            f"The {WORDS.get(entry[0], entry[0])} “{entry[1]}” is not in ids.lock.",
            "Run `score ids` and commit the file.",
        )
    for entry in sorted(locked - used):
        if entry[1] not in retired:
            yield _lost(entry, used, file.shown, entries.index(entry) + 1)
    for name in sorted(retired):
        if name in {used_name for _, used_name in used}:
            yield RETIRED.at(config_place, f"The id “{name}” is retired but still used.", "Take it out of `retired`.")
        elif name not in {locked_name for _, locked_name in locked}:
            yield RETIRED.at(config_place, f"The retired id “{name}” was never published.", "Take it out of `retired`.")


def _lost(entry: lock.Entry, used: set[lock.Entry], file: str, line: int) -> Problem:
    tag, name = entry
    now = next((t for t, n in sorted(used) if n == name), "")
    near = nearest(name, [n for t, n in sorted(used) if t == tag])
    was = WORDS.get(tag, tag)
    if now:
        message = f"“{name}” was a {was} and is now a {WORDS.get(now, now)}: learners' work in it would be orphaned."
    else:
        message = f"The {was} “{name}” is gone: learners' answers, scores and completion in it would be orphaned."
    hint = f" (was it renamed to “{near}”?)" if near and not now else ""
    return LOCK_LOST.at(
        Place(file, line, 1), message, f"Give it its id back{hint}, or list it under `retired` in course.yaml."
    )
