"""The text of a quiz: what is read, and every mistake with its line, column and remedy."""

import re

import pytest

from score_core import quantities, quiz_text
from score_core.quiz_checks import CHECKS

GOOD = """---
key: coop-respect
pass: 60 %
---
# Quiz: respect and results

## Who takes part in the *course*? {#who-attends}
:topic: participants
:points: 2

More text: see [the page](#who-page) and

![Two people at a table](table-en.svg)

| a | b |
|---|---|
| 1 | 2 |

- (x) Managers and workers,
  together {#both}
  > Right: the people who do the work
  > and those who decide.
- ( ) Only **managers** {#managers}

  > They see half of the work.

Explanation: Both sides learn.

- First
- Second

Hint: Think of the line.

## How many PPM are 13 rejects in 52,000 parts? {#ppm-13}
:topic: ppm
= 250 ppm ± 1

Penjelasan: 13 ÷ 52,000 × 1,000,000 = 250.

## Which of these are losses? {#losses}
- [x] Waiting {#waiting}
- [ ] Teaching {#teaching}
* [X] Defects & "scrap" {#defects}
"""


def quiz(text=GOOD):
    read, problems = quiz_text.parse(text)
    assert problems == []
    return read


def test_a_quiz_is_read():
    read = quiz()
    assert (read.key, read.title) == ("coop-respect", "Quiz: respect and results")
    assert (read.pass_percent, read.points) == (60, 4)
    assert [(q.id, q.kind, q.topic, q.points, q.line) for q in read.questions] == [
        ("who-attends", "single", "participants", 2, 7),
        ("ppm-13", "numeric", "ppm", 1, 34),
        ("losses", "multiple", "", 1, 40),
    ]
    assert [(c.id, c.correct) for c in read.questions[2].choices] == [
        ("waiting", True),
        ("teaching", False),
        ("defects", True),
    ]


def test_the_html_of_a_question():
    first, number, last = quiz().questions
    assert first.stem_html == "Who takes part in the <em>course</em>?"
    assert first.stem == (
        "Who takes part in the course? More text: see the page and Two people at a table a b 1 2"
    )
    assert '<a href="/jump_to_id/who-page">' in first.body_html
    assert '<img src="/static/table-en.svg" alt="Two people at a table" />' in first.body_html
    assert "<table>" in first.body_html and "topic" not in first.body_html
    assert first.choices[0].html == "Managers and workers,\ntogether"
    assert first.choices[1].html == "Only <strong>managers</strong>"
    assert first.choices[0].feedback_html == "<p>Right: the people who do the work\nand those who decide.</p>"
    assert first.choices[1].feedback_html == "<p>They see half of the work.</p>"
    assert first.explanation_html.startswith("<p>Both sides learn.</p>\n<ul>")
    assert first.hint_html == "<p>Think of the line.</p>"
    assert (number.number.value, number.number.tolerance, number.number.unit) == (250, 1, "ppm")
    assert number.body_html == ""
    assert number.explanation_html.startswith("<p>13 ÷ 52,000")
    assert last.choices[2].html == "Defects &amp; &quot;scrap&quot;"


def test_pictures_and_links_are_told_with_their_lines():
    read = quiz()
    assert [(p.name, p.line) for p in read.pictures] == [("table-en.svg", 13)]
    assert [(link.name, link.line) for link in read.links] == [("who-page", 11)]


@pytest.mark.parametrize("feedback", ["at once", "after attempt", "after due"])
def test_when_it_is_told_what_is_right(feedback):
    assert quiz().feedback == "after attempt"
    assert quiz(GOOD.replace("pass: 60 %", f"feedback: {feedback}  # told")).feedback == feedback


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(end):
    assert quiz("\ufeff" + GOOD.replace("\n", end)) == quiz()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("= 250", (250, 0, "")),
        ("= 12,5 % ± 0,1", (12.5, 0.1, "%")),
        ("= -3.5 °C +/- 0.5 °C", (-3.5, 0.5, "°C")),
        ("= 1,250,000.5 Rp +- 1", (1250000.5, 1, "Rp")),
        ("= Rp 1.500.000 ± 1 000", (1500000, 1000, "Rp")),
        ("= 0.125 m3", (0.125, 0, "m3")),
        ("=40 people/shift", (40, 0, "people/shift")),
    ],
)
def test_numbers(written, number):
    if " 000" in written:  # 1 000 can mean one thing only: a space is no decimal mark
        assert quantities.read("1 000").readings == (1000,)
    read = quiz(f"---\nkey: k\n---\n# T\n## Q {{#q}}\n{written}\n").questions[0].number
    assert (read.value, read.tolerance, read.unit) == number


KINDS = """---
key: kinds
---
# Kinds
## The owner alone decides. {#owner}
:shuffle: yes

= false

- (x) The team decides {#team}
  > Right.
- ( ) The oldest decides {#oldest}

Explanation: In this order:

1. Ask
2. Decide

## Ini benar. {#benar}
= Benar

## Where does one look? {#place}
= "the gemba"
= “ gemba ”

## Put the cycle in order. {#cycle}
1. ![A plan](plan.svg) **Plan** {#plan}
   > First.
2. Do
   it {#do}
3. Check {#check}

Hint: a :: b

- c :: d

## What is what? {#what}
- *Andon* {#andon} :: A light, 5 :: 1 {#light}
  > It calls.
- Kanban {#kanban}
  :: A card
  on a box {#card}
- Heijunka box {#box} :: A card on a box {#card}
- :: A bell {#bell}
"""


def test_the_other_kinds_are_read():
    owner, benar, place, cycle, what = quiz(KINDS).questions
    assert (owner.kind, owner.truth, owner.shuffle, owner.right) == ("truth", False, True, {"team"})
    assert "<ol>" in owner.explanation_html
    assert (benar.kind, benar.truth, benar.choices) == ("truth", True, ())
    assert (place.kind, place.accepted) == ("text", ("the gemba", "gemba"))
    assert (cycle.kind, [choice.words for choice in cycle.choices]) == (
        "ordering",
        ["A plan Plan", "Do it", "Check"],
    )
    assert cycle.choices[0].html == '<img src="/static/plan.svg" alt="A plan" /> <strong>Plan</strong>'
    assert cycle.choices[0].feedback_html == "<p>First.</p>"
    assert "c :: d" in cycle.hint_html
    assert what.kind == "matching"
    assert [(term.id, term.words, term.match) for term in what.terms] == [
        ("andon", "Andon", "light"),
        ("kanban", "Kanban", "card"),
        ("box", "Heijunka box", "card"),
    ]
    assert what.terms[0].html == "<em>Andon</em>"
    assert what.terms[0].feedback_html == "<p>It calls.</p>"
    assert [(match.id, match.words) for match in what.matches] == [
        ("light", "A light, 5 :: 1"),
        ("card", "A card on a box"),
        ("bell", "A bell"),
    ]


@pytest.mark.parametrize(
    "written", ["= true", "= 5", '= "a"', "1. A {#a}\n2. B {#b}", "- A {#a} :: B {#b}\n- C {#c} :: D {#d}"]
)
def test_what_stands_between_question_and_answer_belongs_to_the_question(written):
    question = quiz(wrapped(f"## Q {{#q}}\n\nLook at\n\n- one\n- two\n\nSo:\n\n{written}\n\nHint: so\n")).questions[0]
    assert "<li>one</li>" in question.body_html
    assert question.hint_html == "<p>so</p>"


def wrapped(question: str) -> str:
    return f"---\nkey: k\n---\n# T\n{question}"


CHOICES = "- (x) A {#a}\n- ( ) B {#b}\n"


def pool(draw: str, topics: str) -> str:
    """A quiz that draws from one question for each letter, which is its topic."""
    asked = "".join(f"## Q{n} {{#q{n}}}\n:topic: {topic}\n\n{CHOICES}\n" for n, topic in enumerate(topics))
    return f"---\nkey: k\ndraw: {draw}\n---\n# T\n{asked}"


# code, line, column, text: one failing text for every code, some for several ways to fail.
BAD = [
    ("quiz-front-matter", 3, 1, f"---\nkey: k\nfoo\n---\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-front-matter-open", 1, 1, f"---\nkey: k\n\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-front-matter-open", 1, 1, f"---\nkey: k\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-unknown-key", 3, 1, f"---\nkey: k\npas: 3\n---\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-duplicate-key", 3, 1, f"---\nkey: k\nkey: l\n---\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-no-key", 1, 1, f"# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-no-key", 1, 1, f"---\nkey:\n---\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-bad-id", 2, 6, f"---\nkey: Big Key\n---\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-bad-pass", 3, 7, f"---\nkey: k\npass: 120\n---\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-bad-pass", 3, 7, f"---\nkey: k\npass: most\n---\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-bad-feedback", 3, 11, f"---\nkey: k\nfeedback: never\n---\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-bad-feedback", 3, 1, f"---\nkey: k\nfeedback:\n---\n# T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-bad-pass", 3, 1, f"---\nkey: k\npass:\n---\n# T\n## Q {{#q}}\n{CHOICES}"),
    *(
        ("quiz-bad-draw", 3, 7 if value else 1, f"---\nkey: k\ndraw: {value}\n---\n# T\n## Q {{#q}}\n{CHOICES}")
        for value in (
            "",
            "6",
            "{count: 0}",
            "{count: -1}",
            "{count: two}",
            "{count: 1e309}",
            "{count: ١}",
            "{count: [1]}",
            "{cuont: 1}",
            "{count: 1",
            "{count: 1, per: line}",
            "{count: 1, from: []}",
            "{count: 1, from: [a, a]}",
            "{count: 1, from: [A B]}",
            "{count: 1, from: [[a]]}",
            "{count: 1, count: 1}",
            "{from: [a]}",
        )
    ),
    ("quiz-draw-count", 3, 1, pool("{count: 5}", "aabb")),
    ("quiz-draw-points", 3, 1, pool("{count: 2}", "ab").replace("## Q1 {#q1}", "## Q1 {#q1}\n:points: 2\n")),
    ("quiz-draw-topic", 3, 1, pool("{count: 2, per: topic}", "aabb") + f"## R {{#r}}\n{CHOICES}"),
    ("quiz-draw-uneven", 3, 1, pool("{count: 3, per: topic}", "aabb")),
    ("quiz-draw-uneven", 3, 1, pool("{count: 1, per: topic}", "aabb")),
    ("quiz-draw-few", 3, 1, pool("{count: 4, per: topic}", "aaab")),
    ("quiz-no-title", 0, 0, f"---\nkey: k\n---\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-two-titles", 8, 1, wrapped(f"## Q {{#q}}\n{CHOICES}# U\n")),
    ("quiz-no-questions", 0, 0, wrapped("")),
    ("quiz-heading", 6, 1, wrapped(f"## Q {{#q}}\n### More\n{CHOICES}")),
    ("quiz-stray-text", 5, 1, wrapped(f"Welcome.\n## Q {{#q}}\n{CHOICES}")),
    ("quiz-stray-text", 8, 1, wrapped(f"## Q {{#q}}\n{CHOICES}> feedback\n")),
    ("quiz-stray-text", 9, 1, wrapped(f"## Q {{#q}}\n{CHOICES}\nExplantion: so.\n")),
    ("quiz-missing-id", 5, 1, wrapped(f"## Q\n{CHOICES}")),
    ("quiz-missing-id", 7, 1, wrapped("## Q {#q}\n- (x) A {#a}\n- ( ) B\n")),
    ("quiz-bad-id", 5, 6, wrapped(f"## Q {{#Some id}}\n{CHOICES}")),
    ("quiz-bad-id", 7, 9, wrapped("## Q {#q}\n- (x) A {#a}\n- ( ) B {#}\n")),
    ("quiz-misplaced-id", 4, 5, f"---\nkey: k\n---\n# T {{#t}}\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-misplaced-id", 7, 8, wrapped("## Q {#q}\n- (x) A {#a}\n  > so {#b}\n- ( ) B {#b}\n")),
    ("quiz-duplicate-id", 8, 6, wrapped(f"## Q {{#q}}\n{CHOICES}## R {{#q}}\n{CHOICES}")),
    ("quiz-duplicate-id", 7, 9, wrapped("## Q {#q}\n- (x) A {#a}\n- ( ) B {#a}\n")),
    ("quiz-empty-question", 5, 1, wrapped(f"## {{#q}}\n{CHOICES}")),
    ("quiz-unknown-option", 6, 1, wrapped(f"## Q {{#q}}\n:topci: x\n\n{CHOICES}")),
    ("quiz-unknown-option", 6, 1, wrapped(f"## Q {{#q}}\npoints: 3\n\n{CHOICES}")),
    ("quiz-unknown-option", 6, 1, wrapped(f"## Q {{#q}}\n:points 3\n\n{CHOICES}")),
    ("quiz-duplicate-option", 7, 1, wrapped(f"## Q {{#q}}\n:topic: x\n:topic: y\n\n{CHOICES}")),
    ("quiz-empty-option", 6, 1, wrapped(f"## Q {{#q}}\n:topic:\n\n{CHOICES}")),
    ("quiz-bad-points", 6, 10, wrapped(f"## Q {{#q}}\n:points: 0\n\n{CHOICES}")),
    ("quiz-bad-points", 6, 10, wrapped(f"## Q {{#q}}\n:points: two\n\n{CHOICES}")),
    ("quiz-bad-shuffle", 6, 11, wrapped(f"## Q {{#q}}\n:shuffle: maybe\n\n{CHOICES}")),
    ("quiz-duplicate-part", 11, 1, wrapped(f"## Q {{#q}}\n{CHOICES}\nExplanation: a\n\nPenjelasan: b\n")),
    ("quiz-two-kinds", 5, 1, wrapped(f"## Q {{#q}}\n= 3\n\n{CHOICES}")),
    ("quiz-two-kinds", 5, 1, wrapped("## Q {#q}\n= 3\n= 4\n")),
    ("quiz-two-kinds", 5, 1, wrapped('## Q {#q}\n= 3\n= "three"\n')),
    ("quiz-two-kinds", 5, 1, wrapped("## Q {#q}\n= true\n= salah\n")),
    ("quiz-two-kinds", 5, 1, wrapped(f'## Q {{#q}}\n= "A"\n\n{CHOICES}')),
    ("quiz-two-kinds", 5, 1, wrapped(f"## Q {{#q}}\n{CHOICES}\n1. A {{#a}}\n2. B {{#b}}\n")),
    ("quiz-two-kinds", 5, 1, wrapped("## Q {#q}\n1. A {#a}\n2. B {#b}\n\n- A {#a} :: B {#b}\n- C {#c} :: D {#d}\n")),
    ("quiz-no-choices", 5, 1, wrapped("## Q {#q}\n")),
    ("quiz-no-choices", 5, 1, wrapped("## Q {#q}\n- A\n- B\n")),
    ("quiz-bad-number", 6, 1, wrapped("## Q {#q}\n= many\n")),
    ("quiz-bad-number", 6, 1, wrapped("## Q {#q}\n= NaN\n")),
    ("quiz-bad-number", 6, 1, wrapped("## Q {#q}\n= 1e309\n")),
    ("quiz-bad-number", 6, 1, wrapped("## Q {#q}\n=  ± 3\n")),
    ("quiz-ambiguous-number", 6, 3, wrapped("## Q {#q}\n= 1,250 ± 3\n")),
    ("quiz-bad-tolerance", 6, 1, wrapped("## Q {#q}\n= 5 ppm ± few\n")),
    ("quiz-bad-tolerance", 6, 1, wrapped("## Q {#q}\n= 5 ppm ±\n")),
    ("quiz-bad-tolerance", 6, 1, wrapped("## Q {#q}\n= 5 ppm ± -1\n")),
    ("quiz-bad-tolerance", 6, 1, wrapped("## Q {#q}\n= 5 ppm ± 2 %\n")),
    ("quiz-bad-words", 6, 1, wrapped('## Q {#q}\n= "gemba\n')),
    ("quiz-bad-words", 6, 1, wrapped('## Q {#q}\n= ""\n')),
    ("quiz-bad-words", 6, 1, wrapped('## Q {#q}\n= "..."\n')),
    ("quiz-bad-words", 6, 1, wrapped(f'## Q {{#q}}\n= "{"x" * 201}"\n')),
    ("quiz-bad-words", 6, 1, wrapped('## Q {#q}\n= "one" or "two"\n')),
    ("quiz-duplicate-words", 7, 1, wrapped('## Q {#q}\n= "Kerja  sama"\n= “kerja sama.”\n')),
    ("quiz-reason-marks", 5, 1, wrapped("## Q {#q}\n= true\n\n- [x] A {#a}\n- [ ] B {#b}\n")),
    ("quiz-no-answer", 5, 1, wrapped("## Q {#q}\n= true\n\n- ( ) A {#a}\n- ( ) B {#b}\n")),
    ("quiz-one-choice", 5, 1, wrapped("## Q {#q}\n1. A {#a}\n")),
    ("quiz-empty-choice", 7, 1, wrapped("## Q {#q}\n1. A {#a}\n2. {#b}\n")),
    ("quiz-empty-choice", 7, 1, wrapped("## Q {#q}\n1. A {#a}\n2. > A\n3. C {#c}\n")),
    ("quiz-missing-id", 7, 1, wrapped("## Q {#q}\n1. A {#a}\n2. B\n")),
    ("quiz-duplicate-id", 7, 6, wrapped("## Q {#q}\n1. A {#a}\n2. B {#a}\n")),
    ("quiz-duplicate-choice", 7, 1, wrapped("## Q {#q}\n1. A {#a}\n2. *a* {#b}\n")),
    ("quiz-choice-blocks", 8, 4, wrapped("## Q {#q}\n1. A {#a}\n\n   more\n2. B {#b}\n")),
    ("quiz-order-mark", 6, 4, wrapped("## Q {#q}\n1. (x) A {#a}\n2. ( ) B {#b}\n")),
    ("quiz-no-match", 7, 1, wrapped("## Q {#q}\n- A {#a} :: B {#b}\n- C {#c}\n- D {#d} :: E {#e}\n")),
    ("quiz-few-pairs", 5, 1, wrapped("## Q {#q}\n- A {#a} :: B {#b}\n- :: C {#c}\n")),
    ("quiz-few-pairs", 5, 1, wrapped("## Q {#q}\n- A {#a} :: B {#b}\n- C {#c} :: B {#b}\n")),
    ("quiz-match-differs", 7, 15, wrapped("## Q {#q}\n- A {#a} :: B {#b}\n- C {#c} :: D {#b}\n- E {#e} :: F {#f}\n")),
    ("quiz-missing-id", 6, 1, wrapped("## Q {#q}\n- A :: B {#b}\n- C {#c} :: D {#d}\n")),
    ("quiz-missing-id", 7, 1, wrapped("## Q {#q}\n- A {#a} :: B {#b}\n- C {#c} ::\n  D\n- E {#e} :: F {#f}\n")),
    ("quiz-empty-choice", 7, 1, wrapped("## Q {#q}\n- A {#a} :: B {#b}\n- C {#c} ::\n- E {#e} :: F {#f}\n")),
    ("quiz-duplicate-id", 7, 5, wrapped("## Q {#q}\n- A {#a} :: B {#b}\n- C {#a} :: D {#d}\n")),
    ("quiz-duplicate-choice", 7, 1, wrapped("## Q {#q}\n- A {#a} :: B {#b}\n- C {#c} :: b {#d}\n")),
    ("quiz-html", 7, 8, wrapped("## Q {#q}\n- A {#a}\n  :: B <b>\n  x {#b}\n- C {#c} :: D {#d}\n")),
    ("quiz-bad-mark", 7, 3, wrapped("## Q {#q}\n- (x) A {#a}\n- (v) B {#b}\n- ( ) C {#c}\n")),
    ("quiz-bad-mark", 7, 3, wrapped("## Q {#q}\n- (x) A {#a}\n- () B {#b}\n- ( ) C {#c}\n")),
    ("quiz-bad-mark", 7, 3, wrapped("## Q {#q}\n- (x) A {#a}\n- B {#b}\n- ( ) C {#c}\n")),
    ("quiz-mixed-marks", 5, 1, wrapped("## Q {#q}\n- (x) A {#a}\n- [ ] B {#b}\n")),
    ("quiz-one-choice", 5, 1, wrapped("## Q {#q}\n- (x) A {#a}\n")),
    ("quiz-no-answer", 5, 1, wrapped("## Q {#q}\n- ( ) A {#a}\n- ( ) B {#b}\n")),
    ("quiz-no-answer", 5, 1, wrapped("## Q {#q}\n- [ ] A {#a}\n- [ ] B {#b}\n")),
    ("quiz-two-answers", 7, 1, wrapped("## Q {#q}\n- (x) A {#a}\n- (x) B {#b}\n")),
    ("quiz-empty-choice", 7, 1, wrapped("## Q {#q}\n- (x) A {#a}\n- ( ) {#b}\n")),
    ("quiz-duplicate-choice", 7, 1, wrapped("## Q {#q}\n- (x) Some  *words* {#a}\n- ( ) some words {#b}\n")),
    ("quiz-choice-blocks", 8, 3, wrapped("## Q {#q}\n- (x) A {#a}\n\n  more\n- ( ) B {#b}\n")),
    ("quiz-html", 5, 6, wrapped(f"## Q <b>x</b> {{#q}}\n{CHOICES}".replace("</b>", ""))),
    ("quiz-html", 6, 1, wrapped(f"## Q {{#q}}\n<script>alert(1)</script>\n\n{CHOICES}")),
    ("quiz-html", 8, 5, wrapped("## Q {#q}\n- (x) A {#a}\n  > so\n  > <img src=x onerror=alert(1)>\n- ( ) B {#b}\n")),
    ("quiz-html", 9, 14, wrapped(f"## Q {{#q}}\n{CHOICES}\nExplanation: <!-- why -->\n")),
    ("quiz-html", 4, 3, f"---\nkey: k\n---\n# <b>T\n## Q {{#q}}\n{CHOICES}"),
    ("quiz-picture-name", 6, 9, wrapped(f"## Q {{#q}}\n![loop](../Loop.svg)\n\n{CHOICES}")),
    ("quiz-picture-name", 6, 9, wrapped(f"## Q {{#q}}\n![loop](https://x.org/a.svg)\n\n{CHOICES}")),
    ("quiz-picture-words", 7, 5, wrapped(f"## Q {{#q}}\nSee\n![](loop.svg)\n\n{CHOICES}")),
    ("quiz-link", 6, 6, wrapped(f"## Q {{#q}}\n[it](page.md)\n\n{CHOICES}")),
    ("quiz-link", 6, 6, wrapped(f"## Q {{#q}}\n[it](ftp://x)\n\n{CHOICES}")),
]


@pytest.mark.parametrize(("code", "line", "column", "text"), BAD)
def test_mistakes(code, line, column, text):
    read, problems = quiz_text.parse(text, "en/quizzes/x.md")
    assert read is None
    assert (code, line, column) in [(p.code, p.line, p.column) for p in problems]
    for problem in problems:
        assert problem.file == "en/quizzes/x.md"
        assert problem.level == "error"
        assert problem.message and problem.remedy
        assert not re.search(r"\{[a-z]+\}", problem.message + problem.remedy), "a particular was not filled in"


def test_every_check_has_a_failing_text():
    assert {code for code, *_ in BAD} == CHECKS.keys()


@pytest.mark.parametrize(("code", "line", "column", "text"), BAD)
def test_a_mistake_is_named_once(code, line, column, text):
    problems = quiz_text.parse(text)[1]
    assert len({(p.code, p.line) for p in problems}) == len(problems)


def test_remedies_name_what_was_meant():
    remedies = {p.code: p.remedy for *_, text in BAD for p in quiz_text.parse(text)[1]}
    assert "pass" in remedies["quiz-unknown-key"]
    assert remedies["quiz-stray-text"] == "Did you mean “Explanation:”?"


def test_all_mistakes_are_told_at_once():
    text = "---\nkeys: k\n---\n# T\n## Q\n:topci: x\n- (x) A {#a}\n- (x) B {#a}\n\n## R {#r}\n= many\n"
    codes = [p.code for p in quiz_text.parse(text)[1]]
    assert codes == [
        "quiz-no-key",
        "quiz-unknown-key",
        "quiz-missing-id",
        "quiz-unknown-option",
        "quiz-two-answers",
        "quiz-duplicate-id",
        "quiz-bad-number",
    ]


@pytest.mark.parametrize(
    "text", ["", "\n", "---", "---\n---", "\0", "- (x)", "## \n- (x)\n- [", "# \n##\n=", ">" * 500, "- " * 500, "#" * 9]
)
def test_no_text_upsets_the_reader(text):
    read, problems = quiz_text.parse(text)
    assert read is None
    assert problems


def test_dangerous_addresses_never_become_links():
    read = quiz(wrapped(f"## Q [x](javascript:alert(1)) {{#q}}\n{CHOICES}"))
    assert "<a" not in read.questions[0].stem_html
