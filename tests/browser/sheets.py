"""A course of worksheets with every kind of field, for the tests in a browser."""

from pathlib import Path

from lxml import etree

from tests.preview.fixture_archive import fixture_archive
from tests.xblocks.sheets import AUDIT, PLAN

COURSE = "/c/course-v1:SCORE+FIXTURE-EN+2026/"
SHEETS = {"audit": AUDIT, "plan": PLAN}


def sheets_archive(folder: Path, sheets: dict[str, str] | None = None) -> Path:
    """The fixture course with a page a sheet, named after it: `COURSE + "audit/"`."""
    sheets = SHEETS if sheets is None else sheets
    pages = "".join(f'<vertical url_name="{name}"/>' for name in ("question", *sheets))
    files: dict[str, str] = {
        "sequential/check.xml": f'<sequential display_name="Sheets">{pages}</sequential>',
    }
    for name, source in sheets.items():
        vertical = etree.Element("vertical", display_name=name.title())
        block = etree.SubElement(vertical, "score_worksheet", url_name=f"{name}-sheet", worksheet_key=f"{name}-sheet")
        block.text = source
        files[f"vertical/{name}.xml"] = etree.tostring(vertical, encoding="unicode")
    return fixture_archive(folder, files)
