"""Tables as comma-separated values, with the mark by which spreadsheets know UTF-8."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, time

from score_core.values import number_text

from .safe import for_csv
from .tables import Cell, Table

MARK = "\ufeff"


def blocks(tables: Sequence[Table]) -> str:
    """All tables below each other: each begins with its title, a blank line stands between them."""
    lines: list[Sequence[str]] = []
    for number, table in enumerate(tables):
        lines += [[]] if number else []
        lines += [[for_csv(table.title)], *_lines(table)]
    return written(lines)


def one(table: Table) -> str:
    """One table: its header, its lines."""
    return written(_lines(table))


def written(lines: Iterable[Sequence[str]]) -> str:
    """Lines of text that is safe already."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return MARK + text.getvalue()


def _lines(table: Table) -> list[list[str]]:
    return [[for_csv(title) for title in table.header], *([_text(cell) for cell in line] for line in table.lines)]


def _text(cell: Cell) -> str:
    """Numbers with a point, days as 2026-11-24, months as 2026-11, times as 14:05."""
    value = cell.value
    if isinstance(value, date):
        return value.isoformat()[: 7 if cell.look == "month" else 10]
    if isinstance(value, time):
        return value.isoformat("minutes")
    return number_text(value) if isinstance(value, float) else for_csv(value)
