"""The tree of a course: nothing empty, and the same in every language."""

from collections.abc import Container, Iterator

from score_compiler.context import Context, EditionContext
from score_compiler.model import (
    TYPES,
    WORDS,
    Block,
    Chapter,
    Course,
    Html,
    Progress,
    Quiz,
    Sequential,
    Vertical,
    Video,
    Worksheet,
    identities,
)
from score_compiler.problems import Code, Place
from score_core.problems import Problem

EDITION_EMPTY = Code("edition-empty", "A language without a section")
CHAPTER_EMPTY = Code("section-empty", "A section without a lesson")
SEQUENTIAL_EMPTY = Code("lesson-empty", "A lesson without a page")
VERTICAL_EMPTY = Code("page-empty", "A page without text or blocks")
SHAPE = Code("language-shape", "Something that one language has and another lacks")
ORDER = Code("language-order", "Things that stand in another order, or elsewhere, in another language")
DIFFERS = Code("language-differs", "A block or lesson that another language sets otherwise")
QUIZ = Code("language-quiz", "A quiz that asks something else in another language")

CODES = (EDITION_EMPTY, CHAPTER_EMPTY, SEQUENTIAL_EMPTY, VERTICAL_EMPTY, SHAPE, ORDER, DIFFERS, QUIZ)


def check(context: Context) -> Iterator[Problem]:
    for edition in context.editions:
        yield from _empty(edition)
    for other in context.editions[1:]:
        shape = list(_shape(context.editions[0], other))
        yield from shape
        if not shape:
            yield from _order(context.editions[0], other)
            yield from _settings(context.editions[0], other)
    yield from _quizzes(context)


def _empty(edition: EditionContext) -> Iterator[Problem]:
    if not edition.course.chapters:
        place = Place(edition.parsed.edition.folder)
        yield EDITION_EMPTY.at(
            place,
            f"The edition “{edition.language}” has no section.",
            "Write one: 01-start/index.md and 01-start/01-a-lesson.md",
        )
    for chapter in edition.course.chapters:
        if not chapter.sequentials:
            yield CHAPTER_EMPTY.at(
                chapter.place,
                f"The section “{chapter.display_name}” has no lesson.",
                "Write one, or remove the folder.",
            )
        for sequential in chapter.sequentials:
            if not sequential.verticals and sequential.display_name:
                yield SEQUENTIAL_EMPTY.at(
                    sequential.place,
                    f"The lesson “{sequential.display_name}” has no page.",
                    "Write one: ## Title {#id}",
                )
            for vertical in sequential.verticals:
                if not vertical.blocks:
                    yield VERTICAL_EMPTY.at(
                        vertical.place,
                        f"The page “{vertical.display_name}” is empty.",
                        "Write its text, or remove the heading.",
                    )


def _shape(one: EditionContext, other: EditionContext) -> Iterator[Problem]:
    for here, there in ((one, other), (other, one)):
        known = {(tag, name) for tag, name, _ in identities(there.course)}
        for tag, node in _lacking(here.course, known):
            word = WORDS.get(tag, tag)
            yield SHAPE.at(
                node.place,
                f"The {word} “{node.url_name}” is in “{here.language}” and not in “{there.language}”.",
                "Write it in both languages, with the same id and at the same place.",
            )


_Node = Chapter | Sequential | Vertical | Block


def _lacking(parent: Course | _Node, known: Container[tuple[str, str]]) -> Iterator[tuple[str, _Node]]:
    """The topmost things below a parent that are not known: what stands in one of them is missing with it."""
    for tag, node in _parts(parent):
        if node.url_name and (tag, node.url_name) not in known:
            yield tag, node
        else:
            yield from _lacking(node, known)


def _parts(parent: Course | _Node) -> list[tuple[str, _Node]]:
    if isinstance(parent, Course):
        return [("chapter", node) for node in parent.chapters]
    if isinstance(parent, Chapter):
        return [("sequential", node) for node in parent.sequentials]
    if isinstance(parent, Sequential):
        return [("vertical", node) for node in parent.verticals]
    if isinstance(parent, Vertical):
        return [(TYPES[type(node)], node) for node in parent.blocks]
    return []


def _lines(course: Course) -> Iterator[tuple[str, str, Place]]:
    """Each thing with its parent, in order."""
    for chapter in course.chapters:
        yield "", chapter.url_name, chapter.place
        for sequential in chapter.sequentials:
            yield chapter.url_name, sequential.url_name, sequential.place
            for vertical in sequential.verticals:
                yield sequential.url_name, vertical.url_name, vertical.place
                for block in vertical.blocks:
                    yield vertical.url_name, block.url_name, block.place


def _order(one: EditionContext, other: EditionContext) -> Iterator[Problem]:
    for (parent, name, _), (other_parent, other_name, place) in zip(
        _lines(one.course), _lines(other.course), strict=False
    ):
        if (parent, name) != (other_parent, other_name):
            yield ORDER.at(
                place,
                f"Here stands “{other_name}”; in “{one.language}” it is “{name}”.",
                "Bring both languages into the same order.",
            )
            return


def _facts(edition: EditionContext) -> Iterator[tuple[str, str, dict[str, str], Place]]:
    for chapter in edition.course.chapters:
        for sequential in chapter.sequentials:
            yield sequential.url_name, "lesson", {"graded": sequential.assignment}, sequential.place
            for vertical in sequential.verticals:
                for block in vertical.blocks:
                    if isinstance(block, Worksheet):
                        facts = {
                            "key": block.worksheet_key,
                            "occasion": block.occasion,
                            "sections": ", ".join(block.sections),
                        }
                    elif isinstance(block, Quiz):
                        facts = {"key": block.quiz_key, "purpose": block.purpose, "attempts": str(block.max_attempts)}
                    elif isinstance(block, Html | Progress | Video):
                        facts = {}
                    yield block.url_name, "block", facts, block.place


def _settings(one: EditionContext, other: EditionContext) -> Iterator[Problem]:
    known = {name: facts for name, _, facts, _ in _facts(one)}
    for name, word, facts, place in _facts(other):
        for key, value in facts.items():
            expected = known.get(name, facts).get(key, "")
            if value != expected:
                yield DIFFERS.at(
                    place,
                    f"The {word} “{name}” has {key} “{value}” here and “{expected}” in “{one.language}”.",
                    "Make both languages the same.",
                )


def _quizzes(context: Context) -> Iterator[Problem]:
    if not context.editions:
        return
    first = context.editions[0].language
    one = context.shelf.quizzes_of(context.module.name, first)
    for edition in context.editions[1:]:
        for key, quiz in context.shelf.quizzes_of(context.module.name, edition.language).items():
            if key not in one or quiz.problems or one[key].problems:
                continue
            for (id_, asked), (other_id, other_asked) in zip(one[key].shape, quiz.shape, strict=False):
                if (id_, asked) != (other_id, other_asked):
                    yield QUIZ.at(
                        Place(quiz.file.shown),
                        f"“{other_id}” asks here for {other_asked}. In “{first}” there is “{id_}”, for {asked}.",
                        "Ask the same in both languages, with the same ids in the same order.",
                    )
                    break
            else:
                if len(one[key].shape) != len(quiz.shape):
                    yield QUIZ.at(
                        Place(quiz.file.shown),
                        f"The quiz has {len(quiz.shape)} questions here and {len(one[key].shape)} in “{first}”.",
                        "Ask the same in both languages.",
                    )
