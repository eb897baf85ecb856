"""Records and edits of one version of a worksheet, read under another."""

import json
from collections.abc import Iterable
from dataclasses import replace

from score_core import migrating
from score_core.answers import AT, Edit
from score_core.messages import Message
from score_core.worksheet import Worksheet

from . import definitions
from .models import Record
from .reviewing import Review


def newer(record: Record | None, worksheet: Worksheet) -> Worksheet | None:
    """The record's definition, where it is of a later version than the worksheet."""
    if record is None or record.definition.version <= worksheet.version:
        return None
    return definitions.of(record.definition)


def cells_of(record: Record, worksheet: Worksheet) -> dict[str, str]:
    """The record's cells, brought forward when the worksheet is of a later version."""
    cells = json.loads(record.cells)
    if record.definition.version >= worksheet.version:
        return cells
    return migrating.forward(worksheet, cells, record.definition.version)


def edits_forward(
    worksheet: Worksheet, edits: Iterable[Edit], made_under: int
) -> tuple[list[Edit], dict[str, Message]]:
    """Edits of an earlier version as those of the worksheet's; the messages of those that have no place in it."""
    edits = list(edits)
    if made_under == worksheet.version:
        return edits, {}
    moved = {edit.id: migrating.edit_forward(worksheet, edit, made_under) for edit in edits}
    lost = {edit_id: Message("unknown-cell") for edit_id, edit in moved.items() if edit is None}
    return [edit for edit in moved.values() if edit is not None], lost


def places_forward(worksheet: Worksheet, places: Iterable[str], version: int) -> dict[str, str]:
    """What cells, rows ("section/row"), sections and the sheet itself ("") of an earlier version are now."""
    return {place: _place_forward(worksheet, place, version) for place in places}


def review_forward(worksheet: Worksheet, review: Review, version: int) -> Review:
    """A review whose rows are of an earlier version."""
    if version >= worksheet.version:
        return review
    moved = places_forward(worksheet, review.accepted | review.verified, version)
    accepted, verified = (frozenset(moved[row] for row in rows) for rows in (review.accepted, review.verified))
    return replace(review, accepted=accepted, verified=verified)


def _place_forward(worksheet: Worksheet, place: str, version: int) -> str:
    parts = place.split("/") if place else []
    if not parts or version >= worksheet.version:
        return place
    whole = "/".join([*parts, *["", AT][len(parts) - 1 :]])
    (moved,) = migrating.forward(worksheet, {whole: "1"}, version)
    return "/".join(moved.split("/")[: len(parts)])
