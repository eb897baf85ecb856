"""Photos and files of a record's cells: stored in the private storage, read by those who may read the record."""

import hashlib
from contextlib import ExitStack

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from score_core.answers import ROW_ID, address, field_of

from . import access, owners, reviewing, uploads, versions
from .access import Access
from .keys import is_storable, uuid_text
from .models import Attachment, Institution
from .models.base import CELL_LENGTH
from .permissions import may_write_record
from .shapes import AttachmentFile, AttachmentView, NotAllowed, Person
from .storage import private_storage
from .uploads import Upload

KINDS = ("photo", "file")
MAXIMUM = 500
"""The most photos and files of a record."""
CAPTION_LENGTH = 300


def store_attachment(
    *, person: Person, record_id: int, cell: str, attachment_id: str, name: str, content: bytes, caption: str = ""
) -> AttachmentView:
    """Never say that a photo is stored before this does: it has read the bytes again. Store one for a cell.

    `attachment_id` is a UUID that the device made; sent again, it comes back as it was stored. The cell itself gets the
    id by an edit. Raises NotAllowed when this person may not write there, or what was sent is no photo (of a photo's
    cell) or no PDF, XLSX or DOCX (of a file's), or is too large, or the record holds MAXIMUM of them.
    """
    uid = uuid_text(attachment_id)
    if uid is None or len(cell) > CELL_LENGTH or not _is_text(name) or not _is_text(caption):
        raise NotAllowed("bad-request")
    kind = _kind(_writable(access.reach(person, record_id), cell), cell)
    upload = uploads.photo(content) if kind == "photo" else uploads.file(content)
    made = {"cell": cell, "caption": caption.strip(), "name": uploads.clean_name(name)}
    return _store(person, record_id, uid, upload, made)


def copy_attachment(person: Person, record_id: int, source: Attachment, uid: str, content: bytes) -> AttachmentView:
    """The same photo or file in another record that the person may write."""
    made = {"cell": source.cell, "caption": source.caption, "name": source.name}
    return _store(person, record_id, uid, Upload(content, source.kind, source.width, source.height), made)


def see_attachment(*, person: Person, attachment_id: str) -> AttachmentView:
    """Never reads the bytes. What is kept of a photo or file, for those who may see it; raises as the next does."""
    stored = _stored(person, attachment_id)
    return view_of(stored, access.reach(person, stored.record_id, light=True).record.institution)


def read_attachment(*, person: Person, attachment_id: str) -> AttachmentFile:
    """Never serve these bytes but as `content_type`, to be kept and not run. For those who may see it.

    Raises NotAllowed "no-record" alike for one that is not there, not any more, or not for this person's eyes.
    """
    stored = _stored(person, attachment_id)
    found = access.reach(person, stored.record_id, light=True)
    try:
        with private_storage().open(stored.path) as opened:
            content = opened.read()
    except FileNotFoundError:
        raise NotAllowed("no-record") from None
    return AttachmentFile(view_of(stored, found.record.institution), uploads.CONTENT_TYPES[stored.kind], content)


def caption_attachment(*, person: Person, attachment_id: str, base: str, caption: str) -> AttachmentView:
    """Never overwrite what somebody else wrote: `base` is the caption that this person saw. Change a caption.

    Raises NotAllowed "changed-meanwhile" when it is neither base nor caption any more, or when this may not be written.
    """
    if not _is_text(caption):
        raise NotAllowed("bad-request")
    with transaction.atomic():
        found, stored = _to_change(person, attachment_id)
        if stored.caption not in (base, caption.strip()):
            raise NotAllowed("changed-meanwhile")
        stored.caption = caption.strip()
        stored.save(update_fields=["caption"])
    return view_of(stored, found.record.institution)


def remove_attachment(*, person: Person, attachment_id: str) -> None:
    """Never undo this: the bytes are gone; the row says that they were there. To hide a photo, edit its cell instead.

    Raises NotAllowed when this person may not write there.
    """
    with transaction.atomic():
        _, stored = _to_change(person, attachment_id)
        path, stored.path, stored.removed = stored.path, "", timezone.now()
        stored.save(update_fields=["path", "removed"])
        transaction.on_commit(lambda: private_storage().delete(path))


def of_record(record, institution: Institution) -> tuple[AttachmentView, ...]:
    """All that a record holds, the oldest first."""
    rows = record.attachments.filter(removed=None).select_related("user").order_by("id")
    return tuple(view_of(row, institution) for row in rows)


def view_of(stored: Attachment, institution: Institution) -> AttachmentView:
    names = ("cell", "kind", "size", "width", "height", "caption", "name")
    by, at = owners.name_of(stored.user), owners.local_time(stored.at, institution)
    return AttachmentView(id=stored.uid, by=by, at=at, **{name: getattr(stored, name) for name in names})


@receiver(post_delete, sender=Attachment)
def forget_file(instance: Attachment, **signal) -> None:
    """With the row goes what it stands for, also when the record or its person is deleted."""
    if instance.path:
        transaction.on_commit(lambda: private_storage().delete(instance.path))


def _stored(person: Person, attachment_id: str) -> Attachment:
    access.identified(person)
    uid = uuid_text(attachment_id)
    stored = Attachment.objects.filter(uid=uid, removed=None).select_related("user").first() if uid else None
    if stored is None:
        raise NotAllowed("no-record")
    return stored


def _to_change(person: Person, attachment_id: str) -> tuple[Access, Attachment]:
    stored = _stored(person, attachment_id)
    found = access.locked(person, stored.record_id)
    cell = versions.places_forward(found.worksheet, [stored.cell], stored.version)[stored.cell]
    _writable(found, cell)
    stored.refresh_from_db()
    if stored.removed:
        raise NotAllowed("no-record")
    return found, stored


def _writable(found: Access, cell: str) -> Access:
    if not may_write_record(found.standing, found.worksheet):
        raise NotAllowed("not-yours")
    if locked := reviewing.from_text(found.record.review).locks(found.worksheet.review, cell):
        raise NotAllowed(locked)
    return found


def _kind(found: Access, cell: str) -> str:
    field, place = field_of(found.worksheet, cell), address(cell)
    if field is None or field.kind not in KINDS or (place.row and not ROW_ID.fullmatch(place.row)):
        raise NotAllowed("bad-request")
    return field.kind


def _is_text(text: str) -> bool:
    return len(text) <= CAPTION_LENGTH and is_storable(text)


def _write(storage: Storage, path: str, content: bytes) -> str:
    """Write the bytes, and read them again; the path under which they lie."""
    saved = storage.save(path, ContentFile(content))
    with storage.open(saved) as opened:
        if opened.read() != content:
            storage.delete(saved)
            raise NotAllowed("not-stored")
    return saved


def _store(person: Person, record_id: int, uid: str, upload: Upload, made: dict[str, str]) -> AttachmentView:
    """Store it once: file and row, or neither."""
    storage, cell = private_storage(), made["cell"]
    with ExitStack() as undo:
        with transaction.atomic():
            found = _writable(access.locked(person, record_id), cell)
            stored = Attachment.objects.filter(uid=uid).select_related("user").first()
            if stored is None:
                if found.record.attachments.filter(removed=None).count() >= MAXIMUM:
                    raise NotAllowed("files-many")
                path = _write(storage, f"{found.record.owner}/{found.record.pk}/{uid}.{upload.kind}", upload.content)
                undo.callback(storage.delete, path)
                stored = _row(found, person, upload, uid, path, made)
        undo.pop_all()
    if (stored.record_id, stored.cell, stored.removed) != (record_id, cell, None):
        raise NotAllowed("bad-request")
    return view_of(stored, found.record.institution)


def _row(found: Access, person: Person, upload: Upload, uid: str, path: str, made: dict[str, str]) -> Attachment:
    return Attachment.objects.create(
        record=found.record,
        uid=uid,
        path=path,
        sha256=hashlib.sha256(upload.content).hexdigest(),
        size=len(upload.content),
        kind=upload.kind,
        width=upload.width,
        height=upload.height,
        version=found.worksheet.version,
        user_id=None if found.worksheet.anonymous else person.user_id,
        at=timezone.now(),
        **made,
    )
