"""What a quiz draws, when it tells what is right, and what was learnt between two tests."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from lxml import html
from xblock.core import XBlockMixin
from xblock.fields import DateTime, Field, Scope

from score_xblocks.quiz_timing import Timing

from . import conftest

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
PAST, SOON, LATER = NOW - timedelta(days=1), NOW + timedelta(days=1), NOW + timedelta(days=2)
POOL = "".join(
    f"## Number {n}? {{#q{n}}}\n:topic: {'ab'[n % 2]}\n\n- (x) Yes {{#yes}}\n  > Feedback-{n}\n- ( ) No {{#no}}\n\n"
    for n in range(10)
)
DRAW = "draw: {count: 4, per: topic}\n"


class Inherited(XBlockMixin):
    """What a platform lets every block inherit."""

    due = DateTime(scope=Scope.settings, default=None)
    graceperiod = Field(scope=Scope.settings, default=None)


@pytest.fixture(autouse=True)
def inheriting(monkeypatch):
    monkeypatch.setattr(conftest.Named, "due", Inherited.due, raising=False)
    monkeypatch.setattr(conftest.Named, "graceperiod", Inherited.graceperiod, raising=False)


def text(front: str = DRAW) -> str:
    return f"---\nkey: pool\n{front}---\n# Pool\n{POOL}"


def add(bench, front=DRAW, name="pool", **attributes):
    return bench.add_block("score_quiz", name, text(front), quiz_key="pool", **attributes)


def due(bench, monkeypatch, at, grace=None):
    monkeypatch.setattr(conftest.Named, "due", at, raising=False)
    monkeypatch.setattr(conftest.Named, "graceperiod", grace, raising=False)


def page_of(bench, person, name="pool"):
    return html.fromstring(bench.block(name, person).student_view({}).content)


def asked(page) -> list[str]:
    return page.xpath("//@data-question")


def next_asked(bench, person, name="pool") -> tuple[list[str], int]:
    answer = bench.get(name, "next_questions", person).json
    return asked(html.fromstring(f"<div>{answer['html']}</div>")), answer["number"]


def submit(bench, person, names, number=None, choice="yes", attempt=None, name="pool"):
    body = {"attempt": attempt or str(uuid.uuid4()), "answers": {question: [choice] for question in names}}
    if number is not None:
        body["number"] = number
    return bench.post(name, "submit_attempt", body, person)


# draws


def test_each_learner_and_each_attempt_gets_questions_of_its_own(bench, account):
    add(bench)
    people = [account(f"person{number}") for number in range(10)]
    first = {person.user_id: asked(page_of(bench, person)) for person in people}
    for person in people:
        names = first[person.user_id]
        assert sorted(int(name[1:]) % 2 for name in names) == [0, 0, 1, 1]
        assert asked(page_of(bench, person)) == names
        assert next_asked(bench, person) == (names, 0)
    assert len({tuple(names) for names in first.values()}) > 4
    sari, draws = people[0], set()
    for number in range(6):
        names, told = next_asked(bench, sari)
        assert told == number
        assert submit(bench, sari, names, number).json["max_score"] == 4
        draws.add(tuple(names))
    assert len(draws) > 3


def test_an_attempt_stays_as_it_was_drawn(bench, account):
    add(bench)
    sari = account("sari")
    names, number = next_asked(bench, sari)
    answer = submit(bench, sari, names, number, "no").json
    page = page_of(bench, sari)
    assert asked(page) == names and page.get("data-number") == "1"
    assert json.loads(page.get("data-result")) == answer
    assert [question["id"] for question in answer["questions"]] == names


def test_an_old_attempt_stays_readable_when_its_pool_changes(bench, account):
    add(bench)
    sari = account("sari")
    names, number = next_asked(bench, sari)
    submit(bench, sari, names, number)
    block = bench.block("pool")
    block.content = text().replace(f"{{#{names[0]}}}", "{#another}")
    block.save()
    page = page_of(bench, sari)
    assert asked(page) == names[1:]
    result = json.loads(page.get("data-result"))
    assert result["score"] == 4 and [question["id"] for question in result["questions"]] == names[1:]


def test_only_what_was_drawn_is_taken(bench, account):
    add(bench)
    sari = account("sari")
    names, number = next_asked(bench, sari)
    others = [f"q{n}" for n in range(10) if f"q{n}" not in names]
    assert submit(bench, sari, [*names[:3], others[0]], number).status_code == 400
    assert submit(bench, sari, [*names, others[0]], number).status_code == 400
    assert len(submit(bench, sari, names[:3], number).json["refused"]) == 1
    assert page_of(bench, sari).get("data-result") is None
    assert submit(bench, sari, names, number).json["score"] == 4


@pytest.mark.parametrize("number", [None, -1, True, "0", 0.0, 1e309, float("nan"), 10**9, [0]])
def test_a_number_of_attempts_that_is_none(bench, account, number):
    add(bench)
    sari = account("sari")
    names, _ = next_asked(bench, sari)
    assert submit(bench, sari, names, number).status_code == 400


def test_nobody_chooses_among_draws(bench, account):
    add(bench)
    sari, attempt = account("sari"), str(uuid.uuid4())
    names, _ = next_asked(bench, sari)
    sets = {}
    for number in range(1, 30):  # a learner who tries the draws of attempts to come
        answer = submit(bench, sari, names, number)
        sets[number] = answer.status_code
        assert answer.status_code in (400, 403)
    first = submit(bench, sari, names, 0, "no", attempt).json
    again = submit(bench, sari, names, 0, "yes", attempt).json
    assert again == first and again["attempts_used"] == 1
    assert submit(bench, sari, names, 0).status_code == 403  # a second window, after the result was seen
    assert bench.get("pool", "next_questions", sari).json["number"] == 1


def test_the_next_questions_are_for_those_who_may_try_again(bench, account):
    add(bench, max_attempts="1")
    sari = account("sari")
    names, number = next_asked(bench, sari)
    assert submit(bench, sari, names, number).json["attempts_left"] == 0
    assert bench.get("pool", "next_questions", sari).status_code == 403
    assert bench.get("pool", "next_questions").status_code == 403
    assert bench.get("pool", "next_questions", type(sari)(sari.user_id, acting_as=True)).status_code == 403


def test_a_pool_that_was_not_packed_is_a_mistake(bench, account):
    add(bench, "draw: {from: [elsewhere], count: 40}\n")
    assert "mistake" in page_of(bench, account("sari")).text_content()


def test_points_are_those_of_a_draw(bench):
    add(bench)
    block = bench.block("pool")
    assert block.max_score() == 4
    data = block.student_view_data()
    assert (data["asked"], len(data["questions"]), data["max_score"]) == (4, 10, 4)


# when it is told what is right


@pytest.mark.parametrize(
    ("feedback", "purpose", "closes", "tells", "closed", "at_once"),
    [
        ("after attempt", "graded", None, True, False, False),
        ("after attempt", "graded", PAST, True, False, False),
        ("at once", "practice", None, True, False, True),
        ("at once", "graded", None, True, False, False),
        ("after due", "graded", None, True, False, False),
        ("after due", "graded", SOON, False, False, False),
        ("after due", "graded", PAST, True, True, False),
        ("after due", "graded", NOW, True, True, False),
        ("after due", "post", PAST, True, True, False),
        ("after due", "practice", SOON, False, False, False),
        ("after due", "practice", PAST, True, False, False),
        ("after attempt", "pre", None, False, False, False),
        ("after due", "pre", PAST, False, False, False),
        ("at once", "pre", None, False, False, False),
    ],
)
def test_timing(feedback, purpose, closes, tells, closed, at_once):
    timing = Timing(feedback, purpose, closes)
    assert (timing.tells(NOW), timing.closed(NOW), timing.at_once) == (tells, closed, at_once)


def test_before_the_due_date_the_points_alone_are_told(bench, account, monkeypatch):
    add(bench, "feedback: after due\n", purpose="graded", max_attempts="2")
    due(bench, monkeypatch, SOON)
    sari, names = account("sari"), [f"q{n}" for n in range(10)]
    answer = submit(bench, sari, names).json
    assert answer["score"] == 10 and answer["questions"] == []
    assert answer["later"].startswith("What is right is told here from") and "UTC" in answer["later"]
    assert "Feedback-" not in json.dumps(answer) + bench.block("pool", sari).student_view({}).content
    due(bench, monkeypatch, PAST)
    result = json.loads(page_of(bench, sari).get("data-result"))
    assert len(result["questions"]) == 10 and result["later"] == "" and result["attempts_left"] == 0
    assert submit(bench, sari, names).status_code == 403
    budi = account("budi")
    page = page_of(bench, budi)
    assert "The due date has passed" in page.text_content() and page.xpath("//input[not(@disabled)]") == []
    assert submit(bench, budi, names).status_code == 403
    due(bench, monkeypatch, PAST, timedelta(days=3))
    assert submit(bench, budi, names).json["questions"] == []


def test_one_question_is_checked_at_once_in_practice_alone(bench, account):
    add(bench, "feedback: at once\n")
    add(bench, "feedback: at once\n", "graded", purpose="graded")
    add(bench, "", "plain")
    sari = account("sari")
    assert len(page_of(bench, sari).xpath("//button[@data-check]")) == 10
    body = {"question": "q3", "answer": ["no"]}
    (told,) = bench.post("pool", "check_answer", body, sari).json["questions"]
    assert (told["id"], told["correct"]) == ("q3", False) and "Feedback-3" in json.dumps(told)
    for name in ("graded", "plain"):
        assert bench.post(name, "check_answer", body, sari).status_code == 403
        assert page_of(bench, sari, name).xpath("//button[@data-check]") == []
    assert bench.events == [] and page_of(bench, sari).get("data-result") is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"question": "q3", "answer": []}, 200),
        ({"question": "q3", "answer": ["other"]}, 200),
        ({"question": "q3", "answer": 5}, 200),
        ({"question": "stranger", "answer": ["yes"]}, 400),
        ({"question": ["q3"], "answer": ["yes"]}, 400),
        ({"question": None, "answer": ["yes"]}, 400),
        ({"question": "q3"}, 400),
        ({"question": "q3", "answer": ["yes"], "more": 1}, 400),
    ],
)
def test_checks_of_nothing(bench, account, body, status):
    add(bench, "feedback: at once\n")
    answer = bench.post("pool", "check_answer", body, account("sari"))
    assert answer.status_code == status
    assert set(answer.json) == ({"refused"} if status == 200 else {"error"})


# before and after the course


def test_what_was_learnt_is_told_after_the_course(bench, account):
    add(bench, DRAW, "before", purpose="pre", max_attempts="1")
    add(bench, DRAW, "after", purpose="post")
    sari, budi = account("sari"), account("budi")
    names, _ = next_asked(bench, sari, "before")
    answer = bench.post(
        "before",
        "submit_attempt",
        {
            "attempt": str(uuid.uuid4()),
            "number": 0,
            "answers": {name: ["yes" if place else "no"] for place, name in enumerate(names)},
        },
        sari,
    ).json
    assert answer["score"] == 3 and answer["questions"] == [] and "after the course" in answer["later"]
    assert "Feedback-" not in json.dumps(answer) + bench.block("before", sari).student_view({}).content
    names, number = next_asked(bench, sari, "after")
    after = submit(bench, sari, names, number, name="after").json
    assert after["gain"] == "Before the course: 75%. Now: 100%." and len(after["questions"]) == 4
    assert json.loads(page_of(bench, sari, "after").get("data-result"))["gain"] == after["gain"]
    names, number = next_asked(bench, budi, "after")
    assert submit(bench, budi, names, number, name="after").json["gain"] == ""
