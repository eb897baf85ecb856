"""The fields of a section, from the text that an author wrote."""

from collections.abc import Iterable, Mapping

from score_core import yamltext
from score_core.definition import ATTACHED, BETTER, KINDS, NUMBERS, Amount, Field, Option, Place
from score_core.formula_text import RESERVED
from score_core.problems import did_you_mean
from score_core.reading import Reader
from score_core.values import number_of

SHOWS = ("number", "percent", "money", "date", "month", "text", "yes_no", "choice")
SHEET_KEY = r"[a-z][a-z0-9-]*"
SHEET_RULE = "Use lower-case letters, digits and hyphens, beginning with a letter."
KEY = r"[a-z][a-z0-9_]{0,39}"
RULE = "Use up to 40 lower-case letters, digits and underscores, beginning with a letter."
MOST_ATTACHED = 20

OPTION_KEYS = ("key", "label", "score")
COMMON = ("key", "kind", "label", "help", "when")
_NUMBER = ("required", "unit", "decimals", "minimum", "maximum", "not_measured", "better", "target")
KEYS_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "number": _NUMBER,
    "money": _NUMBER,
    "percent": tuple(key for key in _NUMBER if key != "unit"),
    "yes_no": ("required", "not_applicable", "better"),
    "choice": ("required", "options", "better"),
    "choices": ("required", "options"),
    "scale": ("required", "from", "to", "low", "high", "better", "target"),
    "photo": ("required", "maximum"),
    "file": ("required", "maximum"),
    "pin": ("required", "picture"),
    "reference": ("required", "to", "shows_field"),
    "formula": ("formula", "shows", "unit", "decimals", "options", "better", "target"),
    "note": (),
}
FIELD_KEYS = tuple(dict.fromkeys((*COMMON, "required", *(key for keys in KEYS_OF_KIND.values() for key in keys))))
PLACE = r"[a-z][a-z0-9_]{0,39}/[a-z][a-z0-9_]{0,39}"
SHEET_PLACE = r"[a-z][a-z0-9-]*/[a-z][a-z0-9_]{0,39}"
AMOUNT = r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?"


def field_of(reader: Reader, languages: tuple[str, ...]) -> Field:
    """Return the field; its formula, its condition and what it points to are looked at later."""
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
        picture=place(reader, "picture", kind == "pin"),
        to=sheet_place(reader, "to", required=True) if kind == "reference" else None,
        shows_field=reader.word("shows_field", KEY, RULE, required=kind == "reference"),
        better=_better(reader, kind, options),
        target=amount(reader, "target"),
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
    elif kind in ATTACHED:
        return None, float(reader.integer("maximum", 3, 1, MOST_ATTACHED))
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
    no_doubles(field, "options", keys)


def _better(reader: Reader, kind: str, options: tuple[Option, ...]) -> str:
    graded = kind == "scale" or any(option.score is not None for option in options)
    return reader.one_of("better", BETTER, "higher" if graded else "")


def place(reader: Reader, key: str, required: bool = False) -> Place | None:
    """Return "section/field" of this sheet."""
    return _two_parts(reader, key, PLACE, f"Write {key}: section/field.", required)


def sheet_place(reader: Reader, key: str, required: bool = False) -> Place | None:
    """Return "key-of-a-sheet/section"."""
    return _two_parts(reader, key, SHEET_PLACE, f"Write {key}: key-of-the-sheet/section.", required)


def _two_parts(reader: Reader, key: str, pattern: str, rule: str, required: bool) -> Place | None:
    first, _, second = reader.word(key, pattern, rule, required).partition("/")
    return (first, second) if second else None


def amount(reader: Reader, key: str) -> Amount | None:
    """Return a number, or the field that it stands in: "field" of the same section, or "section.field"."""
    found = reader.scalar(key)
    if found is None:
        return None
    number = number_of(found.text)
    if number is not None:
        return number
    text = reader.word(key, AMOUNT, "Write a number, the key of a field, or section.field.")
    section, _, field = text.rpartition(".")
    return section, field


def no_doubles(reader: Reader, name: str, keys: Iterable[str]) -> None:
    """Note keys that stand twice in a list of mappings; `keys` are those that were read from it."""
    seen: set[str] = set()
    for node, key in zip(reader.list(name) if reader.has(name) else (), keys, strict=False):
        if key and key in seen:
            own = node.get("key") if isinstance(node, yamltext.Mapping) else None
            message = f'Two {name} of {reader.what} have the key "{key}".'
            reader.report.add(own or node, "duplicate-key", message, "Rename or remove one of them.")
        seen.add(key)
