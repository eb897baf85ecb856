"""Photos and files: judged by their bytes, made harmless, stored apart, shown to those who may read the record."""

import hashlib
import io
import uuid
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from score_xblocks.records import administration, api, attachments, uploads
from score_xblocks.records.models import Attachment, Record

from . import pictures, sheets

PHOTO, PAPER, ROW = "proof//photo", "proof//paper", "log/r1/what"


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.SCORE_PRIVATE_ROOT = str(tmp_path / "private")
    return tmp_path / "private"


@pytest.fixture
def record_id(house, save, folder) -> int:
    return save(house["worker"], {ROW: "bolts"}, "files").record_id


@pytest.fixture
def store(record_id):
    def store(person, content=None, cell=PHOTO, **changes):
        sent = {"record_id": record_id, "attachment_id": str(uuid.uuid4()), "name": "line 3.jpg", **changes}
        return api.store_attachment(person=person, cell=cell, content=content or pictures.picture(), **sent)

    return store


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def refused(key: str):
    return pytest.raises(api.NotAllowed, match=f"^{key}$")


def test_a_photo_is_stored_and_read_by_the_team(house, store, view, save):
    sent = str(uuid.uuid4())
    stored = store(house["worker"], attachment_id=sent.upper(), caption=" Press 2, before ")
    save(house["worker"], {PHOTO: stored.id}, "files")
    assert (stored.id, stored.cell, stored.kind, stored.is_photo) == (sent, PHOTO, "jpeg", True)
    assert (stored.width, stored.height, stored.caption, stored.by) == (640, 480, "Press 2, before", "worker")
    seen = view(house["leader"], "files")
    assert seen.attachments == (stored,)
    assert seen.cells[PHOTO] == sent
    read = api.read_attachment(person=house["leader"], attachment_id=sent)
    assert (read.view, read.content_type) == (stored, "image/jpeg")
    with Image.open(io.BytesIO(read.content)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (640, 480))
    assert Attachment.objects.get().sha256 == hashlib.sha256(read.content).hexdigest()


@pytest.mark.parametrize(
    ("content", "kind"),
    [(pictures.PDF, "pdf"), (pictures.XLSX, "xlsx"), (pictures.DOCX, "docx")],
    ids=["pdf", "xlsx", "docx"],
)
def test_a_file_is_stored_unchanged(house, store, content, kind):
    stored = store(house["worker"], content, PAPER, name="C:\\plan\\../Harga <1>=1+1\r\n.xlsx")
    assert (stored.kind, stored.is_photo, stored.name) == (kind, False, "Harga 1=1+1.xlsx")
    assert api.read_attachment(person=house["worker"], attachment_id=stored.id).content == content


def test_place_device_and_comment_are_taken_out_and_the_photo_stands_upright(house, store, folder):
    stored = store(house["worker"], pictures.with_place())
    assert (stored.width, stored.height) == (300, 400)
    (path,) = files(folder)
    assert b"ecret" not in path.read_bytes()
    with Image.open(path) as opened:
        assert not opened.getexif()
        assert not opened.info.get("exif")


@pytest.mark.parametrize(
    "content",
    [
        pictures.picture("PNG", mode="RGBA"),
        pictures.picture("PNG", mode="P"),
        pictures.picture("PNG", mode="LA"),
        pictures.picture("PNG", mode="1"),
        pictures.picture("WEBP"),
        pictures.picture(mode="CMYK"),
        pictures.picture(mode="L"),
        pictures.picture(size=(1, 1)),
        pictures.picture(size=(5000, 20)),
    ],
    ids=["rgba", "palette", "grey with alpha", "black and white", "webp", "cmyk", "grey", "one pixel", "wide"],
)
def test_every_usual_photo_becomes_a_small_jpeg(house, store, content):
    stored = store(house["worker"], content)
    assert stored.size <= uploads.PHOTO_KEPT
    assert max(stored.width, stored.height) <= uploads.SIDE


def test_what_does_not_get_small_by_quality_gets_smaller():
    written = io.BytesIO()
    pictures.noise((900, 900)).save(written, "JPEG", quality=60)
    made = uploads.photo(written.getvalue())
    assert len(made.content) <= uploads.PHOTO_KEPT
    assert made.width < 900


PHOTO_REFUSED = {
    "svg": (pictures.SVG, "photo-kind"),
    "html": (pictures.HTML, "photo-kind"),
    "nothing": (b" ", "photo-kind"),
    "pdf": (pictures.PDF, "photo-kind"),
    "gif": (pictures.picture("GIF"), "photo-kind"),
    "tiff": (pictures.picture("TIFF"), "photo-kind"),
    "html that says it is a jpeg": (b"\xff\xd8\xff" + pictures.HTML, "photo-kind"),
    "html that says it is a png": (b"\x89PNG\r\n\x1a\n" + pictures.HTML, "photo-kind"),
    "half a jpeg": (pictures.picture()[:900], "photo-kind"),
    "half a png": (pictures.picture("PNG")[:200], "photo-kind"),
    "half a webp": (pictures.picture("WEBP")[:60], "photo-kind"),
    "a sound": (b"RIFF\x24\0\0\0WAVEfmt ", "photo-kind"),
    "too many bytes": (b"\xff\xd8\xff" + b"x" * uploads.PHOTO_SENT, "photo-large"),
    "too many pixels": (pictures.huge(), "photo-large"),
}
FILE_REFUSED = {
    "svg": (pictures.SVG, "file-kind"),
    "html": (pictures.HTML, "file-kind"),
    "a photo": (pictures.picture(), "file-kind"),
    "a program": (b"MZ\x90\0", "file-kind"),
    "a plain archive": (pictures.office("a.txt"), "file-kind"),
    "a torn archive": (pictures.XLSX[:60], "file-kind"),
    "a page before a pdf": (pictures.HTML + pictures.PDF, "file-kind"),
    "a workbook with macros": (pictures.office("xl/workbook.xml", "xl/vbaProject.bin"), "file-macros"),
    "too many bytes": (pictures.PDF + b"x" * uploads.FILE_SENT, "file-large"),
    "a bomb": (pictures.office("xl/workbook.xml", size=30_000_000), "file-large"),
    "too many members": (pictures.office("xl/workbook.xml", *map(str, range(2001)), size=0), "file-large"),
}


@pytest.mark.parametrize("name", PHOTO_REFUSED)
def test_uploads_that_are_no_photo(house, store, folder, name):
    content, key = PHOTO_REFUSED[name]
    with refused(key):
        store(house["worker"], content, name="photo.jpg")
    assert not Attachment.objects.exists()
    assert not files(folder)


@pytest.mark.parametrize("name", FILE_REFUSED)
def test_uploads_that_are_no_file(house, store, folder, name):
    content, key = FILE_REFUSED[name]
    with refused(key):
        store(house["worker"], content, PAPER, name="plan.xlsx")
    assert not files(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"cell": "top//remark"},
        {"cell": "proof/r1/nothing"},
        {"cell": "nonsense"},
        {"cell": "proof//photo" + "x" * 300},
        {"attachment_id": "1"},
        {"caption": "x" * 301},
        {"caption": "\ud800"},
        {"name": "a\0b"},
    ],
)
def test_what_makes_no_sense_is_refused(house, store, change):
    with refused("bad-request"):
        store(house["worker"], **change)


def test_the_same_photo_sent_twice_is_one(house, store, folder):
    sent = str(uuid.uuid4())
    first = store(house["worker"], attachment_id=sent, caption="first")
    again = store(house["worker"], pictures.picture(size=(9, 9)), attachment_id=sent.upper(), caption="second")
    assert again == first
    assert len(files(folder)) == Attachment.objects.count() == 1


def test_an_id_of_another_record_is_refused(house, store, save, folder):
    sent = store(house["worker"]).id
    other = save(house["neighbour"], {ROW: "nuts"}, "files").record_id
    with refused("bad-request"):
        store(house["neighbour"], attachment_id=sent, record_id=other)
    assert len(files(folder)) == 1


def test_uploads_of_two_enterprises_are_two_files_and_deleting_one_leaves_the_other(
    house, store, save, folder, django_capture_on_commit_callbacks
):
    mine = store(house["worker"])
    theirs = store(house["neighbour"], record_id=save(house["neighbour"], {ROW: "nuts"}, "files").record_id)
    assert len(files(folder)) == 2
    assert len({path.read_bytes() for path in files(folder)}) == 1
    with django_capture_on_commit_callbacks(execute=True):
        api.remove_attachment(person=house["leader"], attachment_id=mine.id)
    assert len(files(folder)) == 1
    assert api.read_attachment(person=house["neighbour"], attachment_id=theirs.id).content
    for _ in range(2):
        with refused("no-record"):
            api.read_attachment(person=house["worker"], attachment_id=mine.id)
    with refused("bad-request"):
        store(house["worker"], attachment_id=mine.id)
    assert Attachment.objects.exclude(removed=None).get().path == ""


def test_names_and_paths_say_nothing_of_people(house, store, folder):
    store(house["worker"], name="../../etc/passwd")
    (path,) = files(folder)
    assert path.parent.parent.name.startswith("enterprise-")
    assert Attachment.objects.get().name == "passwd"
    assert oct(path.stat().st_mode)[-3:] == "600"


def test_no_more_than_the_record_may_hold(house, store, monkeypatch, folder):
    monkeypatch.setattr(attachments, "MAXIMUM", 2)
    kept = [store(house["worker"]) for _ in range(2)]
    with refused("files-many"):
        store(house["worker"])
    api.remove_attachment(person=house["worker"], attachment_id=kept[0].id)
    store(house["worker"])


READERS = ["worker", "leader", "owner", "hr", "taskforce", "trainer", "busy-trainer", "expert", "manager"]


@pytest.mark.parametrize("who", [*READERS, "neighbour", "staff", "alone"])
def test_every_role_reads_and_writes_photos_as_it_does_cells(house, store, who):
    stored = store(house["worker"])
    verbs = [
        lambda: api.caption_attachment(person=house[who], attachment_id=stored.id, base="", caption="x"),
        lambda: store(house[who]),
        lambda: api.remove_attachment(person=house[who], attachment_id=stored.id),
    ]
    if who in READERS:
        assert api.read_attachment(person=house[who], attachment_id=stored.id).view == stored
    else:
        with refused("no-record"):
            api.read_attachment(person=house[who], attachment_id=stored.id)
    for verb in verbs:
        if who in READERS[:5]:
            verb()
        else:
            with refused("not-yours" if who in READERS else "no-record"):
                verb()


@pytest.mark.parametrize(("change", "key"), [({"user_id": None}, "sign-in"), ({"acting_as": True}, "acting-as")])
def test_nobody_and_whoever_acts_as_another_gets_no_photo(house, store, change, key):
    stored = store(house["worker"])
    other = api.Person(**{"user_id": house.id("worker"), **change})
    for verb in (
        lambda: api.read_attachment(person=other, attachment_id=stored.id),
        lambda: store(other),
        lambda: api.remove_attachment(person=other, attachment_id=stored.id),
    ):
        with refused(key):
            verb()


def test_platform_staff_reads_but_course_staff_does_not(house, store):
    stored = store(house["worker"])
    staff = house.id("staff")
    api.read_attachment(person=api.Person(staff, is_platform_staff=True), attachment_id=stored.id)
    with refused("no-record"):
        api.read_attachment(person=api.Person(staff, is_staff=True), attachment_id=stored.id)


def test_whoever_left_sees_no_photo_any_more(house, store):
    stored = store(house["worker"])
    administration.remove_member(org="SCORE", key="maju", username="worker")
    with refused("no-record"):
        api.read_attachment(person=house["worker"], attachment_id=stored.id)


def test_a_caption_never_overwrites_what_somebody_else_wrote(house, store):
    stored = store(house["worker"], caption="before")
    assert (
        api.caption_attachment(person=house["leader"], attachment_id=stored.id, base="before", caption="after").caption
        == "after"
    )
    with refused("changed-meanwhile"):
        api.caption_attachment(person=house["worker"], attachment_id=stored.id, base="before", caption="mine")
    api.caption_attachment(person=house["worker"], attachment_id=stored.id, base="before", caption="after")


def test_an_anonymous_sheet_keeps_nobody_with_its_photos(house, save, folder):
    worksheet, text = sheets.sheet("anonymous", more=sheets.FILES)
    saved = save(house["worker"], {ROW: "bolts"}, "anonymous", more=sheets.FILES)
    stored = api.store_attachment(
        person=house["worker"],
        record_id=saved.record_id,
        cell=PHOTO,
        attachment_id=str(uuid.uuid4()),
        name="",
        content=pictures.picture(),
    )
    assert stored.by == ""
    assert Attachment.objects.get().user_id is None


def test_a_file_that_the_storage_lost_is_not_there(house, store, folder):
    stored = store(house["worker"])
    files(folder)[0].unlink()
    with refused("no-record"):
        api.read_attachment(person=house["worker"], attachment_id=stored.id)


def test_what_the_storage_does_not_give_back_was_not_stored(house, store, folder, settings):
    settings.SCORE_PRIVATE_STORAGE = {
        "BACKEND": "tests.records.test_attachments.Forgetful",
        "OPTIONS": {"location": str(folder)},
    }
    with refused("not-stored"):
        store(house["worker"])
    assert not Attachment.objects.exists()
    assert not files(folder)


def test_a_file_is_not_left_behind_when_the_row_is_not_kept(house, store, folder, monkeypatch):
    def broken(**values):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(Attachment.objects, "create", broken)
    with pytest.raises(RuntimeError):
        store(house["worker"])
    assert not files(folder)


def test_without_a_private_place_nothing_is_stored(house, store, settings):
    del settings.SCORE_PRIVATE_ROOT
    with refused("no-storage"):
        store(house["worker"])


def test_a_private_place_among_the_public_ones_is_an_error(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.SCORE_PRIVATE_ROOT = str(tmp_path / "private")
    assert "score_records.E001" in [found.id for found in run_checks(tags=["security"])]
    settings.SCORE_PRIVATE_ROOT = str(tmp_path.parent)
    assert "score_records.E001" not in [found.id for found in run_checks(tags=["security"])]


def test_deleting_a_persons_record_deletes_the_files(house, save, folder, django_capture_on_commit_callbacks):
    saved = save(house["alone"], {ROW: "bolts"}, "files")
    sent = {"cell": PHOTO, "attachment_id": str(uuid.uuid4()), "name": "", "content": pictures.picture()}
    api.store_attachment(person=house["alone"], record_id=saved.record_id, **sent)
    assert len(files(folder)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        house.users["alone"].delete()
    assert not Record.objects.filter(pk=saved.record_id).exists()
    assert not files(folder)


def test_reading_writes_nothing_and_asks_little(house, store):
    stored = store(house["worker"])
    with CaptureQueriesContext(connection) as captured:
        api.read_attachment(person=house["leader"], attachment_id=stored.id)
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
    assert len(captured) == 2


class Forgetful(attachments.Storage):
    """A storage that takes everything and gives back something else."""

    def __init__(self, location: str):
        self.kept = {}

    def _save(self, name, content):
        self.kept[name] = content
        return name

    def _open(self, name, mode="rb"):
        return io.BytesIO(b"")

    def exists(self, name):
        return name in self.kept

    def delete(self, name):
        self.kept.pop(name, None)
