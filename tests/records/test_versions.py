"""Definitions evolve: records, late edits, reviews and photos of an earlier version go on under a later one."""

import json
import uuid

import pytest

from score_core import migrating, worksheet
from score_core.answers import Edit as CellEdit
from score_xblocks.records import api, reviewing
from score_xblocks.records.models import Definition, Edit, Record

from . import pictures, sheets

HEAD = """
key: members
version: {version}
title: {{en: Members, id: Anggota}}
purpose: {{en: To be tested, id: Untuk diuji}}
filled_by: enterprise
review: row
visible_to: team
"""
SECOND = """migrations:
  - to: 2
    steps:
      - {rename: members/side, as: members/party}
      - {rename: members, as: team}
      - {options: team/party, replace: {boss: manager}}
      - {remove: team/note}
    examples:
      - {in: {members/r1/side: boss}, out: {team/r1/party: manager}}
"""
SECTION = """sections:
  - key: {key}
    title: {{en: Members, id: Anggota}}
    rows: {{maximum: 50}}
    fields:
      - {{key: name, kind: text, label: {{en: Name, id: Nama}}}}
      - key: {side}
        kind: choice
        label: {{en: Side, id: Pihak}}
        options:
          - {{key: {boss}, label: {{en: Manager, id: Manajer}}}}
          - {{key: worker, label: {{en: Worker, id: Pekerja}}}}
      - {{key: photo, kind: photo, label: {{en: Photo, id: Foto}}}}
"""
NOTE = "      - {key: note, kind: text, label: {en: Note, id: Catatan}}\n"
TEXTS = {
    1: HEAD.format(version=1) + SECTION.format(key="members", side="side", boss="boss") + NOTE,
    2: HEAD.format(version=2) + SECOND + SECTION.format(key="team", side="party", boss="manager"),
}


def definition(version: int) -> worksheet.Worksheet:
    found, problems = worksheet.parse(TEXTS[version])
    assert found, problems
    return found


@pytest.fixture
def write(house, place):
    def write(who, cells, version, bases=None, made_under=None, edits=None):
        return api.save_edits(
            person=house[who],
            place=place,
            worksheet=definition(version),
            text=TEXTS[version],
            edits=sheets.edits(cells, bases) if edits is None else edits,
            made_under=made_under,
        )

    return write


@pytest.fixture
def look(house, place):
    return lambda who, version: api.view_record(person=house[who], place=place, worksheet=definition(version))


FIRST = {"members/r1/name": "Sari", "members/r1/side": "boss", "members/r1/note": "on leave"}
NOW = {"team/r1/name": "Sari", "team/r1/party": "manager", "team/r1/note~1": "on leave"}


def test_a_record_is_seen_under_the_later_version_before_anybody_wrote(write, look):
    write("worker", FIRST, 1)
    seen = look("leader", 2)
    assert (seen.cells, seen.newer) == (NOW, None)
    assert json.loads(Record.objects.get().cells) == FIRST
    assert Definition.objects.count() == 1


def test_the_first_save_under_the_later_version_brings_the_record_along(write, look):
    write("worker", FIRST, 1)
    saved = write("leader", {"team/r1/party": "worker", "team/r2/name": "Budi"}, 2, {"team/r1/party": "manager"})
    assert (saved.conflicts, saved.refused) == ((), {})
    assert saved.cells == NOW | {"team/r1/party": "worker", "team/r2/name": "Budi"}
    assert list(Edit.objects.order_by("id").values_list("version", flat=True)) == [1, 1, 1, 2, 2]
    assert Record.objects.get().definition.version == 2


def test_the_record_is_what_its_history_adds_up_to_over_versions(write):
    write("worker", FIRST, 1)
    write("worker", {"members/r1/name": "Sari W."}, 1, {"members/r1/name": "Sari"})
    write("leader", {"team/r1/party": "worker"}, 2, {"team/r1/party": "manager"})
    write("worker", {"members/r2/side": "boss"}, 1)
    rows = Edit.objects.order_by("id")
    history = [(CellEdit(e.edit_id, e.cell, e.base, e.value), e.version) for e in rows]
    folded = migrating.replay(history, {version: definition(version) for version in TEXTS})
    assert folded == json.loads(Record.objects.get().cells)
    assert folded["team/r2/party"] == "manager"
    assert [version for _, version in history] == [1, 1, 1, 1, 2, 2]
    assert list(rows.values_list("revision", flat=True)) == [1, 1, 1, 2, 3, 4]


def test_a_late_edit_from_a_course_with_the_earlier_version_is_brought_forward(write, look):
    write("worker", {"team/r1/name": "Sari", "team/r1/party": "worker"}, 2)
    saved = write("leader", {"members/r1/side": "boss", "members/r1/name": "Wati"}, 1, {"members/r1/side": "worker"})
    (conflict,) = saved.conflicts
    assert (conflict.edit.cell, conflict.current, conflict.by) == ("team/r1/name", "Sari", "worker")
    assert saved.cells["team/r1/party"] == "manager"
    assert saved.newer == look("leader", 1).newer == definition(2)
    assert Record.objects.get().definition.version == 2


def test_edits_that_waited_on_a_device_over_a_new_version(write):
    write("worker", {"team/r1/name": "Sari", "team/r1/party": "manager"}, 2)
    waited = sheets.edits({"members/r1/side": "worker", "members/r3/name": "Wati"}, {"members/r1/side": "boss"})
    saved = write("leader", {}, 2, made_under=1, edits=waited)
    assert set(saved.applied) == {edit.id for edit in waited}
    assert saved.cells == {"team/r1/name": "Sari", "team/r1/party": "worker", "team/r3/name": "Wati"}
    again = write("leader", {}, 2, made_under=1, edits=waited)
    assert (set(again.applied), Edit.objects.count()) == ({edit.id for edit in waited}, 4)


@pytest.mark.parametrize("made_under", [2, 3, 99])
def test_a_version_from_the_future_is_the_worksheets_own(write, made_under):
    assert write("worker", {"team/r1/name": "Sari"}, 2, made_under=made_under).applied


def test_what_others_changed_says_under_which_version(write, house):
    number = write("worker", FIRST, 1).record_id
    write("leader", {"team/r2/name": "Budi"}, 2)
    found = api.changes_since(person=house["worker"], record_id=number, revision=1)
    assert found.worksheet.version == 2


def test_closed_rows_and_comments_keep_to_their_rows(write, look, house):
    number = write("worker", FIRST, 1).record_id
    asked = {"record_id": number, "revision": 1}
    api.submit(person=house["worker"], **asked)
    api.begin_review(person=house["trainer"], record_id=number)
    told = {"members/r1/side": "Sure?", "members/r1": "Good.", "members": "More?", "": "Thanks."}
    api.return_for_changes(person=house["trainer"], **asked, comments=told)
    api.accept_rows(person=house["trainer"], **asked, rows=["members/r1"])
    seen = look("leader", 2).review
    assert seen.accepted_rows == {"team/r1"}
    assert {c.target for c in seen.comments} == {"team/r1/party", "team/r1", "team", ""}
    saved = write("leader", {"team/r1/name": "x", "team/r2/name": "Budi"}, 2, {"team/r1/name": "Sari"})
    assert [message.key for message in saved.refused.values()] == ["locked-accepted"]
    assert reviewing.from_text(Record.objects.get().review).accepted == {"team/r1"}
    assert write("worker", {"members/r1/side": "worker"}, 1, {"members/r1/side": "boss"}).refused


def test_a_photo_of_a_closed_row_stays_closed(write, house, settings, tmp_path):
    settings.SCORE_PRIVATE_ROOT = str(tmp_path)
    number = write("worker", FIRST, 1).record_id
    sent = {"cell": "members/r1/photo", "attachment_id": str(uuid.uuid4()), "name": "", "content": pictures.picture()}
    stored = api.store_attachment(person=house["worker"], record_id=number, **sent)
    write("worker", {"team/r2/name": "Budi"}, 2)
    api.accept_rows(person=house["trainer"], record_id=number, revision=2, rows=["team/r1"])
    with pytest.raises(api.NotAllowed, match="locked-accepted"):
        api.caption_attachment(person=house["worker"], attachment_id=stored.id, base="", caption="x")


def test_occasions_of_earlier_versions_count_as_far_as_they_are_filled(write, house, place):
    write("worker", FIRST, 1)
    (found,) = api.occasions(person=house["worker"], place=place, worksheet=definition(2))
    assert found.done
