"""What a new definition of a worksheet leaves without a place, although people may have answered it."""

from collections.abc import Callable

from score_core import migrating
from score_core.definition import Worksheet
from score_core.problems import Problem


def left_out(before: Worksheet, after: Worksheet) -> list[str]:
    """Fields of the earlier definition, as `section/field`, that the later one lacks and no migration of it names."""
    rows = {section.key: "row" if section.rows or section.items else "" for section in before.whole}
    cells = {
        f"{section.key}/{rows[section.key]}/{field.key}": ""
        for section in before.whole
        for field in section.fields
        if field.holds_value
    }
    moved = migrating.forward(after, cells, before.version)
    places = (kept.cell.split("/") for kept in migrating.kept(after, moved))
    return [f"{section}/{field}" for section, _, field in places if "~" not in section + field]


def problems(before: Worksheet, after: Worksheet, gettext: Callable[..., str]) -> list[Problem]:
    """A warning for every field that is left out: its answers stay recorded, and nobody sees them."""
    remedy = gettext(
        "Was it renamed? Raise the version and add a migration. Was it removed on purpose? A migration can say so, too."
    )
    return [
        Problem(
            "",
            0,
            0,
            "field-left-out",
            gettext(
                "The field “{field}” is gone. What people answered in it stays recorded, but is not shown any more.",
                field=place,
            ),
            remedy,
            "warning",
        )
        for place in left_out(before, after)
    ]
