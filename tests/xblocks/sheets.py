"""Worksheets and people that the tests of the worksheet block use."""

import uuid

TEAM = """\
key: team-sheet
version: 1
title: {en: Team sheet, id: Lembar tim}
purpose: {en: For tests., id: Untuk uji.}
filled_by: enterprise
review: none
visible_to: team
sections:
  - key: facts
    title: {en: Facts, id: Data}
    fields:
      - {key: line, kind: text, label: {en: Line, id: Lini}, required: true}
      - {key: output, kind: number, label: {en: Output, id: Hasil}, minimum: 0, required: true}
      - {key: rejects, kind: number, label: {en: Rejects, id: Cacat}}
      - key: rate
        kind: formula
        label: {en: Rate, id: Tingkat}
        shows: percent
        formula: "100 * rejects / output"
      - {key: who, kind: person, label: {en: Who, id: Siapa}}
  - key: actions
    title: {en: Actions, id: Tindakan}
    rows: {minimum: 0, maximum: 300, start: 2}
    fields:
      - {key: what, kind: text, label: {en: What, id: Apa}}
      - {key: days, kind: number, label: {en: Days, id: Hari}}
"""


def sheet(**changes: str) -> str:
    """TEAM with other values of its first keys: `sheet(filled_by="learner")`."""
    text = TEAM
    for key, value in changes.items():
        lines = [f"{key}: {value}" if line.startswith(f"{key}:") else line for line in text.splitlines()]
        text = "\n".join(lines if f"{key}: {value}" in lines else [f"{key}: {value}", *lines]) + "\n"
    return text


def edit(cell: str, value: str, base: str = "") -> dict:
    return {"id": str(uuid.uuid4()), "cell": cell, "base": base, "value": value}
