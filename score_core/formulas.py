"""Formulas at work: a checked tree becomes nested functions, once; they give a value for every row and never raise.

A missing input gives None, "not yet": blank and "not measured" are missing, so are a division by zero and a result
beyond the range of numbers. `and`, `or` decide as soon as one side does; aggregates leave out rows whose condition or
value is missing; the sum, mean, … of nothing is None, the count of nothing is 0.
"""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from score_core.formula_tree import (
    Aggregate,
    Arithmetic,
    Call,
    Compare,
    Logic,
    Minus,
    Name,
    Not,
    Number,
    Tree,
    Truth,
    Words,
    walk,
)
from score_core.formula_types import Scope
from score_core.values import rounded

Value = float | str | bool | date | frozenset[str] | None
Row = Mapping[str, Value]
Run = Callable[["Frame", Row], Any]


class Frame:
    """What a formula sees: the filled rows of every section, the row it belongs to, and today.

    Aggregates remember their results: for the whole sheet, or for one row where they name `this`.
    """

    __slots__ = ("sections", "today", "this", "of_sheet", "of_row")

    def __init__(self, sections: Mapping[str, Sequence[Row]], today: date) -> None:
        self.sections, self.today = sections, today
        self.of_sheet: dict[object, Value] = {}
        self.enter({})

    def enter(self, row: Row) -> None:
        """Make this the row that formulas belong to."""
        self.this = row
        self.of_row: dict[object, Value] = {}


@dataclass(frozen=True)
class Formula:
    """A checked formula; `source` is its text."""

    source: str
    run: Run = field(repr=False, compare=False)

    def value(self, frame: Frame) -> Value:
        """Return the value for the row that the frame has entered."""
        result: Value = self.run(frame, frame.this)
        return result


def compiled(tree: Tree, scope: Scope) -> Run:
    """Return the function that evaluates a tree without mistakes."""
    if isinstance(tree, Number | Truth):
        return _constant(tree.value)
    if isinstance(tree, Words):
        return _constant(tree.text)
    if isinstance(tree, Name):
        return _name(tree, scope)
    if isinstance(tree, Arithmetic):
        return _arithmetic(tree, scope)
    if isinstance(tree, Minus):
        part = compiled(tree.part, scope)
        return lambda frame, row: None if (value := part(frame, row)) is None else -value
    if isinstance(tree, Not):
        part = compiled(tree.part, scope)
        return lambda frame, row: None if (value := part(frame, row)) is None else not value
    if isinstance(tree, Logic):
        return _logic(tuple(compiled(part, scope) for part in tree.parts), deciding=tree.word == "or")
    if isinstance(tree, Compare):
        return _compare(_COMPARE[tree.sign], compiled(tree.left, scope), compiled(tree.right, scope))
    if isinstance(tree, Aggregate):
        return _aggregate(tree, scope)
    return _call(tree, scope)


def _constant(value: Value) -> Run:
    return lambda frame, row: value


def _name(name: Name, scope: Scope) -> Run:
    key, section = name.field, name.section
    if section == "this":
        return lambda frame, row: frame.this[key]
    if section:
        return lambda frame, row: frame.sections[section][0][key]
    return lambda frame, row: row[key]


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def _compare(compare: Callable[[Any, Any], bool], left: Run, right: Run) -> Run:
    def run(frame: Frame, row: Row) -> bool | None:
        one = left(frame, row)
        if one is None:
            return None
        two = right(frame, row)
        return None if two is None else compare(one, two)

    return run


def _logic(parts: tuple[Run, ...], deciding: bool) -> Run:
    def run(frame: Frame, row: Row) -> bool | None:
        missing = False
        for part in parts:
            value = part(frame, row)
            if value is deciding:
                return value is True
            missing = missing or value is None
        return None if missing else not deciding

    return run


def _arithmetic(tree: Arithmetic, scope: Scope) -> Run:
    first = compiled(tree.first, scope)
    rest = tuple((_ARITHMETIC[sign], compiled(part, scope)) for sign, part in tree.rest)

    def run(frame: Frame, row: Row) -> float | None:
        total = first(frame, row)
        if total is None:
            return None
        for apply, part in rest:
            value = part(frame, row)
            if value is None or (value == 0 and apply is operator.truediv):
                return None
            total = apply(total, value)
        return total if math.isfinite(total) else None

    return run


def _aggregate(tree: Aggregate, scope: Scope) -> Run:
    section, inner = tree.section.field, scope.inside(tree.section.field)
    value = compiled(tree.value, inner) if tree.value else None
    where = compiled(tree.where, inner) if tree.where else None
    finish = _AGGREGATES[tree.function]
    of_one_row = any(isinstance(part, Name) and part.section == "this" for part in walk(tree))

    def run(frame: Frame, row: Row) -> Value:
        remembered = frame.of_row if of_one_row else frame.of_sheet
        if run not in remembered:
            rows = frame.sections[section]
            if where is not None:
                rows = [other for other in rows if where(frame, other)]
            if value is None:
                remembered[run] = finish(rows)
            else:
                values = [found for other in rows if (found := value(frame, other)) is not None]
                remembered[run] = finish(values) if values else None
        return remembered[run]

    return run


def _count(rows: Sequence[Row]) -> float:
    return float(len(rows))


def _sum(values: list[float]) -> float | None:
    total = 0.0
    for value in values:  # not sum(): since Python 3.12 it adds floats another way than JavaScript and Python 3.11
        total += value
    return total if math.isfinite(total) else None


def _mean(values: list[float]) -> float | None:
    total = _sum(values)
    return None if total is None else total / len(values)


def _median(values: list[float]) -> float | None:
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(values) % 2 else _mean(ordered[middle - 1 : middle + 1])


_AGGREGATES: dict[str, Callable[[Any], Value]] = {
    "count": _count,
    "sum": _sum,
    "mean": _mean,
    "median": _median,
    "min": min,
    "max": max,
}


def _call(tree: Call, scope: Scope) -> Run:
    arguments = tuple(compiled(argument, scope) for argument in tree.arguments)
    if tree.function == "today":
        return lambda frame, row: frame.today
    if tree.function == "score" and isinstance(tree.arguments[0], Name):
        return _score(tree.arguments[0], arguments[0], scope)
    if tree.function in _SPECIAL:
        return _SPECIAL[tree.function](*arguments)
    function = _FUNCTIONS[tree.function]

    def run(frame: Frame, row: Row) -> Value:
        values = [argument(frame, row) for argument in arguments]
        return None if None in values else function(*values)

    return run


def _score(name: Name, run: Run, scope: Scope) -> Run:
    type_ = scope.shapes[scope.home(name)].types[name.field]
    scores = dict(zip(type_.keys, type_.scores, strict=True)) if type_ else {}
    return lambda frame, row: scores.get(run(frame, row))


def _if(condition: Run, then: Run, otherwise: Run) -> Run:
    def run(frame: Frame, row: Row) -> Value:
        decided = condition(frame, row)
        if decided is None:
            return None
        result: Value = then(frame, row) if decided else otherwise(frame, row)
        return result

    return run


def _default(value: Run, otherwise: Run) -> Run:
    return lambda frame, row: otherwise(frame, row) if (found := value(frame, row)) is None else found


def _measured(value: Run) -> Run:
    return lambda frame, row: value(frame, row) is not None


_SPECIAL: dict[str, Callable[..., Run]] = {"if": _if, "default": _default, "measured": _measured}


def _round(number: float, decimals: float = 0.0) -> float:
    return rounded(number, min(max(int(decimals), 0), 10))


def _days(start: date, end: date) -> float:
    return float((end - start).days)


def _months(start: date | str, end: date | str) -> float:
    """Return calendar months from one date or month to another, days left aside."""
    return _month_number(end) - _month_number(start)


def _month_number(moment: date | str) -> float:
    text = moment if isinstance(moment, str) else moment.isoformat()
    return float(int(text[:4]) * 12 + int(text[5:7]))


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "abs": abs,
    "round": _round,
    "least": min,
    "greatest": max,
    "days": _days,
    "months": _months,
    "has": lambda chosen, key: key in chosen,
}
