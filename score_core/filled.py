"""A record read by its definition: which rows there are, and which values every row has, formulas' included."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from score_core import fields
from score_core.definition import Item, Section, Worksheet
from score_core.formulas import Formula, Frame, Value
from score_core.merging import AT, FROM, GONE
from score_core.values import number_of

Cells = Mapping[str, str]
ByRow = dict[str, dict[str, str]]
Others = Mapping[str, tuple[Worksheet, Cells]]
"""The sheets that a worksheet reads, by alias, with their records."""


@dataclass(frozen=True)
class Row:
    """One row of a section: `cells` are its values by field key; `item` is set in sections with items.

    `origin` is the row of another sheet that it was made from: "sheet/occasion/section/row".
    """

    id: str
    at: float
    cells: Cells
    item: Item | None = None
    origin: str = ""

    @property
    def filled(self) -> bool:
        return bool(self.cells)


@dataclass(frozen=True)
class Visible:
    """What is shown: all but the `hidden` sections (by key) and cells (by address)."""

    hidden: frozenset[str] = frozenset()

    def shows(self, place: str) -> bool:
        """Return whether a section (its key) or a cell (its address) is shown; a cell goes with its section."""
        return place not in self.hidden and place.partition("/")[0] not in self.hidden


class Filled:
    """A worksheet with a record's cells: the rows of every section, and all values, worked out once.

    `known` pairs each row that counts with its values by field key; blank rows of sections with rows do not count.
    """

    def __init__(self, worksheet: Worksheet, cells: Cells, today: date, others: Others | None = None) -> None:
        self.worksheet = worksheet
        by_section = by_section_of(cells)
        self.rows = {section.key: rows_of(section, by_section.get(section.key, {})) for section in worksheet.whole}
        self.known: dict[str, list[tuple[Row, dict[str, Value]]]] = {
            section.key: [
                (row, _values(section, row)) for row in self.rows[section.key] if row.filled or section.rows is None
            ]
            for section in worksheet.whole
        }
        self.frame = Frame({**self.sections(), **_abroad(worksheet, today, others or {})}, today)
        for key, name in worksheet.order:
            formula = worksheet.by_key[key].by_key[name].formula
            if formula is not None:
                for _, values in self.known[key]:
                    values[name] = self.value(formula, values)

    def sections(self) -> dict[str, list[dict[str, Value]]]:
        """Return the values of the rows that count, by section."""
        return {key: [values for _, values in pairs] for key, pairs in self.known.items()}

    def value(self, formula: Formula, row: Mapping[str, Value]) -> Value:
        """Return what a formula gives for a row."""
        self.frame.enter(row)
        return formula.value(self.frame)

    def visible(self) -> Visible:
        """Return what is shown. A condition that can't be decided yet hides; so for blank rows, each by itself."""
        found: set[str] = set()
        for section in self.worksheet.whole if self.worksheet.conditional else ():
            if section.when and self.value(section.when, {}) is not True:
                found.add(section.key)
            conditions = [(field.key, field.when) for field in section.fields if field.when]
            if not conditions:
                continue
            values = {row.id: known for row, known in self.known[section.key]}
            for row in self.rows[section.key]:
                own = values.get(row.id) or _values(section, row)
                for key, condition in conditions:
                    if self.value(condition, own) is not True:
                        found.add(f"{section.key}/{row.id}/{key}")
        return Visible(frozenset(found))


def _abroad(worksheet: Worksheet, today: date, others: Others) -> dict[str, list[dict[str, Value]]]:
    found = {}
    for read in worksheet.reads:
        if read.alias in others:
            sheet, cells = others[read.alias]
            sections = Filled(sheet, cells, today).sections()
            found.update({f"{read.alias}.{key}": rows for key, rows in sections.items()})
    return found


def by_section_of(cells: Cells) -> dict[str, ByRow]:
    """Return the values by section, row and field."""
    found: dict[str, ByRow] = {}
    for cell, value in cells.items():
        parts = cell.split("/")
        if len(parts) == 3 and value:
            found.setdefault(parts[0], {}).setdefault(parts[1], {})[parts[2]] = value
    return found


def rows_of(section: Section, by_row: ByRow) -> list[Row]:
    """Return the rows of a section that are not deleted, in their order."""
    if section.items:
        items = enumerate(section.items)
        return [Row(item.key, float(n), _cells(section, by_row, item.key), item) for n, item in items]
    if section.rows is None:
        return [Row("", 0.0, _cells(section, by_row, ""))]
    living = [(_position(values), key) for key, values in by_row.items() if GONE not in values and key]
    last = max((position for position, _ in living if position is not math.inf), default=0.0)
    return [
        Row(
            key,
            last + n if position is math.inf else position,
            _cells(section, by_row, key),
            origin=by_row[key].get(FROM, ""),
        )
        for n, (position, key) in enumerate(sorted(living))
    ]


def _position(values: Cells) -> float:
    number = number_of(values.get(AT, ""))
    return math.inf if number is None else number


def _cells(section: Section, by_row: ByRow, key: str) -> dict[str, str]:
    values = by_row.get(key, {})
    return {field.key: values[field.key] for field in section.fields if field.holds_value and field.key in values}


def _values(section: Section, row: Row) -> dict[str, Value]:
    values: dict[str, Value] = {
        field.key: fields.computable(field, row.cells.get(field.key, "")) for field in section.fields
    }
    if row.item is not None:
        values["item"], values["group"] = row.item.key, row.item.group or None
    return values
