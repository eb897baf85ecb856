"""One worksheet filled in twice: what it said before and what it says now, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from score_core import fields
from score_core.amounts import Values, amount, number, text
from score_core.definition import Field, Section, Worksheet
from score_core.filled import Cells, Filled, Others, Row
from score_core.languages import language
from score_core.values import rounded, show_number

YES_NO = {"yes": 1.0, "no": 0.0, True: 1.0, False: 0.0}


@dataclass(frozen=True)
class Line:
    """A field, of one row or item, before and now.

    `cell` is its address, `row_label` names the item ("" in a section that is filled once), `label` the field.
    `delta` is the change of the number, the scale's step, the option's score, or 1 from no to yes; None when one side
    is missing. `better` is None when nothing changed or the field does not say which way is better; `reached` is None
    without a target, a value, or a direction.
    """

    section: str
    cell: str
    row_label: str
    label: str
    before: str
    after: str
    delta: float | None
    delta_shown: str
    better: bool | None
    target: str
    reached: bool | None


def compare(
    worksheet: Worksheet,
    before: Cells,
    after: Cells,
    today: date,
    lang: str = "en",
    people: Mapping[str, str] | None = None,
    others: Others | None = None,
) -> tuple[Line, ...]:
    """Return the lines of all shown sections, in the sheet's order: for fields that give a number, and yes or no.

    Rows that people added are compared with those of the same id; a line without a value on either side is left out.
    """
    filled = [Filled(worksheet, cells, today, others) for cells in (before, after)]
    return tuple(_Comparing(filled[0], filled[1], lang, people).lines())


class _Comparing:
    def __init__(self, before: Filled, after: Filled, lang: str, people: Mapping[str, str] | None) -> None:
        self.before, self.after, self.lang, self.people = before, after, lang, people
        self.seen = after.visible()

    def lines(self) -> Iterator[Line]:
        for section in self.after.worksheet.sections:
            if not self.seen.shows(section.key):
                continue
            earlier = {row.id: (row, values) for row, values in self.before.known[section.key]}
            compared = [field for field in section.fields if field.gives_number or _is_yes_no(field)]
            for row, values in self.after.known[section.key]:
                if row.id not in earlier:
                    continue
                for field in compared:
                    cell = f"{section.key}/{row.id}/{field.key}"
                    line = self.line(section, cell, field, earlier[row.id], (row, values))
                    if self.seen.shows(cell) and (line.before or line.after):
                        yield line

    def line(
        self, section: Section, cell: str, field: Field, then: tuple[Row, Values], now: tuple[Row, Values]
    ) -> Line:
        old, new = _number(field, then[1]), _number(field, now[1])
        delta = None if old is None or new is None else rounded(new - old, 9)
        up = {"higher": 1, "lower": -1}.get(field.better, 0)
        target = amount(self.after, section, now[1], field.target)
        reached = None if target is None or new is None or not up else (new - target) * up >= 0
        row = now[0]
        return Line(
            section=section.key,
            cell=cell,
            row_label=row.item.label.pick(self.lang) if row.item else "",
            label=field.label.pick(self.lang),
            before=text(then[0], field, then[1], self.lang, self.people),
            after=text(row, field, now[1], self.lang, self.people),
            delta=delta,
            delta_shown=_delta_shown(field, delta, self.lang),
            better=delta * up > 0 if delta and up else None,
            target="" if target is None else fields.show_amount(field, target, self.lang),
            reached=reached,
        )


def _number(field: Field, values: Values) -> float | None:
    if _is_yes_no(field):
        value = values.get(field.key)
        return YES_NO.get(value) if isinstance(value, str | bool) else None
    return number(field, values)


def _delta_shown(field: Field, delta: float | None, lang: str) -> str:
    """A signed change; of a percent in points, of yes and no nothing: both words stand beside it."""
    if delta is None or _is_yes_no(field):
        return ""
    sign = "+" if delta > 0 else ""
    if "percent" in (field.kind, field.shows):
        return f"{sign}{show_number(delta, lang, field.decimals, 1)} {language(lang).points}"
    if field.options:
        return f"{sign}{show_number(delta, lang, at_most=2)}"
    return f"{sign}{fields.show_amount(field, delta, lang)}"


def _is_yes_no(field: Field) -> bool:
    return "yes_no" in (field.kind, field.shows)
