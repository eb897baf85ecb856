"""Worksheets to write on: one text for all, and edits of their cells."""

import uuid
from collections.abc import Mapping

from score_core import worksheet
from score_core.answers import Edit

TEXT = """
key: {key}
version: {version}
title: {{en: Sheet, id: Lembar}}
purpose: {{en: To be tested, id: Untuk diuji}}
filled_by: {filled_by}
review: {review}
visible_to: {visible_to}
anonymous: {anonymous}
occasions: true
sections:
  - key: top
    title: {{en: Top, id: Atas}}
    fields:
      - {{key: remark, kind: text, label: {{en: Remark, id: Catatan}}}}
      - {{key: amount, kind: number, label: {{en: Amount, id: Jumlah}}}}
  - key: log
    title: {{en: Log, id: Catatan}}
    rows: {{maximum: 200}}
    fields:
      - {{key: what, kind: text, label: {{en: What, id: Apa}}}}
      - {{key: who, kind: text, label: {{en: Who, id: Siapa}}}}
{more}"""
FILES = """\
  - key: proof
    title: {en: Proof, id: Bukti}
    fields:
      - {key: photo, kind: photo, label: {en: Photo, id: Foto}, maximum: 3}
      - {key: paper, kind: file, label: {en: Paper, id: Berkas}}
"""
NAMES = {
    "team": {},
    "learner": {"filled_by": "learner"},
    "trainer": {"filled_by": "trainer"},
    "hr": {"visible_to": "hr"},
    "taskforce": {"visible_to": "taskforce"},
    "owner": {"visible_to": "owner"},
    "anonymous": {"anonymous": "true"},
    "feedback": {"filled_by": "learner", "anonymous": "true"},
    "files": {"more": FILES},
    "reviewed": {"review": "sheet", "more": FILES},
    "register": {"review": "row", "more": FILES},
    "reviewed-hr": {"review": "sheet", "visible_to": "hr"},
    "reviewed-anonymous": {"review": "sheet", "anonymous": "true"},
}
WRITERS, SAVES = 20, 10
"""How many write at once in the tests of locking, and how often each saves."""
USUAL = {"version": 1, "filled_by": "enterprise", "review": "none", "visible_to": "team", "anonymous": "false"}
USUAL |= {"more": ""}


def sheet(name: str, **changes: object) -> tuple[worksheet.Worksheet, str]:
    """The worksheet `sheet-NAME` and its text."""
    text = TEXT.format(**USUAL | {"key": f"sheet-{name}"} | NAMES[name] | changes)
    parsed, problems = worksheet.parse(text)
    assert parsed is not None, problems
    return parsed, text


def edits(cells: Mapping[str, str], bases: Mapping[str, str] | None = None) -> list[Edit]:
    """An edit for each cell, with its base, "" where none is named, and an id of its own."""
    return [Edit(str(uuid.uuid4()), cell, (bases or {}).get(cell, ""), value) for cell, value in cells.items()]
