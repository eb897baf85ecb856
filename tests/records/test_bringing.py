"""What people filled in alone goes along into their team's records, cell by cell, and nothing is overwritten."""

import uuid

import pytest

from score_xblocks.records import administration, api
from score_xblocks.records.models import Attachment, Edit, Record

from . import pictures, sheets

REMARK, AMOUNT, WHAT, PHOTO = "top//remark", "top//amount", "log/r1/what", "proof//photo"


@pytest.fixture
def offered(house):
    def offered(who="alone"):
        return [
            (one.worksheet.key, one.occasion, one.filled) for one in api.own_records(person=house[who], org="SCORE")
        ]

    return offered


@pytest.fixture
def own(house, save):
    """What 'alone' filled in before joining, and the joining."""
    number = save(house["alone"], {REMARK: "mine", WHAT: "bolts", "log/r1/#at": "1"}).record_id
    administration.add_member(org="SCORE", key="maju", username="alone", side="worker")
    return number


def test_only_ones_own_filled_sheets_of_the_teams_kind_are_offered(house, save, offered):
    save(house["alone"], {REMARK: "mine", WHAT: "bolts", "log/r1/#at": "1"})
    save(house["alone"], {REMARK: "then"}, occasion="baseline")
    save(house["alone"], {REMARK: "learner's"}, "learner")
    save(house["alone"], {REMARK: "nobody's"}, "anonymous")
    save(house["alone"], {REMARK: "x"}, "hr")
    save(house["alone"], {REMARK: ""}, "hr", bases={REMARK: "x"})
    save(house["worker"], {REMARK: "the team's"})
    assert offered() == [("sheet-team", "", 2), ("sheet-team", "baseline", 1)]
    assert offered("worker") == []


def test_it_goes_into_the_teams_record_and_is_not_offered_again(house, own, view, offered):
    brought = api.bring(person=house["alone"], record_id=own)
    assert (brought.done, brought.saved.conflicts) == (True, ())
    seen = view(house["leader"])
    assert seen.cells == {REMARK: "mine", WHAT: "bolts", "log/r1/#at": "1"}
    assert seen.last.by == "alone"
    assert offered() == []
    with pytest.raises(api.NotAllowed, match="not-now"):
        api.bring(person=house["alone"], record_id=own)
    assert Record.objects.get(pk=own).edits.count() == 3


def test_what_the_team_has_comes_back_as_a_conflict_to_be_decided(house, save, own, view, offered):
    save(house["worker"], {REMARK: "theirs", AMOUNT: "3"})
    brought = api.bring(person=house["alone"], record_id=own)
    (conflict,) = brought.saved.conflicts
    assert (conflict.edit.cell, conflict.edit.value, conflict.current, conflict.by) == (
        REMARK,
        "mine",
        "theirs",
        "worker",
    )
    assert not brought.done
    assert offered() == [("sheet-team", "", 2)]
    again = api.bring(person=house["alone"], record_id=own)
    assert (again.saved.conflicts, again.saved.revision) == (brought.saved.conflicts, brought.saved.revision)
    save(house["leader"], {REMARK: "newer"}, bases={REMARK: "theirs"})
    stale = api.bring(person=house["alone"], record_id=own, over={REMARK: "theirs"})
    assert stale.saved.conflicts[0].current == "newer"
    mine = api.bring(person=house["alone"], record_id=own, over={REMARK: "newer"})
    assert mine.done
    assert view(house["owner"]).cells[REMARK] == "mine"
    assert offered() == []


def test_the_rest_may_be_left_behind(house, save, own, view, offered):
    save(house["worker"], {REMARK: "theirs"})
    assert api.bring(person=house["alone"], record_id=own, finish=True).done
    assert view(house["worker"]).cells == {REMARK: "theirs", WHAT: "bolts", "log/r1/#at": "1"}
    assert offered() == []


def test_deleted_rows_stay_behind(house, save, view):
    number = save(house["alone"], {WHAT: "bolts", "log/r1/#gone": "1", "log/r2/what": "nuts"}).record_id
    administration.add_member(org="SCORE", key="maju", username="alone", side="worker")
    api.bring(person=house["alone"], record_id=number)
    assert view(house["worker"]).cells == {"log/r2/what": "nuts"}


def test_photos_are_copied_and_the_own_ones_stay(house, save, view, settings, tmp_path):
    settings.SCORE_PRIVATE_ROOT = str(tmp_path)
    number = save(house["alone"], {WHAT: "bolts"}, "files").record_id
    sent = {"cell": PHOTO, "attachment_id": str(uuid.uuid4()), "name": "press.jpg", "caption": "Press 2"}
    stored = api.store_attachment(person=house["alone"], record_id=number, content=pictures.picture(), **sent)
    save(house["alone"], {PHOTO: stored.id}, "files")
    administration.add_member(org="SCORE", key="maju", username="alone", side="worker")
    for _ in range(2):
        brought = api.bring(person=house["alone"], record_id=number)
        Record.objects.filter(pk=number).update(brought=None)
    seen = view(house["leader"], "files")
    (copy,) = seen.attachments
    assert seen.cells[PHOTO] == brought.saved.cells[PHOTO] == copy.id != stored.id
    assert (copy.caption, copy.name, copy.width) == ("Press 2", "press.jpg", 640)
    read = [api.read_attachment(person=house["alone"], attachment_id=one).content for one in (stored.id, copy.id)]
    assert read[0] == read[1]
    assert Attachment.objects.count() == len(list(tmp_path.rglob("*.jpeg"))) == 2


@pytest.mark.parametrize("who", ["worker", "leader", "neighbour", "trainer", "manager", "staff"])
def test_nobody_brings_what_is_somebody_elses(house, own, who):
    for number in (own, own + 1000):
        with pytest.raises(api.NotAllowed, match="no-record"):
            api.bring(person=house[who], record_id=number)
    assert Edit.objects.exclude(record_id=own).count() == 0


def test_without_a_team_there_is_nowhere_to_bring_it(house, save):
    number = save(house["alone"], {REMARK: "mine"}).record_id
    with pytest.raises(api.NotAllowed, match="no-team"):
        api.bring(person=house["alone"], record_id=number)


def test_a_learners_sheet_and_the_teams_are_not_to_be_brought(house, save, own):
    learner = save(house["alone"], {REMARK: "x"}, "learner").record_id
    team = save(house["alone"], {AMOUNT: "1"}).record_id
    for number in (learner, team):
        with pytest.raises(api.NotAllowed, match="no-record"):
            api.bring(person=house["alone"], record_id=number)


def test_a_sheet_that_is_not_for_the_person_any_more_stays_ones_own(house, save):
    number = save(house["alone"], {REMARK: "x"}, "hr").record_id
    administration.add_member(org="SCORE", key="maju", username="alone", side="worker")
    with pytest.raises(api.NotAllowed, match="only-hr"):
        api.bring(person=house["alone"], record_id=number)


def test_a_closed_sheet_takes_nothing(house, save):
    number = save(house["alone"], {REMARK: "mine"}, "reviewed").record_id
    team = save(house["worker"], {AMOUNT: "1"}, "reviewed").record_id
    api.submit(person=house["worker"], record_id=team, revision=1)
    administration.add_member(org="SCORE", key="maju", username="alone", side="worker")
    brought = api.bring(person=house["alone"], record_id=number)
    assert [message.key for message in brought.saved.refused.values()] == ["locked-submitted"]
    assert not brought.done


@pytest.mark.parametrize("base", ["\ud800", "a\0b"])
def test_a_base_that_no_database_can_hold_is_refused(house, own, base):
    with pytest.raises(api.NotAllowed, match="bad-request"):
        api.bring(person=house["alone"], record_id=own, over={REMARK: base})


def test_a_record_of_an_earlier_version_is_brought_forward(house, save, view):
    number = save(house["alone"], {REMARK: "mine"}).record_id
    save(house["worker"], {AMOUNT: "1"}, version=2)
    administration.add_member(org="SCORE", key="maju", username="alone", side="worker")
    assert api.bring(person=house["alone"], record_id=number).done
    seen = api.open_record(person=house["worker"], record_id=view(house["worker"]).record_id)
    assert (seen.worksheet.version, seen.view.cells) == (2, {REMARK: "mine", AMOUNT: "1"})
    assert sheets.sheet("team", version=2)[1] == seen.text
