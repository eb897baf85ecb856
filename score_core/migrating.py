"""Records and late edits of earlier versions, brought forward to a definition as it is now.

Nothing is lost on the way: what a field of another kind can't read, and what was removed, is kept under the key
"field~1" (a removed section under "section~1"), where 1 is the last version that had it as it was.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from score_core import fields
from score_core.definition import Migration, Step, Worksheet
from score_core.merging import META, Address, Edit, address, put

KEPT = re.compile(r"([a-z][a-z0-9_]{0,39})~([1-9][0-9]{0,6})")


@dataclass(frozen=True)
class Kept:
    """A recorded value that no field of the definition shows any more."""

    cell: str
    value: str


def forward(worksheet: Worksheet, cells: Mapping[str, str], from_version: int, to: int | None = None) -> dict[str, str]:
    """Return cells of an earlier version as cells of the definition's version, or of the version `to`."""
    steps = _between(worksheet, from_version, to)
    if not steps:
        return dict(cells)
    return dict(_travel(worksheet, steps, cell, value) for cell, value in cells.items())


def edit_forward(worksheet: Worksheet, edit: Edit, from_version: int) -> Edit | None:
    """Return an edit made under an earlier version, for the record as it is now; its id stays.

    None when the edit is of a later version than the definition, or its cell is no address.
    """
    if from_version > worksheet.version or address(edit.cell) is None:
        return None
    steps = _between(worksheet, from_version, None)
    cell, value = _travel(worksheet, steps, edit.cell, edit.value)
    base_cell, base = _travel(worksheet, steps, edit.cell, edit.base)
    if edit.base and not edit.value:
        cell = base_cell
    return replace(edit, cell=cell, base=base if base_cell == cell else "", value=value)


def replay(
    history: Iterable[tuple[Edit, int]], definitions: Mapping[int, Worksheet], to: int | None = None
) -> dict[str, str]:
    """Return the record that applied edits add up to, each with the version that it was applied under, oldest first.

    `definitions` has the definition of every version that the history names; where the version changes, the record so
    far is brought forward by the newer one, as it was then, and in the end to the version `to`.
    """
    cells: dict[str, str] = {}
    version = 0
    for edit, made_under in history:
        if version and made_under > version:
            cells = forward(definitions[made_under], cells, version)
        version = max(version, made_under)
        put(cells, edit)
    return forward(definitions[to], cells, version) if to is not None and 0 < version < to else cells


def kept(worksheet: Worksheet, cells: Mapping[str, str]) -> list[Kept]:
    """Return the recorded values that have no field any more, in the order of their addresses."""
    found = []
    for cell in sorted(cells):
        place = address(cell)
        section = worksheet.by_key.get(place.section) if place else None
        if place and place.field not in META and (section is None or place.field not in section.by_key):
            found.append(Kept(cell, cells[cell]))
    return found


def is_kept(worksheet: Worksheet, place: Address) -> bool:
    """Return whether the address is one that an earlier version's values are kept under."""
    for key in (place.section, place.field):
        match = KEPT.fullmatch(key)
        if match:
            return any(int(match[2]) == migration.to - 1 for migration in worksheet.migrations)
    return False


def _between(worksheet: Worksheet, after: int, to: int | None) -> list[Migration]:
    last = worksheet.version if to is None else to
    return [migration for migration in worksheet.migrations if after < migration.to <= last]


def _travel(worksheet: Worksheet, migrations: list[Migration], cell: str, value: str) -> tuple[str, str]:
    place = address(cell)
    if place is None:
        return cell, value
    retyped = 0
    for migration in migrations:
        for step in migration.steps:
            if step.act == "retype" and (place.section, place.field) == (step.section, step.field):
                retyped = migration.to - 1
            place, value = _step(step, migration.to - 1, place, value)
    section = worksheet.by_key.get(place.section)
    field = section.by_key.get(place.field) if section else None
    if field and field.kind == "choices" and value:
        value = fields.read(field, value, "en").canonical or value
    if retyped and field and (not field.holds_value or fields.check(field, value)):
        place = replace(place, field=f"{place.field}~{retyped}")
    return str(place), value


def _step(step: Step, before: int, place: Address, value: str) -> tuple[Address, str]:
    if place.section != step.section or (step.field and place.field != step.field):
        return place, value
    if step.act == "rename":
        section, field = step.new
        return Address(section, place.row, field or place.field), value
    if step.act == "remove":
        if step.field:
            return replace(place, field=f"{place.field}~{before}"), value
        return replace(place, section=f"{place.section}~{before}"), value
    if step.act == "options":
        new = dict(step.replace)
        return place, ",".join(dict.fromkeys(new.get(key, key) for key in value.split(",")))
    if step.act == "items":
        return replace(place, row=dict(step.replace).get(place.row, place.row)), value
    return place, value
