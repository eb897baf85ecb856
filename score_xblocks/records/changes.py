"""What happened to a record: what others changed just now, its whole history, its fillings by occasion."""

from django.db.models import Min, Q

from score_core import answers
from score_core.worksheet import Worksheet

from . import access, definitions, owners, reviewing, versions
from .keys import is_slug
from .models import Edit, Record
from .shapes import CellChange, Changes, HistoryEntry, HistoryPage, NotAllowed, OccasionView, Person, Place

MOST = 1000
"""So many edits are sent to a page that looks for others' changes; beyond them it loads the record anew."""
PAGE = 100
"""Entries of a page of history, when nobody asks for another number."""


def changes_since(*, person: Person, record_id: int, revision: int, step: int = -1) -> Changes | None:
    """Never ask more here than two statements: every open page asks every few seconds. What changed since a revision.

    None when the record still has this revision, and its review this step: then it is one statement.
    Raises NotAllowed, "no-record" alike for a record that is not there and one that is not for this person's eyes.
    """
    found = access.reach(person, record_id, light=True)
    record = found.record
    if (record.revision, record.review_step) == (revision, step):
        return None
    edits = record.edits.filter(revision__gt=revision).select_related("user").order_by("id")
    newest = {edit.cell: edit for edit in edits[: MOST + 1]}
    asked = reviewing.from_text(record.review).state if found.worksheet.review != "none" else ""
    return Changes(
        record_id=record.pk,
        revision=record.revision,
        review_step=record.review_step,
        state=asked,
        worksheet=found.worksheet,
        today=owners.today_in(record.institution),
        cells=tuple(_change(edit, record) for edit in newest.values()),
        complete=len(newest) <= MOST,
    )


def find_record(*, person: Person, org: str, worksheet_key: str, occasion: str = "") -> int | None:
    """Never take the answer as leave to read. The number of the record that a page shows, once somebody made it.

    That of the person's enterprise (or of one that the person trains), or the person's own; None while there is none.
    """
    user_id = access.identified(person)
    org = org.lower()
    if not (is_slug(org) and is_slug(worksheet_key) and (occasion == "" or is_slug(occasion))):
        raise NotAllowed("bad-key")
    membership = owners.membership_of(user_id, org)
    records = Record.objects.filter(institution__org=org, worksheet_key=worksheet_key, occasion=occasion)
    mine = Q(person_id=user_id)
    if membership:
        mine |= Q(enterprise_id=membership.enterprise_id)
    else:
        mine |= Q(enterprise__trainers__user_id=user_id, enterprise__trainers__active=True)
    found = records.filter(mine).select_related("definition").defer("cells").order_by("id")
    # A sheet of the team's that somebody filled in alone, before joining, is not what the page shows any more.
    shown = [r for r in found if r.enterprise_id or not membership or _is_learners(r)]
    return shown[0].pk if shown else None


def _is_learners(record: Record) -> bool:
    worksheet = definitions.parsed(record.definition.text)
    return worksheet is not None and worksheet.filled_by == "learner"


def history(
    *, person: Person, record_id: int, cell: str = "", row: str = "", before: int | None = None, limit: int = PAGE
) -> HistoryPage:
    """Never show names that a worksheet keeps none of: they are "" here. Who changed which cell when, newest first.

    Of the whole record, of one `cell`, or of a `row` ("section/row"); `before` is the `next` of the page before.
    Raises NotAllowed as `changes_since` does.
    """
    found = access.reach(person, record_id, light=True)
    edits = found.record.edits.select_related("user").order_by("-id")
    if cell:
        edits = edits.filter(cell=cell)
    if row:
        edits = edits.filter(cell__startswith=f"{row}/")
    if before is not None:
        edits = edits.filter(id__lt=before)
    rows = list(edits[: limit + 1])
    entries = tuple(_entry(edit, found.record) for edit in rows[:limit])
    return HistoryPage(entries, entries[-1].id if len(rows) > limit else None)


def members_of(*, person: Person, record_id: int) -> tuple[int, ...]:
    """Never those who left. The ids of the users whose work a record is: its enterprise's team, or the person alone.

    Raises NotAllowed as `changes_since` does.
    """
    found = access.reach(person, record_id, light=True)
    if found.record.enterprise is None:
        return (access.identified(person),) if found.standing.is_self else ()
    return tuple(member.user_id for member in owners.team_of(found.record.enterprise))


def occasions(*, person: Person, place: Place, worksheet: Worksheet) -> tuple[OccasionView, ...]:
    """Never write here. The fillings of a worksheet by its owner as this person sees it, the oldest first.

    Raises NotAllowed as `view_record` does.
    """
    owner = owners.find(person, place, worksheet, "")
    if owner.institution is None or owner.kind == "nobody":
        return ()
    if worksheet.anonymous and owner.kind == "person":
        return ()
    records = Record.objects.filter(institution=owner.institution, owner=owner.key, worksheet_key=worksheet.key)
    records = records.select_related("definition").annotate(first=Min("edits__at")).exclude(first=None)
    return tuple(_occasion(record, owner, worksheet) for record in records.order_by("first", "id"))


def _occasion(record: Record, owner: owners.Owner, worksheet: Worksheet) -> OccasionView:
    cells = versions.cells_of(record, worksheet)
    return OccasionView(
        occasion=record.occasion,
        record_id=record.pk,
        first=owners.local_time(record.first, owner.institution).date(),
        changed=owners.local_time(record.changed, owner.institution).date(),
        revision=record.revision,
        done=answers.completeness(worksheet, cells, owners.today_in(owner.institution)).done,
    )


def _change(edit: Edit, record: Record) -> CellChange:
    at = owners.local_time(edit.at, record.institution)
    return CellChange(edit.cell, edit.value, owners.name_of(edit.user), at)


def _entry(edit: Edit, record: Record) -> HistoryEntry:
    return HistoryEntry(
        id=edit.pk,
        cell=edit.cell,
        before=edit.base,
        after=edit.value,
        by=owners.name_of(edit.user),
        at=owners.local_time(edit.at, record.institution),
        version=edit.version,
        course_key=edit.course_key,
    )
