"""What a chart shows, as numbers and as the words of a table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """Numbers, one a label of the panel (None: missing), and their texts ("" for missing).

    `role` is value, cumulated (percents), target, baseline, compare (the same at another time), before or after.
    """

    role: str
    name: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """One drawing; `title` is what it is for where a chart has several, else ""."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Mark:
    """A row in a matrix: `band` counts from 0, the lowest, to as many as there are limits."""

    label: str
    x: float
    y: float
    product: float
    band: int


@dataclass(frozen=True)
class Axis:
    """A side of a matrix, with its lowest and highest step."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class ChartData:
    """What a chart shows: `panels`, or for a matrix `marks` on two `axes` (x, y) with the limits of its `bands`.

    `header` and `rows` are the same as a table, in the reader's words; `maximum` is where bars and spokes end.
    """

    key: str
    kind: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    panels: tuple[Panel, ...] = ()
    marks: tuple[Mark, ...] = ()
    axes: tuple[Axis, ...] = ()
    bands: tuple[float, ...] = ()
    maximum: float | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        first = [value for panel in self.panels for series in panel.series[:2] for value in series.values]
        return not self.marks and all(value is None for value in first)
