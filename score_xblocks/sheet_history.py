"""The history of a sheet in words: who changed what, when, from what to what."""

from collections.abc import Iterable
from dataclasses import dataclass

from score_core.answers import AT, FROM, GONE, address, field_of
from score_xblocks.records.api import HistoryEntry
from score_xblocks.sheet import Sheet
from score_xblocks.sheet_texts import moment

LONGEST = 200


@dataclass(frozen=True)
class HistoryLine:
    """One change; `before` and `after` are "" where `what` says all."""

    when: str
    by: str
    what: str
    before: str = ""
    after: str = ""
    compared: bool = False


def history_lines(
    entries: Iterable[HistoryEntry], sheet: Sheet, longest: int | None = LONGEST
) -> list[HistoryLine]:
    """The changes as people read them, values cut to so many letters. What is gone from the sheet goes by its key."""
    return [_line(entry, sheet, longest) for entry in entries]


def _line(entry: HistoryEntry, sheet: Sheet, longest: int | None) -> HistoryLine:
    gettext, language = sheet.widgets.gettext, sheet.widgets.language
    when, place, field = moment(entry.at, language), address(entry.cell), field_of(sheet.worksheet, entry.cell)
    where = _where(entry.cell, sheet)
    if place and place.field == GONE:
        what = gettext("{row}: removed", row=where) if entry.after else gettext("{row}: brought back", row=where)
    elif place and place.field == FROM:
        what = gettext("{row}: taken over from another sheet", row=where)
    elif place and place.field == AT:
        what = gettext("{row}: moved", row=where) if entry.before else gettext("{row}: added", row=where)
    else:
        label = sheet.widgets.label(field) if field else entry.cell
        what = f"{where}, {label}" if where else label
        shown = [sheet.widgets.shown(field, value) if field else value for value in (entry.before, entry.after)]
        return HistoryLine(when, entry.by, what, *(_short(text, longest) for text in shown), compared=True)
    return HistoryLine(when, entry.by, what)


def _where(cell: str, sheet: Sheet) -> str:
    """The row in words, by its place as it is now; "" in a section that is filled once."""
    place = address(cell)
    section = sheet.worksheet.by_key.get(place.section) if place else None
    if section is None or place is None or not place.row:
        return ""
    title = section.title.pick(sheet.widgets.language)
    for number, row in enumerate(sheet.filled.rows[section.key], 1):
        if row.id == place.row:
            return row.item.label.pick(sheet.widgets.language) if row.item else f"{title} {number}"
    return sheet.widgets.gettext("{title}, a removed row", title=title)


def _short(text: str, longest: int | None) -> str:
    return text if longest is None or len(text) <= longest else f"{text[: longest - 1]}…"
