"""Charts' data for the tests: one of each kind, with gaps, long names, zeros and markup in names."""

from score_core.chart_data import Axis, ChartData, Mark, Panel, Series

MONTHS = ("Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026", "Jun 2026", "Jul 2026")


def texts(values) -> tuple[str, ...]:
    return tuple("" if value is None else f"{value:g}" for value in values)


def one(role: str, name: str, *values: float | None) -> Series:
    return Series(role, name, values, texts(values))


def chart(kind: str, *panels: Panel, maximum: float | None = None) -> ChartData:
    names = [series.name for series in panels[0].series]
    rows = [
        (label, *(series.shown[index] for series in panel.series))
        for panel in panels
        for index, label in enumerate(panel.labels)
    ]
    return ChartData(kind, kind, f"Sample {kind}", ("Name", *names), tuple(rows), panels, maximum=maximum)


PARETO = chart(
    "pareto",
    Panel(
        "",
        ("Burr at the edge of the hole after punching", "Dent", "<script>alert(1)</script>"),
        (one("value", "Pieces", 5023, 2948, 1638), one("cumulated", "Cumulated", 52.3, 82.9, 100)),
    ),
)
RUN = chart(
    "run",
    Panel(
        "Defects",
        MONTHS,
        (
            one("value", "PPM", 400, 380, None, 310, 250, 190, 0),
            one("target", "Target", *[100.0] * 7),
            one("baseline", "Baseline", *[400.0] * 7),
        ),
    ),
    Panel("One month", ("Nov 2026",), (one("value", "PPM", 12.5),)),
)
BARS = chart(
    "bars",
    Panel(
        "",
        ("Ringkas", "Rapi", "Resik", "Rawat", "Rajin"),
        (one("value", "Now", 80, 75, 70, None, 60), one("compare", "Before", 45, 55, 40, 30, 0)),
    ),
    maximum=100,
)
RADAR = ChartData(
    "radar", "radar", "Sample radar", BARS.header, BARS.rows, BARS.panels, maximum=BARS.maximum
)
BEFORE_AFTER = chart(
    "before_after",
    Panel(
        "",
        ("Tool search, minutes a shift", "5R, percent", "Profit that was negative"),
        (one("before", "Before", 11, 46, -5), one("after", "After", 4, 71, 3), one("target", "Target", 3, 80, None)),
    ),
)
MATRIX = ChartData(
    "matrix",
    "matrix",
    "Sample matrix",
    ("Hazard", "Likelihood", "Severity", "Product"),
    (("Chip", "4", "3", "12"), ("Press", "2", "5", "10"), ("Noise", "4", "3", "12")),
    marks=(Mark("Chip", 4, 3, 12, 2), Mark("Press", 2, 5, 10, 2), Mark("Noise", 4, 3, 12, 2)),
    axes=(Axis("Likelihood", 1, 5), Axis("Severity", 1, 5)),
    bands=(4, 9, 16),
)
EMPTY = chart("bars", Panel("", ("Ringkas",), (one("value", "Now", None),)))
ALL = (PARETO, RUN, BARS, RADAR, BEFORE_AFTER, MATRIX)
