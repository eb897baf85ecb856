"""What people send as photos and files: judged by its bytes, never by its name, and made harmless."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, ImageOps

from .shapes import NotAllowed

PHOTO_SENT, PHOTO_KEPT, FILE_SENT = 1_000_000, 200_000, 2_000_000
"""The most bytes of a photo as it is sent, of a photo as it is kept, and of a file."""
SIDE, PIXELS = 1600, 40_000_000
"""The longest side of a kept photo, and the most pixels of one that is sent: a bomb is not unpacked."""
ENTRIES, UNPACKED = 2_000, 50_000_000
"""The most members of an office file, and the most bytes that they may say they unpack to."""
QUALITIES = (85, 75, 65, 50)
NAME_LENGTH = 120

CONTENT_TYPES = {
    "jpeg": "image/jpeg",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
OFFICE = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
PHOTOS = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"RIFF", "WEBP"))
TORN = (
    *(OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error, zlib.error),
    Image.DecompressionBombError,
)
"""What Pillow raises for pictures that are torn or forged."""


@dataclass(frozen=True)
class Upload:
    """What is kept of it. `kind` is one of CONTENT_TYPES; width and height are a photo's, in pixels."""

    content: bytes
    kind: str
    width: int = 0
    height: int = 0


def photo(content: bytes) -> Upload:
    """A JPEG, PNG or WebP as a JPEG of at most PHOTO_KEPT bytes, turned upright, without place, device and date.

    Raises NotAllowed for anything else.
    """
    if len(content) > PHOTO_SENT:
        raise NotAllowed("photo-large")
    wanted = next((name for magic, name in PHOTOS if content.startswith(magic)), None)
    if wanted is None:
        raise NotAllowed("photo-kind")
    try:
        with Image.open(io.BytesIO(content), formats=[wanted]) as opened:
            if opened.width * opened.height > PIXELS:
                raise NotAllowed("photo-large")
            upright = ImageOps.exif_transpose(opened)
            picture = _on_white(upright)
    except TORN:
        raise NotAllowed("photo-kind") from None
    picture.info = {}
    picture.thumbnail((SIDE, SIDE))
    return _small(picture)


def file(content: bytes) -> Upload:
    """A PDF, or a workbook or text of an office (xlsx, docx) without macros, unchanged. Raises NotAllowed otherwise."""
    if len(content) > FILE_SENT:
        raise NotAllowed("file-large")
    if content.startswith(b"%PDF-"):
        return Upload(content, "pdf")
    if content.startswith(b"PK\x03\x04"):
        return Upload(content, _office(content))
    raise NotAllowed("file-kind")


def clean_name(name: str) -> str:
    """A file's name without folders and without what could mislead or break a line."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = re.sub(r"\s+", " ", "".join(c for c in last if c.isprintable() and c not in '<>"|:*?')).strip(" .")
    return shown[-NAME_LENGTH:]


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _small(picture: Image.Image) -> Upload:
    """The best JPEG that is small enough: first by quality, then by size."""
    while True:
        for quality in QUALITIES:
            written = io.BytesIO()
            picture.save(written, "JPEG", quality=quality, optimize=True)
            if written.tell() <= PHOTO_KEPT:
                return Upload(written.getvalue(), "jpeg", picture.width, picture.height)
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))


def _office(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise NotAllowed("file-kind") from None
    names = {member.filename for member in members}
    kind = next((kind for kind, main in OFFICE.items() if main in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise NotAllowed("file-kind")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotAllowed("file-macros")
    if len(members) > ENTRIES or sum(member.file_size for member in members) > UNPACKED:
        raise NotAllowed("file-large")
    return kind
