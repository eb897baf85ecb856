"""Photos and files as devices send them, and such as nobody should."""

import io
import zipfile

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

MAKER, GPS, LATITUDE = 0x010F, 0x8825, 2


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **options) -> bytes:
    """A picture with a gradient, so that it is more than one colour."""
    drawn = Image.linear_gradient("L").resize(size).convert(mode)
    written = io.BytesIO()
    drawn.save(written, kind, **options)
    return written.getvalue()


def huge() -> bytes:
    """Few bytes that unpack to more pixels than any phone makes."""
    written = io.BytesIO()
    Image.new("1", (9000, 9000)).save(written, "PNG")
    return written.getvalue()


def noise(size: tuple[int, int]) -> Image.Image:
    """What compresses worst."""
    return Image.merge("RGB", [Image.effect_noise(size, 200) for _ in range(3)])


def with_place() -> bytes:
    """A JPEG that says where, when and with what it was taken, lying on its side."""
    exif = Image.Exif()
    exif[MAKER], exif[0x0112] = "Secret Phone", 6
    exif.get_ifd(GPS)[LATITUDE] = (IFDRational(6), IFDRational(12), IFDRational(30))
    return picture(size=(400, 300), exif=exif, comment=b"secret comment")


def office(main: str, *more: str, size: int = 10) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("[Content_Types].xml", main, *more):
            packed.writestr(name, b"x" * size)
    return written.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
XLSX, DOCX = office("xl/workbook.xml"), office("word/document.xml")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
