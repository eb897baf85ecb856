"""A row that becomes a row of another sheet, with a link back: a finding of an audit becomes an action of the plan."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from score_core import fields
from score_core.amounts import Values, text
from score_core.definition import ATTACHED, NUMBERS, Field, Section, Worksheet
from score_core.filled import Cells, Filled, Others, Row, by_section_of, rows_of
from score_core.merging import AT, FROM, GONE, Edit
from score_core.values import number_of, number_text, rounded

TEXTS = ("text", "long_text")
_NOWHERE = (*ATTACHED, "pin", "reference", "note")
_ROWS = uuid.UUID("6f1c9c0e-8f0b-5d0e-9a53-0d0f3c6f2a11")


def fits(source: Field | None, target: Field) -> bool:
    """Return whether a field there can take what a field here holds; None is the label of an item."""
    if not target.holds_value or target.kind in _NOWHERE or (source and source.kind in _NOWHERE):
        return False
    if target.kind in TEXTS:
        return True
    kind = source.shows if source and source.kind == "formula" else source.kind if source else "text"
    if target.kind in NUMBERS:
        return kind in (*NUMBERS, "scale")
    if target.kind == "person":
        return kind in ("person", "text")
    if source and target.kind in ("choice", "choices"):
        return kind in ("choice", target.kind) and any(source.option(option.key) for option in target.options)
    return kind == target.kind


def origin(worksheet: Worksheet, occasion: str, section: str, row: str) -> str:
    """Return the link to a row, as the rows made from it keep it in "#from"."""
    return f"{worksheet.key}/{occasion}/{section}/{row}"


def promoted(target: Section, target_cells: Cells, link: str) -> Row | None:
    """Return the row of the target that was made from the row of this link, None when there is none (any more)."""
    living = rows_of(target, by_section_of(target_cells).get(target.key, {}))
    return next((row for row in living if row.origin == link), None)


def edits(
    worksheet: Worksheet,
    section: str,
    row: str,
    target: Worksheet,
    cells: Cells,
    target_cells: Cells,
    lang: str = "en",
    *,
    today: date,
    occasion: str = "",
    people: Mapping[str, str] | None = None,
    others: Others | None = None,
    new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
) -> list[Edit]:
    """Return the edits of the target's record that promote a row; none when it is promoted already, or can't be.

    The new row's id follows from the link: two people who promote the same row make one row, not two. A row that was
    promoted and then deleted comes back as it was. What does not fit a field there, as it is now, stays blank.
    """
    home = worksheet.by_key.get(section)
    goal = target.by_key.get(home.promotes.to[1]) if home and home.promotes else None
    found = _row(Filled(worksheet, cells, today, others), section, row)
    if home is None or goal is None or goal.rows is None or found is None:
        return []
    link = origin(worksheet, occasion, section, row)
    if promoted(goal, target_cells, link):
        return []
    by_row = by_section_of(target_cells).get(goal.key, {})
    before = next((key for key, own in by_row.items() if own.get(FROM) == link), "")
    if before:
        return [Edit(new_id(), f"{goal.key}/{before}/{GONE}", by_row[before][GONE], "")]
    key = str(uuid.uuid5(_ROWS, link))
    last = max((own.at for own in rows_of(goal, by_row)), default=0.0)
    values = {AT: number_text(float(int(last) + 1)), FROM: link, **dict(_values(home, goal, found, lang, people))}
    return [Edit(new_id(), f"{goal.key}/{key}/{name}", "", value) for name, value in values.items()]


def _row(filled: Filled, section: str, row: str) -> tuple[Row, Values] | None:
    return next((pair for pair in filled.known.get(section, ()) if pair[0].id == row), None)


def _values(
    home: Section, goal: Section, found: tuple[Row, Values], lang: str, people: Mapping[str, str] | None
) -> Iterator[tuple[str, str]]:
    row, values = found
    promotes = home.promotes
    if promotes is None:
        return
    for there, here in promotes.set:
        field, source = goal.by_key.get(there), home.by_key.get(here)
        if field and (source or row.item) and fits(source, field):
            value = _value(field, source, row, values, lang, people)
            if value and not fields.check(field, value):
                yield there, value
    for there, value in promotes.fixed:
        fixed = goal.by_key.get(there)
        if fixed and fixed.holds_value and not fields.check(fixed, value):
            yield there, value


def _value(
    field: Field, source: Field | None, row: Row, values: Values, lang: str, people: Mapping[str, str] | None
) -> str:
    if source is None:
        return fields.read(field, row.item.label.pick(lang), lang).canonical if row.item else ""
    plain = fields.canonical(source, values[source.key]) if source.kind == "formula" else row.cells.get(source.key, "")
    if field.kind in TEXTS and source.kind not in TEXTS:
        plain = text(row, source, values, lang, people)
    if field.kind in TEXTS:
        return fields.read(field, plain[: fields.LIMITS[field.kind]], lang).canonical
    number = number_of(plain)
    if field.kind in NUMBERS and number is not None and field.decimals is not None:
        return number_text(rounded(number, field.decimals))
    return plain
