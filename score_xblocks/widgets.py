"""The HTML of one cell of a worksheet: an input with its label, help and message, or its value for reading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from score_core import fields, values
from score_core.definition import NUMBERS, Field

SHORT = 5
"""Up to so many options are buttons side by side; more are a list to select from."""

INPUTS = {
    "text": {"type": "text", "autocomplete": "off"},
    "person": {"type": "text", "autocomplete": "off"},
    "number": {"type": "text", "inputmode": "decimal", "autocomplete": "off", "class": "score-number"},
    "money": {"type": "text", "inputmode": "decimal", "autocomplete": "off", "class": "score-number"},
    "percent": {"type": "text", "inputmode": "decimal", "autocomplete": "off", "class": "score-number"},
    "date": {"type": "date"},
    "month": {"type": "month", "placeholder": "2026-11"},
    "time": {"type": "time"},
}


def element(name: str, attributes: Mapping[str, object], *children: object) -> SafeString:
    """An HTML element: attributes that are None or False are left out, children that are no SafeString escaped."""
    written = "".join(
        f" {key}" if value is True else f' {key}="{conditional_escape(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name == "input":
        return mark_safe(f"<input{written}>")
    return mark_safe(f"<{name}{written}>{''.join(map(conditional_escape, children))}</{name}>")


@dataclass(frozen=True)
class Widgets:
    """Makes cells in one language for one page. `prefix` begins HTML ids, `people` names the team by `user:<id>`."""

    language: str
    gettext: Callable[..., str]
    prefix: str
    people: Mapping[str, str] = field(default_factory=dict)

    def html_id(self, address: str) -> str:
        return f"{self.prefix}{address.replace('/', '.')}"

    def shown(self, fld: Field, value: str) -> str:
        return fields.show(fld, value, self.language, self.people)

    def typed(self, fld: Field, value: str) -> str:
        """A canonical value as it is typed: numbers in the language's own writing, team members by name."""
        if fld.kind in NUMBERS:
            number = values.number_of(value)
            return value if number is None else values.show_number(number, self.language, fld.decimals)
        return self.shown(fld, value) if fld.kind == "person" else value

    def label(self, fld: Field) -> str:
        return fld.label.pick(self.language)

    def reading(self, address: str, fld: Field, value: str) -> SafeString:
        """A cell for those who may not write it."""
        if fld.kind == "note":
            return self._note(fld)
        if fld.kind == "formula":
            return self._formula(address, fld, value)
        return element(
            "div",
            {"class": f"score-field score-kind-{fld.kind}"},
            element("span", {"class": "score-label"}, self.label(fld)),
            element("span", {"class": "score-value"}, self.shown(fld, value) if value else "–"),
        )

    def editing(self, address: str, fld: Field, value: str, *, compact: bool = False) -> SafeString:
        """A cell to fill in. `compact` cells stand in a table's column: their options are a list."""
        if fld.kind == "note":
            return self._note(fld)
        if fld.kind == "formula":
            return self._formula(address, fld, value)
        if fld.kind == "choices":
            return self._group(address, fld, value, self._boxes(address, fld, value))
        if fld.kind in ("yes_no", "scale") or (fld.kind == "choice" and len(fld.options) <= SHORT and not compact):
            return self._group(address, fld, value, self._segments(address, fld, value))
        control = self._select(address, fld, value) if fld.kind == "choice" else self._input(address, fld, value)
        label = element("label", {"class": "score-label", "for": self.html_id(address)}, *self._label_parts(fld))
        return self._wrapper("div", address, fld, value, label, self._help(address, fld), control, self._error(address))

    def _wrapper(self, tag: str, address: str, fld: Field, value: str, *children: object) -> SafeString:
        attributes = {
            "class": f"score-field score-kind-{fld.kind}",
            "data-cell": address,
            "data-kind": fld.kind,
            "data-value": value,
        }
        return element(tag, attributes, *children)

    def _label_parts(self, fld: Field) -> list[object]:
        parts: list[object] = [self.label(fld)]
        if fld.required:
            parts.append(element("span", {"class": "score-required", "aria-hidden": "true"}, " *"))
            parts.append(element("span", {"class": "score-for-readers"}, f" ({self.gettext('required')})"))
        return parts

    def _help(self, address: str, fld: Field) -> object:
        text = fld.help.pick(self.language)
        return element("p", {"class": "score-help", "id": f"{self.html_id(address)}.help"}, text) if text else ""

    def _error(self, address: str) -> SafeString:
        name = f"{self.html_id(address)}.error"
        return element("p", {"class": "score-error", "id": name, "data-error": True, "hidden": True})

    def _described(self, address: str, fld: Field) -> str:
        base = self.html_id(address)
        return f"{base}.help {base}.error" if fld.help.pick(self.language) else f"{base}.error"

    def _control(self, address: str, fld: Field) -> dict[str, object]:
        return {
            "id": self.html_id(address),
            "data-input": True,
            "aria-describedby": self._described(address, fld),
            "aria-required": "true" if fld.required else None,
        }

    def _input(self, address: str, fld: Field, value: str) -> SafeString:
        attributes = self._control(address, fld)
        if fld.kind == "long_text":
            return element("textarea", {**attributes, "rows": 3}, f"\n{value}")
        not_measured = fld.kind in NUMBERS and value == "nm"
        attributes |= INPUTS[fld.kind]
        attributes |= {"value": "" if not_measured else self.typed(fld, value), "disabled": not_measured}
        if fld.kind == "person" and self.people:
            attributes["list"] = f"{self.prefix}people"
        unit = "%" if fld.kind == "percent" else fld.unit.pick(self.language)
        parts: list[object] = [element("input", attributes)]
        if unit:
            parts.append(element("span", {"class": "score-unit"}, unit))
        if fld.not_measured:
            box = {"type": "checkbox", "data-not-measured": True, "checked": not_measured}
            label = {"class": "score-check"}
            parts.append(element("label", label, element("input", box), " ", self.gettext("not measured")))
        return element("div", {"class": "score-control"}, *parts) if len(parts) > 1 else parts[0]

    def _options(self, fld: Field) -> list[tuple[str, str]]:
        if fld.kind == "yes_no":
            options = [("yes", self.gettext("Yes")), ("no", self.gettext("No"))]
            return [*options, ("na", self.gettext("Not applicable"))] if fld.not_applicable else options
        if fld.kind == "scale":
            return [(str(step), str(step)) for step in range(int(fld.minimum or 0), int(fld.maximum or 0) + 1)]
        return [(option.key, option.label.pick(self.language)) for option in fld.options]

    def _select(self, address: str, fld: Field, value: str) -> SafeString:
        offered = self._options(fld)
        if value and value not in dict(offered):
            offered.append((value, self.shown(fld, value)))
        options = [element("option", {"value": ""}, self.gettext("– choose –"))]
        options += [element("option", {"value": key, "selected": key == value}, label) for key, label in offered]
        return element("select", self._control(address, fld), *options)

    def _group(self, address: str, fld: Field, value: str, control: SafeString) -> SafeString:
        legend = element("legend", {"class": "score-label"}, *self._label_parts(fld))
        attributes = {"class": "score-choices", "aria-describedby": self._described(address, fld), "data-group": True}
        return self._wrapper(
            "div",
            address,
            fld,
            value,
            element("fieldset", attributes, legend, self._help(address, fld), control),
            self._error(address),
        )

    def _segments(self, address: str, fld: Field, value: str) -> SafeString:
        name = self.html_id(address)
        parts: list[object] = []
        for key, label in self._options(fld):
            radio = {"type": "radio", "name": name, "value": key, "data-input": True, "checked": key == value}
            parts.append(
                element("label", {"class": "score-segment"}, element("input", radio), element("span", {}, label))
            )
        clear = {"type": "button", "class": "score-clear", "data-clear": True, "hidden": not value}
        clear_text = self.gettext("Clear")
        spoken = element("span", {"class": "score-for-readers"}, f": {self.label(fld)}")
        parts.append(element("button", clear, clear_text, spoken))
        segments = element("div", {"class": "score-segments"}, *parts)
        ends = [(fld.minimum, fld.low.pick(self.language)), (fld.maximum, fld.high.pick(self.language))]
        told = [element("span", {}, f"{int(step or 0)} = {text}") for step, text in ends if text]
        return mark_safe(segments + element("div", {"class": "score-ends"}, *told)) if told else segments

    def _boxes(self, address: str, fld: Field, value: str) -> SafeString:
        chosen = value.split(",")
        parts = []
        for key, label in self._options(fld):
            box = {"type": "checkbox", "value": key, "data-input": True, "checked": key in chosen}
            parts.append(element("label", {"class": "score-check"}, element("input", box), " ", label))
        return element("div", {"class": "score-boxes"}, *parts)

    def _formula(self, address: str, fld: Field, shown: str) -> SafeString:
        name = self.html_id(address)
        label = element("span", {"class": "score-label", "id": f"{name}.label"}, self.label(fld))
        spoken = {"aria-labelledby": f"{name}.label", "aria-live": "off"}
        output = {"class": "score-output", "data-shown": address, **spoken}
        content = shown or self.gettext("not yet")
        return element(
            "div",
            {"class": "score-field score-kind-formula"},
            label,
            self._help(address, fld),
            element("output", output, content),
        )

    def _note(self, fld: Field) -> SafeString:
        help_text = fld.help.pick(self.language)
        label = element("strong", {}, self.label(fld)) if help_text else self.label(fld)
        return element("p", {"class": "score-note"}, label, " " if help_text else "", help_text)
