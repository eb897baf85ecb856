"""Rows that references point to, by the words that people know them by."""

from collections.abc import Mapping
from datetime import date

from score_core.amounts import text
from score_core.definition import Field, Worksheet
from score_core.filled import Cells, Filled

ITEM = "item"


def choices(
    field: Field,
    target: Worksheet,
    cells: Cells,
    today: date,
    lang: str = "en",
    people: Mapping[str, str] | None = None,
) -> list[tuple[str, str]]:
    """Return the rows that a reference may point to: id and label, in the target's order.

    `target` is the sheet that the field's `to` names, with its record. A row whose field is blank goes by its number.
    """
    section = target.by_key.get(field.to[1]) if field.to else None
    if section is None or not section.repeated:
        return []
    shown = section.by_key.get(field.shows_field)
    found = []
    for position, (row, values) in enumerate(Filled(target, cells, today).known[section.key], 1):
        label = text(row, shown, values, lang, people) if shown else row.item.label.pick(lang) if row.item else ""
        found.append((row.id, label or str(position)))
    return found


def names(
    worksheet: Worksheet,
    records: Mapping[str, tuple[Worksheet, Cells]],
    today: date,
    lang: str = "en",
    people: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the labels of all rows that the sheet's references may point to, as fields.show takes them.

    `records` are the sheets by key, each with its record; those that were never seen are left out.
    """
    found: dict[str, str] = {}
    for section in worksheet.whole:
        for field in section.fields:
            if field.to and field.to[0] in records:
                for row, label in choices(field, *records[field.to[0]], today, lang, people):
                    found["/".join((*field.to, row))] = label
    return found
