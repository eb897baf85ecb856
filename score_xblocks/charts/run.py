"""A run chart: numbers in the order of time, with the target as dashes and the baseline as dots."""

from score_core.chart_data import Panel
from score_core.values import show_number
from score_xblocks.charts.canvas import AMBER, INK, LETTER_WIDTH, LINE, SOFT, TEAL, WIDTH, Canvas, shortened
from score_xblocks.charts.legend import legend
from score_xblocks.charts.scale import scale

TOP, HEIGHT, RIGHT, SPACE = 12.0, 150.0, 10.0, 8.0
MARKS = {"value": ("line", TEAL), "target": ("dashes", AMBER), "baseline": ("dots", SOFT)}


def run(canvas: Canvas, panel: Panel, language: str) -> None:
    """Draw the line of the values, where missing points leave a gap, with what it is measured against."""
    bottom = canvas.height + TOP + HEIGHT
    ruler = scale([number for series in panel.series for number in series.values], bottom, canvas.height + TOP)
    ticks = [show_number(tick, language, at_most=2) for tick in ruler.ticks]
    left = max(len(tick) for tick in ticks) * LETTER_WIDTH + 8
    for tick, words in zip(ruler.ticks, ticks, strict=True):
        canvas.line(left, ruler.at(tick), WIDTH, ruler.at(tick), LINE)
        canvas.text(left - 6, ruler.at(tick) + 4, words, "end", SOFT)
    count = len(panel.labels)
    places = [left + 8 + index * (WIDTH - RIGHT - left - 8) / max(count - 1, 1) for index in range(count)]
    for series in panel.series:
        mark, colour = MARKS[series.role]
        points = [
            None if number is None else (x, ruler.at(number)) for x, number in zip(places, series.values, strict=True)
        ]
        if series.role != "value":
            points = [point for point in points if point]
        canvas.path(points, colour, stroke_dasharray={"dashes": "6 4", "dots": "2 4"}.get(mark))
        for x, y in filter(None, points) if series.role == "value" else ():
            canvas.add("circle", cx=x, cy=y, r=3.5, fill=colour)
    _labels(canvas, panel.labels, places, bottom)
    canvas.height = bottom + 24
    legend(canvas, [(*MARKS[series.role], series.name) for series in panel.series])


def _labels(canvas: Canvas, labels: tuple[str, ...], places: list[float], bottom: float) -> None:
    """As many labels below the axis as have room: the last, then those before it from the first on."""
    last, taken = len(labels) - 1, []
    for index in (last, *range(last)) if labels else ():
        words = shortened(labels[index], WIDTH / 2)
        width = len(words) * LETTER_WIDTH
        left = min(max(places[index] - width / 2, 0.0), WIDTH - width)
        if all(left + width + SPACE <= start or left >= end + SPACE for start, end in taken):
            taken.append((left, left + width))
            canvas.text(left + width / 2, bottom + 18, words, "middle", INK)
