"""Reading and saving records of worksheets."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from score_core import answers
from score_core.definition import ATTACHED
from score_core.messages import Message
from score_core.worksheet import Worksheet

from . import access, attachments, others, owners, reviewing, reviews, versions
from .keys import is_storable, uuid_text
from .models import Definition, Edit, Institution, Record
from .permissions import may_write_record
from .shapes import Change, NotAllowed, OpenRecord, Person, Place, RecordView, Saved, SavedConflict


def view_record(*, person: Person, place: Place, worksheet: Worksheet, occasion: str = "") -> RecordView:
    """Never write here: a page that is only looked at changes nothing. The record as this person may see it.

    Cells are the stored ones, address to canonical value, brought forward to the worksheet's version; empty, with
    revision 0, before the first save. Owner "nobody" comes with a message: nobody signed in, staff viewing as a
    learner, or a trainer's sheet without the one enterprise. At most eight statements, whatever the size.
    Raises NotAllowed when the worksheet is not for this person's eyes.
    """
    owner = owners.find(person, place, worksheet, occasion)
    return _view(owner, owners.find_record(owner, worksheet, occasion), worksheet, person)


def open_record(*, person: Person, record_id: int) -> OpenRecord:
    """Never write here. A record by its number, for those who may read it, as reviews and exports show it.

    Raises NotAllowed "no-record" alike for one that is not there and one that is not for this person's eyes.
    """
    found = access.reach(person, record_id)
    record, worksheet = found.record, found.worksheet
    kind = "enterprise" if record.enterprise_id else "person"
    message = "" if may_write_record(found.standing, worksheet) else "not-yours"
    owner = owners.Owner(
        kind, record.institution, record.enterprise, record.person_id, record.owner, found.standing, message
    )
    view = _view(owner, record, worksheet, person)
    text, institution = record.definition.text, record.institution
    return OpenRecord(worksheet, text, record.occasion, institution.name, institution.org, view)


def save_edits(
    *,
    person: Person,
    place: Place,
    worksheet: Worksheet,
    text: str,
    edits: Sequence[answers.Edit],
    occasion: str = "",
    made_under: int | None = None,
) -> Saved:
    """Never merge outside: this is the one place that changes a record, under its row's lock. Save edits of cells.

    An edit applies when its cell still holds its base, else it comes back as a conflict with what the cell holds, by
    whom and since when; one that the worksheet or the record's review does not allow comes back refused, with a
    message. An edit sent again counts as applied and changes nothing. `text` is the worksheet's source, kept as what
    was asked; `made_under` is the version that the page with the edits had, when it is an earlier one. All or nothing
    in one transaction; the revision grows by one when anything was applied. Values are canonical.
    Raises NotAllowed when this person may not write here, or an edit's id is no UUID.
    """
    owner = owners.find(person, place, worksheet, occasion)
    if owner.message:
        raise NotAllowed(owner.message)
    made_under = worksheet.version if made_under is None else min(made_under, worksheet.version)
    edits, refused = versions.edits_forward(worksheet, _clean(edits), made_under)
    refused |= answers.check(worksheet, edits)
    allowed = [edit for edit in edits if edit.id not in refused]
    today = owners.today_in(owner.institution)
    if not allowed:
        record = owners.find_record(owner, worksheet, occasion)
        cells, revision = (versions.cells_of(record, worksheet), record.revision) if record else ({}, 0)
        known = others.of_owner(owner, person, worksheet)
        return Saved(cells, revision, (), (), refused, today, record and record.pk, cells, known)
    with transaction.atomic():
        record, asked = _locked(owner, place, worksheet, text, occasion)
        cells = json.loads(record.cells)
        if asked is not worksheet:
            allowed, lost = versions.edits_forward(asked, allowed, worksheet.version)
            refused |= lost
        seen = set(record.edits.filter(edit_id__in=[edit.id for edit in allowed]).values_list("edit_id", flat=True))
        fresh = [edit for edit in allowed if edit.id not in seen]
        refused |= _closed(record, asked, fresh)
        refused |= answers.check(asked, [edit for edit in fresh if edit.id not in refused], cells)
        merge = answers.merge(cells, [edit for edit in allowed if edit.id not in refused], seen)
        if merge.applied:
            _keep(record, merge, None if asked.anonymous else person.user_id, place, asked.version)
        conflicts = _conflicts(record, merge.conflicts) if merge.conflicts else ()
        known = others.of_owner(replace(owner, institution=record.institution), person, worksheet)
        team = owners.team_of(owner.enterprise) if owner.enterprise and _names_people(asked, merge.conflicts) else ()
    applied = tuple(edit.id for edit in merge.applied) + tuple(merge.repeated)
    newer = None if asked is worksheet else asked
    return Saved(merge.cells, record.revision, applied, conflicts, refused, today, record.pk, cells, known, newer, team)


def _view(owner: owners.Owner, record: Record | None, worksheet: Worksheet, person: Person) -> RecordView:
    keeps_files = any(field.kind in ATTACHED for section in worksheet.whole for field in section.fields)
    return RecordView(
        owner=owner.kind,
        owner_name=owner.name,
        cells=versions.cells_of(record, worksheet) if record else {},
        revision=record.revision if record else 0,
        may_write=owner.message == "",
        team=owners.team_of(owner.enterprise) if owner.enterprise else (),
        last=_last_change(record, owner.institution) if record else None,
        today=owners.today_in(owner.institution),
        message=owner.message,
        record_id=record.pk if record else None,
        review=reviews.view_of(record, worksheet, owner.standing, person, owner.institution),
        attachments=attachments.of_record(record, owner.institution) if record and keeps_files else (),
        others=others.of_owner(owner, person, worksheet),
        newer=versions.newer(record, worksheet),
    )


def _clean(edits: Iterable[answers.Edit]) -> list[answers.Edit]:
    """The edits with ids in one spelling, each id once, and no base that a database can't hold."""
    clean: dict[str, answers.Edit] = {}
    for edit in edits:
        edit_id = uuid_text(edit.id)
        if edit_id is None or not is_storable(edit.base):
            raise NotAllowed("bad-request")
        clean.setdefault(edit_id, replace(edit, id=edit_id))
    return list(clean.values())


def _locked(
    owner: owners.Owner, place: Place, worksheet: Worksheet, text: str, occasion: str
) -> tuple[Record, Worksheet]:
    """The owner's record under its row's lock, made when it is not there, and the newest definition that it has seen.

    Cells of an earlier version are brought forward.
    """
    institution = (
        owner.institution or Institution.objects.get_or_create(org=place.org.lower(), defaults={"name": place.org})[0]
    )
    definition = _definition(institution, worksheet, text)
    key = owners.record_key(replace(owner, institution=institution), worksheet, occasion)
    try:
        record = Record.objects.select_for_update().get(**key)
    except Record.DoesNotExist:
        made = {"enterprise": owner.enterprise, "person_id": owner.person_id, "definition": definition}
        # Locked by its primary key: those who lost a race hold the unique key's entry, and would wait for each other.
        pk = Record.objects.get_or_create(**key, defaults=made)[0].pk
        record = Record.objects.select_for_update().get(pk=pk)
    record.institution = institution
    if record.definition_id != definition.pk:
        if newer := versions.newer(record, worksheet):
            return record, newer
        review = reviewing.from_text(record.review)
        record.review = versions.review_forward(worksheet, review, record.definition.version).to_text()
        record.cells = json.dumps(versions.cells_of(record, worksheet))
        record.definition = definition
    return record, worksheet


def _definition(institution: Institution, worksheet: Worksheet, text: str) -> Definition:
    digest = hashlib.sha256(text.encode()).hexdigest()
    key = {"institution": institution, "key": worksheet.key, "digest": digest}
    return Definition.objects.get_or_create(**key, defaults={"version": worksheet.version, "text": text})[0]


def _names_people(worksheet: Worksheet, conflicts: Iterable[answers.Conflict]) -> bool:
    fields = (answers.field_of(worksheet, conflict.edit.cell) for conflict in conflicts)
    return any(field is not None and field.kind == "person" for field in fields)


def _closed(record: Record, worksheet: Worksheet, edits: Iterable[answers.Edit]) -> dict[str, Message]:
    """The messages of the edits that the record's review does not let pass."""
    review = reviewing.from_text(record.review)
    locks = {edit.id: review.locks(worksheet.review, edit.cell) for edit in edits}
    return {edit_id: Message(key) for edit_id, key in locks.items() if key}


def _keep(record: Record, merge: answers.Merge, user_id: int | None, place: Place, version: int) -> None:
    at = timezone.now()
    record.cells = json.dumps(merge.cells, sort_keys=True, separators=(",", ":"))
    record.revision += 1
    record.changed = at
    where = {"course_key": place.course_key, "usage_key": place.usage_key}
    same = {"record": record, "user_id": user_id, "at": at, "version": version, "revision": record.revision, **where}
    Edit.objects.bulk_create(
        [Edit(edit_id=e.id, cell=e.cell, base=e.base, value=e.value, **same) for e in merge.applied]
    )
    record.save(update_fields=["cells", "revision", "changed", "definition", "review"])


def _conflicts(record: Record, conflicts: Iterable[answers.Conflict]) -> tuple[SavedConflict, ...]:
    """The conflicts with who wrote what the cell holds now, and when, from the history."""
    conflicts = tuple(conflicts)
    history = record.edits.filter(cell__in={c.edit.cell for c in conflicts})
    newest = history.values("cell").annotate(newest=Max("id")).values("newest").order_by()
    changes = {
        edit.cell: Change(owners.name_of(edit.user), owners.local_time(edit.at, record.institution))
        for edit in Edit.objects.filter(id__in=newest).select_related("user")
    }
    unknown = Change("", owners.local_time(record.changed, record.institution))
    found = [(c, changes.get(c.edit.cell, unknown)) for c in conflicts]
    return tuple(SavedConflict(c.edit, c.current, change.by, change.at) for c, change in found)


def _last_change(record: Record, institution: Institution) -> Change | None:
    edit = record.edits.select_related("user").order_by("-id").first()
    return Change(owners.name_of(edit.user), owners.local_time(edit.at, institution)) if edit else None
