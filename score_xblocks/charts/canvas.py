"""SVG elements as text: numbers written short, every text escaped, one palette and one size of letters."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

WIDTH = 360.0
"""User units: a phone shows the drawing one to one, so letters keep their size."""
LETTERS = 13
LETTER_WIDTH = 7.2
"""What a letter takes on average at this size: a little more than most fonts need."""

INK, SOFT, LINE, PAPER = "#1f2933", "#52606d", "#cbd2d9", "#ffffff"
TEAL, AMBER, RED, PALE = "#0b5563", "#b45309", "#b23a48", "#9fc5c0"
BANDS = ("#dcefe3", "#fdf3c8", "#fbd5a8", "#f3b1b1")


@dataclass
class Canvas:
    """A drawing that is put together; `height` grows with what is drawn."""

    parts: list[str] = field(default_factory=list)
    height: float = 0.0

    def add(self, name: str, text: str | None = None, **attributes: object) -> None:
        written = "".join(
            f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
            for key, value in attributes.items()
            if value is not None
        )
        inner = f">{escape(text, quote=False)}</{name}>" if text is not None else "/>"
        self.parts.append(f"<{name}{written}{inner}")

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = LINE, **more: object) -> None:
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, **more)

    def text(self, x: float, y: float, words: str, anchor: str = "start", colour: str = INK, **more: object) -> None:
        self.add("text", words, x=x, y=y, text_anchor=anchor, fill=colour, **more)

    def path(self, points: Sequence[tuple[float, float] | None], colour: str, **more: object) -> None:
        """A line through points; None leaves a gap."""
        commands, down = [], False
        for point in points:
            if point is None:
                down = False
                continue
            commands.append(f"{'L' if down else 'M'}{_value(point[0])} {_value(point[1])}")
            down = True
        if commands:
            self.add("path", d=" ".join(commands), fill="none", stroke=colour, stroke_width=2, **more)

    def polygon(self, points: Sequence[tuple[float, float]], **more: object) -> None:
        self.add("polygon", points=" ".join(f"{_value(x)},{_value(y)}" for x, y in points), **more)

    def svg(self, title: str, number: int) -> str:
        height = math.ceil(self.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="score-chart" viewBox="0 0 {WIDTH:g} {height}" role="img" '
            f'aria-label="{escape(title)}" font-family="sans-serif" font-size="{LETTERS}" data-panel="{number}">'
            f"{''.join(self.parts)}</svg>"
        )


def shortened(words: str, width: float) -> str:
    """The words, cut with an ellipsis where they would be wider than so many user units."""
    most = max(int(width / LETTER_WIDTH), 2)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return escape(str(value))
