"""SQL statements of views and saves stay few, and the same however large a worksheet or a quiz grows."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .sheets import edit

pytestmark = pytest.mark.django_db
HEAD = "key: wide\nversion: 1\ntitle: {en: Wide}\nfilled_by: enterprise\nsections:\n"


def sheet(fields: int) -> str:
    """A worksheet of so many fields in one section, and as many in the rows of another."""
    own = "".join(f"      - {{key: f{n}, kind: number, label: {{en: F{n}}}, required: true}}\n" for n in range(fields))
    return (
        f"{HEAD}  - key: facts\n    title: {{en: Facts}}\n    fields:\n{own}"
        f"  - key: log\n    title: {{en: Log}}\n    rows: {{minimum: 0, maximum: 300}}\n    fields:\n{own}"
    )


def quiz(questions: int, draw: str = "") -> str:
    asked = "".join(f"## Number {n}? {{#q{n}}}\n- (x) Yes {{#a}}\n- ( ) No {{#b}}\n\n" for n in range(questions))
    return f"---\nkey: long\n{draw}---\n# Long\n\n{asked}"


def statements(act) -> int:
    with CaptureQueriesContext(connection) as told:
        act()
    return len(told)


def of_worksheet(bench, person, fields: int, rows: int) -> tuple[int, int]:
    """The statements of a view, and of a save of as many edits as there are fields, of a record that there is."""
    key = f"w{fields}-{rows}"
    bench.add_block("score_worksheet", key, sheet(fields).replace("key: wide", f"key: {key}"))
    made = [edit("facts//f0", "0"), *(edit(f"log/r{row}/#at", str(row + 1)) for row in range(rows))]
    bench.post(key, "save_cells", {"edits": made}, person)
    edits = [edit("facts//f0", "1", base="0"), *(edit(f"facts//f{n}", "1") for n in range(1, fields))]
    saved = []
    save = statements(lambda: saved.append(bench.post(key, "save_cells", {"edits": edits}, person)))
    assert len(saved[0].json["applied"]) == fields
    return statements(lambda: bench.view(key, person)), save


def of_quiz(bench, person, questions: int, limit: str) -> tuple[int, int, int]:
    """The statements of a view, of the first attempt and of the second one."""
    key = f"q{questions}-{limit}"
    bench.add_block("score_quiz", key, quiz(questions).replace("key: long", f"key: {key}"), max_attempts=limit)
    answers = {f"q{n}": ["a"] for n in range(questions)}
    made, submits = [], []
    for _ in range(2):
        sent = {"attempt": str(uuid.uuid4()), "answers": answers}
        submits.append(statements(lambda sent=sent: made.append(bench.post(key, "submit_attempt", sent, person))))
    assert [(answer.json["score"], answer.json["attempts_used"]) for answer in made] == [(questions, 1), (questions, 2)]
    return statements(lambda: bench.view(key, person)), *submits


def test_a_worksheet_asks_no_more_when_it_grows(bench, factory):
    sari = factory("sari")
    measured = {of_worksheet(bench, sari, *size) for size in [(4, 0), (20, 0), (50, 0), (4, 50), (20, 200)]}
    assert len(measured) == 1
    ((view, save),) = measured
    assert view <= 8 and save <= 10


@pytest.mark.parametrize("limit", ["0", "3"])
def test_a_quiz_asks_no_more_when_it_grows(bench, account, limit):
    sari = account("sari")
    measured = {of_quiz(bench, sari, questions, limit) for questions in (2, 8, 40)}
    assert len(measured) == 1
    assert all(count <= 8 for count in measured.pop())


def of_drawing_quiz(bench, person, questions: int, purpose: str) -> tuple[int, int, int]:
    """The statements of the second attempt at a quiz that draws two of many questions, of asking, of a view."""
    key = f"d{questions}"
    source = quiz(questions, "draw: {count: 2}\n").replace("key: long", f"key: {key}")
    bench.add_block("score_quiz", key, source, purpose=purpose, max_attempts="3")
    pages, made = [], []
    for number in (0, 1):
        asking = statements(lambda: pages.append(bench.get(key, "next_questions", person).json["html"]))
        names = [f"q{n}" for n in range(questions) if f'data-question="q{n}"' in pages[-1]]
        sent = {"attempt": str(uuid.uuid4()), "number": number, "answers": {name: ["a"] for name in names}}
        submit = statements(lambda sent=sent: made.append(bench.post(key, "submit_attempt", sent, person)))
    assert [answer.json["score"] for answer in made] == [2, 2]
    return submit, asking, statements(lambda: bench.view(key, person))


@pytest.mark.parametrize("purpose", ["graded", "post"])
def test_a_quiz_that_draws_asks_no_more_when_its_pool_grows(bench, account, purpose):
    sari = account("sari")
    measured = {of_drawing_quiz(bench, sari, questions, purpose) for questions in (4, 40)}
    assert len(measured) == 1
    assert all(count <= 8 for count in measured.pop())
