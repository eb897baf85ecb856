"""A worksheet's definition, from the YAML text that an author wrote; all mistakes are told at once."""

from collections.abc import Iterable, Mapping

from score_core import yamltext
from score_core.definition import (
    FILLED_BY,
    KINDS,
    NUMBERS,
    REVIEW,
    VISIBLE_TO,
    Field,
    Item,
    Option,
    Rows,
    Section,
    Worksheet,
)
from score_core.formula_text import RESERVED
from score_core.problems import Problem, did_you_mean
from score_core.reading import Reader, Report
from score_core.sheet_formulas import attach

__all__ = ["Field", "Item", "Option", "Rows", "Section", "Worksheet", "parse"]

LARGEST = 64 * 1024
MOST_ROWS = 500
MOST_ITEMS = 200
SHOWS = ("number", "percent", "money", "date", "month", "text", "yes_no", "choice")
SHEET_KEY = r"[a-z][a-z0-9-]*"
SHEET_RULE = "Use lower-case letters, digits and hyphens, beginning with a letter."
KEY = r"[a-z][a-z0-9_]{0,39}"
RULE = "Use up to 40 lower-case letters, digits and underscores, beginning with a letter."

SHEET_KEYS = (
    "key",
    "version",
    "title",
    "purpose",
    "filled_by",
    "review",
    "visible_to",
    "anonymous",
    "occasions",
    "sections",
)
SECTION_KEYS = ("key", "title", "help", "rows", "items", "fields")
ROWS_KEYS = ("minimum", "maximum", "start", "add")
ITEM_KEYS = ("key", "label", "group")
OPTION_KEYS = ("key", "label", "score")
COMMON = ("key", "kind", "label", "help")
KEYS_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "number": ("required", "unit", "decimals", "minimum", "maximum", "not_measured"),
    "money": ("required", "unit", "decimals", "minimum", "maximum", "not_measured"),
    "percent": ("required", "decimals", "minimum", "maximum", "not_measured"),
    "yes_no": ("required", "not_applicable"),
    "choice": ("required", "options"),
    "choices": ("required", "options"),
    "scale": ("required", "from", "to", "low", "high"),
    "formula": ("formula", "shows", "unit", "decimals", "options"),
    "note": (),
}
FIELD_KEYS = tuple(dict.fromkeys((*COMMON, "required", *(key for keys in KEYS_OF_KIND.values() for key in keys))))


def parse(text: str, file: str = "worksheet.yaml") -> tuple[Worksheet | None, list[Problem]]:
    """Read a definition.

    Returns the worksheet, or None when any problem is an error, and all problems in the order of their places.
    """
    size = len(text.encode("utf-8", "replace"))
    if size > LARGEST:
        message = f"The worksheet has {size} bytes; {LARGEST} are allowed."
        return None, [Problem(file, 0, 0, "worksheet-too-long", message, "Split it into several worksheets.")]
    node, problems = yamltext.load(text, file)
    if node is None:
        return None, problems
    report = Report(file, "worksheet")
    report.problems += problems
    sheet = _sheet(Reader(node, "the worksheet", SHEET_KEYS, report), report)
    report.check_languages()
    found = sorted(set(report.problems))
    return (None if any(problem.level == "error" for problem in found) else sheet), found


def _sheet(reader: Reader, report: Report) -> Worksheet:
    title = reader.texts("title")
    languages = tuple(title)
    sources: dict[tuple[str, str], yamltext.Scalar] = {}
    sections = []
    reader.get("sections", required=True)
    for own in reader.each("sections", lambda key: f'the section "{key}"', SECTION_KEYS):
        sections.append(_section(own, languages, sources))
    _no_doubles(reader, "sections", (section.key for section in sections))
    whole, order = attach(tuple(sections), sources, report)
    return Worksheet(
        key=reader.word("key", SHEET_KEY, SHEET_RULE),
        version=reader.integer("version", 1, 1, 1_000_000),
        title=title,
        purpose=reader.texts("purpose", required=False),
        filled_by=reader.one_of("filled_by", FILLED_BY, "enterprise", required=True),
        review=reader.one_of("review", REVIEW, "none"),
        visible_to=reader.one_of("visible_to", VISIBLE_TO, "team"),
        anonymous=reader.yes_no("anonymous"),
        occasions=reader.yes_no("occasions"),
        sections=whole,
        whole=whole,
        order=order,
        languages=languages,
    )


def _section(reader: Reader, languages: tuple[str, ...], sources: dict[tuple[str, str], yamltext.Scalar]) -> Section:
    key = reader.word("key", KEY, RULE, reserved=RESERVED)
    if reader.has("rows") and reader.has("items"):
        message = f'{reader.what[:1].upper()}{reader.what[1:]} has both "rows" and "items".'
        reader.report.add(reader.at("items"), "rows-and-items", message, "Keep one: people add rows, items are fixed.")
    items = tuple(_items(reader))
    reader.get("fields", required=True)
    fields = []
    for own in reader.each("fields", lambda name: f'the field "{name}"', FIELD_KEYS):
        field = _field(own, languages)
        fields.append(field)
        source = own.scalar("formula", required=True) if field.kind == "formula" else None
        if source is not None:
            sources.setdefault((key, field.key), source)
    _no_doubles(reader, "fields", (field.key for field in fields))
    return Section(
        key=key,
        title=reader.texts("title"),
        help=reader.texts("help", required=False),
        rows=_rows(reader) if reader.has("rows") else None,
        items=items,
        fields=tuple(fields),
        line=reader.node.line,
    )


def _rows(section: Reader) -> Rows:
    reader = Reader(section.at("rows"), f'"rows" of {section.what}', ROWS_KEYS, section.report)
    add = reader.texts("add", required=False)
    maximum = reader.number("maximum")
    if maximum is not None and maximum > MOST_ROWS:
        message = f"{reader.what} allows {maximum:g} rows; {MOST_ROWS} are the most."
        reader.report.add(reader.at("maximum"), "too-many-rows", message, f'Write "maximum: {MOST_ROWS}" or less.')
        return Rows(add=add)
    most = reader.integer("maximum", 200, 1, MOST_ROWS)
    least, start = reader.integer("minimum", 0, 0, MOST_ROWS), reader.integer("start", 1, 0, MOST_ROWS)
    for key, value in (("minimum", least), ("start", start)):
        if value > most and reader.has(key):
            message = f'"{key}" ({value}) of {reader.what} is more than its maximum ({most}).'
            reader.report.add(reader.at(key), "bad-range", message, "Change one of the two.")
    return Rows(least, most, add, start)


def _items(section: Reader) -> Iterable[Item]:
    for reader in section.each("items", lambda key: f'the item "{key}"', ITEM_KEYS):
        group = reader.word("group", KEY, RULE, required=False)
        yield Item(reader.word("key", KEY, RULE), reader.texts("label"), group)
    items = section.list("items") if section.has("items") else ()
    keys = [node.get("key") for node in items if isinstance(node, yamltext.Mapping)]
    _no_doubles(section, "items", (key.text for key in keys if isinstance(key, yamltext.Scalar)))
    if len(items) > MOST_ITEMS:
        message = f"{section.what} has {len(items)} items; {MOST_ITEMS} are the most."
        section.report.add(section.at("items"), "too-many-rows", message, "Split it into several sections.")


def _field(reader: Reader, languages: tuple[str, ...]) -> Field:
    kind = _kind(reader)
    minimum, maximum = _range(reader, kind)
    options = tuple(_options(reader))
    shows = reader.one_of("shows", SHOWS, required=kind == "formula")
    needs_options = kind in ("choice", "choices") or shows == "choice"
    if needs_options and not reader.has("options"):
        message = f"{reader.what[:1].upper()}{reader.what[1:]} has no options to choose from."
        reader.report.add(reader.node, "no-options", message, 'Add "options:" with a key and a label each.')
    return Field(
        key=reader.word("key", KEY, RULE, reserved=RESERVED),
        kind=kind,
        label=reader.texts("label"),
        help=reader.texts("help", required=False),
        required=reader.yes_no("required"),
        unit=reader.unit("unit", languages),
        decimals=reader.integer("decimals", 0, 0, 6) if reader.has("decimals") else None,
        minimum=minimum,
        maximum=maximum,
        options=options,
        not_applicable=reader.yes_no("not_applicable"),
        not_measured=reader.yes_no("not_measured"),
        low=reader.texts("low", required=False),
        high=reader.texts("high", required=False),
        shows=shows,
        line=reader.node.line,
    )


def _kind(reader: Reader) -> str:
    found = reader.scalar("kind", required=True)
    if found is None:
        return ""
    if found.text not in KINDS:
        message = f'There is no kind of field "{found.text}".'
        reader.report.add(found, "unknown-kind", message, did_you_mean(found.text, KINDS))
        return ""
    allowed = (*COMMON, *KEYS_OF_KIND.get(found.text, ("required",)))
    for key, _ in reader.node.pairs:
        if key.text in FIELD_KEYS and key.text not in allowed:
            message = f'"{key.text}" does not belong to {reader.what}, which is of the kind "{found.text}".'
            remedy = f"Remove it, or change the kind. This kind has: {', '.join(allowed)}."
            reader.report.add(key, "key-of-other-kind", message, remedy)
    return found.text


def _range(reader: Reader, kind: str) -> tuple[float | None, float | None]:
    if kind == "scale":
        low: float | None = reader.integer("from", 0, 0, 10)
        high: float | None = reader.integer("to", 4, 0, 10)
        end = "to"
    elif kind in NUMBERS:
        low, high, end = reader.number("minimum"), reader.number("maximum"), "maximum"
    else:
        return None, None
    if low is not None and high is not None and (low > high or (kind == "scale" and low == high)):
        message = f"The range of {reader.what} is upside down: {low:g} to {high:g}."
        reader.report.add(reader.at(end), "bad-range", message, "Write the smaller number first.")
    return low, high


def _options(field: Reader) -> Iterable[Option]:
    keys = []
    for reader in field.each("options", lambda key: f'the option "{key}" of {field.what}', OPTION_KEYS):
        option = Option(reader.word("key", KEY, RULE), reader.texts("label"), reader.number("score"))
        keys.append(option.key)
        yield option
    _no_doubles(field, "options", keys)


def _no_doubles(reader: Reader, name: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for node, key in zip(reader.list(name) if reader.has(name) else (), keys, strict=False):
        if key and key in seen:
            own = node.get("key") if isinstance(node, yamltext.Mapping) else None
            message = f'Two {name} of {reader.what} have the key "{key}".'
            reader.report.add(own or node, "duplicate-key", message, "Rename or remove one of them.")
        seen.add(key)
