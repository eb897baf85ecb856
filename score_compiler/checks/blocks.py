"""Worksheets, quizzes and videos as lessons place them."""

import re
from collections.abc import Iterator

from score_compiler.context import Context
from score_compiler.documents import Directive
from score_compiler.problems import Code, Place
from score_core.problems import Problem, did_you_mean

WORKSHEET_UNKNOWN = Code("worksheet-unknown", "A worksheet's key that no file under courses/ has")
QUIZ_UNKNOWN = Code("quiz-unknown", "A quiz's key that no quiz of this module and language has")
KEY_DOUBLED = Code("key-doubled", "One key in two worksheets or two quizzes of all courses")
SECTION_UNKNOWN = Code("worksheet-unknown-section", "A section that the worksheet does not have")
LANGUAGE = Code("worksheet-language", "A worksheet that is not written in the language of the lesson that places it")
QUIZ_UNUSED = Code("quiz-unused", "A quiz that no lesson of its module places", level="warning")
OCCASION = Code("worksheet-occasion", "An occasion whose name records can't keep")
PURPOSE = Code("quiz-purpose", "A purpose that a quiz can't have")
ATTEMPTS = Code("quiz-attempts", "A number of attempts that is none")
VIDEO = Code("video-source", "A video with no file and no YouTube id, or with both")
CAPTIONS = Code("video-captions", "A video without captions for those who don't hear it")
YOUTUBE = Code("video-youtube", "A YouTube id that can't be one")

CODES = (
    WORKSHEET_UNKNOWN,
    QUIZ_UNKNOWN,
    KEY_DOUBLED,
    SECTION_UNKNOWN,
    LANGUAGE,
    QUIZ_UNUSED,
    OCCASION,
    PURPOSE,
    ATTEMPTS,
    VIDEO,
    CAPTIONS,
    YOUTUBE,
)

PURPOSES = ("graded", "practice", "pre", "post")
_OCCASION = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def check(context: Context) -> Iterator[Problem]:
    for edition in context.editions:
        quizzes = context.shelf.quizzes_of(context.module.name, edition.language)
        for directive in _directives(context, edition.language):
            if directive.name == "worksheet":
                yield from _worksheet(context, directive, edition.language)
            elif directive.name == "quiz":
                yield from _quiz(directive, sorted(quizzes), edition.language)
            elif directive.name == "video":
                yield from _video(directive)
    yield from _unused(context)


def _unused(context: Context) -> Iterator[Problem]:
    """Quizzes that no lesson places and no other quiz draws from.

    A worksheet needs none: other modules and a trainer's pages use it as well.
    """
    placed = {
        (edition.language, directive.argument)
        for edition in context.editions
        for directive in _directives(context, edition.language)
        if directive.name == "quiz"
    }
    for edition in context.editions:
        for quiz in context.shelf.quizzes_of(context.module.name, edition.language).values():
            placed.update((edition.language, key) for key in quiz.sources)
    for (module, language, key), quiz in context.shelf.quizzes.items():
        if module == context.module.name and not quiz.problems and (language, key) not in placed:
            yield QUIZ_UNUSED.at(
                Place(quiz.file.shown),
                f"No lesson places the quiz “{key}”.",
                f"Write {{quiz}} {key} into a lesson, draw from it, or remove the file.",
            )


def doubled(context: Context) -> Iterator[Problem]:
    """Keys that two files share; told once, whatever is built."""
    for key, second, first in context.shelf.doubled:
        yield KEY_DOUBLED.at(
            second, f"The key “{key}” is taken already, in {first.file}.", "Give this file a key of its own."
        )


def _directives(context: Context, language: str) -> Iterator[Directive]:
    for edition in context.editions:
        if edition.language == language:
            for document in edition.parsed.documents():
                for page in document.pages:
                    yield from (item for item in page.items if isinstance(item, Directive))


def _option(directive: Directive, name: str) -> Place:
    option = directive.option(name)
    return option.place if option else directive.place


def _worksheet(context: Context, directive: Directive, language: str) -> Iterator[Problem]:
    key, sheets = directive.argument, context.shelf.sheets
    if key and key not in sheets:
        yield WORKSHEET_UNKNOWN.at(
            directive.place,
            f"There is no worksheet “{key}”.",
            did_you_mean(key, sorted(sheets), "Write a file with this key."),
        )
    elif key and not sheets[key].problems and language not in sheets[key].title:
        yield LANGUAGE.at(
            directive.place,
            f"The worksheet “{key}” has no texts in “{language}”.",
            f"Write them in {sheets[key].file.shown}.",
        )
    occasion = directive.value("occasion")
    if occasion and not _OCCASION.fullmatch(occasion):
        yield OCCASION.at(
            _option(directive, "occasion"),
            f"“{occasion}” can't name an occasion.",
            "Use small letters, digits and -, such as baseline.",
        )
    if key in sheets and sheets[key].sections:
        known = sheets[key].sections
        for section in directive.value("sections").replace(",", " ").split():
            if section not in known:
                yield SECTION_UNKNOWN.at(
                    _option(directive, "sections"),
                    f"The worksheet “{key}” has no section “{section}”.",
                    did_you_mean(section, known),
                )


def _quiz(directive: Directive, known: list[str], language: str) -> Iterator[Problem]:
    key, purpose, attempts = directive.argument, directive.value("purpose"), directive.value("attempts")
    if key and key not in known:
        yield QUIZ_UNKNOWN.at(
            directive.place,
            f"There is no quiz “{key}” in this module's {language}/quizzes.",
            did_you_mean(key, known, "Write a file with this key."),
        )
    if purpose and purpose not in PURPOSES:
        yield PURPOSE.at(
            _option(directive, "purpose"),
            f"A quiz can't be for “{purpose}”.",
            did_you_mean(purpose, PURPOSES),
        )
    if attempts and not (attempts.isascii() and attempts.isdigit() and 0 < int(attempts) < 100):
        yield ATTEMPTS.at(
            _option(directive, "attempts"),
            f"“{attempts}” is not a number of attempts.",
            "Write 1 to 99, or leave the line out: then there is no limit.",
        )


def _video(directive: Directive) -> Iterator[Problem]:
    youtube = directive.value("youtube")
    if bool(directive.argument) == bool(youtube):
        yield VIDEO.at(
            directive.place,
            "A video needs either a file or a YouTube id.",
            "Write {video} file.mp4, or {video} with :youtube: and its id.",
        )
    if youtube and not re.fullmatch(r"[A-Za-z0-9_-]{11}", youtube):
        yield YOUTUBE.at(
            _option(directive, "youtube"),
            f"“{youtube}” is no YouTube id.",
            "Copy the 11 characters behind v= in the address.",
        )
    if directive.argument and not directive.value("captions"):
        yield CAPTIONS.at(directive.place, "This video has no captions.", "Add a line :captions: file.srt")
