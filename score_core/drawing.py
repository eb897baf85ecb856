"""Drawing from a pool: which questions one attempt asks, and what keeps a pool from being drawn from."""

import re
from collections import defaultdict
from collections.abc import Sequence

from score_core.quiz import Draw, Question, Quiz
from score_core.quiz_front import split
from score_core.quiz_html import Markdown
from score_core.shuffling import shuffled

_FROM = re.compile(r"\bfrom:[ \t]*(?:\[[^\]]*\]|[^,}\[]*)[ \t]*,?[ \t]*")
_DRAW = re.compile(r"[ \t]*draw[ \t]*:")
_FIRST_QUESTION = re.compile(r"^##(?!#)", re.MULTILINE)


def drawn(quiz: Quiz, seed: str) -> Quiz:
    """The quiz with the questions that this seed draws, in the order of the pool; all of them when it draws none."""
    if quiz.draw is None:
        return quiz
    taken: set[str] = set()
    groups = _groups(quiz.draw, quiz.questions)
    for topic, questions in groups.items():
        names = shuffled([question.id for question in questions], seed, "draw", topic)
        taken.update(names[: quiz.draw.count // len(groups)])
    return quiz.only(taken)


def check(draw: Draw, questions: Sequence[Question], markdown: Markdown) -> None:
    """Notes why so many questions can't be drawn from these, or not so that every draw is worth the same."""

    def report(code: str, **particulars: object) -> None:
        markdown.problem(draw.line, code, "", **particulars)

    if len(questions) < draw.count:
        report("quiz-draw-count", count=draw.count, there=len(questions))
        return
    if len({question.points for question in questions}) > 1:
        low, high = (choose(question.points for question in questions) for choose in (min, max))
        report("quiz-draw-points", low=f"{low:g}", high=f"{high:g}")
    if draw.per != "topic":
        return
    if bare := [question.id for question in questions if not question.topic]:
        report("quiz-draw-topic", name=bare[0])
        return
    groups = _groups(draw, questions)
    each, over = divmod(draw.count, len(groups))
    fewest = min(groups, key=lambda topic: len(groups[topic]))
    if over or not each:
        report("quiz-draw-uneven", count=draw.count, topics=len(groups))
    elif len(groups[fewest]) < each:
        report("quiz-draw-few", topic=fewest, there=len(groups[fewest]), each=each)


def packed(text: str, pools: Sequence[str]) -> str:
    """The text of a quiz that draws from others, with all their questions in it: it stands on its own."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = next(number for number, line in enumerate(lines) if _DRAW.match(line))
    lines[at] = re.sub(r",[ \t]*\}", "}", _FROM.sub("", lines[at], count=1))
    bodies = [split(pool)[1] for pool in pools]
    found = [(_FIRST_QUESTION.search(body), body) for body in bodies]
    questions = [body[first.start() :] for first, body in found if first]
    return "\n\n".join(part.rstrip("\n") for part in ("\n".join(lines), *questions)) + "\n"


def _groups(draw: Draw, questions: Sequence[Question]) -> dict[str, list[Question]]:
    groups: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        groups[question.topic if draw.per == "topic" else ""].append(question)
    return groups
