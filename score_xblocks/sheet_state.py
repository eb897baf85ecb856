"""What a worksheet's page is told besides its fields: what is missing, which photos there are."""

import json

from score_xblocks.records.api import RecordView
from score_xblocks.sheet import Sheet
from score_xblocks.widgets import Widgets

MISSING = 20
"""So many missing answers are named, the first ones."""


def missing_of(sheet: Sheet) -> list[dict[str, str]]:
    """What a sheet still lacks: `place` is a cell, or a section that needs more rows; `text` names it."""
    return [{"place": place, "text": _place_text(sheet, place)} for place in sheet.completeness.missing[:MISSING]]


def _place_text(sheet: Sheet, place: str) -> str:
    widgets = sheet.widgets
    key, _, rest = place.partition("/")
    section = sheet.worksheet.by_key[key]
    title = section.title.pick(widgets.language)
    if not rest:
        if section.rows is None or section.rows.minimum == 0:
            return title
        return widgets.gettext("{title}: at least {count} rows", title=title, count=section.rows.minimum)
    row_id, _, name = rest.partition("/")
    label = widgets.label(section.by_key[name])
    if section.item_keys:
        item = next(item for item in section.items if item.key == row_id)
        return f"{title}: {item.label.pick(widgets.language)}"
    if section.rows:
        number = next(n for n, row in enumerate(sheet.filled.rows[key], 1) if row.id == row_id)
        return widgets.gettext("{title}, row {number}: {label}", title=title, number=number, label=label)
    return label


def attached_json(widgets: Widgets) -> str:
    """The sheet's photos and files for the script, as JSON by their id; "" when there are none."""
    told = {key: {"url": one.url, "caption": one.caption, "name": one.name} for key, one in widgets.attached.items()}
    return json.dumps(told, ensure_ascii=False) if told else ""


def counts(sheet: Sheet) -> dict:
    """How much of a sheet is filled."""
    counted = sheet.completeness
    return {"done": counted.done, "filled": counted.filled, "wanted": counted.wanted}


def state_of(sheet: Sheet) -> dict:
    """What the page's script needs to know of a sheet after each save: how full it is, what lacks, what is hidden."""
    return {**counts(sheet), "missing": missing_of(sheet), "hidden": sorted(sheet.visible.hidden)}


def is_open(view: RecordView) -> bool:
    """Whether this person may write in the sheet now: its review may have closed it."""
    return view.may_write and not (view.review and view.review.locked)
