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

from score_core.formula_functions import AGGREGATES, ARITHMETIC, COMPARE, FUNCTIONS
from score_core.formula_json import Json, to_json
from score_core.formula_scope import CHOICES, DATE, MONTH, NUMBER, TRUTH, Scope, Type
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

Value = float | str | bool | date | frozenset[str] | None
"""A month is the date of its first day, several choices are a set of keys."""
Row = Mapping[str, Value]


class Frame:
    """What a formula sees: the filled rows of every section, the row it belongs to, and today.

    Sections of other sheets are there as "alias.section"; one that is missing has no values. `of_sheet` remembers the
    aggregates that are the same for every row.
    """

    __slots__ = ("sections", "today", "this", "of_sheet")

    def __init__(self, sections: Mapping[str, Sequence[Row]], today: date) -> None:
        self.sections, self.today = sections, today
        self.this: Row = {}
        self.of_sheet: dict[object, Value] = {}

    def enter(self, row: Row) -> None:
        """Make this the row that formulas belong to."""
        self.this = row


@dataclass(frozen=True)
class Fixed:
    """A part that has the same value for every row that an aggregate goes over."""

    value: Any


Bound = Fixed | Callable[[Row], Any]
Bind = Callable[[Frame], Bound]
"""A compiled part: bound to a frame it is a fixed value, or a function of the row; inner loops do only what varies."""


@dataclass(frozen=True)
class Formula:
    """A checked formula: `source` is its text, `needs` are the (section, field) that it reads.

    `abroad` says that it reads other sheets, itself or by other formulas.
    """

    source: str
    bind: Bind = field(repr=False, compare=False)
    tree: Tree = field(repr=False, compare=False)
    scope: Scope = field(repr=False, compare=False)
    needs: frozenset[tuple[str, str]] = frozenset()
    abroad: bool = False

    def to_json(self) -> Json:
        """Return the formula as data for the browser, see formula_json."""
        return to_json(self.tree, self.scope)

    def value(self, frame: Frame) -> Value:
        """Return the value for the row that the frame has entered."""
        bound = self.bind(frame)
        result: Value = bound.value if isinstance(bound, Fixed) else bound(frame.this)
        return result


def compiled(tree: Tree, scope: Scope) -> Bind:
    """Return what evaluates a tree that has no mistakes."""
    if isinstance(tree, Number | Truth):
        return _constant(tree.value)
    if isinstance(tree, Words):
        return _constant(tree.text)
    if isinstance(tree, Name):
        return _name(tree, scope)
    if isinstance(tree, Arithmetic):
        return _arithmetic(tree, scope)
    if isinstance(tree, Minus):
        return _strict(operator.neg, compiled(tree.part, scope))
    if isinstance(tree, Not):
        return _strict(operator.not_, compiled(tree.part, scope))
    if isinstance(tree, Logic):
        return _logic(tuple(compiled(part, scope) for part in tree.parts), deciding=tree.word == "or")
    if isinstance(tree, Compare):
        return _strict(COMPARE[tree.sign], compiled(tree.left, scope), compiled(tree.right, scope))
    if isinstance(tree, Aggregate):
        return _aggregate(tree, scope)
    return _call(tree, scope)


def _constant(value: Value) -> Bind:
    fixed = Fixed(value)
    return lambda frame: fixed


def _name(name: Name, scope: Scope) -> Bind:
    key, home = name.field, scope.home(name)
    if "." in home:
        return _abroad(name, home, scope)
    if name.section == "this":
        return lambda frame: Fixed(frame.this[key])
    if name.section:
        return lambda frame: Fixed(frame.sections[home][0][key])
    of_row = operator.itemgetter(key)
    return lambda frame: of_row


def _abroad(name: Name, home: str, scope: Scope) -> Bind:
    """A field of another sheet, whose record may follow another version: what is not of the type checked is missing."""
    shape = scope.shape(home)
    type_ = None if shape is None or shape.open else shape.types.get(name.field)
    if type_ is None:
        return _constant(None)
    key, class_ = name.field, _class(type_)

    def of_row(row: Row) -> Value:
        value = row.get(key)
        return value if type(value) is class_ else None

    if name.sheet:
        return lambda frame: Fixed(of_row(next(iter(frame.sections.get(home, ())), {})))
    return lambda frame: of_row


def _class(type_: Type) -> type:
    classes = {NUMBER: float, DATE: date, MONTH: date, TRUTH: bool}
    return classes.get(type_, frozenset if type_.name == CHOICES else str)


def _strict(function: Callable[..., Any], *parts: Bind) -> Bind:
    """Return what applies a function to its parts, None when one of them is missing."""

    def bind(frame: Frame) -> Bound:
        bound = [part(frame) for part in parts]
        fixed = [part.value for part in bound if isinstance(part, Fixed)]
        if any(value is None for value in fixed):
            return Fixed(None)
        if len(fixed) == len(bound):
            return Fixed(function(*fixed))
        return _varying(function, bound)

    return bind


def _varying(function: Callable[..., Any], bound: list[Bound]) -> Callable[[Row], Any]:
    if len(bound) == 2:
        left, right = bound
        if not isinstance(left, Fixed) and isinstance(right, Fixed):
            right_value = right.value
            return lambda row: None if (one := left(row)) is None else function(one, right_value)
    getters = [_of_row(part) for part in bound]

    def run(row: Row) -> Any:
        values = []
        for getter in getters:
            value = getter(row)
            if value is None:
                return None
            values.append(value)
        return function(*values)

    return run


def _of_row(bound: Bound) -> Callable[[Row], Any]:
    if not isinstance(bound, Fixed):
        return bound
    value = bound.value
    return lambda row: value


def _arithmetic(tree: Arithmetic, scope: Scope) -> Bind:
    operations = tuple(ARITHMETIC[sign] for sign, _ in tree.rest)

    def work_out(first: float, *others: float) -> float | None:
        total: float | None = first
        for operation, other in zip(operations, others, strict=True):
            total = operation(total, other)
            if total is None:
                return None
        return total if total is not None and math.isfinite(total) else None

    return _strict(work_out, compiled(tree.first, scope), *(compiled(part, scope) for _, part in tree.rest))


def _logic(parts: tuple[Bind, ...], deciding: bool) -> Bind:
    def bind(frame: Frame) -> Bound:
        missing = False
        varying: list[Callable[[Row], Any]] = []
        for part in parts:
            bound = part(frame)
            if not isinstance(bound, Fixed):
                varying.append(bound)
            elif bound.value is deciding:
                return bound
            else:
                missing = missing or bound.value is None
        if not varying:
            return Fixed(None if missing else not deciding)

        def run(row: Row) -> bool | None:
            blank = missing
            for each in varying:
                value = each(row)
                if value is None:
                    blank = True
                elif value is deciding:
                    return bool(value)
            return None if blank else not deciding

        return run

    return bind


def _aggregate(tree: Aggregate, scope: Scope) -> Bind:
    section = scope.over(tree)
    inner = scope.inside(section)
    value = compiled(tree.value, inner) if tree.value else None
    where = compiled(tree.where, inner) if tree.where else None
    finish = AGGREGATES[tree.function]
    of_one_row = any(isinstance(part, Name) and part.section == "this" for part in walk(tree))

    def work_out(frame: Frame) -> Any:
        rows = frame.sections.get(section, ())
        if where is not None:
            rows = list(filter(_of_row(where(frame)), rows))
        if value is None:
            return finish(rows)
        values = [found for found in map(_of_row(value(frame)), rows) if found is not None]
        return finish(values) if values or tree.function == "distinct" else None

    def bind(frame: Frame) -> Bound:
        if of_one_row:
            return Fixed(work_out(frame))
        if bind not in frame.of_sheet:
            frame.of_sheet[bind] = work_out(frame)
        return Fixed(frame.of_sheet[bind])

    return bind


def _call(tree: Call, scope: Scope) -> Bind:
    arguments = tuple(compiled(argument, scope) for argument in tree.arguments)
    if tree.function == "today":
        return lambda frame: Fixed(frame.today)
    if tree.function == "score" and isinstance(tree.arguments[0], Name):
        return _strict(scope.scores(tree.arguments[0]).get, *arguments)
    if tree.function in _SPECIAL:
        return _SPECIAL[tree.function](*arguments)
    return _strict(FUNCTIONS[tree.function], *arguments)


def _if(condition: Bind, then: Bind, otherwise: Bind) -> Bind:
    def bind(frame: Frame) -> Bound:
        decided = condition(frame)
        if isinstance(decided, Fixed):
            return decided if decided.value is None else (then if decided.value else otherwise)(frame)
        yes, no = _of_row(then(frame)), _of_row(otherwise(frame))
        return lambda row: None if (answer := decided(row)) is None else (yes if answer else no)(row)

    return bind


def _default(value: Bind, otherwise: Bind) -> Bind:
    def bind(frame: Frame) -> Bound:
        found = value(frame)
        if isinstance(found, Fixed):
            return found if found.value is not None else otherwise(frame)
        instead = _of_row(otherwise(frame))
        return lambda row: instead(row) if (own := found(row)) is None else own

    return bind


def _measured(value: Bind) -> Bind:
    def bind(frame: Frame) -> Bound:
        found = value(frame)
        return Fixed(found.value is not None) if isinstance(found, Fixed) else lambda row: found(row) is not None

    return bind


_SPECIAL: dict[str, Callable[..., Bind]] = {"if": _if, "default": _default, "measured": _measured}
