"""Rows that became rows of another sheet: what is told of them on either side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from score_core import answers, fields
from score_core.definition import Section, Worksheet
from score_xblocks.records.api import Other

STATES = ("status", "state")
"""The field of a register that says how far a row is."""


@dataclass(frozen=True)
class Links:
    """The links of one sheet's rows; `others` are the other sheets by their key. Without a sheet there are none."""

    worksheet: Worksheet | None = None
    occasion: str = ""
    others: Mapping[str, Other] = field(default_factory=dict)
    language: str = "en"
    gettext: Callable[..., str] = str

    def title(self, section: Section) -> str:
        """The title of the sheet that the section's rows may be taken over to, "" when they may not.

        They may once somebody of the institution has written on that sheet: only then it is known what it asks.
        """
        other = self.others.get(section.promotes.to[0]) if section.promotes else None
        return other.worksheet.title.pick(self.language) if other else ""

    def origin(self, address: str) -> str:
        """What is told of a row that was made from the row `address` ("sheet/occasion/section/row")."""
        if not address:
            return ""
        key = address.partition("/")[0]
        other = self.others.get(key)
        name = other.worksheet.title.pick(self.language) if other else key
        return self.gettext("Taken over from “{name}”", name=name)

    def made_from(self, section: Section, row: str) -> str:
        """What is told of the row of another sheet that was made from this one: where it stands, how far it is."""
        if self.worksheet is None or section.promotes is None:
            return ""
        return self._made.get(f"{self.worksheet.key}/{self.occasion}/{section.key}/{row}", "")

    @cached_property
    def _made(self) -> dict[str, str]:
        told: dict[str, str] = {}
        sections = self.worksheet.whole if self.worksheet else ()
        for key, target in {section.promotes.to for section in sections if section.promotes}:
            other = self.others.get(key)
            section = other.worksheet.by_key.get(target) if other else None
            if other and section:
                told |= self._made_in(other, section)
        return told

    def _made_in(self, other: Other, section: Section) -> dict[str, str]:
        state = next((section.by_key[name] for name in STATES if name in section.by_key), None)
        title, told = other.worksheet.title.pick(self.language), {}
        for number, row in enumerate(answers.rows(section, other.cells), 1):
            status = fields.show(state, row.cells.get(state.key, ""), self.language) if state else ""
            text = self.gettext("In “{name}”: row {number}", name=title, number=number)
            told[row.origin] = f"{text}, {status}" if status else text
        return told
