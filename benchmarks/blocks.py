"""What our blocks take beside problem-builder, drag-and-drop and poll, all in one run. See README.md beside this file.

.bench-venv/bin/python benchmarks/blocks.py        # `make bench` makes this environment
.bench-venv/bin/python benchmarks/blocks.py 60     # so many rounds
"""

import gc
import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench_settings"
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from harness import Bench, block, course_of, statements  # noqa: E402

from score_preview.demo import make_people  # noqa: E402

ROUNDS = 30
SHEETS = [(4, 0), (20, 0), (50, 0), (4, 50), (4, 200)]  # fields, rows of three
QUIZZES = [8, 40]
ANSWERS = [4, 20, 50]
words = (f"answer {number}" for number in count(1))


@dataclass
class Case:
    """One call to measure. `before` makes ready for it and is not measured; `act` is given what that answers."""

    kind: str
    what: str
    act: Callable[[object], object]
    before: Callable[[], object] = lambda: None
    seconds: list[float] = field(default_factory=list)
    sql: int = 0


def worksheet(fields: int, rows: int):
    own = "".join(f"      - {{key: f{n}, kind: text, label: {{en: Question {n}}}}}\n" for n in range(fields))
    columns = "".join(f"      - {{key: c{n}, kind: text, label: {{en: Column {n}}}}}\n" for n in range(3))
    text = (
        f"key: sheet-{fields}-{rows}\nversion: 1\ntitle: {{en: Bench}}\nfilled_by: enterprise\nsections:\n"
        f"  - key: facts\n    title: {{en: Facts}}\n    fields:\n{own}"
        f"  - key: log\n    title: {{en: Log}}\n    rows: {{minimum: 0, maximum: 300}}\n    fields:\n{columns}"
    )
    return block("score_worksheet", f"sheet-{fields}-{rows}", text)


def quiz(questions: int):
    asked = "".join(f"## Question {n}? {{#q{n}}}\n- (x) Yes {{#a}}\n- ( ) No {{#b}}\n\n" for n in range(questions))
    return block(
        "score_quiz", f"quiz-{questions}", f"---\nkey: quiz-{questions}\n---\n# Bench\n\n{asked}", purpose="graded"
    )


def long_answers(answers: int):
    asked = [
        block("pb-answer", f"pb{answers}-{n}", name=f"a{answers}-{n}", question=f"Question {n}?")
        for n in range(answers)
    ]
    return block("problem-builder", f"pb-{answers}", children=asked)


def single_choices(questions: int):
    asked = []
    for n in range(questions):
        offered = [
            block("pb-choice", f"mcq{questions}-{n}-{value}", label, value=value)
            for value, label in (("a", "Yes"), ("b", "No"))
        ]
        name = f"mcq{questions}-{n}"
        asked.append(
            block("pb-mcq", name, children=offered, name=name, question=f"Question {n}?", correct_choices=["a"])
        )
    return block("problem-builder", f"mcq-{questions}", children=asked)


def olx() -> list:
    return [
        *(worksheet(*size) for size in SHEETS),
        *map(quiz, QUIZZES),
        *map(long_answers, ANSWERS),
        *map(single_choices, QUIZZES),
        block("drag-and-drop-v2", "dnd"),
        block("poll", "poll", private_results=True, max_submissions=0),
    ]


def edit(cell: str, base: str, value: str) -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "cell": cell, "base": base, "value": value}


def of_worksheet(bench: Bench, fields: int, rows: int) -> Iterator[Case]:
    """Views and saves of a worksheet whose every cell is filled in."""
    name, what = f"sheet-{fields}-{rows}", f"worksheet, {fields} fields, {rows} rows"
    held: dict[str, str] = {}

    def changing(values: dict[str, str]) -> list[dict[str, str]]:
        edits = [edit(cell, held.get(cell, ""), value) for cell, value in values.items()]
        held.update(values)
        return edits

    def save(edits: list[dict[str, str]]) -> None:
        bench.post(name, "save_cells", {"edits": edits}, lambda answer: len(answer["applied"]) == len(edits))

    own = [f"facts//f{n}" for n in range(fields)]
    save(changing({cell: next(words) for cell in own}))
    for row in range(rows):
        values = {f"log/r{row}/c{n}": next(words) for n in range(3)}
        save(changing({f"log/r{row}/#at": str(row + 1), **values}))
    yield Case("view", what, lambda _: bench.view(name, held[own[-1]]))
    yield Case("save", f"{what}: one cell", save, lambda: changing({own[0]: next(words)}))
    yield Case("save", f"{what}: all fields", save, lambda: changing({cell: next(words) for cell in own}))


def of_quiz(bench: Bench, questions: int) -> Iterator[Case]:
    name, what = f"quiz-{questions}", f"quiz, {questions} questions"
    answers = {f"q{n}": ["a"] for n in range(questions)}

    def submit(attempt: str) -> None:
        sent = {"attempt": attempt, "answers": answers}
        bench.post(name, "submit_attempt", sent, lambda answer: answer["score"] == questions)

    yield Case("view", what, lambda _: bench.view(name, f"Question {questions - 1}?"))
    yield Case("save", what, submit, lambda: str(uuid.uuid4()))


def of_problem_builder(bench: Bench, name: str, what: str, sent: Callable[[], dict]) -> Iterator[Case]:
    """Views and submits of a block with as many questions as `sent()` answers."""

    def submit(submissions: dict) -> None:
        bench.post(name, "submit", submissions, lambda answer: len(answer["results"]) == len(submissions))

    yield Case("view", f"problem-builder, {what}", lambda _: bench.view(name, f"Question {len(sent()) - 1}?"))
    yield Case("save", f"problem-builder, {what}", submit, sent)


def of_others(bench: Bench) -> Iterator[Case]:
    drop = {"val": 0, "zone": "top", "x_percent": "33%", "y_percent": "11%"}
    yield Case("view", "drag-and-drop", lambda _: bench.view("dnd", "xblock--drag-and-drop"))
    yield Case(
        "save",
        "drag-and-drop, one item",
        lambda _: bench.post("dnd", "drop_item", drop, lambda answer: answer["correct"]),
        lambda: bench.forget("dnd"),
    )
    yield Case("view", "poll", lambda _: bench.view("poll", "poll-block"))
    yield Case(
        "save",
        "poll",
        lambda _: bench.post("poll", "vote", {"choice": "R"}, lambda answer: answer["success"]),
        lambda: bench.forget("poll"),
    )


def cases(bench: Bench) -> Iterator[Case]:
    for fields, rows in SHEETS:
        yield from of_worksheet(bench, fields, rows)
    for questions in QUIZZES:
        yield from of_quiz(bench, questions)
    for number in ANSWERS:
        names = [f"a{number}-{n}" for n in range(number)]
        what = f"{number} long answers"
        yield from of_problem_builder(
            bench, f"pb-{number}", what, lambda names=names: {name: {"value": next(words)} for name in names}
        )
    for number in QUIZZES:
        sent = {f"mcq{number}-{n}": {"value": "a"} for n in range(number)}
        yield from of_problem_builder(bench, f"mcq-{number}", f"{number} single choices", lambda sent=sent: sent)
    yield from of_others(bench)


def measure(found: list[Case], rounds: int) -> None:
    """Time every case once a round, so that whatever slows the machine down slows down all of them."""
    for case in found:
        for _ in range(3):
            case.act(case.before())
    for _ in range(rounds):
        for case in found:
            given = case.before()
            gc.collect()
            start = time.process_time()
            case.act(given)
            case.seconds.append(time.process_time() - start)
    for case in found:
        given = case.before()
        case.sql = statements(lambda case=case, given=given: case.act(given))


def main(rounds: int = ROUNDS) -> None:
    call_command("migrate", verbosity=0)
    make_people()
    found = list(cases(Bench(course_of(olx()), get_user_model().objects.get(username="worker"))))
    measure(found, rounds)
    print("| call | median ms (5 % – 95 %) | × ours, 4 fields | SQL |\n|---|---|---|---|")
    for kind in ("view", "save"):
        ours = next(statistics.median(case.seconds) for case in found if case.kind == kind)
        for case in (case for case in found if case.kind == kind):
            middle = statistics.median(case.seconds)
            low, *_, high = (each * 1000 for each in statistics.quantiles(case.seconds, n=20, method="inclusive"))
            spread = f"{middle * 1000:.1f} ({low:.1f}–{high:.1f})"
            print(f"| {kind}: {case.what} | {spread} | {middle / ours:.1f} | {case.sql} |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
