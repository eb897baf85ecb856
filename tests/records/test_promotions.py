"""A finding of an audit becomes an action of the plan: once, with a link back, and as far as one may write there."""

import uuid

import pytest

from score_core import worksheet
from score_core.answers import Edit as CellEdit
from score_xblocks.records import api
from score_xblocks.records.models import Edit

from . import sheets

AUDIT = """
key: audit
version: 1
title: {en: Audit, id: Audit}
purpose: {en: To be tested, id: Untuk diuji}
filled_by: enterprise
review: none
visible_to: team
occasions: true
sections:
  - key: findings
    title: {en: Findings, id: Temuan}
    rows: {maximum: 50}
    promotes: {to: sheet-team/log, set: {what: problem, who: person}}
    fields:
      - {key: problem, kind: text, label: {en: Problem, id: Masalah}}
      - {key: person, kind: text, label: {en: Person, id: Orang}}
  - key: other
    title: {en: Other, id: Lain}
    rows: {maximum: 50}
    fields:
      - {key: problem, kind: text, label: {en: Problem, id: Masalah}}
"""
FOUND = {"findings/f1/problem": "oil on the floor", "findings/f1/person": "Sari", "findings/f1/#at": "1"}


@pytest.fixture
def audit(house, place):
    found, problems = worksheet.parse(AUDIT)
    assert found, problems

    def write(cells, who="worker", occasion="baseline"):
        edits = [CellEdit(str(uuid.uuid4()), cell, "", value) for cell, value in cells.items()]
        given = {"worksheet": found, "text": AUDIT, "edits": edits, "occasion": occasion}
        return api.save_edits(person=house[who], place=place, **given)

    write(FOUND)
    return found


@pytest.fixture
def promote(house, place, audit):
    def promote(who="worker", row="f1", section="findings", occasion="baseline"):
        given = {"worksheet": audit, "section": section, "row": row, "occasion": occasion}
        return api.promote(person=house[who], place=place, **given)

    return promote


def test_a_row_is_taken_over_once_with_a_link_back(house, save, view, promote):
    save(house["leader"], {"log/r1/what": "bolts", "log/r1/#at": "1"})
    made = promote()
    assert (made.worksheet.key, made.section, made.new) == ("sheet-team", "log", True)
    seen = view(house["owner"])
    assert seen.record_id == made.record_id
    row = f"log/{made.row}"
    assert seen.cells[f"{row}/what"] == "oil on the floor"
    assert seen.cells[f"{row}/who"] == "Sari"
    assert seen.cells[f"{row}/#from"] == "audit/baseline/findings/f1"
    before = Edit.objects.count()
    again = promote("leader")
    assert (again.row, again.new, Edit.objects.count()) == (made.row, False, before)


def test_what_was_done_there_stays_when_it_is_taken_over_again(house, save, view, promote):
    save(house["leader"], {"log/r1/what": "bolts"})
    made = promote()
    cell = f"log/{made.row}/what"
    save(house["leader"], {cell: "wipe the floor"}, bases={cell: "oil on the floor"})
    promote()
    assert view(house["worker"]).cells[cell] == "wipe the floor"


def test_before_anybody_opened_the_other_sheet_it_is_said(promote):
    with pytest.raises(api.NotAllowed, match="no-target"):
        promote()


@pytest.mark.parametrize(
    "given", [{"row": "f9"}, {"row": ""}, {"section": "other"}, {"section": "nonsense"}, {"occasion": ""}]
)
def test_what_cannot_be_taken_over(house, save, promote, given):
    save(house["leader"], {"log/r1/what": "bolts"})
    with pytest.raises(api.NotAllowed, match="no-promotion"):
        promote(**given)


def test_an_own_finding_becomes_a_row_of_the_own_plan(house, save, view, place, audit):
    save(house["leader"], {"log/r1/what": "bolts"})
    edits = sheets.edits(FOUND)
    api.save_edits(person=house["alone"], place=place, worksheet=audit, text=AUDIT, edits=edits)
    made = api.promote(person=house["alone"], place=place, worksheet=audit, section="findings", row="f1")
    assert view(house["alone"]).cells[f"log/{made.row}/what"] == "oil on the floor"
    assert "oil on the floor" not in view(house["leader"]).cells.values()


@pytest.mark.parametrize(("change", "key"), [({"user_id": None}, "sign-in"), ({"acting_as": True}, "acting-as")])
def test_nobody_and_whoever_acts_as_another_takes_nothing_over(house, save, place, audit, change, key):
    save(house["leader"], {"log/r1/what": "bolts"})
    other = api.Person(**{"user_id": house.id("worker"), **change})
    before = Edit.objects.count()
    with pytest.raises(api.NotAllowed):
        api.promote(person=other, place=place, worksheet=audit, section="findings", row="f1", occasion="baseline")
    assert Edit.objects.count() == before
