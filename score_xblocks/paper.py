"""The cells of a worksheet on paper: what is filled in, else lines to write on and boxes to tick."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from score_core.definition import ATTACHED, Field
from score_xblocks.widgets import Widgets, element

LINES = {"long_text": 2}
LONG = 120
"""Answers of more letters take the whole width."""
BOX = "☐"
CHOSEN = ("yes_no", "scale", "choice", "choices")


@dataclass(frozen=True)
class Paper(Widgets):
    """Widgets for a printed page."""

    def reading(self, address: str, fld: Field, value: str, *, hidden: bool = False) -> SafeString:
        if hidden:
            return SafeString()
        if fld.kind == "note":
            return self._note(address, fld, hidden)
        unit = fld.unit.pick(self.language)
        label = element("span", {"class": "label"}, self.label(fld), f" ({unit})" if unit and not value else "")
        wide = " long" if len(value) > LONG else " open" if self._offered(fld, value) else ""
        return element("div", {"class": f"field kind-{fld.kind}{wide}"}, label, self._answer(fld, value))

    def _offered(self, fld: Field, value: str) -> list[str]:
        """The labels of the boxes to tick; none where one is chosen already."""
        return [label for _, label in self.options(fld)] if fld.kind in CHOSEN and not value else []

    def _answer(self, fld: Field, value: str) -> SafeString:
        if fld.kind == "formula" and value:
            return element("span", {"class": "value"}, value)
        if offered := self._offered(fld, value):
            boxes = [element("span", {"class": "box"}, f"{BOX} {label}") for label in offered]
            return element("span", {"class": "value"}, *boxes)
        if value and fld.kind in ATTACHED:
            return self._attached(fld, value)
        if value:
            text = element("span", {"class": "value", "dir": "auto"}, self.shown(fld, value))
            return mark_safe(text + self._pinned(fld, value)) if fld.kind == "pin" else text
        line = element("span", {"class": "line"}, "")
        return element("span", {"class": "lines"}, *[line] * LINES.get(fld.kind, 1))
