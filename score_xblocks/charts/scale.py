"""Measures for axes: round steps that cover the numbers, and where a number stands between two ends."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Numbers from `low` to `high`, drawn from `start` to `end` in user units of the SVG; `ticks` are round."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def at(self, number: float) -> float:
        share = (number - self.low) / (self.high - self.low)
        return self.start + min(max(share, -0.02), 1.02) * (self.end - self.start)


def scale(numbers: Iterable[float | None], start: float, end: float, maximum: float | None = None) -> Scale:
    """A scale from zero (or below it) up to all these numbers, or to `maximum` where that is more."""
    found = [number for number in numbers if number is not None]
    high, low = max([*found, maximum or 0.0, 0.0]), min([*found, 0.0])
    if high == low:
        high = low + 1.0
    step = _round_step((high - low) / 4)
    bottom, top = math.floor(low / step), math.ceil(high / step - 1e-9)
    ticks = tuple(count * step for count in range(bottom, max(top, bottom + 1) + 1))
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def _round_step(least: float) -> float:
    """The next of 1, 2, 2.5, 5, 10 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if factor * power >= least * (1 - 1e-9))
