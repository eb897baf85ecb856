"""A radar: one spoke a name, the values joined; a dashed line for the same at another time."""

import math

from score_core.chart_data import Panel
from score_xblocks.charts.canvas import AMBER, INK, LINE, TEAL, WIDTH, Canvas, shortened
from score_xblocks.charts.legend import legend
from score_xblocks.charts.scale import scale

RADIUS, MIDDLE = 80.0, WIDTH / 2


def radar(canvas: Canvas, panel: Panel, maximum: float | None) -> None:
    """Draw the spokes from 0 to the highest value, or to `maximum`; a missing value has no corner."""
    count = len(panel.labels)
    middle = canvas.height + RADIUS + 34
    ruler = scale([number for series in panel.series for number in series.values], 0.0, RADIUS, maximum)
    angles = [2 * math.pi * index / count - math.pi / 2 for index in range(count)]

    def point(angle: float, radius: float) -> tuple[float, float]:
        return MIDDLE + radius * math.cos(angle), middle + radius * math.sin(angle)

    for tick in ruler.ticks[1:]:
        canvas.polygon([point(angle, ruler.at(tick)) for angle in angles], fill="none", stroke=LINE)
    for angle, name in zip(angles, panel.labels, strict=True):
        canvas.line(MIDDLE, middle, *point(angle, RADIUS))
        x, y = point(angle, RADIUS + 14)
        anchor = "middle" if abs(math.cos(angle)) < 0.2 else "start" if math.cos(angle) > 0 else "end"
        room = WIDTH if anchor == "middle" else WIDTH - x if anchor == "start" else x
        canvas.text(x, y + 5, shortened(name, room), anchor, INK)
    entries = []
    for series in panel.series:
        own = series.role == "value"
        colour, dashes = (TEAL, None) if own else (AMBER, "6 4")
        points = [
            point(angle, ruler.at(number))
            for angle, number in zip(angles, series.values, strict=True)
            if number is not None
        ]
        look = {"stroke": colour, "stroke_width": 2, "stroke_dasharray": dashes}
        canvas.polygon(points, fill=colour if own else "none", fill_opacity="0.2", **look)
        for x, y in points:
            canvas.add("circle", cx=x, cy=y, r=3.5, fill=colour)
        entries.append(("line" if own else "dashes", colour, series.name))
    canvas.height = middle + RADIUS + 34
    if len(entries) > 1:
        legend(canvas, entries)
