"""Orders of each learner's own: the same on every visit, whatever Python; never one that tells the answer."""

from score_core import quiz_text
from score_core.shuffling import choices_shown, matches_shown, shuffled

QUIZ, _ = quiz_text.parse(
    """---
key: k
---
# T
## As written {#written}
- (x) A {#a}
- ( ) B {#b}
- ( ) C {#c}

## Shuffled {#shuffled}
:shuffle: yes

- (x) A {#a}
- ( ) B {#b}
- ( ) C {#c}

## Ordered {#ordered}
1. A {#a}
2. B {#b}

## Matched {#matched}
- A {#a} :: X {#x}
- B {#b} :: Y {#y}
- C {#c} :: Z {#z}
"""
)
WRITTEN, SHUFFLED, ORDERED, MATCHED = QUIZ.questions
SEEDS = [str(number) for number in range(60)]


def ids(things):
    return "".join(thing.id for thing in things)


def test_an_order_follows_from_the_seed_alone():
    assert shuffled("abcdef", "7", "q") == shuffled("fedcba", "7", "q") == ["d", "c", "f", "a", "e", "b"]


def test_choices_stand_as_written_unless_they_are_shuffled():
    assert {ids(choices_shown(WRITTEN, seed)) for seed in SEEDS} == {"abc"}
    assert len({ids(choices_shown(SHUFFLED, seed)) for seed in SEEDS}) == 6


def test_what_is_to_be_ordered_never_stands_in_order():
    assert {ids(choices_shown(ORDERED, seed)) for seed in SEEDS} == {"ba"}


def test_matches_stand_in_any_order():
    assert len({ids(matches_shown(MATCHED, seed)) for seed in SEEDS}) == 6
