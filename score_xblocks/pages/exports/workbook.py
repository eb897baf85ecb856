"""Tables as a workbook (XLSX): numbers as numbers, dates as dates, everything that was typed as text."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as Page

from score_core.values import number_text

from .safe import for_workbook, is_risky, sheet_names
from .tables import Cell, Table

FIRST_YEAR = 1900
"""Spreadsheets know no day before."""
A4 = 9
WIDEST, NARROWEST = 60, 8
"""Columns in characters."""
MOST_DECIMALS = 6
LOOKS = {"date": "d mmm yyyy", "month": "mmm yyyy", "time": "hh:mm"}


def workbook(title: str, tables: Sequence[Table]) -> bytes:
    """The file, one sheet a table."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": for_workbook(title)})
    looks = _Looks(book)
    for name, table in zip(sheet_names([table.title for table in tables]), tables, strict=True):
        _write(book.add_worksheet(name), table, looks)
    book.close()
    return written.getvalue()


class _Looks:
    """The book's formats, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple, Format] = {}

    def of(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", **properties})
        return self._made[key]


def _write(page: Page, table: Table, looks: _Looks) -> None:
    head = looks.of(bold=True, text_wrap=True, bottom=1, bg_color="#E8F3F1")
    for column, text in enumerate(table.header):
        page.write_string(0, column, for_workbook(text), head)
    for number, line in enumerate(table.lines, 1):
        for column, cell in enumerate(line):
            _write_cell(page, number, column, cell, looks)
    for column, width in enumerate(_widths(table)):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_paper(A4)
    if len(table.header) > 5:
        page.set_landscape()
    page.fit_to_pages(1, 0)


def _write_cell(page: Page, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    value = cell.value
    if isinstance(value, date) and value.year < FIRST_YEAR:
        value = value.isoformat()
    if isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), _dated(cell, looks))
    elif isinstance(value, time):
        page.write_datetime(row, column, value, _dated(cell, looks))
    elif isinstance(value, float):
        share = value / 100 if cell.look == "percent" else value
        page.write_number(row, column, share, looks.of(num_format=_number_look(cell, value)))
    elif value:
        page.write_string(row, column, for_workbook(value), looks.of(text_wrap=True, quote_prefix=is_risky(value)))


def _dated(cell: Cell, looks: _Looks) -> Format:
    return looks.of(num_format=LOOKS[cell.look], align="left")


def _number_look(cell: Cell, value: float) -> str:
    decimals = cell.decimals
    if decimals is None and cell.look == "number":
        return "General"
    if decimals is None:
        decimals = min(len(number_text(value).partition(".")[2]), MOST_DECIMALS)
    places = f".{'0' * decimals}" if decimals else ""
    return f"0{places}%" if cell.look == "percent" else f"#,##0{places}"


def _widths(table: Table) -> list[int]:
    columns = [[title] for title in table.header]
    for line in table.lines:
        for column, cell in enumerate(line):
            columns[column].append(cell.value if isinstance(cell.value, str) else "0" * 12)
    longest = [max(len(part) for text in texts for part in text.split("\n")) for texts in columns]
    return [min(max(length + 2, NARROWEST), WIDEST) for length in longest]
