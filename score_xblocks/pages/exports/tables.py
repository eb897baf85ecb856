"""A filled-in sheet as tables with typed cells: one a section, and one of what stands in no section any more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time

from score_core import answers, values
from score_core.answers import AT, FROM, GONE, address, field_of
from score_core.definition import ATTACHED, NUMBERS, Field, Section
from score_core.filled import Row, by_section_of
from score_xblocks.sheet import Sheet

Gettext = Callable[..., str]
Line = tuple["Cell", ...]


@dataclass(frozen=True)
class Cell:
    """A value with its look: text, number, money, percent (12.5 is 12.5 %), date, month or time. "" is blank."""

    value: str | float | date | time
    look: str = "text"
    decimals: int | None = None


@dataclass(frozen=True)
class Table:
    """Lines below a header; `key` is the section's, "" of tables that are no section."""

    key: str
    title: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]


def section_tables(sheet: Sheet, gettext: Gettext) -> list[Table]:
    """The sections that are shown, each a table; one that is filled once is a list of questions and answers."""
    formulas = answers.computed(sheet.filled, sheet.widgets.language, sheet.widgets.people)
    canonical = {cell: result.canonical for cell, result in formulas.items()}
    shown = [section for section in sheet.worksheet.whole if sheet.visible.shows(section.key)]
    return [_table(sheet, section, canonical, gettext) for section in shown]


def kept_table(sheet: Sheet, gettext: Gettext) -> Table:
    """What was recorded and stands in no section's table: it is not asked any more, its row is removed, or hidden."""
    header = (gettext("Section"), gettext("Row"), gettext("Question"), gettext("Answer"), gettext("Why it stands here"))
    return Table("", gettext("No longer on the sheet"), header, tuple(_kept(sheet, gettext)))


def cell_of(sheet: Sheet, field: Field, value: str) -> Cell:
    """A canonical value, typed as its field's kind says; as text where it can't be."""
    kind = field.shows if field.kind == "formula" else field.kind
    if kind in (*NUMBERS, "scale") and (number := values.number_of(value)) is not None:
        return Cell(number, "number" if kind == "scale" else kind, field.decimals)
    if kind == "date" and (day := values.date_of(value)):
        return Cell(day, "date")
    if kind == "month" and (day := values.date_of(f"{value}-01")):
        return Cell(day, "month")
    if kind == "time" and values.time_of(value):
        return Cell(time.fromisoformat(value), "time")
    if kind in ATTACHED and value:
        return Cell("; ".join(_attached(sheet, field, value)))
    return Cell(sheet.widgets.shown(field, value))


def text_line(*texts: str) -> Line:
    return tuple(Cell(text) for text in texts)


def _table(sheet: Sheet, section: Section, formulas: dict[str, str], gettext: Gettext) -> Table:
    title = section.title.pick(sheet.widgets.language)
    asked = [field for field in section.fields if field.kind != "note"]
    rows = [row for row in sheet.filled.rows[section.key] if row.filled or section.rows is None]
    if not section.repeated:
        found = [(field, _value(sheet, section, row, field, formulas)) for row in rows for field in asked]
        lines = tuple((Cell(_label(sheet, field)), cell) for field, cell in found if cell is not None)
        return Table(section.key, title, (gettext("Question"), gettext("Answer")), lines)
    reviewed = any(place.startswith(f"{section.key}/") for place in sheet.states)
    header = [gettext("Item") if section.items else gettext("No."), *(_label(sheet, field) for field in asked)]
    lines = []
    for number, row in enumerate(rows, 1):
        first = Cell(row.item.label.pick(sheet.widgets.language)) if row.item else Cell(float(number), "number", 0)
        cells = [_value(sheet, section, row, field, formulas) or Cell("") for field in asked]
        state = [Cell(sheet.states.get(f"{section.key}/{row.id}", ""))] if reviewed else []
        lines.append((first, *cells, *state))
    return Table(section.key, title, (*header, *([gettext("Review")] if reviewed else [])), tuple(lines))


def _value(sheet: Sheet, section: Section, row: Row, field: Field, formulas: dict[str, str]) -> Cell | None:
    """The cell; None while its condition hides it."""
    place = f"{section.key}/{row.id}/{field.key}"
    if field.when is not None and not sheet.visible.shows(place):
        return None
    return cell_of(sheet, field, formulas[place] if field.kind == "formula" else row.cells.get(field.key, ""))


def _label(sheet: Sheet, field: Field) -> str:
    """The question, with its unit."""
    kind = field.shows if field.kind == "formula" else field.kind
    unit = field.unit.pick(sheet.widgets.language) or ("%" if kind == "percent" else "")
    label = sheet.widgets.label(field)
    return f"{label} ({unit})" if unit else label


def _attached(sheet: Sheet, field: Field, value: str) -> Iterator[str]:
    for number, key in enumerate(value.split(","), 1):
        told = sheet.widgets.attached.get(key)
        yield (told.caption or told.name if told else "") or f"{sheet.widgets.label(field)} {number}"


def _kept(sheet: Sheet, gettext: Gettext) -> Iterator[Line]:
    language, worksheet = sheet.widgets.language, sheet.worksheet
    numbers = {key: {row.id: n for n, row in enumerate(rows, 1)} for key, rows in sheet.filled.rows.items()}
    gone = {
        f"{key}/{row}"
        for key, rows in by_section_of(sheet.cells).items()
        for row, cells in rows.items()
        if GONE in cells
    }
    for cell, value in sorted(sheet.cells.items()):
        place, field = address(cell), field_of(worksheet, cell)
        if place is None or place.field in (AT, FROM, GONE) or not value:
            continue
        section = worksheet.by_key.get(place.section)
        if section is None or field is None:
            why = gettext("not asked any more")
        elif f"{place.section}/{place.row}" in gone:
            why = gettext("the row was removed")
        elif place.row not in numbers[place.section]:
            why = gettext("not asked any more")
        elif not sheet.visible.shows(cell):
            why = gettext("hidden by a condition")
        else:
            continue
        number = numbers.get(place.section, {}).get(place.row)
        item = next((one for one in section.items if one.key == place.row), None) if section else None
        yield (
            Cell(section.title.pick(language) if section else place.section),
            Cell(item.label.pick(language) if item else str(number or "") if place.row else ""),
            Cell(sheet.widgets.label(field) if field else place.field),
            cell_of(sheet, field, value) if field else Cell(value),
            Cell(why),
        )
