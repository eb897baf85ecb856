"""A worksheet's definition, from the YAML text that an author wrote; all mistakes are told at once."""

from collections.abc import Collection, Iterable, Mapping

from score_core import sheet_charts, sheet_links, sheet_migrations, yamltext
from score_core.definition import FILLED_BY, REVIEW, VISIBLE_TO, Field, Item, Option, Place, Rows, Section, Worksheet
from score_core.formula_text import RESERVED
from score_core.problems import Problem
from score_core.reading import Reader, Report
from score_core.sheet_fields import FIELD_KEYS, KEY, RULE, SHEET_KEY, SHEET_RULE, field_of, no_doubles
from score_core.sheet_formulas import attach
from score_core.sheet_sources import Abroad, Sources

__all__ = ["Field", "Item", "Option", "Rows", "Section", "Worksheet", "parse"]

LARGEST = 64 * 1024
MOST_ROWS = 500
MOST_ITEMS = 200
LAST_VERSION = sheet_migrations.LAST_VERSION

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
    "reads",
    "migrations",
    "charts",
    "sections",
)
SECTION_KEYS = ("key", "title", "help", "when", "rows", "items", "promotes", "fields")
ROWS_KEYS = ("minimum", "maximum", "start", "add")
ITEM_KEYS = ("key", "label", "group")


def parse(
    text: str,
    file: str = "worksheet.yaml",
    others: Mapping[str, Worksheet] | None = None,
    known: Collection[str] | None = None,
) -> tuple[Worksheet | None, list[Problem]]:
    """Read a definition.

    `others` are the sheets that it reads, by key, as far as they were ever seen: values of another one are missing.
    `known` are the keys of all sheets that there are. With it, whatever leads to another sheet is checked; without it
    a formula that does not fit another sheet has no value, and is no problem.

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
    sheet = _sheet(Reader(node, "the worksheet", SHEET_KEYS, report), report, others or {}, known)
    report.check_languages()
    found = sorted(set(report.problems))
    return (None if any(problem.level == "error" for problem in found) else sheet), found


def _sheet(
    reader: Reader, report: Report, others: Mapping[str, Worksheet], known: Collection[str] | None
) -> Worksheet:
    key = reader.word("key", SHEET_KEY, SHEET_RULE)
    version = reader.integer("version", 1, 1, LAST_VERSION)
    title = reader.texts("title")
    languages = tuple(title)
    sources = Sources()
    sections = []
    reader.get("sections", required=True)
    for own in reader.each("sections", lambda name: f'the section "{name}"', SECTION_KEYS):
        sections.append(_section(own, languages, sources))
    no_doubles(reader, "sections", (section.key for section in sections))
    abroad = Abroad(tuple(sheet_links.reads(reader)) if reader.has("reads") else (), others, known)
    whole, order = attach(tuple(sections), sources, abroad, report)
    sheet_links.check(key, whole, sources, abroad, reader)
    written = list(sheet_migrations.migrations(reader, version))
    sheet_migrations.check(written, whole)
    found = Worksheet(
        key=key,
        version=version,
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
        reads=abroad.reads,
        charts=tuple(sheet_charts.charts(reader, key, whole, abroad)) if reader.has("charts") else (),
        migrations=tuple(each.migration for each in written),
    )
    sheet_migrations.run_examples(written, found)
    return found


def _section(reader: Reader, languages: tuple[str, ...], sources: Sources) -> Section:
    key = reader.word("key", KEY, RULE, reserved=RESERVED)
    if reader.has("rows") and reader.has("items"):
        message = f'{reader.what[:1].upper()}{reader.what[1:]} has both "rows" and "items".'
        reader.report.add(reader.at("items"), "rows-and-items", message, "Keep one: people add rows, items are fixed.")
    items = tuple(_items(reader))
    reader.get("fields", required=True)
    fields = []
    _note(sources, (key, ""), reader)
    for own in reader.each("fields", lambda name: f'the field "{name}"', FIELD_KEYS):
        field = field_of(own, languages)
        fields.append(field)
        _note(sources, (key, field.key), own)
        source = own.scalar("formula", required=True) if field.kind == "formula" else None
        if source is not None:
            sources.formulas.setdefault((key, field.key), source)
    no_doubles(reader, "fields", (field.key for field in fields))
    return Section(
        key=key,
        title=reader.texts("title"),
        help=reader.texts("help", required=False),
        rows=_rows(reader) if reader.has("rows") else None,
        items=items,
        fields=tuple(fields),
        promotes=sheet_links.promotion(reader),
        line=reader.node.line,
    )


def _note(sources: Sources, place: Place, reader: Reader) -> None:
    sources.readers.setdefault(place, reader)
    condition = reader.scalar("when")
    if condition is not None:
        sources.conditions.setdefault(place, condition)


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
    no_doubles(section, "items", (key.text for key in keys if isinstance(key, yamltext.Scalar)))
    if len(items) > MOST_ITEMS:
        message = f"{section.what} has {len(items)} items; {MOST_ITEMS} are the most."
        section.report.add(section.at("items"), "too-many-rows", message, "Split it into several sections.")
