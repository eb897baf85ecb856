"""The shared vectors: hand-reviewed cases of formulas, and the file of them that the page's script runs, too."""

import json

import pytest

from score_core.answers import Filled, computed
from tests.core.vectors import PROFILE, PROFILE_CELLS, TODAY, parsed, write
from tests.core.vectors.sheets import SHEETS
from tests.core.vectors.write import CASES

OTHERS = {"profile": (parsed(PROFILE), PROFILE_CELLS)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_formula_gives_what_was_worked_out_by_hand(case):
    filled = Filled(case.sheet(), case.all_cells, TODAY, OTHERS)
    english, indonesian = computed(filled, "en")[case.cell], computed(filled, "id")[case.cell]
    assert (english.canonical, english.shown, indonesian.shown) == (case.canonical, case.english, case.indonesian)


@pytest.mark.parametrize("case", SHEETS, ids=lambda case: case.name)
def test_a_sheet_gives_and_hides_what_was_worked_out_by_hand(case):
    filled = Filled(case.sheet(), case.cells, TODAY, OTHERS)
    results = computed(filled)
    assert {cell: (results[cell].canonical, results[cell].shown) for cell in case.expect} == case.expect
    assert sorted(filled.visible().hidden) == sorted(case.hidden)


def test_the_file_has_all_cases():
    text = write.FILE.read_text(encoding="utf-8")
    assert text == write.text(), "run `python -m tests.core.vectors.write`"
    cases = json.loads(text)["cases"]
    assert len({(case["name"], case["language"]) for case in cases}) == len(cases) >= 150
