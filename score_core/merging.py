"""Edits of a record: one flat mapping of cells, and the law by which edits change it.

A cell's address is "section//field" in a section that is filled once, "section/row/field" in one with rows or items.
In a section with rows "section/row/#at" holds the row's position, "section/row/#gone" is "1" while it is deleted, and
"section/row/#from" names the row of another sheet that it was made from: "sheet/occasion/section/row".
A blank cell is not in the mapping.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

AT, GONE, FROM = "#at", "#gone", "#from"
META = frozenset({AT, GONE, FROM})


@dataclass(frozen=True)
class Edit:
    """A change of one cell: `id` is the edit's own, `base` the value that it started from; "" is blank."""

    id: str
    cell: str
    base: str
    value: str


@dataclass(frozen=True)
class Conflict:
    """An edit that was not applied, since the cell holds `current` and no longer the edit's base."""

    edit: Edit
    current: str


@dataclass(frozen=True)
class Merge:
    """What became of some edits: the record after them, those applied, those in conflict, ids that came again."""

    cells: dict[str, str]
    applied: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]
    repeated: tuple[str, ...]


@dataclass(frozen=True)
class Address:
    """The parts of a cell's address; `row` is "" in a section that is filled once."""

    section: str
    row: str
    field: str

    def __str__(self) -> str:
        return f"{self.section}/{self.row}/{self.field}"


def address(cell: str) -> Address | None:
    """Return the parts of a cell's address, None when it has not three."""
    parts = cell.split("/")
    return Address(*parts) if len(parts) == 3 else None


def merge(cells: Mapping[str, str], edits: Iterable[Edit], seen: Container[str] = ()) -> Merge:
    """Apply edits, in their order, to a record.

    An edit applies when its cell still holds its base, or already holds its value; otherwise it comes back as a
    conflict. An edit whose id is in `seen`, or came earlier in `edits`, is repeated and changes nothing. So edits of
    different cells give the same record in any order, and `replay` of all that was ever applied gives the record.
    """
    result = {cell: value for cell, value in cells.items() if value}
    applied: list[Edit] = []
    conflicts: list[Conflict] = []
    repeated: list[str] = []
    met: set[str] = set()
    for edit in edits:
        if edit.id in seen or edit.id in met:
            repeated.append(edit.id)
            continue
        met.add(edit.id)
        current = result.get(edit.cell, "")
        if current in (edit.base, edit.value):
            put(result, edit)
            applied.append(edit)
        else:
            conflicts.append(Conflict(edit, current))
    return Merge(result, tuple(applied), tuple(conflicts), tuple(repeated))


def replay(history: Iterable[Edit]) -> dict[str, str]:
    """Return the record that applied edits, oldest first, add up to."""
    cells: dict[str, str] = {}
    for edit in history:
        put(cells, edit)
    return cells


def put(cells: dict[str, str], edit: Edit) -> None:
    """Write an edit into cells."""
    if edit.value:
        cells[edit.cell] = edit.value
    else:
        cells.pop(edit.cell, None)
