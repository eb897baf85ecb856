"""A risk matrix: likelihood across, severity up, the bands as colours with the products in words, dots for rows."""

from collections import defaultdict

from score_core.chart_data import ChartData, Mark
from score_core.values import show_number
from score_xblocks.charts.canvas import BANDS, INK, PAPER, SOFT, TEAL, WIDTH, Canvas, shortened

LEFT, CELL_HEIGHT = 34.0, 42.0


def matrix(canvas: Canvas, data: ChartData, language: str) -> None:
    """Draw the cells, each with its product, and in a circle how many rows stand there."""
    across, up = data.axes
    columns = [across.low + step for step in range(int(across.high - across.low) + 1)]
    rows = [up.high - step for step in range(int(up.high - up.low) + 1)]
    width = (WIDTH - LEFT) / len(columns)
    places: dict[tuple[float, float], list[Mark]] = defaultdict(list)
    for mark in data.marks:
        places[mark.x, mark.y].append(mark)
    canvas.text(0.0, canvas.height + 14, shortened(f"↑ {up.name}", WIDTH), colour=INK)
    top = canvas.height + 24
    for line, y in enumerate(rows):
        upper = top + line * CELL_HEIGHT
        canvas.text(LEFT - 10, upper + CELL_HEIGHT / 2 + 5, show_number(y, language), "end", INK)
        for column, x in enumerate(columns):
            left = LEFT + column * width
            band = sum(x * y > limit for limit in data.bands)
            colour = BANDS[min(band * (len(BANDS) - 1) // max(len(data.bands), 1), len(BANDS) - 1)]
            canvas.add("rect", x=left, y=upper, width=width, height=CELL_HEIGHT, fill=colour, stroke=PAPER)
            canvas.text(left + 5, upper + 15, show_number(x * y, language), colour=INK)
            if found := places.get((x, y)):
                centre, middle = left + width - 16, upper + CELL_HEIGHT - 16
                canvas.add("circle", cx=centre, cy=middle, r=12, fill=TEAL)
                canvas.text(centre, middle + 5, str(len(found)), "middle", PAPER, font_weight="bold")
    bottom = top + len(rows) * CELL_HEIGHT
    for column, x in enumerate(columns):
        canvas.text(LEFT + (column + 0.5) * width, bottom + 18, show_number(x, language), "middle", INK)
    canvas.text(WIDTH, bottom + 38, shortened(f"{across.name} →", WIDTH), "end", SOFT)
    canvas.height = bottom + 48
