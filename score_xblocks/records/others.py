"""Other sheets of the same owner: those that a worksheet reads, points into or sends rows to."""

import json
from collections.abc import Iterable

from django.db.models import Q

from score_core.worksheet import Worksheet

from . import definitions
from .models import Record
from .owners import Owner
from .permissions import may_read_record
from .shapes import Other, Others, Person


def of_owner(owner: Owner, person: Person, worksheet: Worksheet) -> Others:
    """The sheets that the worksheet names, in one statement, none when it names none.

    What the person may not see is left out, and so is what nobody has filled in yet. A sheet that each learner fills in
    is the person's own.
    """
    if owner.institution is None or owner.kind == "nobody" or not worksheet.mentions:
        return Others()
    mine = f"person-{person.user_id}"
    found = {}
    for record in _records(owner, mine, worksheet):
        asked = definitions.parsed(record.definition.text)
        if asked is None or record.owner != (mine if asked.filled_by == "learner" else owner.key):
            continue
        if record.owner == mine or may_read_record(owner.standing, asked):
            found[record.worksheet_key, record.occasion] = Other(asked, json.loads(record.cells))
    places = {read.alias: (read.worksheet, read.occasion) for read in worksheet.reads}
    return Others(
        {alias: found[place] for alias, place in places.items() if place in found},
        {key: other for (key, occasion), other in found.items() if occasion == "" and key in worksheet.mentions},
    )


def _records(owner: Owner, mine: str, worksheet: Worksheet) -> Iterable[Record]:
    occasions = {read.occasion for read in worksheet.reads} | {""}
    wanted = Q(worksheet_key__in=worksheet.mentions, occasion__in=occasions)
    records = Record.objects.filter(wanted, institution=owner.institution, owner__in={owner.key, mine})
    return records.select_related("definition")
