"""The line below a drawing that says which mark is what."""

from score_xblocks.charts.canvas import INK, LETTER_WIDTH, WIDTH, Canvas, shortened

SWATCH, GAP, ROW = 20.0, 14.0, 20.0


def legend(canvas: Canvas, entries: list[tuple[str, str, str]]) -> None:
    """Add entries (mark "bar", "line", "dashes" or "dots", colour, name) below the drawing, in rows as they fit."""
    x, y = 0.0, canvas.height + 16.0
    for mark, colour, name in entries:
        words = shortened(name, WIDTH - SWATCH - 8)
        width = SWATCH + 6 + len(words) * LETTER_WIDTH
        if x and x + width > WIDTH:
            x, y = 0.0, y + ROW
        if mark == "bar":
            canvas.add("rect", x=x, y=y - 11, width=SWATCH - 6, height=12, fill=colour)
        else:
            dashes = {"dashes": "6 4", "dots": "2 4"}.get(mark)
            canvas.line(x, y - 5, x + SWATCH - 2, y - 5, colour, stroke_width=3, stroke_dasharray=dashes)
        canvas.text(x + SWATCH + 2, y, words, colour=INK)
        x += width + GAP
    canvas.height = y + 8
