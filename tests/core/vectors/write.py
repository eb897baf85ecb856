"""Writes formula_vectors.json, which the tests of the core and of the page's script both run."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from score_core.definition import Worksheet
from score_core.filled import Filled
from score_core.programs import program
from tests.core.vectors import (
    LIST_CELLS,
    LOG_CELLS,
    PROFILE,
    PROFILE_CELLS,
    TODAY,
    choices,
    moments,
    numbers,
    parsed,
    rows,
)
from tests.core.vectors.sheets import SHEETS

FILE = Path(__file__).resolve().parents[1] / "formula_vectors.json"
CASES = (*numbers.CASES, *choices.CASES, *moments.CASES, *rows.CASES)


def vectors() -> Iterator[dict[str, Any]]:
    """Yield the cases as the file has them; Indonesian only where it shows something else."""
    for case in CASES:
        for lang, shown in (("en", case.english), ("id", case.indonesian)):
            if lang == "en" or shown != case.english:
                expect = {case.cell: [case.canonical, shown]}
                yield _vector(case.name, case.sheet(), case.cells, case.all_cells, lang, expect)
    for sheet in SHEETS:
        found = _vector(sheet.name, sheet.sheet(), sheet.cells, sheet.cells, "en", dict(sheet.expect))
        yield {
            **found,
            "sections": _program(sheet.sheet(), sheet.cells, "en")["sections"],
            "hidden": list(sheet.hidden),
        }


def _vector(
    name: str, sheet: Worksheet, own: dict[str, str], cells: dict[str, str], lang: str, expect: dict[str, Any]
) -> dict[str, Any]:
    whole = _program(sheet, cells, lang)
    parts = {key: whole[key] for key in ("formulas", "conditions", "others") if whole[key]}
    return {"name": name, "language": lang, **parts, "cells": own, "expect": expect}


def _program(sheet: Worksheet, cells: dict[str, str], lang: str) -> dict[str, Any]:
    return program(Filled(sheet, cells, TODAY, {"profile": (parsed(PROFILE), PROFILE_CELLS)}), TODAY, lang)


def text() -> str:
    """Return the file's text: one line a case."""
    usual = _program(CASES[0].sheet(), CASES[0].all_cells, "en")
    shared = {
        "today": usual["today"],
        "languages": {lang: _program(CASES[0].sheet(), {}, lang)["language"] for lang in ("en", "id")},
        "sections": usual["sections"],
        "cells": LOG_CELLS | LIST_CELLS,
    }
    cases = ",\n".join(json.dumps(case, ensure_ascii=False) for case in vectors())
    return f'{{"shared": {json.dumps(shared, ensure_ascii=False, indent=1)},\n"cases": [\n{cases}\n]}}\n'


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
