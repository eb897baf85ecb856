"""An order of each learner's own, the same on every visit: decided by a seed, not by chance."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from score_core.quiz import Choice, Match, Question

T = TypeVar("T", Choice, Match)


def shuffled(ids: Sequence[str], *seed: str) -> list[str]:
    """The ids in an order that follows from the words of the seed and from the ids, wherever and whenever."""
    return sorted(ids, key=lambda name: hashlib.sha256("\0".join((*seed, name)).encode()).digest())


def choices_shown(question: Question, seed: str) -> tuple[Choice, ...]:
    """The choices, reasons or things as one learner sees them. Things to put in order never stand in the right one."""
    if question.kind != "ordering" and not question.shuffle:
        return question.choices
    shown = _by_id(question.choices, shuffled([choice.id for choice in question.choices], seed, question.id))
    if question.kind == "ordering" and shown == question.choices:
        return (*shown[1:], *shown[:1])
    return shown


def matches_shown(question: Question, seed: str) -> tuple[Match, ...]:
    """The matches in an order that tells nothing of the terms they belong to."""
    return _by_id(question.matches, shuffled([match.id for match in question.matches], seed, question.id))


def _by_id(things: tuple[T, ...], order: list[str]) -> tuple[T, ...]:
    known = {thing.id: thing for thing in things}
    return tuple(known[name] for name in order)
