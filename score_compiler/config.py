"""course.yaml: what Open edX needs to know of a course besides its lessons."""

import re
from dataclasses import dataclass
from datetime import date

from score_compiler.codes import course as codes
from score_compiler.parse.render import WORDS
from score_compiler.problems import Code, Place
from score_core import yamltext
from score_core.problems import Problem, did_you_mean
from score_core.reading import Reader, Report
from score_core.texts import Texts

KEYS = (
    "key",
    "org",
    "number",
    "run",
    "title",
    "short_description",
    "languages",
    "start",
    "end",
    "image",
    "pass",
    "assignments",
    "retired",
)
NEEDED = ("key", "org", "number", "run", "title", "short_description", "languages", "start")
ASSIGNMENT_KEYS = ("key", "type", "short", "weight", "drop")
ASSIGNMENT_NEEDED = ("key", "type", "short", "weight")
SLUG = r"[a-z0-9][a-z0-9_-]{0,39}"
SLUG_RULE = "Use up to 40 small letters, digits, - and _."
PART = r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}"  # org, number, run
PART_RULE = "Use up to 40 letters, digits, - and _."
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


@dataclass(frozen=True)
class Assignment:
    key: str
    type: Texts
    short: Texts
    weight: int
    drop: int
    place: Place


@dataclass(frozen=True)
class Config:
    key: str
    org: str
    number: Texts
    run: str
    title: Texts
    short_description: Texts
    languages: tuple[str, ...]
    start: date
    end: date | None
    image: str
    image_place: Place
    passing: int
    assignments: tuple[Assignment, ...]
    retired: tuple[str, ...]
    retired_place: Place
    place: Place


def read(text: str, file: str) -> tuple[Config | None, list[Problem]]:
    """Reads a course.yaml. There is no Config when a part is missing that the build can't do without."""
    node, problems = yamltext.load(text, file)
    if node is None:
        return None, problems
    report = Report(file, "course")
    report.problems += problems
    config = _config(Reader(node, "the course", KEYS, report), report)
    return config, sorted(set(report.problems))


def _tell(report: Report, code: Code, node: yamltext.Node, message: str, remedy: str) -> None:
    report.add_full(node, code.name, message, remedy, code.level)


def _config(reader: Reader, report: Report) -> Config | None:
    known = _languages(reader, report)
    languages = known or tuple(WORDS)
    key = reader.word("key", SLUG, SLUG_RULE)
    org, run = reader.word("org", PART, PART_RULE), reader.word("run", PART, PART_RULE)
    number = _numbers(reader, report, languages)
    title = _texts(reader, "title", report, languages)
    short_description = _texts(reader, "short_description", report, languages)
    start, end = _day(reader, "start", report, required=True), _day(reader, "end", report)
    if start and end and end < start:
        _tell(
            report, codes.DATES, reader.at("end"), "The course ends before it starts.", "Give it a later end, or none."
        )
    if not reader.has("image"):
        message = "The course has no picture: Open edX shows a broken one in the list of courses."
        _tell(report, codes.NO_IMAGE, reader.node, message, "Put a PNG or JPEG into static/ and add image: course.png")
    assignments = _assignments(reader, report, languages)
    retired = reader.list("retired") if reader.has("retired") else ()
    if not (known and key and org and run and start and number.keys() >= set(languages)):
        return None
    return Config(
        key,
        org,
        number,
        run,
        title,
        short_description,
        languages,
        start,
        end,
        image=reader.text("image"),
        image_place=_place(reader.at("image"), report),
        passing=reader.integer("pass", 70, 1, 100),
        assignments=assignments,
        retired=tuple(node.text.split()[-1] for node in retired if isinstance(node, yamltext.Scalar) and node.text),
        retired_place=_place(reader.at("retired"), report),
        place=_place(reader.at("title"), report),
    )


def _place(node: yamltext.Node, report: Report) -> Place:
    return Place(report.file, node.line, node.column)


def _languages(reader: Reader, report: Report) -> tuple[str, ...]:
    """The languages of the course; none of them when one is unknown, so that no other mistake follows from it."""
    found: list[str] = []
    unknown = False
    for node in reader.list("languages", required=True):
        word = node.text if isinstance(node, yamltext.Scalar) else ""
        if word not in WORDS:
            unknown = True
            _tell(report, codes.LANGUAGE, node, f"There are no texts in “{word}” yet.", did_you_mean(word, WORDS))
        elif word not in found:
            found.append(word)
    return () if unknown else tuple(found)


def _texts(reader: Reader, key: str, report: Report, languages: tuple[str, ...]) -> Texts:
    """A text in each of the course's languages and in no other, in one line."""
    texts, node = reader.texts(key), reader.at(key)
    for language, _ in node.pairs if isinstance(node, yamltext.Mapping) and texts else ():
        if language.text in texts and language.text not in languages:
            message = f"The course has no language “{language.text}”."
            _tell(report, codes.LANGUAGE, language, message, did_you_mean(language.text, languages))
    for language_ in languages:
        if texts and language_ not in texts:
            message = f"“{key}” of {reader.what} is missing in “{language_}”."
            report.add(node, "missing-language", message, f"Add {language_}: …")
    return Texts({language: " ".join(text.split()) for language, text in texts.items()})


def _numbers(reader: Reader, report: Report, languages: tuple[str, ...]) -> Texts:
    """The number of each edition, which with organisation and run is its address: all different."""
    texts, node = _texts(reader, "number", report, languages), reader.at("number")
    for language, number in texts.items():
        if not re.fullmatch(PART, number):
            report.add(
                node, "bad-key", f"The number “{number}” ({language}) of {reader.what} is not allowed.", PART_RULE
            )
    if len({number.casefold() for number in texts.values()}) < len(texts):
        remedy = "Give each its own, such as SCORE-COOP-EN and SCORE-COOP-ID."
        message = "Two languages have the same number; capital letters make no difference."
        _tell(report, codes.SAME_COURSE, node, message, remedy)
    return texts


def _day(reader: Reader, key: str, report: Report, required: bool = False) -> date | None:
    node = reader.scalar(key, required)
    if node is None:
        return None
    if re.fullmatch(DAY, node.text):
        try:
            return date.fromisoformat(node.text)
        except ValueError:
            pass
    remedy = f"Write year, month and day: {key}: 2026-01-31"
    _tell(report, codes.DATE, node, f"“{node.text}” is not a day of the calendar.", remedy)
    return None


def _assignments(reader: Reader, report: Report, languages: tuple[str, ...]) -> tuple[Assignment, ...]:
    found: list[Assignment] = []
    items = (
        reader.each("assignments", lambda key: f"the assignment “{key}”", ASSIGNMENT_KEYS)
        if reader.has("assignments")
        else ()
    )
    for item in items:
        item.get("weight", required=True)
        assignment = Assignment(
            item.word("key", SLUG, SLUG_RULE),
            _texts(item, "type", report, languages),
            _texts(item, "short", report, languages),
            item.integer("weight", 0, 1, 100),
            item.integer("drop", 0, 0, 99),
            _place(item.node, report),
        )
        for other in found:
            same = [language for language in assignment.type if assignment.type[language] == other.type.get(language)]
            if assignment.key == other.key or same:
                message, remedy = "Two assignments have the same key or type.", "Give each its own, or join them."
                _tell(report, codes.TYPE_DOUBLED, item.node, message, remedy)
        found.append(assignment)
    total = sum(assignment.weight for assignment in found)
    if found and total != 100:
        remedy = "Change them so that they add up to 100."
        _tell(report, codes.WEIGHTS, reader.at("assignments"), f"The weights add up to {total}.", remedy)
    return tuple(found)
