"""What the signs and functions of formulas do to values that are there; None means that they give none."""

import math
import operator
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from score_core.values import rounded


def _divide(one: float, two: float) -> float | None:
    return None if two == 0 else one / two


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ARITHMETIC: dict[str, Callable[[Any, Any], float | None]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
}


def _count(rows: Sequence[Any]) -> float:
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


AGGREGATES: dict[str, Callable[[Any], Any]] = {
    "count": _count,
    "sum": _sum,
    "mean": _mean,
    "median": _median,
    "min": min,
    "max": max,
}


def _round(number: float, decimals: float = 0.0) -> float:
    return rounded(number, min(max(int(decimals), 0), 10))


def _days(start: date, end: date) -> float:
    return float((end - start).days)


def _months(start: date, end: date) -> float:
    """Return calendar months from one date or month to another, days left aside."""
    return float((end.year - start.year) * 12 + end.month - start.month)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "round": _round,
    "least": min,
    "greatest": max,
    "days": _days,
    "months": _months,
    "has": lambda chosen, key: key in chosen,
}
