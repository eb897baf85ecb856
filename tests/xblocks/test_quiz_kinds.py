"""Every kind of question in the quiz block: what the page shows, what it keeps to itself, what an attempt answers."""

import json
import uuid

import pytest
from lxml import html

pytestmark = pytest.mark.django_db

TEXT = """---
key: kinds
---
# Every kind
## The owner alone decides. {#owner}
:shuffle: yes
:points: 2

= false

- (x) The team decides {#team}
  > Team-feedback
- ( ) The oldest decides {#oldest}
- ( ) Nobody decides {#nobody}

## Rework costs money. {#rework}
= true

## Where does one look? {#place}
= "the gemba"
= "di gemba"

## Put the cycle in order. {#cycle}
1. ![A plan](plan.svg) **Plan** {#plan}
   > Plan-feedback
2. Do {#do}
3. Check {#check}

## What is what? {#what}
- *Andon* {#andon} :: A light {#light}
  > Andon-feedback
- Kanban {#kanban} :: A "card" {#card}
- :: A bell {#bell}

## How many PPM? {#ppm}
= 1234.5 ppm ± 1

## Which are losses? {#losses}
- [x] Waiting {#waiting}
- [x] Rework {#again}
- [ ] ![A colleague shows how](teaching.svg) {#teaching}

## Who? {#who}
- (x) Both {#both}
- ( ) Managers {#managers}
"""
RIGHT = {
    "owner": {"truth": "false", "reason": "team"},
    "rework": {"truth": "true"},
    "place": "The Gemba.",
    "cycle": ["plan", "do", "check"],
    "what": {"andon": "light", "kanban": "card"},
    "ppm": "1.234,5",
    "losses": ["again", "waiting"],
    "who": ["both"],
}
WRONG = {
    "owner": {"truth": "false", "reason": "oldest"},
    "rework": {"truth": "false"},
    "place": "the office",
    "cycle": ["check", "do", "plan"],
    "what": {"andon": "bell", "kanban": "card"},
    "ppm": "1",
    "losses": ["waiting"],
    "who": ["managers"],
}
SECRETS = ("-feedback", "the gemba", "di gemba", "1234", "correct")


def add(bench, name="kinds", **attributes):
    return bench.add_block("score_quiz", name, TEXT, quiz_key="kinds", **attributes)


def submit(bench, person, answers):
    return bench.post("kinds", "submit_attempt", {"attempt": str(uuid.uuid4()), "answers": answers}, person)


def page_of(bench, person):
    return html.fromstring(bench.block("kinds", person).student_view({}).content)


def shown(page, question, what="choice"):
    return page.xpath(f"//fieldset[@data-question='{question}']//@data-{what}")


def test_the_page_tells_nothing_of_what_is_right(bench, account):
    add(bench)
    view = bench.block("kinds", account("sari")).student_view({})
    everything = view.content + json.dumps(view.json_init_args) + json.dumps(bench.block("kinds").student_view_data())
    for secret in SECRETS:
        assert secret not in everything


def test_orders_are_each_learners_own_and_stay(bench, account):
    add(bench)
    people = [account(f"person{number}") for number in range(12)]
    pages = [page_of(bench, person) for person in people]
    for page, person in zip(pages, people, strict=True):
        assert shown(page, "owner") == shown(page_of(bench, person), "owner")
        assert shown(page, "cycle") != ["plan", "do", "check"]
    for question in ("owner", "cycle"):
        assert len({tuple(shown(page, question)) for page in pages}) > 1
    assert {tuple(shown(page, "losses")) for page in pages} == {("waiting", "again", "teaching")}
    options = {tuple(page.xpath("//select[1]/option/@value")) for page in pages}
    assert len(options) > 1 and all(set(option) == {"", "light", "card", "bell"} for option in options)


def test_the_data_for_an_app_tells_no_order_and_no_pair(bench):
    add(bench)
    data = {question["id"]: question for question in bench.block("kinds").student_view_data()["questions"]}
    assert [choice["id"] for choice in data["cycle"]["choices"]] != ["plan", "do", "check"]
    assert [set(term) for term in data["what"]["terms"]] == [{"id", "html"}] * 2
    assert {match["words"] for match in data["what"]["matches"]} == {"A light", 'A "card"', "A bell"}


def test_every_field_has_its_label_and_pictures_their_words(bench, account):
    add(bench)
    page = page_of(bench, account("sari"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for field in page.xpath("//input | //select"):
        assert field.xpath("ancestor::label | //label[@for=$id]", id=field.get("id") or "none")
    for named in page.xpath("//@aria-describedby | //@aria-labelledby"):
        assert set(named.split()) <= set(ids)
    labels = page.xpath("//li[@data-choice='plan']//button/@aria-label")
    assert labels == ["Move up: A plan Plan", "Move down: A plan Plan"]
    assert page.xpath("//label//img/@alt") == ["A colleague shows how"]
    assert page.xpath("//li[@data-choice='plan']//img/@src") == ["/static/plan.svg"]


def test_nobody_can_answer_without_a_name(bench):
    add(bench)
    page = html.fromstring(bench.block("kinds").student_view({}).content)
    assert page.xpath("//*[self::input or self::select or @data-move][not(@disabled)]") == []


def test_right_answers_of_every_kind(bench, account):
    add(bench)
    answer = submit(bench, account("sari"), RIGHT).json
    assert (answer["score"], answer["max_score"]) == (9, 9)
    assert {question["verdict"] for question in answer["questions"]} == {"Right"}


def test_what_is_said_of_other_answers(bench, account):
    add(bench)
    sari = account("sari")
    answer = submit(bench, sari, WRONG).json
    told = {question["id"]: question for question in answer["questions"]}
    said = {name: [(c["id"], c["told"]) for c in question["choices"]] for name, question in told.items()}
    assert said["owner"] == [("team", "This is the right answer"), ("oldest", "Your answer: not right")]
    assert said["cycle"] == [
        ("plan", "Its right place: 1"),
        ("do", "In its right place"),
        ("check", "Its right place: 3"),
    ]
    assert said["what"] == [("andon", "The right match: A light"), ("kanban", "Rightly matched")]
    assert said["losses"] == [("waiting", "Your answer: right"), ("again", "Right, but you did not choose it")]
    answers = {name: question["answer"] for name, question in told.items() if question["answer"]}
    assert answers == {"rework": "True", "place": "the gemba", "ppm": "1,234.5 ppm"}
    points = {name: question["points"] for name, question in told.items() if question["points"]}
    assert points == {"owner": 1, "what": 0.5, "losses": 0.5}
    assert "Andon-feedback" in json.dumps(answer) and "Plan-feedback" in json.dumps(answer)
    page = page_of(bench, sari)
    assert json.loads(page.get("data-result")) == answer and json.loads(page.get("data-answers")) == WRONG


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("owner", {"truth": "false"}),
        ("owner", {"truth": "false", "reason": "team", "more": "x"}),
        ("rework", ["true"]),
        ("place", "x" * 201),
        ("place", ["the gemba"]),
        ("cycle", ["plan", "do"]),
        ("cycle", ["plan", "do", "check", "check"]),
        ("what", {"andon": "light"}),
        ("what", {"andon": "light", "kanban": "card", "bell": "bell"}),
        ("what", {"andon": "light", "kanban": float("nan")}),
    ],
)
def test_what_cannot_be_marked_is_told_beside_its_question_and_keeps_nothing(bench, account, question, given):
    add(bench, max_attempts="1")
    sari = account("sari")
    answer = submit(bench, sari, {**RIGHT, question: given}).json
    assert [refused["id"] for refused in answer["refused"]] == [question]
    assert answer["refused"][0]["message"] and set(answer) == {"refused"}
    assert submit(bench, sari, RIGHT).json["score"] == 9


def test_the_kinds_speak_the_language_of_their_course(bench, account):
    add(bench, language="id")
    words = " ".join(page_of(bench, account("sari")).text_content().split())
    for said in ("Benar", "Salah", "Mengapa?", "Pilih…"):
        assert said in words
