"""Ids that are written for the author."""

import pytest

from score_core import quiz_text
from score_core.quiz_ids import with_ids

TEXT = """---
key: k
---
# T

## What does the *team* do with an idea that it rejects? ##
- (x) It replies with the reason
  > Right.
- ( ) It keeps
  quiet about it

  > So nobody writes again.
- ( ) It replies with the reason, later {#later}

## What does the team do with an idea that it rejects? {#kept}
- [x] Ya
- [ ] Tidak

## Berapa?
- body list

= 5
"""


def test_ids_are_made_of_the_words():
    lines = with_ids(TEXT).split("\n")
    assert lines[5] == "## What does the *team* do with an idea that it rejects? {#team-idea-rejects}"
    assert lines[6] == "- (x) It replies with the reason {#replies-reason}"
    assert lines[8:10] == ["- ( ) It keeps", "  quiet about it {#keeps-quiet-about}"]
    assert lines[12].endswith("later {#later}")
    assert lines[14].endswith("{#kept}")
    assert lines[18] == "## Berapa? {#berapa}"
    assert lines[19] == "- body list"


KINDS = """---
key: k
---
# T
## Put it in order.
2. *First* plan
3. Then do
   it {#do}

Explanation: so

1. not this one

- nor :: this

## What is what?
- Andon :: A light
  > It calls.
- *The* kanban {#card} ::
  A card
  on a box
- Box
  :: A card on a box
- :: A bell
- Horn {#horn} :: A bell {#rings}

## Is it so?
= true

- (x) Because
- ( ) Else
"""


def test_ids_of_an_order_and_of_pairs():
    lines = with_ids(KINDS).split("\n")
    assert lines[5:8] == ["2. *First* plan {#first-plan}", "3. Then do", "   it {#do}"]
    assert lines[11:14] == ["1. not this one", "", "- nor :: this"]
    assert lines[16:26] == [
        "- Andon {#andon} :: A light {#light}",
        "  > It calls.",
        "- *The* kanban {#card} ::",
        "  A card",
        "  on a box {#card-box}",
        "- Box {#box}",
        "  :: A card on a box {#card-box}",
        "- :: A bell {#rings}",
        "- Horn {#horn} :: A bell {#rings}",
        "",
    ]
    assert lines[29:31] == ["- (x) Because {#because}", "- ( ) Else {#else}"]
    assert quiz_text.parse(with_ids(KINDS))[1] == []
    assert with_ids(with_ids(KINDS)) == with_ids(KINDS)


def test_nothing_is_missing_then_and_a_second_run_changes_nothing():
    once = with_ids(TEXT)
    assert quiz_text.parse(once)[1] == []
    assert with_ids(once) == once


def test_an_id_is_never_given_twice():
    text = "# T\n## The team? {#team-2}\n## Team!\n## Team\n## ？\n## Team\n- (x) A\n- ( ) a\n- ( ) A {#a}\n"
    heads = [line.split("{#")[1] for line in with_ids(text).split("\n") if line.startswith("##")]
    assert heads == ["team-2}", "team}", "team-3}", "question}", "team-4}"]
    assert [line[-4:] for line in with_ids(text).split("\n") if line.startswith("-")] == ["a-2}", "a-3}", "{#a}"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_all_else_stays_to_the_byte(end):
    text = "\ufeff" + TEXT.replace("\n", end)
    assert with_ids(text).replace(with_ids(text), text) == text
    stripped = with_ids(text)
    for name in ("team-idea-rejects", "replies-reason", "keeps-quiet-about", "ya", "tidak", "berapa"):
        stripped = stripped.replace(f" {{#{name}}}", "")
    assert stripped == text.replace(" ##" + end + "- (x)", end + "- (x)")


def test_bad_ids_are_left_for_the_author():
    assert with_ids("# T\n## Q {#Bad Id}\n") == "# T\n## Q {#Bad Id}\n"
