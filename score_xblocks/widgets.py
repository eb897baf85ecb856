"""The HTML of one cell of a worksheet: an input with its label, help and message, or its value for reading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from score_core import fields, values
from score_core.definition import ATTACHED, NUMBERS, Field

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
class Attached:
    """A photo or file as a page shows it: its address ("" where there are no pages to serve it), caption and name."""

    url: str
    caption: str
    name: str


@dataclass(frozen=True)
class Widgets:
    """Makes cells in one language for one page.

    `prefix` begins HTML ids; `people` names the team by `user:<id>`, `rows` the rows that references may point to by
    "sheet/section/row"; `attached` holds photos and files by their id, `pictures` the ids under pins by their cell.
    """

    language: str
    gettext: Callable[..., str]
    prefix: str
    people: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    attached: Mapping[str, Attached] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)

    def html_id(self, address: str) -> str:
        return f"{self.prefix}{address.replace('/', '.')}"

    def shown(self, fld: Field, value: str) -> str:
        return fields.show(fld, value, self.language, self.people, self.rows)

    def typed(self, fld: Field, value: str) -> str:
        """A canonical value as it is typed: numbers in the language's own writing, team members by name."""
        if fld.kind in NUMBERS:
            number = values.number_of(value)
            return value if number is None else values.show_number(number, self.language, fld.decimals)
        return self.shown(fld, value) if fld.kind == "person" else value

    def label(self, fld: Field) -> str:
        return fld.label.pick(self.language)

    def reading(self, address: str, fld: Field, value: str, *, hidden: bool = False) -> SafeString:
        """A cell for those who may not write it; `hidden` while its condition is not fulfilled."""
        if fld.kind == "note":
            return self._note(address, fld, hidden)
        if fld.kind == "formula":
            return self._formula(address, fld, value, hidden)
        label = element("span", {"class": "score-label"}, self.label(fld))
        attributes = {"class": f"score-field score-kind-{fld.kind}", "data-place": address, "data-value": value}
        return element("div", attributes | _condition(address, fld, hidden), label, self._value(fld, value))

    def _value(self, fld: Field, value: str) -> SafeString:
        if value and fld.kind in ATTACHED:
            return self._attached(fld, value)
        text = element("span", {"class": "score-value"}, self.shown(fld, value) if value else "–")
        return mark_safe(text + self._pinned(fld, value)) if value and fld.kind == "pin" else text

    def editing(
        self, address: str, fld: Field, value: str, *, compact: bool = False, hidden: bool = False
    ) -> SafeString:
        """A cell to fill in. `compact` cells stand in a table's column: their options are a list."""
        if fld.kind == "note":
            return self._note(address, fld, hidden)
        if fld.kind == "formula":
            return self._formula(address, fld, value, hidden)
        condition = _condition(address, fld, hidden)
        if grouped := self._grouped(address, fld, value, compact):
            return self._group(address, fld, value, grouped, condition)
        lists = fld.kind in ("choice", "reference")
        control = self._select(address, fld, value) if lists else self._input(address, fld, value)
        label = element("label", {"class": "score-label", "for": self.html_id(address)}, *self._label_parts(fld))
        parts = (label, self._help(address, fld), control, self._error(address))
        return self._wrapper(address, fld, value, condition, *parts)

    def _grouped(self, address: str, fld: Field, value: str, compact: bool) -> SafeString | None:
        """The controls of a field that has several; None when it has one."""
        if fld.kind == "choices":
            return self._boxes(address, fld, value)
        if fld.kind in ("yes_no", "scale") or (fld.kind == "choice" and len(fld.options) <= SHORT and not compact):
            return self._segments(address, fld, value)
        if fld.kind in ATTACHED:
            return self._chooser(address, fld, value)
        return self._pin(address, fld, value) if fld.kind == "pin" else None

    def _wrapper(
        self, address: str, fld: Field, value: str, condition: Mapping[str, object], *children: object
    ) -> SafeString:
        attributes = {
            "class": f"score-field score-kind-{fld.kind}",
            "data-cell": address,
            "data-kind": fld.kind,
            "data-value": value,
        }
        return element("div", attributes | condition, *children)

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

    def options(self, fld: Field) -> list[tuple[str, str]]:
        if fld.kind == "yes_no":
            options = [("yes", self.gettext("Yes")), ("no", self.gettext("No"))]
            return [*options, ("na", self.gettext("Not applicable"))] if fld.not_applicable else options
        if fld.kind == "scale":
            return [(str(step), str(step)) for step in range(int(fld.minimum or 0), int(fld.maximum or 0) + 1)]
        if fld.to:
            home = "/".join(fld.to)
            named = [(key.rpartition("/"), name) for key, name in self.rows.items()]
            return [(row, name) for (section, _, row), name in named if section == home]
        return [(option.key, option.label.pick(self.language)) for option in fld.options]

    def _select(self, address: str, fld: Field, value: str) -> SafeString:
        offered = self.options(fld)
        if value and value not in dict(offered):
            offered.append((value, self.shown(fld, value)))
        options = [element("option", {"value": ""}, self.gettext("– choose –"))]
        options += [element("option", {"value": key, "selected": key == value}, label) for key, label in offered]
        return element("select", self._control(address, fld), *options)

    def _group(
        self, address: str, fld: Field, value: str, control: SafeString, condition: Mapping[str, object]
    ) -> SafeString:
        legend = element("legend", {"class": "score-label"}, *self._label_parts(fld))
        attributes = {"class": "score-choices", "aria-describedby": self._described(address, fld), "data-group": True}
        fieldset = element("fieldset", attributes, legend, self._help(address, fld), control)
        return self._wrapper(address, fld, value, condition, fieldset, self._error(address))

    def _segments(self, address: str, fld: Field, value: str) -> SafeString:
        name = self.html_id(address)
        parts: list[object] = []
        for key, label in self.options(fld):
            radio = {"type": "radio", "name": name, "value": key, "data-input": True, "checked": key == value}
            parts.append(
                element("label", {"class": "score-segment"}, element("input", radio), element("span", {}, label))
            )
        clear = {"type": "button", "class": "score-clear", "data-clear": True, "hidden": not value}
        clear_text = self.gettext("Clear")
        spoken = element("span", {"class": "score-for-readers"}, f": {self.label(fld)}")
        parts.append(element("button", clear, clear_text, spoken))
        segments = element("div", {"class": "score-segments"}, *parts)
        told = [element("span", {}, text) for text in self.ends(fld)]
        return mark_safe(segments + element("div", {"class": "score-ends"}, *told)) if told else segments

    def ends(self, fld: Field) -> list[str]:
        """What the first and the last step of a scale mean, where the author says so."""
        ends = [(fld.minimum, fld.low.pick(self.language)), (fld.maximum, fld.high.pick(self.language))]
        return [f"{int(step or 0)} = {text}" for step, text in ends if text]

    def _boxes(self, address: str, fld: Field, value: str) -> SafeString:
        chosen = value.split(",")
        parts = []
        for key, label in self.options(fld):
            box = {"type": "checkbox", "value": key, "data-input": True, "checked": key in chosen}
            parts.append(element("label", {"class": "score-check"}, element("input", box), " ", label))
        return element("div", {"class": "score-boxes"}, *parts)

    def _chooser(self, address: str, fld: Field, value: str) -> SafeString:
        """Photos or files: the page's script shows those of `value`, and takes new ones."""
        accept = "image/*" if fld.kind == "photo" else ".pdf,.xlsx,.docx"
        picker = {"type": "file", "accept": accept, "multiple": (fld.maximum or 1) > 1, "data-file": True}
        add = self.gettext("Add a photo") if fld.kind == "photo" else self.gettext("Add a file")
        spoken = element("span", {"class": "score-for-readers"}, f": {self.label(fld)}")
        kept = {"type": "hidden", "id": self.html_id(address), "data-input": True, "value": value}
        return mark_safe(
            element("ul", {"class": f"score-attached score-{fld.kind}s", "data-attached": True})
            + element("label", {"class": "score-button score-add-file"}, element("input", picker), f"+ {add}", spoken)
            + element("input", kept | {"data-maximum": int(fld.maximum or 1)})
        )

    def _attached(self, fld: Field, value: str) -> SafeString:
        shown = []
        for number, key in enumerate(value.split(","), 1):
            told = self.attached.get(key)
            if told is None or not told.url:
                shown.append(element("li", {"class": "score-help"}, self.gettext("On its way: not stored yet.")))
                continue
            name = told.caption or told.name or f"{self.label(fld)} {number}"
            link = {"href": told.url, "target": "_blank", "rel": "noopener"}
            if fld.kind == "file":
                shown.append(element("li", {}, element("a", link, name)))
                continue
            image = element("img", {"src": told.url, "alt": name, "loading": "lazy"})
            caption = element("span", {"class": "score-help"}, told.caption) if told.caption else ""
            shown.append(element("li", {}, element("a", link, image), caption))
        return element("ul", {"class": f"score-attached score-{fld.kind}s"}, *shown)

    def _pin(self, address: str, fld: Field, value: str) -> SafeString:
        """A pin on a picture: tapped, moved by arrow keys, or typed in percent."""
        name = self.html_id(address)
        x, _, y = value.partition(",")
        axes = [("x", self.gettext("From the left, %"), x), ("y", self.gettext("From the top, %"), y)]
        typed = [
            element(
                "label",
                {"class": "score-axis"},
                told,
                element("input", {"type": "text", "inputmode": "decimal", f"data-pin-{axis}": True, "value": share}),
            )
            for axis, told, share in axes
        ]
        mark = {"type": "button", "class": "score-pin-mark", "data-pin-mark": True, "hidden": not value}
        said = self.gettext("Pin: {label}. The arrow keys move it.", label=self.label(fld))
        picture = element("img", {"alt": "", "data-pin-image": True, "hidden": True})
        remove = self.gettext("Remove the pin")
        unpin = {"type": "button", "class": "score-clear", "data-unpin": True, "hidden": not value}
        return mark_safe(
            element(
                "div",
                {"class": "score-pin", "data-pin": "//".join(fld.picture or ())},
                picture,
                element("button", mark, element("span", {"class": "score-for-readers"}, said)),
            )
            + element("p", {"class": "score-help", "data-pin-none": True}, self.gettext("There is no picture yet."))
            + element("div", {"class": "score-axes", "data-axes": True}, *typed, element("button", unpin, remove))
            + element("input", {"type": "hidden", "id": name, "data-input": True, "value": value})
        )

    def _pinned(self, fld: Field, value: str) -> SafeString:
        """The picture with the pin on it, for reading."""
        told = self.attached.get(self.pictures.get("//".join(fld.picture or ()), "").split(",")[0])
        if told is None or not told.url:
            return SafeString()
        x, _, y = value.partition(",")
        dot = element("circle", {"cx": f"{x}%", "cy": f"{y}%", "r": 9, "class": "score-pin-dot"})
        image = element("img", {"src": told.url, "alt": told.caption, "loading": "lazy"})
        return element("span", {"class": "score-pin"}, image, element("svg", {"aria-hidden": "true"}, dot))

    def _formula(self, address: str, fld: Field, shown: str, hidden: bool) -> SafeString:
        name = self.html_id(address)
        label = element("span", {"class": "score-label", "id": f"{name}.label"}, self.label(fld))
        spoken = {"aria-labelledby": f"{name}.label", "aria-live": "off"}
        output = {"class": "score-output", "data-shown": address, **spoken}
        content = shown or self.gettext("not yet")
        return element(
            "div",
            {"class": "score-field score-kind-formula"} | _condition(address, fld, hidden),
            label,
            self._help(address, fld),
            element("output", output, content),
        )

    def _note(self, address: str, fld: Field, hidden: bool) -> SafeString:
        help_text = fld.help.pick(self.language)
        label = element("strong", {}, self.label(fld)) if help_text else self.label(fld)
        attributes = {"class": "score-note"} | _condition(address, fld, hidden)
        return element("p", attributes, label, " " if help_text else "", help_text)


def _condition(address: str, fld: Field, hidden: bool) -> dict[str, object]:
    """The attributes of a field that is shown only while its condition is fulfilled."""
    return {"data-when": address, "hidden": hidden} if fld.when else {}
