"""A row of one sheet becomes a row of another sheet of the same owner: a finding of an audit an action of the plan."""

from score_core import promoting
from score_core.answers import rows
from score_core.worksheet import Worksheet

from . import definitions
from .shapes import NotAllowed, Person, Place, Promoted
from .worksheets import save_edits, view_record


def promote(
    *, person: Person, place: Place, worksheet: Worksheet, section: str, row: str, occasion: str = "", lang: str = "en"
) -> Promoted:
    """Never makes a second row of the same one. Take a row over into the sheet that its section names, and link back.

    Texts that stand for choices are written in `lang`. Raises NotAllowed: "no-promotion" (there is no such row, or it
    is not of that kind), "no-target" (nobody has written on the other sheet yet), and what saving there raises.
    """
    view = view_record(person=person, place=place, worksheet=worksheet, occasion=occasion)
    source = view.newer or worksheet
    home = source.by_key.get(section)
    if home is None or home.promotes is None:
        raise NotAllowed("no-promotion")
    key, goal = home.promotes.to
    known = definitions.known_worksheet(org=place.org, key=key)
    if known is None:
        raise NotAllowed("no-target")
    target, text = known
    there = view_record(person=person, place=place, worksheet=target)
    target = there.newer or target
    if goal not in target.by_key:
        raise NotAllowed("no-promotion")
    link = promoting.origin(source, occasion, section, row)
    edits = promoting.edits(
        source,
        section,
        row,
        target,
        view.cells,
        there.cells,
        lang,
        today=view.today,
        occasion=occasion,
        people={f"user:{member.user_id}": member.name for member in view.team},
        others=view.others.read,
    )
    cells, record_id = there.cells, there.record_id
    if edits:
        saved = save_edits(person=person, place=place, worksheet=target, text=text, edits=edits)
        if saved.refused:
            raise NotAllowed("no-promotion")
        cells, record_id = saved.cells, saved.record_id
    made = next((one.id for one in rows(target.by_key[goal], cells) if one.origin == link), None)
    if made is None or record_id is None:
        raise NotAllowed("no-promotion")
    return Promoted(target, record_id, goal, made, bool(edits))
