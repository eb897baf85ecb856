"""Quizzes that draw from other files: what they draw from is packed into them, both languages draw alike."""

from lxml import etree

from score_core import quiz_text
from tests.compiler.conftest import Sources

POOL = """---
key: press-pool
---
# Pool

## What is this? {#what}
:points: 2

![A gauge at zero](gauge.png)

- (x) A gauge {#gauge}
- ( ) A clock {#clock}

Explanation: See [the page](#count).

## What stands still? {#still}
:points: 2

- (x) The press {#press}
- ( ) The clock {#clock}
"""
QUIZ = {"en": "press/en/quizzes/stops.md", "id": "press/id/quizzes/henti.md"}


def drawing(sources: Sources, count: int = 2) -> None:
    """The fixture's quiz draws from a pool, too; all questions bring two points."""
    draw = f"key: press-stops\ndraw: {{from: [press-pool], count: {count}}}"
    for language, name in QUIZ.items():
        sources.write(f"press/{language}/quizzes/pool.md", POOL)
        sources.write(name, sources.text(name).replace("key: press-stops", draw).replace(":topic: count", ":points: 2"))


def block(sources: Sources, language: str = "en") -> etree._Element:
    return etree.fromstring(sources.tree(language)["vertical/check.xml"]).find("score_quiz")


def test_a_quiz_takes_along_what_it_draws_from(sources: Sources) -> None:
    drawing(sources)
    assert sources.check() == []
    quiz = block(sources)
    read, problems = quiz_text.parse(quiz.text, whole=True)
    assert problems == [] and read is not None and read.draw is not None
    assert [question.id for question in read.questions] == ["first", "minutes", "what", "still"]
    assert (read.draw.count, read.draw.sources, quiz.get("weight")) == (2, (), "4.0")


def test_pictures_and_links_of_a_pool_are_those_of_the_quiz(sources: Sources) -> None:
    drawing(sources)
    sources.both("press/en/quizzes/pool.md", lambda text: text.replace("gauge.png", "no.png").replace("#count", "#no"))
    told = {(problem.file, problem.line) for problem in sources.check()}
    assert told == {(f"courses/press/{language}/quizzes/pool.md", line) for language in QUIZ for line in (9, 14)}


def test_why_nothing_can_be_drawn_is_told_at_the_draw(sources: Sources) -> None:
    drawing(sources, 9)
    told = [(problem.code, problem.file, problem.line) for problem in sources.check()]
    assert told == [("quiz-draw-count", f"courses/{name}", 3) for name in QUIZ.values()]


def test_a_mistake_in_a_pool_is_told_there_alone(sources: Sources) -> None:
    drawing(sources)
    sources.change("press/en/quizzes/pool.md", "- (x) The press", "- ( ) The press")
    assert [(problem.code, problem.line) for problem in sources.check()] == [("quiz-no-answer", 16)]


def test_both_languages_draw_alike(sources: Sources) -> None:
    drawing(sources)
    sources.change(QUIZ["id"], "count: 2}", "count: 3}")
    assert [problem.code for problem in sources.check()] == ["language-quiz"]


def test_a_test_before_the_course_is_taken_once(sources: Sources) -> None:
    lesson = "press/en/01-start/01-stops.md"
    course = sources.text("press/course.yaml")
    sources.write("press/course.yaml", course[: course.index("assignments:")] + "retired: [old-page]\n")
    sources.both(lesson, lambda text: text.replace("graded: quiz\n", "").replace(":attempts: 3", ":purpose: pre"))
    quiz = block(sources)
    assert (quiz.get("purpose"), quiz.get("max_attempts")) == ("pre", "1")
    sources.both(lesson, lambda text: text.replace(":purpose: pre", ":purpose: post"))
    quiz = block(sources)
    assert (quiz.get("purpose"), quiz.get("max_attempts")) == ("post", "0")
