"""A filled-in worksheet: its rows, what its formulas give, how complete it is, and which edits it refuses."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from score_core import fields
from score_core.definition import Field, Item, Section, Worksheet
from score_core.formulas import Frame, Value
from score_core.merging import AT, GONE, Address, Conflict, Edit, Merge, address, merge, replay
from score_core.messages import Message
from score_core.values import number_of, number_text

__all__ = [
    "AT",
    "GONE",
    "Address",
    "Completeness",
    "Computed",
    "Conflict",
    "Edit",
    "Merge",
    "Row",
    "address",
    "check",
    "completeness",
    "compute",
    "field_of",
    "merge",
    "replay",
    "rows",
]

ROW_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
FARTHEST = 1e9
EVER = 10  # rows that a section may ever have had, deleted ones included, as a multiple of its maximum

Cells = Mapping[str, str]
ByRow = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Row:
    """One row of a section: `cells` are its values by field key; `item` is set in sections with items."""

    id: str
    at: float
    cells: Cells
    item: Item | None = None

    @property
    def filled(self) -> bool:
        return bool(self.cells)


@dataclass(frozen=True)
class Computed:
    """What a formula gives: `value` (None: not yet), its canonical text, and the text for readers of a language."""

    value: Value
    canonical: str
    shown: str


@dataclass(frozen=True)
class Completeness:
    """How much of what is wanted is filled; `missing` names required cells, and sections that lack rows."""

    filled: int
    wanted: int
    missing: tuple[str, ...]

    @property
    def done(self) -> bool:
        return not self.missing

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.filled / self.wanted if self.wanted else 1.0


def field_of(worksheet: Worksheet, cell: str) -> Field | None:
    """Return the field of a cell's address, None when there is none (rows' positions have none either)."""
    place = address(cell)
    section = worksheet.by_key.get(place.section) if place else None
    return section.by_key.get(place.field) if place and section else None


def rows(section: Section, cells: Cells) -> list[Row]:
    """Return the rows that are not deleted, in their order; items in the definition's; one row "" in a single section.

    A row exists when it has a position or any value. Rows without a position come last.
    """
    return _rows(section, _by_section(cells).get(section.key, {}))


def compute(
    worksheet: Worksheet, cells: Cells, today: date, lang: str = "en", people: Mapping[str, str] | None = None
) -> dict[str, Computed]:
    """Return what every formula gives, by cell address, for every row that exists.

    Blank rows are left out of all counts and sums, and their own formulas give nothing yet. `people` names team
    members by their value, as in fields.show.
    """
    by_section = _by_section(cells)
    all_rows = {section.key: _rows(section, by_section.get(section.key, {})) for section in worksheet.whole}
    known: dict[str, list[tuple[Row, dict[str, Value]]]] = {
        section.key: [
            (row, _values(section, row)) for row in all_rows[section.key] if row.filled or section.rows is None
        ]
        for section in worksheet.whole
    }
    frame = Frame({key: [values for _, values in pairs] for key, pairs in known.items()}, today)
    results: dict[str, Computed] = {}
    for key, name in worksheet.order:
        field = worksheet.by_key[key].by_key[name]
        if field.formula is None:
            continue
        for row in all_rows[key]:
            results[f"{key}/{row.id}/{name}"] = Computed(None, "", "")
        for row, values in known[key]:
            frame.enter(values)
            values[name] = value = field.formula.value(frame)
            text = fields.canonical(field, value)
            results[f"{key}/{row.id}/{name}"] = Computed(value, text, fields.show(field, text, lang, people))
    return results


def completeness(worksheet: Worksheet, cells: Cells) -> Completeness:
    """Count what is wanted of the shown sections: required fields of every filled row, and the fewest rows.

    A sheet that requires nothing wants one value, anywhere: an empty sheet is never done.
    """
    by_section = _by_section(cells)
    filled, wanted, missing, anything = 0, 0, [], False
    for section in worksheet.sections:
        present = _rows(section, by_section.get(section.key, {}))
        anything = anything or any(row.filled for row in present)
        if section.rows is not None:
            present = [row for row in present if row.filled]
            wanted += section.rows.minimum
            filled += min(len(present), section.rows.minimum)
            if len(present) < section.rows.minimum:
                missing.append(section.key)
        for row in present:
            for field in section.fields:
                if field.required and field.holds_value:
                    wanted += 1
                    if field.key in row.cells:
                        filled += 1
                    else:
                        missing.append(f"{section.key}/{row.id}/{field.key}")
    if wanted == 0:
        first = tuple(section.key for section in worksheet.sections[:1])
        return Completeness(int(anything), 1, () if anything else first)
    return Completeness(filled, wanted, tuple(missing))


def check(
    worksheet: Worksheet, edits: Iterable[Edit], cells: Cells | None = None, lang: str = "en"
) -> dict[str, Message]:
    """Return why edits are refused, by edit id; edits that are not named here may be merged.

    Refused: cells that the sheet has not, formulas and notes, values that are none of their field's, texts that are too
    long, and rows beyond the section's maximum, counted with those of `cells`, the record so far.
    """
    checked = list(edits)
    refused = {edit.id: message for edit in checked if (message := _wrong(worksheet, edit, lang)) is not None}
    by_section = _by_section(cells or {})
    for section in worksheet.whole:
        if section.rows is not None:
            accepted = [edit for edit in checked if edit.id not in refused]
            refused |= _too_many(section, section.rows.maximum, by_section.get(section.key, {}), accepted)
    return refused


def _wrong(worksheet: Worksheet, edit: Edit, lang: str) -> Message | None:
    place = address(edit.cell)
    section = worksheet.by_key.get(place.section) if place else None
    if place is None or section is None or len(edit.base) > max(fields.LIMITS.values()):
        return Message("unknown-cell")
    if section.rows is not None:
        if not ROW_ID.fullmatch(place.row):
            return Message("row-name")
        if place.field == GONE:
            return None if edit.value in ("", "1") else Message("row-position")
        if place.field == AT:
            return _wrong_position(edit.value)
    elif place.row not in (section.item_keys or {""}):
        return Message("unknown-cell")
    field = section.by_key.get(place.field)
    if field is None:
        return Message("unknown-cell")
    return fields.check(field, edit.value, lang) if field.holds_value else fields.read(field, "?", lang).error


def _wrong_position(value: str) -> Message | None:
    number = number_of(value) if len(value) <= 40 else None
    if value == "" or (number is not None and abs(number) <= FARTHEST and number_text(number) == value):
        return None
    return Message("row-position")


def _too_many(section: Section, maximum: int, by_row: ByRow, edits: list[Edit]) -> dict[str, Message]:
    """Refuse what makes or restores rows, once the section has as many as it may have."""
    living = {row.id for row in _rows(section, by_row)}
    ever = set(by_row)
    refused: dict[str, Message] = {}
    for edit in edits:
        place = address(edit.cell)
        if place is None or place.section != section.key:
            continue
        if place.field == GONE and edit.value:
            living.discard(place.row)
            continue
        creates = place.field != GONE and edit.value != "" and place.row not in ever
        restores = place.field == GONE and place.row in ever and place.row not in living
        if not creates and not restores:
            continue
        if len(living) >= maximum or len(ever | {place.row}) > maximum * EVER:
            refused[edit.id] = Message("rows-many", {"maximum": str(maximum)})
        else:
            living.add(place.row)
            ever.add(place.row)
    return refused


def _by_section(cells: Cells) -> dict[str, ByRow]:
    found: dict[str, ByRow] = {}
    for cell, value in cells.items():
        parts = cell.split("/")
        if len(parts) == 3 and value:
            found.setdefault(parts[0], {}).setdefault(parts[1], {})[parts[2]] = value
    return found


def _rows(section: Section, by_row: ByRow) -> list[Row]:
    if section.items:
        items = enumerate(section.items)
        return [Row(item.key, float(n), _cells(section, by_row, item.key), item) for n, item in items]
    if section.rows is None:
        return [Row("", 0.0, _cells(section, by_row, ""))]
    living = [(_position(values), key) for key, values in by_row.items() if GONE not in values and key]
    last = max((position for position, _ in living if position is not math.inf), default=0.0)
    return [
        Row(key, last + n if position is math.inf else position, _cells(section, by_row, key))
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
