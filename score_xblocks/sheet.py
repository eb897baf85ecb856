"""A filled-in worksheet as a page shows it: sections, their rows, and the HTML of every cell."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from django.utils.safestring import SafeString

from score_core import answers
from score_core.definition import Field, Section, Worksheet
from score_core.filled import Filled, Row, Visible, by_section_of, rows_of
from score_core.programs import program
from score_core.values import number_text
from score_xblocks.naming import row_text
from score_xblocks.records.api import Others
from score_xblocks.sheet_links import Links
from score_xblocks.widgets import Widgets

GRID = 6
"""Rows of up to so many fields stand in a table; wider ones are cards that open."""
LONG = 60
"""Sections of more rows are cards in any case: their inputs are made when a card opens."""
BLANK = "__row__"
"""The id of the row that the page's script copies."""
GRADED = ("scale", "choice", "yes_no")
REMOVED = 50
"""So many removed rows are offered for restoring, the last ones."""


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
    locked: str = ""
    """Why the team can't change this row."""
    state: str = ""
    """What the review says of the row."""
    origin: str = ""
    """The sheet that the row was made from."""
    link: str = ""
    """The row of another sheet that was made from this one."""


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
    fields: tuple[dict, ...] = ()
    """What the tools of rows need to know of the fields."""
    rating: bool = False
    """Whether it is a checklist that asks for nothing but a grade."""
    ends: tuple[str, ...] = ()
    """What the first and the last grade mean."""
    conditional: bool = False
    hidden: bool = False
    removed: tuple[RowView, ...] = ()
    promotes: str = ""
    """The title of the sheet that rows may be taken over to."""

    @property
    def fields_json(self) -> str:
        return json.dumps(self.fields, ensure_ascii=False)

    @property
    def rows(self) -> list[RowView]:
        return [row for group in self.groups for row in group]


@dataclass(frozen=True)
class Sheet:
    """A worksheet (its `sections` are shown and counted, its `whole` is what formulas see) with a record's cells.

    `locks` says why rows ("section/row") can't be changed, `states` what the review says of them.
    """

    worksheet: Worksheet
    cells: Mapping[str, str]
    today: date
    widgets: Widgets
    writing: bool = False
    locked: bool = False
    """Show inputs, so that an author sees what learners will, in which nobody can write."""
    others: Others = Others()
    locks: Mapping[str, str] = dataclasses.field(default_factory=dict)
    states: Mapping[str, str] = dataclasses.field(default_factory=dict)
    links: Links = Links()

    @cached_property
    def filled(self) -> Filled:
        return Filled(self.worksheet, self.cells, self.today, self.others.read)

    @cached_property
    def formulas(self) -> dict[str, str]:
        """What each formula's cell shows: "" means "not yet"."""
        computed = answers.computed(self.filled, self.widgets.language, self.widgets.people)
        return {address: result.shown for address, result in computed.items()}

    @cached_property
    def visible(self) -> Visible:
        return self.filled.visible() if self.worksheet.conditional and not self.locked else Visible()

    @cached_property
    def completeness(self) -> answers.Completeness:
        return answers.completed(self.filled)

    def program(self) -> str:
        """What the page's script needs to work out formulas and conditions, as JSON; "" when there are none."""
        found = program(self.filled, self.today, self.widgets.language)
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"))

    def unseen(self) -> str:
        """JSON: the cells that the page does not show but formulas may need."""
        shown = {section.key for section in self.worksheet.sections}
        unseen = {cell: value for cell, value in self.cells.items() if cell.partition("/")[0] not in shown}
        return json.dumps(unseen, ensure_ascii=False) if unseen else ""

    def sections(self, *, spare: bool = False) -> list[SectionView]:
        """What the page shows; with `spare`, sections without rows get as many blank ones as they begin with."""
        return [self._section(section, spare or self.locked) for section in self.worksheet.sections]

    def _section(self, section: Section, spare: bool) -> SectionView:
        language = self.widgets.language
        filled = self.filled.rows[section.key]
        layout = layout_of(section)
        if layout == "grid" and self.writing and len(filled) > LONG:
            layout = "cards"
        if spare and section.rows and not filled:
            count = max(section.rows.start, section.rows.minimum, 1)
            filled = [Row(f"{BLANK}{number}", float(number), {}, None) for number in range(count)]
        rows = [self._row(section, row, number, layout) for number, row in enumerate(filled, 1)]
        groups = [item.group for item in section.items] or [""] * len(rows)
        pairs = list(zip(groups, rows, strict=True))
        blank = None
        if section.rows and self.writing:
            blank = self._row(section, Row(BLANK, 0.0, {}, None), 0, layout)
        graded = graded_of(section)
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
            fields=tuple(self._fields(section)) if section.rows else (),
            rating=graded is not None,
            ends=tuple(self.widgets.ends(graded)) if graded else (),
            conditional=section.when is not None,
            hidden=not self.visible.shows(section.key),
            removed=self._removed(section) if section.rows and self.writing else (),
            promotes=self.links.title(section),
        )

    def _row(self, section: Section, row: Row, number: int, layout: str) -> RowView:
        place = f"{section.key}/{row.id}"
        # Some hundred cards with all their inputs are megabytes: the script makes those of a card when it opens.
        closed = self.writing and layout == "cards" and row.id != BLANK
        return RowView(
            id=row.id,
            at=number_text(row.at),
            number=number,
            label=row.item.label.pick(self.widgets.language) if row.item else "",
            summary=self._summary(section, row) if layout == "cards" else "",
            cells=() if closed else self._cells(section, row, layout),
            values=self._values(section, row) if closed else "",
            locked=self.locks.get(place, ""),
            state=self.states.get(place, ""),
            origin=self.links.origin(row.origin),
            link=self.links.made_from(section, row.id),
        )

    def _values(self, section: Section, row: Row) -> str:
        values = {}
        for one in section.fields:
            if one.kind == "formula":
                values[one.key] = ["", self.formulas.get(f"{section.key}/{row.id}/{one.key}", "")]
            elif value := row.cells.get(one.key):
                values[one.key] = [value, self.widgets.typed(one, value)]
        return json.dumps(values, ensure_ascii=False)

    def _cells(self, section: Section, row: Row, layout: str) -> tuple[SafeString, ...]:
        made: list[SafeString] = []
        before = ""
        for field in section.fields:
            cell = self._cell(section, row, field, layout)
            if field.kind == before == "photo" and layout != "grid":
                made[-1] = SafeString(f'<div class="score-pair">{made[-1]}{cell}</div>')
                before = ""
            else:
                made.append(cell)
                before = field.kind
        return tuple(made)

    def _cell(self, section: Section, row: Row, field: Field, layout: str) -> SafeString:
        address = f"{section.key}/{row.id}/{field.key}"
        value = self.formulas.get(address, "") if field.kind == "formula" else row.cells.get(field.key, "")
        hidden = field.when is not None and not self.visible.shows(address)
        if (self.writing and f"{section.key}/{row.id}" not in self.locks) or self.locked:
            return self.widgets.editing(address, field, value, compact=layout == "grid", hidden=hidden)
        return self.widgets.reading(address, field, value, hidden=hidden)

    def _summary(self, section: Section, row: Row) -> str:
        return row_text(section, row.cells, self.widgets.language, self.widgets.people)

    def _removed(self, section: Section) -> tuple[RowView, ...]:
        """The rows that were removed and can come back."""
        gone = {
            row: {field: value for field, value in values.items() if field != answers.GONE}
            for row, values in by_section_of(self.cells).get(section.key, {}).items()
            if answers.GONE in values
        }
        rows = [row for row in rows_of(section, gone) if row.filled][-REMOVED:]
        return tuple(
            RowView(row.id, number_text(row.at), 0, "", self._summary(section, row), (), self._values(section, row))
            for row in rows
        )

    def _fields(self, section: Section) -> Iterator[dict]:
        for field in section.fields:
            if field.kind == "note":
                continue
            kind = field.shows if field.kind == "formula" else field.kind
            told = {"key": field.key, "kind": kind, "label": self.widgets.label(field)}
            if field.kind == "formula":
                told["formula"] = True
            if options := self.widgets.options(field):
                told |= {"options": options, "filtered": True}
            yield told


def layout_of(section: Section) -> str:
    """How a section's rows stand: "single", "items", "grid" or "cards"."""
    if section.rows:
        return "grid" if sum(field.kind != "note" for field in section.fields) <= GRID else "cards"
    return "items" if section.items else "single"


def graded_of(section: Section) -> Field | None:
    """The one field of a checklist that asks for nothing but a grade: such a section is a rating grid."""
    asked = [field for field in section.fields if field.kind != "note"]
    one = asked[0] if section.items and len(asked) == 1 else None
    return one if one and one.kind in GRADED else None
