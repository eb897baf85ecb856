"""A save of a worksheet: from what people typed to edits that records take, and back to what the page needs."""

from collections.abc import Mapping

from score_core import fields
from score_core.answers import Edit, field_of
from score_core.definition import Worksheet
from score_core.messages import Message
from score_xblocks.records.api import Saved
from score_xblocks.sheet_texts import moment
from score_xblocks.widgets import Widgets

MAX_EDITS = 500
"""The most edits of one save."""


def read_edits(body: Mapping) -> list[Edit]:
    """The edits of a save as typed; ValueError when one lacks a text, or when there are none or too many."""
    edits = body.get("edits")
    if not isinstance(edits, list) or not 0 < len(edits) <= MAX_EDITS:
        raise ValueError("no list of edits")
    read = []
    for edit in edits:
        values = [edit.get(name) for name in ("id", "cell", "base", "value")] if isinstance(edit, dict) else [None]
        if not all(isinstance(value, str) for value in values):
            raise ValueError("an edit lacks a text")
        read.append(Edit(*values))
    return read


def is_person(worksheet: Worksheet, cell: str) -> bool:
    """Whether the cell may hold a member of the team, whom only the team's list can name."""
    field = field_of(worksheet, cell)
    return field is not None and field.kind == "person"


def canonical(worksheet: Worksheet, edits: list[Edit], language: str) -> tuple[list[Edit], dict[str, Message]]:
    """Edits with values as records keep them, and the messages of those that could not be read, by the edit's id.

    Cells that no field owns pass as they are: records judge them.
    """
    read, refused = [], {}
    for edit in edits:
        field = field_of(worksheet, edit.cell)
        value = fields.read(field, edit.value, language) if field and edit.value else fields.Value(edit.value)
        if value.error:
            refused[edit.id] = value.error
        else:
            read.append(Edit(edit.id, edit.cell, edit.base, value.canonical))
    return read, refused


def answer(
    worksheet: Worksheet, edits: list[Edit], saved: Saved, refused: Mapping[str, Message], widgets: Widgets
) -> dict:
    """What became of each edit, as JSON: applied, in conflict, refused; and what its cell holds now."""
    typed = {edit.id.lower(): edit.value for edit in edits}
    refused = {**refused, **saved.refused}

    def shown(cell: str, value: str) -> str:
        field = field_of(worksheet, cell)
        return widgets.shown(field, value) if field else value

    def retyped(cell: str) -> str:
        field, value = field_of(worksheet, cell), saved.cells.get(cell, "")
        return widgets.typed(field, value) if field else value

    return {
        "applied": list(saved.applied),
        "conflicts": [
            {
                "id": conflict.edit.id,
                "cell": conflict.edit.cell,
                "base": conflict.edit.base,
                "value": typed.get(conflict.edit.id, conflict.edit.value),
                "value_shown": shown(conflict.edit.cell, conflict.edit.value),
                "current": conflict.current,
                "current_shown": shown(conflict.edit.cell, conflict.current),
                "current_typed": retyped(conflict.edit.cell),
                "by": conflict.by,
                "at": moment(conflict.at, widgets.language),
            }
            for conflict in saved.conflicts
        ],
        "refused": [
            {"id": edit.id, "cell": edit.cell, "message": refused[edit.id].text(widgets.gettext)}
            for edit in edits
            if edit.id in refused
        ],
        "cells": {edit.cell: saved.cells.get(edit.cell, "") for edit in edits},
        "typed": {edit.cell: retyped(edit.cell) for edit in edits},
        "revision": saved.revision,
    }
