"""What the signs and functions of formulas do to values that are there; None means that they give none."""

import math
import operator
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from score_core.values import FIRST_YEAR, LAST_YEAR, rounded

FARTHEST = 110_000
"""No two days of the years that dates may have are more days apart."""
_FIRST, _LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


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
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
    "distinct": lambda values: float(len(set(values))),
}


def _round(number: float, decimals: float = 0.0) -> float:
    return rounded(number, min(max(int(decimals), 0), 10))


def _days(start: date, end: date) -> float:
    return float((end - start).days)


def _months(start: date, end: date) -> float:
    """Return calendar months from one date or month to another, days left aside."""
    return float((end.year - start.year) * 12 + end.month - start.month)


def _minutes(start: str, end: str) -> float:
    """Return minutes from one time to another of the same day, negative when the other is earlier."""
    return float((int(end[:2]) - int(start[:2])) * 60 + int(end[3:]) - int(start[3:]))


def _add_days(day: date, days: float) -> date | None:
    if abs(days) > FARTHEST or not _FIRST <= day <= _LAST:
        return None
    found = day + timedelta(days=int(days))
    return found if _FIRST <= found <= _LAST else None


def _add_months(day: date, months: float) -> date | None:
    """Return the same day some months later, or the last day of that month when it has none of that number."""
    if abs(months) > FARTHEST or not _FIRST <= day <= _LAST:
        return None
    years, month = divmod(day.month - 1 + int(months), 12)
    if not FIRST_YEAR <= day.year + years <= LAST_YEAR:
        return None
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _band(value: float, *words_and_limits: Any) -> Any:
    """Return the words before the first limit that the value does not pass, the last words when it passes all."""
    for words, limit in zip(words_and_limits[::2], words_and_limits[1::2], strict=False):
        if value <= limit:
            return words
    return words_and_limits[-1]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "round": _round,
    "least": min,
    "greatest": max,
    "days": _days,
    "months": _months,
    "minutes": _minutes,
    "add_days": _add_days,
    "add_months": _add_months,
    "band": _band,
    "has": lambda chosen, key: key in chosen,
}
