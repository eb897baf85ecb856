"""A filled-in worksheet as a page shows it: sections, their rows, and the HTML of every cell."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from django.utils.safestring import SafeString

from score_core import answers
from score_core.definition import Field, Section, Worksheet
from score_core.values import number_text
from score_xblocks.widgets import Widgets

GRID = 6
"""Rows of up to so many fields stand in a table; wider ones are cards that open."""
BLANK = "__row__"
"""The id of the row that the page's script copies."""
SUMMARY_KINDS = ("text", "long_text", "person", "date", "month", "choice")


@dataclass(frozen=True)
class RowView:
    id: str
    at: str
    number: int
    label: str
    summary: str
    cells: tuple[SafeString, ...]
    values: str = ""
    """Instead of cells, for a closed card: JSON, field key to canonical value and what an input shows."""


@dataclass(frozen=True)
class SectionView:
    key: str
    title: str
    help: str
    layout: str
    """"single", "items", "grid" or "cards"."""
    columns: tuple[str, ...]
    groups: tuple[tuple[RowView, ...], ...]
    """The rows; those of a checklist by the items' groups."""
    blank: RowView | None
    start: int
    maximum: int
    add: str

    @property
    def rows(self) -> list[RowView]:
        return [row for group in self.groups for row in group]


@dataclass(frozen=True)
class Sheet:
    """A worksheet (its `sections` are shown and counted, its `whole` is what formulas see) with a record's cells."""

    worksheet: Worksheet
    cells: Mapping[str, str]
    today: date
    widgets: Widgets
    writing: bool = False
    locked: bool = False
    """Show inputs, so that an author sees what learners will, in which nobody can write."""

    @cached_property
    def formulas(self) -> dict[str, str]:
        """What each formula's cell shows: "" means "not yet"."""
        computed = answers.compute(self.worksheet, self.cells, self.today, self.widgets.language)
        return {address: result.shown for address, result in computed.items()}

    @cached_property
    def completeness(self) -> answers.Completeness:
        return answers.completeness(self.worksheet, self.cells, self.today)

    def sections(self, *, spare: bool = False) -> list[SectionView]:
        """What the page shows; with `spare`, sections without rows get as many blank ones as they begin with."""
        return [self._section(section, spare or self.locked) for section in self.worksheet.sections]

    def _section(self, section: Section, spare: bool) -> SectionView:
        language = self.widgets.language
        layout = layout_of(section)
        filled = answers.rows(section, self.cells)
        if spare and section.rows and not filled:
            count = max(section.rows.start, section.rows.minimum, 1)
            filled = [answers.Row(f"{BLANK}{number}", float(number), {}, None) for number in range(count)]
        rows = [self._row(section, row, number, layout) for number, row in enumerate(filled, 1)]
        groups = [item.group for item in section.items] or [""] * len(rows)
        pairs = list(zip(groups, rows, strict=True))
        blank = None
        if section.rows and self.writing:
            blank = self._row(section, answers.Row(BLANK, 0.0, {}, None), 0, layout)
        return SectionView(
            key=section.key,
            title=section.title.pick(language),
            help=section.help.pick(language),
            layout=layout,
            columns=tuple(self.widgets.label(field) for field in section.fields if field.kind != "note"),
            groups=tuple(tuple(row for _, row in group) for _, group in groupby(pairs, itemgetter(0))),
            blank=blank,
            start=section.rows.start if section.rows else 0,
            maximum=section.rows.maximum if section.rows else 0,
            add=section.rows.add.pick(language) if section.rows else "",
        )

    def _row(self, section: Section, row: answers.Row, number: int, layout: str) -> RowView:
        # Some hundred cards with all their inputs are megabytes: the script makes those of a card when it opens.
        closed = self.writing and layout == "cards" and row.id != BLANK
        return RowView(
            id=row.id,
            at=number_text(row.at),
            number=number,
            label=row.item.label.pick(self.widgets.language) if row.item else "",
            summary=self._summary(section, row) if layout == "cards" else "",
            cells=() if closed else tuple(self._cell(section, row, field, layout) for field in section.fields),
            values=json.dumps(self._values(section, row), ensure_ascii=False) if closed else "",
        )

    def _values(self, section: Section, row: answers.Row) -> dict[str, list[str]]:
        values = {}
        for field in section.fields:
            if field.kind == "formula":
                values[field.key] = ["", self.formulas.get(f"{section.key}/{row.id}/{field.key}", "")]
            elif value := row.cells.get(field.key):
                values[field.key] = [value, self.widgets.typed(field, value)]
        return values

    def _cell(self, section: Section, row: answers.Row, field: Field, layout: str) -> SafeString:
        address = f"{section.key}/{row.id}/{field.key}"
        value = self.formulas.get(address, "") if field.kind == "formula" else row.cells.get(field.key, "")
        if self.writing or self.locked:
            return self.widgets.editing(address, field, value, compact=layout == "grid")
        return self.widgets.reading(address, field, value)

    def _summary(self, section: Section, row: answers.Row) -> str:
        """The first two short answers of a row, to recognise it by while it is closed."""
        told = []
        for field in section.fields:
            value = row.cells.get(field.key, "")
            if value and field.kind in SUMMARY_KINDS:
                told.append(self.widgets.shown(field, value))
            if len(told) == 2:
                break
        return " · ".join(text if len(text) <= 60 else f"{text[:59]}…" for text in told)


def layout_of(section: Section) -> str:
    """How a section's rows stand: "single", "items", "grid" or "cards"."""
    if section.rows:
        return "grid" if sum(field.kind != "note" for field in section.fields) <= GRID else "cards"
    return "items" if section.items else "single"
