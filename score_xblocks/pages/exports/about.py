"""What an export tells about a sheet itself, and the history of its cells, as tables."""

from collections.abc import Iterable

from django.utils.translation import gettext

from score_core.values import show_date
from score_xblocks.records.api import HistoryEntry
from score_xblocks.sheet_history import history_lines
from score_xblocks.sheet_reviews import review_panel
from score_xblocks.sheet_texts import last_text

from ..sheets import Opened
from .tables import Cell, Table, text_line


def about_table(opened: Opened) -> Table:
    """Whose sheet it is, of which day, and where its review stands."""
    record, view, language = opened.record, opened.record.view, opened.language
    told = [
        (gettext("Worksheet"), opened.title),
        (gettext("Enterprise"), opened.owner),
        (gettext("Institution"), record.institution),
        (gettext("Occasion"), record.occasion),
        (gettext("Exported on"), show_date(view.today, language)),
        (gettext("Last change"), last_text(opened.gettext, view, language)),
    ]
    panel = review_panel(view, opened.sheet, language, opened.gettext)
    if panel:
        told += [(gettext("Review"), panel.text), *((gettext("Signature"), text) for text in panel.signatures)]
    lines = tuple(text_line(label, text) for label, text in told if text)
    return Table("", gettext("About this sheet"), (gettext("About this sheet"), ""), lines)


def history_table(opened: Opened, entries: Iterable[HistoryEntry]) -> Table:
    """Who changed which cell when, from what to what; the cell by its words and by its address."""
    entries = list(entries)
    lines = [
        (Cell(entry.at.isoformat(" ", "seconds")), *text_line(line.by, line.what, line.before, line.after, entry.cell))
        for entry, line in zip(entries, history_lines(entries, opened.sheet, longest=None), strict=True)
    ]
    header = (gettext("When"), gettext("Who"), gettext("What"), gettext("From"), gettext("To"), gettext("Cell"))
    return Table("", gettext("Changes"), header, tuple(lines))
