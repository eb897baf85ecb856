"""What people filled in alone, taken along into their team's records when they joined it."""

import json
import uuid
from collections.abc import Mapping

from django.utils import timezone

from score_core import migrating
from score_core.answers import GONE, Edit, address, field_of
from score_core.definition import ATTACHED
from score_core.worksheet import Worksheet

from . import access, attachments, definitions, owners
from .keys import is_storable
from .models import Attachment, Record
from .shapes import Brought, NotAllowed, OwnRecord, Person, Place, Saved
from .storage import private_storage
from .worksheets import save_edits

NAMESPACE = uuid.UUID("6f0f4b3e-6a3c-4a83-9c58-3c1f3a4d7d51")
"""Makes ids of edits and copies, the same ones each time."""


def own_records(*, person: Person, org: str) -> tuple[OwnRecord, ...]:
    """Never of anybody else. What this person filled in alone and could bring along into a team's records."""
    user_id = access.identified(person)
    records = Record.objects.filter(person_id=user_id, institution__org=org.lower(), brought=None, revision__gt=0)
    found = []
    for record in records.select_related("institution", "definition").order_by("id"):
        worksheet = definitions.parsed(record.definition.text)
        if worksheet and worksheet.filled_by == "enterprise" and (cells := _cells(record, worksheet)):
            changed = owners.local_time(record.changed, record.institution)
            filled = sum("#" not in cell for cell in cells)
            found.append(OwnRecord(record.pk, worksheet, record.occasion, filled, changed))
    return tuple(found)


def bring(*, person: Person, record_id: int, over: Mapping[str, str] | None = None, finish: bool = False) -> Brought:
    """Never overwrites what the team wrote unseen. Take an own record along into the team's, cell by cell.

    Cells in which the team has something else come back as conflicts; named in `over` with what the person saw there,
    the own value takes its place. Called again, it goes on. The own record stays on offer until nothing is left, or
    until `finish` says that the rest is to be left behind. Photos and files are copied.
    Raises NotAllowed: "no-record" (not an own one), "no-team", "not-now" (brought already), and what saving raises.
    """
    record = _own(person, record_id)
    worksheet = definitions.of(record.definition)
    place = _place(record)
    owner = owners.find(person, place, worksheet, record.occasion)
    if owner.kind != "enterprise":
        raise NotAllowed("no-team")
    copies = _copies(record, owner.key)
    edits = [
        _edit(record, worksheet, cell, value, over or {}, copies) for cell, value in _cells(record, worksheet).items()
    ]
    saved = save_edits(
        person=person,
        place=place,
        worksheet=worksheet,
        text=record.definition.text,
        edits=edits,
        occasion=record.occasion,
    )
    if saved.record_id is not None:
        _copy_files(record, saved, copies, person)
    done = finish or not (saved.conflicts or saved.refused)
    if done:
        Record.objects.filter(pk=record.pk).update(brought=timezone.now())
    return Brought(worksheet, saved, done)


def _own(person: Person, record_id: int) -> Record:
    records = Record.objects.filter(pk=record_id, person_id=access.identified(person))
    record = records.select_related("institution", "definition").first()
    if record is None or definitions.of(record.definition).filled_by != "enterprise":
        raise NotAllowed("no-record")
    if record.brought:
        raise NotAllowed("not-now")
    return record


def _place(record: Record) -> Place:
    """Where in the courses the person last wrote on the record."""
    last = record.edits.order_by("-id").values_list("course_key", "usage_key").first()
    return Place(record.institution.org, *(last or ("", "")))


def _cells(record: Record, worksheet: Worksheet) -> dict[str, str]:
    """The cells that the worksheet shows, without those of deleted rows."""
    cells = json.loads(record.cells)
    hidden = {kept.cell for kept in migrating.kept(worksheet, cells)}
    gone = {cell.removesuffix(GONE) for cell in cells if cell.endswith(f"/{GONE}")}
    return {c: v for c, v in cells.items() if c not in hidden and c[: c.rindex("/") + 1] not in gone and address(c)}


def _copies(record: Record, owner: str) -> dict[str, str]:
    """The record's photos and files by their id, each with the id of its copy for that owner."""
    kept = record.attachments.filter(removed=None).values_list("uid", flat=True)
    return {uid: str(uuid.uuid5(NAMESPACE, f"{owner}/{uid}")) for uid in kept}


def _edit(
    record: Record, worksheet: Worksheet, cell: str, value: str, over: Mapping[str, str], copies: Mapping[str, str]
) -> Edit:
    field = field_of(worksheet, cell)
    if field and field.kind in ATTACHED:
        value = ",".join(copies.get(uid, uid) for uid in value.split(","))
    base = over.get(cell, "")
    if not is_storable(base):
        raise NotAllowed("bad-request")
    return Edit(str(uuid.uuid5(NAMESPACE, f"{record.pk}/{record.revision}/{cell}/{base}")), cell, base, value)


def _copy_files(record: Record, saved: Saved, copies: Mapping[str, str], person: Person) -> None:
    """Copy the files whose copies stand in the team's cells by now."""
    wanted = {uid for value in saved.cells.values() for uid in value.split(",")} & set(copies.values())
    there = set(Attachment.objects.filter(uid__in=wanted).values_list("uid", flat=True))
    for source in record.attachments.filter(uid__in=[old for old, new in copies.items() if new in wanted - there]):
        with private_storage().open(source.path) as opened:
            content = opened.read()
        attachments.copy_attachment(person, saved.record_id, source, copies[source.uid], content)
