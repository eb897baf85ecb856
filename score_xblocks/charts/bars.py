"""Horizontal bars with their names above them: they need no width for names, so they read on a phone.

Used for bars with a comparison, for a Pareto with its cumulated percent, and for before and after with a target.
"""

from collections.abc import Sequence

from score_core.chart_data import Panel, Series
from score_xblocks.charts.canvas import AMBER, INK, LETTER_WIDTH, LINE, PALE, SOFT, TEAL, WIDTH, Canvas, shortened
from score_xblocks.charts.legend import legend
from score_xblocks.charts.scale import Scale, scale

THICK, THIN, NAME = 14.0, 10.0, 18.0
NUMBERS = 74.0
"""Room to the right of the bars for the number of each."""
MOST_BARS = 30


def bars(canvas: Canvas, panel: Panel, maximum: float | None) -> None:
    """One bar a name, and below it a pale one for the same at another time."""
    own = _of(panel, "value")
    then = _of(panel, "compare")
    ruler = scale([*own.values, *(then.values if then else ())], 0.0, WIDTH - NUMBERS, maximum)
    for place, name in enumerate(panel.labels[:MOST_BARS]):
        _name(canvas, name)
        _bar(canvas, ruler, own, place, TEAL)
        if then:
            _bar(canvas, ruler, then, place, PALE, thin=True)
        canvas.height += 8
    _zero(canvas, ruler)
    if then:
        legend(canvas, [("bar", TEAL, own.name), ("bar", PALE, then.name)])


def pareto(canvas: Canvas, panel: Panel) -> None:
    """The largest first; the share that the causes so far have together stands to the right of each."""
    own, running = _of(panel, "value"), _of(panel, "cumulated")
    ruler = scale(own.values, 0.0, WIDTH - NUMBERS)
    across = scale([100.0], 0.0, WIDTH - NUMBERS, 100.0)
    points: list[tuple[float, float] | None] = []
    for place, name in enumerate(panel.labels[:MOST_BARS]):
        _name(canvas, name, running.shown[place])
        share = running.values[place]
        points.append(None if share is None else (across.at(share), canvas.height + THICK / 2))
        _bar(canvas, ruler, own, place, TEAL)
        canvas.height += 8
    _zero(canvas, ruler)
    canvas.path(points, AMBER)
    for x, y in filter(None, points):
        canvas.add("circle", cx=x, cy=y, r=3.5, fill=AMBER)
    legend(canvas, [("bar", TEAL, own.name), ("line", AMBER, running.name)])


def before_after(canvas: Canvas, panel: Panel) -> None:
    """For each name the value before (pale) and after; a mark where the target is. Each name has its own scale."""
    before, after = _of(panel, "before"), _of(panel, "after")
    target = next((series for series in panel.series if series.role == "target"), None)
    for place, name in enumerate(panel.labels[:MOST_BARS]):
        aim = target.values[place] if target else None
        ruler = scale([before.values[place], after.values[place], aim], 0.0, WIDTH - NUMBERS)
        _name(canvas, name)
        top = canvas.height
        _bar(canvas, ruler, before, place, PALE, thin=True, mark=aim)
        _bar(canvas, ruler, after, place, TEAL, mark=aim)
        if aim is not None:
            canvas.line(ruler.at(aim), top - 3, ruler.at(aim), canvas.height + 1, AMBER, stroke_width=3)
        canvas.height += 10
    entries = [("bar", PALE, before.name), ("bar", TEAL, after.name)]
    legend(canvas, [*entries, ("line", AMBER, target.name)] if target else entries)


def _of(panel: Panel, role: str) -> Series | None:
    return next((series for series in panel.series if series.role == role), None)


def _name(canvas: Canvas, name: str, right: str = "") -> None:
    canvas.height += NAME
    canvas.text(0.0, canvas.height - 5, shortened(name, WIDTH - (NUMBERS if right else 0)), colour=INK)
    if right:
        canvas.text(WIDTH, canvas.height - 5, right, "end", AMBER)


def _bar(
    canvas: Canvas,
    ruler: Scale,
    series: Series,
    place: int,
    colour: str,
    *,
    thin: bool = False,
    mark: float | None = None,
) -> None:
    """A bar and its number, which stands behind the mark where that would cover it."""
    height = THIN if thin else THICK
    number, zero = series.values[place], ruler.at(0.0)
    if number is None:
        canvas.text(zero + 2, canvas.height + height - 1, "–", colour=SOFT)
    else:
        end = ruler.at(number)
        canvas.add("rect", x=min(zero, end), y=canvas.height, width=abs(end - zero), height=height, fill=colour)
        words = shortened(series.shown[place], NUMBERS)
        left = max(zero, end) + 6
        if mark is not None and left - 6 <= ruler.at(mark) <= left + len(words) * LETTER_WIDTH:
            left = ruler.at(mark) + 6
        canvas.text(left, canvas.height + height - 1.5, words, colour=SOFT if thin else INK)
    canvas.height += height + 3


def _zero(canvas: Canvas, ruler: Scale) -> None:
    canvas.line(ruler.at(0.0), 2.0, ruler.at(0.0), canvas.height - 4, LINE)


def lengths(panels: Sequence[Panel]) -> int:
    """How many names of all panels are not drawn, since there are too many of them; the table has them all."""
    return sum(max(len(panel.labels) - MOST_BARS, 0) for panel in panels)
