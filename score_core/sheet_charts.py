"""The charts of a worksheet, from the text that an author wrote."""

from collections.abc import Iterator, Mapping

from score_core import yamltext
from score_core.definition import CHARTS, Chart, Field, Section
from score_core.reading import Reader
from score_core.sheet_fields import KEY, RULE, amount, no_doubles
from score_core.sheet_links import check_amount
from score_core.sheet_sources import Abroad, find_field, find_section
from score_core.values import number_of

COMMON = ("key", "kind", "title", "section")
KEYS_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "pareto": ("label", "value"),
    "run": ("label", "value", "by", "target", "baseline"),
    "bars": ("values", "maximum", "compare"),
    "radar": ("values", "maximum", "compare"),
    "matrix": ("x", "y", "label", "bands"),
    "before_after": ("label", "before", "after", "target"),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "pareto": ("label",),
    "run": ("label", "value"),
    "bars": ("values",),
    "radar": ("values",),
    "matrix": ("x", "y", "label"),
    "before_after": ("label", "before", "after"),
}
KEYS = tuple(dict.fromkeys((*COMMON, *(key for keys in KEYS_OF_KIND.values() for key in keys))))
ITEM = "item"
_NUMBERED = ("value", "x", "y", "before", "after")
_SINGLE = ("bars", "radar")
FEWEST_SPOKES = 3


def charts(sheet: Reader, key: str, sections: tuple[Section, ...], abroad: Abroad) -> Iterator[Chart]:
    """Yield the charts; their fields are there and fit, else it is noted. `key` is the sheet's own."""
    found = []
    for reader in sheet.each("charts", lambda name: f'the chart "{name}"', KEYS):
        chart = _chart(reader)
        found.append(chart.key)
        section = find_section(sections, chart.section, reader.at("section"), sheet.report) if chart.section else None
        if section and chart.kind:
            _check(chart, section, sections, reader)
        _check_compare(chart, key, abroad, reader)
        yield chart
    no_doubles(sheet, "charts", found)


def _chart(reader: Reader) -> Chart:
    kind = reader.one_of("kind", CHARTS, required=True)
    allowed = (*COMMON, *KEYS_OF_KIND[kind]) if kind else KEYS
    for key, _ in reader.node.pairs:
        if key.text in KEYS and key.text not in allowed:
            message = f'"{key.text}" does not belong to {reader.what}, which is of the kind "{kind}".'
            remedy = f"Remove it, or change the kind. This kind has: {', '.join(allowed)}."
            reader.report.add(key, "key-of-other-kind", message, remedy)
    needed = NEEDED.get(kind, ())

    def word(key: str) -> str:
        return reader.word(key, KEY, RULE, required=key in needed)

    return Chart(
        key=reader.word("key", KEY, RULE),
        kind=kind,
        title=reader.texts("title"),
        section=reader.word("section", KEY, RULE),
        label=word("label"),
        value=word("value"),
        by=word("by"),
        values=tuple(node.text for node in _scalars(reader, "values", "values" in needed)),
        maximum=reader.number("maximum"),
        compare=word("compare"),
        x=word("x"),
        y=word("y"),
        bands=tuple(_bands(reader)),
        before=word("before"),
        after=word("after"),
        target=amount(reader, "target"),
        baseline=amount(reader, "baseline"),
        line=reader.node.line,
    )



def _scalars(reader: Reader, key: str, required: bool = False) -> Iterator[yamltext.Scalar]:
    for node in reader.list(key, required):
        if isinstance(node, yamltext.Scalar):
            yield node
        else:
            reader.report.add(node, "wrong-shape", f'"{key}" of {reader.what} is a list of words.', "Write one word.")


def _bands(reader: Reader) -> Iterator[float]:
    last = float("-inf")
    for node in _scalars(reader, "bands"):
        number = number_of(node.text)
        if number is None or number <= last:
            message = f'"bands" of {reader.what} are numbers that rise, not "{node.text}".'
            reader.report.add_full(node, "chart-bands", message, "Write the highest product of each band: [4, 9, 16].")
            return
        last = number
        yield number


def _check(chart: Chart, section: Section, sections: tuple[Section, ...], reader: Reader) -> None:
    report = reader.report
    if section.repeated == (chart.kind in _SINGLE):
        message = f'The section "{section.key}" does not suit {reader.what}, which is of the kind "{chart.kind}".'
        wanted = "that is filled once" if chart.kind in _SINGLE else 'with "rows" or "items"'
        report.add(reader.at("section"), "wrong-section", message, f"Name a section {wanted}.")
        return
    for key in ("label", "by", *_NUMBERED):
        name = getattr(chart, key)
        if not name or (name == ITEM and section.items and key in ("label", "by")):
            continue
        field = find_field(section, name, reader.at(key), report)
        if field:
            _check_kind(field, key, reader)
    for node in _scalars(reader, "values"):
        field = find_field(section, node.text, node, report)
        if field and not field.gives_number:
            report.add(node, "wrong-field", f'The field "{field.key}" gives no number.', "Name a field with a number.")
    if chart.kind == "radar" and 0 < len(chart.values) < FEWEST_SPOKES:
        message = f"{reader.what[:1].upper()}{reader.what[1:]} has fewer than {FEWEST_SPOKES} values."
        report.add_full(reader.at("values"), "chart-too-few", message, 'Add values, or write "kind: bars".')
    for key in ("target", "baseline"):
        check_amount(getattr(chart, key), section, sections, reader.at(key), report)


def _check_kind(field: Field, key: str, reader: Reader) -> None:
    if key in _NUMBERED and not field.gives_number:
        message = f'The field "{field.key}" gives no number for "{key}" of {reader.what}.'
        reader.report.add(reader.at(key), "wrong-field", message, "Name a field with a number, or a scale.")
    elif field.kind in ("note", "photo", "file", "pin", "choices"):
        message = f'The field "{field.key}", of the kind "{field.kind}", can\'t name anything in {reader.what}.'
        reader.report.add(reader.at(key), "wrong-field", message, "Name a text, a choice, a person or a date.")


def _check_compare(chart: Chart, key: str, abroad: Abroad, reader: Reader) -> None:
    if not chart.compare:
        return
    read = next((read for read in abroad.reads if read.alias == chart.compare), None)
    if read is None or read.worksheet != key:
        message = f'"{chart.compare}" does not name this worksheet at another time.'
        remedy = f'Write "reads: {{{chart.compare}: {{worksheet: {key}, occasion: baseline}}}}".'
        reader.report.add_full(reader.at("compare"), "chart-compare", message, remedy)
