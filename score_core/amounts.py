"""The numbers in a record: of a field in a row, of a target, and how they read."""

from collections.abc import Mapping

from score_core import fields
from score_core.definition import Amount, Field, Section
from score_core.filled import Filled, Row
from score_core.formulas import Value

Values = Mapping[str, Value]


def number(field: Field, values: Values) -> float | None:
    """Return the number that a field gives in a row, None when it gives none: of a choice, its option's score."""
    value = values.get(field.key)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        option = field.option(value)
        return option.score if option else None
    return value if isinstance(value, float) else None


def amount(filled: Filled, section: Section, values: Values, wanted: Amount | None) -> float | None:
    """Return a number as it stands, or that of the field that it stands in, seen from a row of this section."""
    if wanted is None or isinstance(wanted, float):
        return wanted
    home = filled.worksheet.by_key[wanted[0]] if wanted[0] else section
    row = values if home.key == section.key else filled.known[home.key][0][1]
    return number(home.by_key[wanted[1]], row)


def text(row: Row, field: Field, values: Values, lang: str, people: Mapping[str, str] | None = None) -> str:
    """Return what people read in a cell, formulas included."""
    if field.kind == "formula":
        return fields.show(field, fields.canonical(field, values[field.key]), lang, people)
    return fields.show(field, row.cells.get(field.key, ""), lang, people)
