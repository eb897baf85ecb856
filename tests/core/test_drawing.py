"""What is drawn from a pool: by seed, evenly, and packed so that a quiz stands on its own."""

from collections import Counter
from dataclasses import replace

import pytest

from score_core import quiz_text
from score_core.drawing import drawn, packed
from score_core.quiz import Draw

HEAD = "---\nkey: k\ndraw: {draw}\n---\n# T\n"
SEEDS = [str(number) for number in range(200)]


def asked(topics: str, prefix: str = "q") -> str:
    return "".join(
        f"## Question {prefix}{n}? {{#{prefix}{n}}}\n:topic: {topic}\n:points: 2\n\n= {n}\n\n"
        for n, topic in enumerate(topics)
    )


def quiz(text: str, whole: bool = True):
    read, problems = quiz_text.parse(text, whole=whole)
    assert problems == []
    return read


def test_a_draw_follows_from_its_seed_and_is_worth_the_same():
    read = quiz(HEAD.format(draw="{count: 3}") + asked("abcdef"))
    sets = {seed: drawn(read, seed) for seed in SEEDS}
    assert all(drawn(read, seed) == one for seed, one in sets.items())
    assert {len(one.questions) for one in sets.values()} == {3}
    assert {one.points for one in sets.values()} == {read.points} == {6}
    assert all(one.draw is None for one in sets.values())
    assert len({tuple(question.id for question in one.questions) for one in sets.values()}) == 20
    taken = Counter(question.id for one in sets.values() for question in one.questions)
    assert min(taken.values()) > 70


def test_as_many_are_drawn_of_each_topic():
    read = quiz(HEAD.format(draw="{count: 4, per: topic}") + asked("aaaabb"))
    for seed in SEEDS[:50]:
        assert Counter(question.topic for question in drawn(read, seed).questions) == {"a": 2, "b": 2}


def test_what_draws_nothing_asks_everything():
    read = quiz("---\nkey: k\n---\n# T\n" + asked("abc"))
    assert drawn(read, "7") is read


def test_a_draw_from_other_files_waits_for_them():
    text = HEAD.format(draw="{from: [one, two], count: 4, per: topic}")
    read = quiz(text, whole=False)
    assert read.draw == Draw(4, ("one", "two"), "topic", 3) and read.questions == ()
    assert [problem.code for problem in quiz_text.parse(text, whole=True)[1]] == ["quiz-no-questions"]
    assert quiz(HEAD.format(draw="{from: one, count: 4}"), whole=False).draw.sources == ("one",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "draw",
    [
        "{from: [one, two], count: 4, per: topic}",
        "{count: 4, from: [ one , two ], per: topic}",
        "{per: topic, count: 4, from: [one, two]}  # six",
    ],
)
def test_a_packed_text_stands_on_its_own(draw, end):
    pools = ["---\nkey: one\n---\n# One\n" + asked("aabb", "one"), "---\nkey: two\n---\n# Two\n\n" + asked("ab", "two")]
    text = packed(HEAD.format(draw=draw) + asked("a"), [pool.replace("\n", end) for pool in pools])
    read = quiz(text)
    assert read.draw == Draw(4, (), "topic", 3)
    assert [question.id for question in read.questions] == ["q0", "one0", "one1", "one2", "one3", "two0", "two1"]
    assert packed(text, []) == text


def test_only_some_questions_of_a_quiz():
    read = quiz(HEAD.format(draw="{count: 2}") + asked("abc"))
    assert [question.id for question in read.only(["q2", "q0", "gone"]).questions] == ["q0", "q2"]
    assert replace(read, draw=None).points == 6
