"""A course in one language, as Open edX will know it. Plain data: no files, no Markdown, no XML."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from score_compiler.problems import Place


@dataclass(frozen=True)
class Html:
    url_name: str
    display_name: str
    html: str  # sanitised, without the wrapper that emit adds
    place: Place


@dataclass(frozen=True)
class Worksheet:
    url_name: str
    display_name: str
    worksheet_key: str
    occasion: str
    sections: tuple[str, ...]
    content: str
    place: Place


@dataclass(frozen=True)
class Quiz:
    url_name: str
    display_name: str
    quiz_key: str
    purpose: str
    max_attempts: int
    weight: float
    content: str
    place: Place


@dataclass(frozen=True)
class Progress:
    url_name: str
    display_name: str
    place: Place


@dataclass(frozen=True)
class Video:
    url_name: str
    display_name: str
    file: str
    captions: str
    youtube: str
    place: Place


Block = Html | Worksheet | Quiz | Progress | Video


@dataclass(frozen=True)
class Vertical:
    url_name: str
    display_name: str
    blocks: tuple[Block, ...]
    place: Place


@dataclass(frozen=True)
class Sequential:
    url_name: str
    display_name: str
    assignment: str  # the key of its assignment; "" when it is not graded
    verticals: tuple[Vertical, ...]
    place: Place


@dataclass(frozen=True)
class Chapter:
    url_name: str
    display_name: str
    sequentials: tuple[Sequential, ...]
    place: Place


@dataclass(frozen=True)
class Assignment:
    key: str
    type: str
    short: str
    weight: int  # percent
    drop: int
    count: int  # how many lessons count as this


@dataclass(frozen=True)
class Asset:
    name: str  # in Open edX: flat
    path: Path


@dataclass(frozen=True)
class Course:
    key: str
    org: str
    number: str
    run: str
    language: str
    title: str
    short_description: str
    start: date
    end: date | None
    image: str
    passing: int  # percent
    assignments: tuple[Assignment, ...]
    overview: str  # sanitised HTML of the about page
    chapters: tuple[Chapter, ...]
    assets: tuple[Asset, ...]
    stylesheet: str  # name of the asset that html blocks link, or ""


# What each kind of block is called in OLX.
TYPES: dict[type[Block], str] = {
    Html: "html",
    Worksheet: "score_worksheet",
    Quiz: "score_quiz",
    Progress: "score_progress",
    Video: "video",
}


# What authors call them.
WORDS = {
    "chapter": "section",
    "sequential": "lesson",
    "vertical": "page",
    "html": "text",
    "score_worksheet": "worksheet",
    "score_quiz": "quiz",
    "score_progress": "progress",
}


def identities(course: Course) -> list[tuple[str, str, Place]]:
    """(type, url_name, place) of everything that learners' state or links hang on, in the order of the course."""
    found: list[tuple[str, str, Place]] = []
    for chapter in course.chapters:
        found.append(("chapter", chapter.url_name, chapter.place))
        for sequential in chapter.sequentials:
            found.append(("sequential", sequential.url_name, sequential.place))
            for vertical in sequential.verticals:
                found.append(("vertical", vertical.url_name, vertical.place))
                found.extend((TYPES[type(block)], block.url_name, block.place) for block in vertical.blocks)
    return found
