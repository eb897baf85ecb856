"""A filled-in worksheet: its rows, what its formulas give, how complete it is, and which edits it refuses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from score_core import fields
from score_core.definition import Field, Section, Worksheet
from score_core.filled import ByRow, Cells, Filled, Others, Row, Visible, by_section_of, rows_of
from score_core.formulas import Value
from score_core.merging import AT, FROM, GONE, Address, Conflict, Edit, Merge, address, merge, replay
from score_core.messages import Message
from score_core.migrating import is_kept
from score_core.texts import Texts
from score_core.values import number_of, number_text

__all__ = [
    "AT",
    "FROM",
    "GONE",
    "Address",
    "Completeness",
    "Computed",
    "Conflict",
    "Edit",
    "Filled",
    "Merge",
    "Others",
    "Row",
    "Visible",
    "address",
    "check",
    "completed",
    "completeness",
    "compute",
    "computed",
    "field_of",
    "merge",
    "replay",
    "rows",
    "visible",
]

ORIGIN = re.compile(r"[a-z][a-z0-9-]{0,99}/[a-z0-9-]{0,40}/[a-z][a-z0-9_]{0,39}/[A-Za-z0-9_-]{0,40}")
_KEPT = Field("kept", "long_text", Texts())
ROW_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
FARTHEST = 1e9
EVER = 10  # rows that a section may ever have had, deleted ones included, as a multiple of its maximum

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
    return rows_of(section, by_section_of(cells).get(section.key, {}))


def compute(
    worksheet: Worksheet,
    cells: Cells,
    today: date,
    lang: str = "en",
    people: Mapping[str, str] | None = None,
    others: Others | None = None,
) -> dict[str, Computed]:
    """Return what every formula gives, by cell address, for every row that exists.

    Blank rows are left out of all counts and sums, and their own formulas give nothing yet. `people` names team
    members by their value, as in fields.show; `others` are the sheets that this one reads, by alias.
    """
    return computed(Filled(worksheet, cells, today, others), lang, people)


def computed(filled: Filled, lang: str = "en", people: Mapping[str, str] | None = None) -> dict[str, Computed]:
    """Return what `compute` does, of a record that is worked out already."""
    results: dict[str, Computed] = {}
    for key, name in filled.worksheet.order:
        field = filled.worksheet.by_key[key].by_key[name]
        if field.formula is None:
            continue
        for row in filled.rows[key]:
            results[f"{key}/{row.id}/{name}"] = Computed(None, "", "")
        for row, values in filled.known[key]:
            text = fields.canonical(field, values[name])
            results[f"{key}/{row.id}/{name}"] = Computed(values[name], text, fields.show(field, text, lang, people))
    return results


def visible(worksheet: Worksheet, cells: Cells, today: date, others: Others | None = None) -> Visible:
    """Return which sections and cells are shown.

    A condition that can't be decided yet hides. The values of what is hidden are kept, and formulas still see them.
    """
    return Filled(worksheet, cells, today, others).visible() if worksheet.conditional else Visible()


def completeness(
    worksheet: Worksheet, cells: Cells, today: date | None = None, others: Others | None = None
) -> Completeness:
    """Count what is wanted of the shown sections: required fields of every filled row, and the fewest rows.

    A sheet that requires nothing wants one value, anywhere: an empty sheet is never done. What conditions hide is not
    wanted: a sheet with conditions needs `today`, else ValueError, and `others` as in `compute`.
    """
    if worksheet.conditional:
        if today is None:
            raise ValueError(f'the worksheet "{worksheet.key}" has conditions: completeness needs today')
        return completed(Filled(worksheet, cells, today, others))
    by_section = by_section_of(cells)
    rows = {section.key: rows_of(section, by_section.get(section.key, {})) for section in worksheet.sections}
    return _completeness(worksheet, rows, Visible())


def completed(filled: Filled) -> Completeness:
    """Return what `completeness` does, of a record that is worked out already."""
    return _completeness(filled.worksheet, filled.rows, filled.visible())


def _completeness(worksheet: Worksheet, rows: Mapping[str, list[Row]], seen: Visible) -> Completeness:
    filled, wanted, missing, anything = 0, 0, [], False
    sections = [section for section in worksheet.sections if seen.shows(section.key)]
    for section in sections:
        present = rows[section.key]
        anything = anything or any(row.filled for row in present)
        if section.rows is not None:
            present = [row for row in present if row.filled]
            wanted += section.rows.minimum
            filled += min(len(present), section.rows.minimum)
            if len(present) < section.rows.minimum:
                missing.append(section.key)
        for row in present:
            for field in section.fields:
                cell = f"{section.key}/{row.id}/{field.key}"
                if field.required and field.holds_value and seen.shows(cell):
                    wanted += 1
                    if field.key in row.cells:
                        filled += 1
                    else:
                        missing.append(cell)
    if wanted == 0:
        first = tuple(section.key for section in sections[:1])
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
    by_section = by_section_of(cells or {})
    for section in worksheet.whole:
        if section.rows is not None:
            accepted = [edit for edit in checked if edit.id not in refused]
            refused |= _too_many(section, section.rows.maximum, by_section.get(section.key, {}), accepted)
    return refused


def _wrong(worksheet: Worksheet, edit: Edit, lang: str) -> Message | None:
    place = address(edit.cell)
    section = worksheet.by_key.get(place.section) if place else None
    if place is None or len(edit.base) > max(fields.LIMITS.values()):
        return Message("unknown-cell")
    if is_kept(worksheet, place) and (place.row == "" or ROW_ID.fullmatch(place.row)):
        return fields.check(_KEPT, edit.value, lang)
    if section is None:
        return Message("unknown-cell")
    if section.rows is not None:
        if not ROW_ID.fullmatch(place.row):
            return Message("row-name")
        if place.field == GONE:
            return None if edit.value in ("", "1") else Message("row-position")
        if place.field == AT:
            return _wrong_position(edit.value)
        if place.field == FROM:
            return None if edit.value == "" or ORIGIN.fullmatch(edit.value) else Message("row-name")
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
    living = {row.id for row in rows_of(section, by_row)}
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
