"""What leads out of a worksheet, from the text that an author wrote: sheets it reads, rows it promotes or points to."""

from collections.abc import Iterator

from score_core import fields
from score_core.definition import Amount, Field, Promotion, Read, Section, Worksheet
from score_core.formula_text import RESERVED
from score_core.promoting import fits
from score_core.reading import Reader, Report
from score_core.sheet_fields import KEY, RULE, SHEET_KEY, SHEET_RULE, sheet_place
from score_core.sheet_sources import Abroad, Sources, find_field, find_section
from score_core.yamltext import Node, Scalar

READ_KEYS = ("worksheet", "occasion")
PROMOTION_KEYS = ("to", "set", "fixed")
OCCASION = r"[a-z0-9][a-z0-9-]{0,39}"
OCCASION_RULE = "Use up to 40 lower-case letters, digits and hyphens."


def reads(sheet: Reader) -> Iterator[Read]:
    """Yield the sheets that formulas may read."""
    for alias, node in sheet.pairs("reads"):
        sheet.check_word(alias, "name", KEY, RULE, RESERVED)
        reader = Reader(node, f'"{alias.text}" in "reads"', READ_KEYS, sheet.report)
        key = reader.word("worksheet", SHEET_KEY, SHEET_RULE)
        yield Read(alias.text, key, reader.word("occasion", OCCASION, OCCASION_RULE, required=False), alias.line)


def promotion(section: Reader) -> Promotion | None:
    """Return how rows of a section become rows of another sheet."""
    if not section.has("promotes"):
        return None
    reader = Reader(section.at("promotes"), f'"promotes" of {section.what}', PROMOTION_KEYS, section.report)
    to = sheet_place(reader, "to", required=True)
    pairs = tuple((target.text, source.text) for target, source in reader.words("set", KEY, RULE, required=True))
    fixed = tuple((key.text, value.text) for key, value in reader.pairs("fixed") if isinstance(value, Scalar))
    return Promotion(to, pairs, fixed, reader.node.line) if to else None


def check(key: str, sections: tuple[Section, ...], sources: Sources, abroad: Abroad, sheet: Reader) -> None:
    """Note reads, promotions, references, pins and targets that lead nowhere; `key` is the sheet's own."""
    report = sheet.report
    for alias, node in sheet.pairs("reads"):
        reader = Reader(node, alias.text, READ_KEYS, Report(report.file, report.prefix))
        named = reader.scalar("worksheet")
        if named:
            abroad.check_sheet(named.text, named, report)
    for section in sections:
        if section.promotes:
            _promotion(section, section.promotes, sources.readers[section.key, ""].at("promotes"), abroad, report)
        for field in section.fields:
            reader = sources.readers[section.key, field.key]
            if field.to:
                _reference(field, key, sections, reader, abroad)
            if field.picture:
                _picture(field.picture, sections, reader)
            check_amount(field.target, section, sections, reader.at("target"), report)


def _promotion(section: Section, promotes: Promotion, node: Node, abroad: Abroad, report: Report) -> None:
    reader = Reader(node, "promotes", PROMOTION_KEYS, Report(report.file, report.prefix))
    target = _target(promotes.to, reader, abroad, report)
    for target_key, source_key in reader.words("set", KEY, RULE):
        is_item = source_key.text == "item" and bool(section.items)
        source = None if is_item else find_field(section, source_key.text, source_key, report)
        goal = find_field(target, target_key.text, target_key, report) if target else None
        if goal and (source or is_item) and not fits(source, goal):
            message = f'The field "{goal.key}" there, of the kind "{goal.kind}", can\'t take "{source_key.text}".'
            report.add(source_key, "wrong-field", message, "Choose fields of the same kind; a text takes anything.")
    for target_key, value in reader.pairs("fixed"):
        goal = find_field(target, target_key.text, target_key, report) if target else None
        if not isinstance(value, Scalar):
            report.add(value, "wrong-shape", f'"{target_key.text}" in "fixed" must be a single value.', "Write one.")
        elif goal and (not goal.holds_value or fields.check(goal, value.text)):
            message = f'"{value.text}" is no value of the field "{goal.key}" there.'
            report.add(value, "wrong-value", message, "Write it as records keep it, for example an option's key.")


def _target(to: tuple[str, str], reader: Reader, abroad: Abroad, report: Report) -> Section | None:
    node = reader.at("to")
    sheet = abroad.check_sheet(to[0], node, report)
    section = find_section(sheet.whole, to[1], node, report) if sheet else None
    if section and section.rows is None:
        message = f'The section "{to[1]}" of "{to[0]}" has no rows that could be added.'
        report.add(node, "wrong-section", message, 'Name a section with "rows".')
    return section


def _reference(field: Field, key: str, own: tuple[Section, ...], reader: Reader, abroad: Abroad) -> None:
    sheet_key, section_key = field.to or ("", "")
    node, report = reader.at("to"), reader.report
    sections = own
    if sheet_key != key:
        sheet: Worksheet | None = abroad.check_sheet(sheet_key, node, report)
        if sheet is None:
            return
        sections = sheet.whole
    section = find_section(sections, section_key, node, report)
    if section is None:
        return
    if not section.repeated:
        message = f'The section "{section_key}" of "{sheet_key}" is filled once: it has no rows to choose from.'
        report.add(node, "wrong-section", message, 'Name a section with "rows" or "items".')
    named = section.items and field.shows_field == "item"
    if field.shows_field and not named:
        find_field(section, field.shows_field, reader.at("shows_field"), report)


def _picture(picture: tuple[str, str], sections: tuple[Section, ...], reader: Reader) -> None:
    node, report = reader.at("picture"), reader.report
    section = find_section(sections, picture[0], node, report)
    if section is None:
        return
    if section.repeated:
        message = f'The section "{section.key}" has many rows: it is not clear which picture is meant.'
        report.add(node, "wrong-section", message, "Name a photo in a section that is filled once.")
        return
    found = find_field(section, picture[1], node, report)
    if found and found.kind != "photo":
        message = f'The field "{found.key}" is no photo.'
        report.add(node, "wrong-field", message, "Name a field of the kind photo, with the picture to pin on.")


def check_amount(
    amount: Amount | None, section: Section, sections: tuple[Section, ...], node: Node, report: Report
) -> None:
    """Note an amount that stands in no field, in one without numbers, or in one that has many values."""
    if not isinstance(amount, tuple):
        return
    home = section
    if amount[0]:
        found = find_section(sections, amount[0], node, report)
        if found is None:
            return
        home = found
    field = find_field(home, amount[1], node, report)
    if field is None:
        return
    if home.repeated and home.key != section.key:
        message = f'The section "{home.key}" has many rows: "{home.key}.{field.key}" is many values.'
        report.add(node, "wrong-section", message, "Name a field of a section that is filled once.")
    elif not field.gives_number:
        message = f'The field "{field.key}" gives no number.'
        report.add(node, "wrong-field", message, "Name a field with a number, or write a number.")
