"""Places of a sheet (a cell, a row, a section, the whole) in words, and as anchors in a page."""

from score_core.answers import ROW_ID, address, field_of
from score_core.definition import Section
from score_xblocks.sheet import Sheet


def anchor(place: str) -> str:
    """The id under which a page shows a place."""
    return f"at-{place.replace('/', '.')}" if place else "sheet"


def is_place(sheet: Sheet, place: str) -> bool:
    """Whether the sheet has this place now: what may be commented on."""
    key, _, rest = place.partition("/")
    section = sheet.worksheet.by_key.get(key)
    if section is None or rest == "":
        return place == "" or (section is not None and "/" not in place)
    row, _, name = rest.partition("/")
    if not any(one.id == row for one in sheet.filled.rows[key]) or (row and not ROW_ID.fullmatch(row)):
        return False
    return name in section.by_key or (name == "" and section.repeated and not rest.endswith("/"))


def place_text(sheet: Sheet, place: str, whole: str) -> str:
    """ "Actions 3: Due", "Actions 3", "Actions", and for the sheet itself `whole`."""
    section = sheet.worksheet.by_key.get(place.partition("/")[0])
    if section is None:
        return whole
    title, field = section.title.pick(sheet.widgets.language), field_of(sheet.worksheet, place)
    row = row_text(sheet, section, place.split("/")[1] if "/" in place else "")
    if field is None or address(place) is None:
        return row or title
    return f"{row or title}: {sheet.widgets.label(field)}"


def row_text(sheet: Sheet, section: Section, row_id: str) -> str:
    """A row by its item or its number; "" when it is not there (any more)."""
    for number, row in enumerate(sheet.filled.rows[section.key], 1):
        if row.id == row_id and row_id:
            if row.item:
                return row.item.label.pick(sheet.widgets.language)
            return f"{section.title.pick(sheet.widgets.language)} {number}"
    return ""
