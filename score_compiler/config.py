"""course.yaml: what Open edX needs to know of a course besides its lessons."""

from dataclasses import dataclass
from datetime import date

from score_compiler.checks import course as codes
from score_compiler.parse.render import WORDS
from score_compiler.problems import Place
from score_compiler.yamlread import Taker
from score_core import yamltext
from score_core.problems import Problem, did_you_mean
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
ASSIGNMENT_KEYS = ("key", "type", "short", "weight", "drop")
SLUG = r"[a-z0-9][a-z0-9_-]{0,39}"
PART = r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}"  # org, number, run


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
    file: str


def read(text: str, file: str) -> tuple[Config | None, list[Problem]]:
    """Reads a course.yaml. There is no Config when a part is missing that the build can't do without."""
    node, problems = yamltext.load(text, file)
    if node is None:
        return None, problems
    if not isinstance(node, yamltext.Mapping):
        problems.append(
            codes.SHAPE.at(
                Place(file, node.line, node.column), "This is not a list of keys.", "Write lines like key: cooperation"
            )
        )
        return None, problems
    taker = Taker(node, file, problems)
    taker.only(KEYS, "course.yaml")
    languages = _languages(taker)
    key = taker.word("key", SLUG, "cooperation")
    org = taker.word("org", PART, "SCORE")
    run = taker.word("run", PART, '"2026"')
    number = _numbers(taker, languages)
    title = taker.texts("title", languages)
    short_description = taker.texts("short_description", languages)
    start, end = taker.day("start", needed=True), taker.day("end", needed=False)
    if start and end and end < start:
        taker.tell(
            codes.DATES, node.get("end") or node, "The course ends before it starts.", "Give it a later end, or none."
        )
    passing = taker.number("pass", 70, 1, 100)
    image = taker.scalar("image", "course.png", needed=False)
    assignments = _assignments(taker, languages)
    retired = tuple(
        word.text.split()[-1] for word in taker.words("retired", "[old-id]", needed=False) if word.text.strip()
    )
    if not (languages and key and org and run and start and len(number) == len(languages)):
        return None, problems
    return (
        Config(
            key,
            org,
            number,
            run,
            title,
            short_description,
            languages,
            start,
            end,
            image.text if image else "",
            taker.place(image or node),
            passing,
            assignments,
            retired,
            file,
        ),
        problems,
    )


def _languages(taker: Taker) -> tuple[str, ...]:
    found: list[str] = []
    for word in taker.words("languages", "[en, id]", needed=True):
        if word.text not in WORDS:
            taker.tell(
                codes.LANGUAGE, word, f"There are no texts in “{word.text}” yet.", did_you_mean(word.text, WORDS)
            )
        elif word.text not in found:
            found.append(word.text)
    return tuple(found)


def _numbers(taker: Taker, languages: tuple[str, ...]) -> Texts:
    """The number of each edition, which with organisation and run is its address: all different."""
    texts = taker.texts("number", languages)
    node = taker.node.get("number")
    if not isinstance(node, yamltext.Mapping):
        return texts
    inner = Taker(node, taker.file, taker.problems)
    words = {language: inner.word(language, PART, "SCORE-COOP-EN") for language in languages if language in texts}
    if len(set(words.values())) < len(words):
        taker.tell(
            codes.SAME_COURSE,
            node,
            "Two languages have the same number.",
            "Give each its own, such as SCORE-COOP-EN and SCORE-COOP-ID.",
        )
    return Texts({language: word for language, word in words.items() if word})


def _assignments(taker: Taker, languages: tuple[str, ...]) -> tuple[Assignment, ...]:
    example = "- {key: quiz, type: {en: Quiz, id: Kuis}, short: {en: Quiz, id: Kuis}, weight: 100}"
    found: list[Assignment] = []
    for item in taker.takers("assignments", example):
        item.only(ASSIGNMENT_KEYS, "An assignment")
        assignment = Assignment(
            item.word("key", SLUG, "quiz"),
            item.texts("type", languages),
            item.texts("short", languages),
            item.number("weight", None, 1, 100),
            item.number("drop", 0, 0, 99),
            item.place(item.node),
        )
        for other in found:
            same = [language for language in languages if assignment.type.get(language, "") == other.type.get(language)]
            if assignment.key == other.key or same:
                taker.problems.append(
                    codes.TYPE_DOUBLED.at(
                        assignment.place,
                        "Two assignments have the same key or type.",
                        "Give each its own, or join them.",
                    )
                )
        found.append(assignment)
    total = sum(assignment.weight for assignment in found)
    if found and total != 100:
        taker.problems.append(
            codes.WEIGHTS.at(
                found[-1].place, f"The weights add up to {total}.", "Change them so that they add up to 100."
            )
        )
    return tuple(found)
