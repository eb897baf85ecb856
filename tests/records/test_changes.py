"""What others changed, what happened to a record, its fillings by occasion, and other sheets of the same owner."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from score_xblocks.records import administration, api, changes
from score_xblocks.records.models import Record

from . import sheets

REMARK, AMOUNT, WHAT, WHO, GONE = "top//remark", "top//amount", "log/r1/what", "log/r1/who", "log/r1/#gone"


def since(person, record_id, revision, step=-1):
    return api.changes_since(person=person, record_id=record_id, revision=revision, step=step)


def told(found) -> dict[str, tuple[str, str]]:
    return {change.cell: (change.value, change.by) for change in found.cells}


# What others changed just now


def test_only_what_changed_since_comes_each_cell_once(house, save):
    first = save(house["worker"], {REMARK: "noise", WHAT: "bolts"})
    save(house["leader"], {REMARK: "dust", AMOUNT: "3"}, bases={REMARK: "noise"})
    save(house["owner"], {REMARK: ""}, bases={REMARK: "dust"})
    found = since(house["worker"], first.record_id, 1)
    assert told(found) == {REMARK: ("", "owner"), AMOUNT: ("3", "leader")}
    assert (found.revision, found.complete, found.state, found.worksheet.key) == (3, True, "", "sheet-team")
    assert told(since(house["worker"], first.record_id, 0)).keys() == {REMARK, AMOUNT, WHAT}


def test_without_a_change_it_is_one_statement_and_with_one_two(house, save):
    saved = save(house["worker"], {REMARK: "noise"})
    with CaptureQueriesContext(connection) as captured:
        assert since(house["leader"], saved.record_id, 1, step=0) is None
    assert len(captured) == 1
    save(house["worker"], {f"log/r{n}/what": "x" for n in range(80)})
    with CaptureQueriesContext(connection) as captured:
        assert len(since(house["leader"], saved.record_id, 1).cells) == 80
    assert len(captured) == 2
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}


def test_a_step_of_the_review_is_a_change(house, save):
    saved = save(house["worker"], {REMARK: "noise"}, "reviewed")
    api.submit(person=house["worker"], record_id=saved.record_id, revision=1)
    found = since(house["leader"], saved.record_id, 1, step=0)
    assert (found.state, found.review_step, found.cells) == ("submitted", 1, ())
    assert since(house["leader"], saved.record_id, 1, step=1) is None


def test_too_much_is_said_to_be_so(house, save, monkeypatch):
    monkeypatch.setattr(changes, "MOST", 3)
    saved = save(house["worker"], {f"log/r{n}/what": "x" for n in range(3)})
    assert since(house["leader"], saved.record_id, 0).complete
    save(house["worker"], {WHO: "Sari"})
    assert not since(house["leader"], saved.record_id, 0).complete


MEMBERS = ["worker", "leader", "owner", "hr", "taskforce"]
READERS = {
    "team": [*MEMBERS, "trainer", "busy-trainer", "expert", "manager"],
    "hr": ["owner", "hr"],
    "taskforce": ["taskforce"],
    "owner": ["owner"],
    "learner": ["worker"],
    "feedback": ["worker"],
}
EVERYBODY = [*READERS["team"], "neighbour", "staff", "alone"]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("who", EVERYBODY)
def test_every_role_by_number_sees_what_it_may_read(house, save, name, who):
    saved = save(house[READERS[name][0]], {REMARK: "secret"}, name)
    verbs = [
        lambda person, number: since(person, number, 0),
        lambda person, number: api.history(person=person, record_id=number),
        lambda person, number: api.open_record(person=person, record_id=number),
    ]
    for verb in verbs:
        if who in READERS[name]:
            assert verb(house[who], saved.record_id)
            continue
        with pytest.raises(api.NotAllowed) as refused:
            verb(house[who], saved.record_id)
        with pytest.raises(api.NotAllowed) as missing:
            verb(house[who], saved.record_id + 1000)
        assert refused.value.key == missing.value.key == "no-record"


@pytest.mark.parametrize(("change", "key"), [({"user_id": None}, "sign-in"), ({"acting_as": True}, "acting-as")])
def test_nobody_and_whoever_acts_as_another_sees_nothing(house, save, change, key):
    saved = save(house["worker"], {REMARK: "secret"})
    other = api.Person(**{"user_id": house.id("worker"), **change})
    with pytest.raises(api.NotAllowed, match=key):
        since(other, saved.record_id, 0)
    with pytest.raises(api.NotAllowed, match=key):
        api.find_record(person=other, org="SCORE", worksheet_key="sheet-team")


def test_platform_staff_opens_every_record_and_course_staff_none(house, save):
    number = save(house["taskforce"], {REMARK: "secret"}, "taskforce").record_id
    staff = house.id("staff")
    assert api.open_record(person=api.Person(staff, is_platform_staff=True), record_id=number).view.cells
    with pytest.raises(api.NotAllowed):
        api.open_record(person=api.Person(staff, is_staff=True), record_id=number)


def test_whoever_left_sees_nothing_any_more(house, save):
    saved = save(house["worker"], {REMARK: "noise"})
    administration.remove_member(org="SCORE", key="maju", username="worker")
    with pytest.raises(api.NotAllowed, match="no-record"):
        since(house["worker"], saved.record_id, 0)


def test_the_record_of_a_page_is_found_once_somebody_made_it(house, save):
    def find(who, key="sheet-team", occasion=""):
        return api.find_record(person=house[who], org="SCORE", worksheet_key=key, occasion=occasion)

    alone = save(house["alone"], {REMARK: "mine"}).record_id
    learner = save(house["worker"], {REMARK: "mine"}, "learner").record_id
    assert find("worker") is None
    saved = save(house["worker"], {REMARK: "noise"})
    assert find("leader") == find("worker") == find("trainer") == saved.record_id
    assert find("leader", occasion="baseline") is None
    assert (find("alone"), find("worker", "sheet-learner"), find("leader", "sheet-learner")) == (alone, learner, None)
    administration.add_member(org="SCORE", key="jaya", username="alone", side="worker")
    assert find("alone") is None
    with pytest.raises(api.NotAllowed, match="bad-key"):
        find("worker", "Sheet Team")


def test_a_page_of_a_record_shows_what_the_team_sees(house, save, view):
    number = save(house["worker"], {REMARK: "noise"}, occasion="baseline").record_id
    opened = api.open_record(person=house["trainer"], record_id=number)
    assert (opened.org, opened.institution, opened.occasion) == ("score", "SCORE Indonesia", "baseline")
    assert opened.text == sheets.sheet("team")[1]
    seen = view(house["worker"], occasion="baseline")
    assert (opened.view.cells, opened.view.team, opened.view.owner_name) == (seen.cells, seen.team, "PT Contoh Maju")
    assert (opened.view.may_write, seen.may_write) == (False, True)


# History


def test_history_says_who_changed_what_when_from_what_to_what(house, save, place):
    number = save(house["worker"], {REMARK: "noise"}).record_id
    save(house["leader"], {REMARK: "dust"}, bases={REMARK: "noise"})
    newest, oldest = api.history(person=house["owner"], record_id=number).entries
    assert (newest.cell, newest.before, newest.after, newest.by) == (REMARK, "noise", "dust", "leader")
    assert (oldest.before, oldest.after, oldest.by, oldest.version) == ("", "noise", "worker", 1)
    assert oldest.at <= newest.at
    assert oldest.course_key == place.course_key
    assert str(oldest.at.tzinfo) == "Asia/Jakarta"


def test_history_of_a_cell_of_a_row_and_page_by_page(house, save):
    number = save(house["worker"], {WHAT: "bolts", WHO: "Sari", "log/r10/what": "nuts", REMARK: "x"}).record_id
    save(house["worker"], {WHAT: "nuts"}, bases={WHAT: "bolts"})

    def cells(**asked):
        return [entry.cell for entry in api.history(person=house["leader"], record_id=number, **asked).entries]

    assert cells(cell=WHAT) == [WHAT, WHAT]
    assert sorted(cells(row="log/r1")) == sorted([WHAT, WHAT, WHO])
    seen, before = [], None
    while True:
        page = api.history(person=house["leader"], record_id=number, before=before, limit=2)
        seen += [entry.id for entry in page.entries]
        before = page.next
        if before is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5


def test_a_deleted_row_comes_back_with_what_stood_in_it(house, save, view):
    number = save(house["worker"], {WHAT: "bolts", WHO: "Sari"}).record_id
    save(house["leader"], {GONE: "1"})
    save(house["worker"], {GONE: ""}, bases={GONE: "1"})
    assert view(house["owner"]).cells == {WHAT: "bolts", WHO: "Sari"}
    restored, removed = api.history(person=house["owner"], record_id=number, cell=GONE).entries
    assert (removed.after, removed.by, restored.before, restored.by) == ("1", "leader", "1", "worker")


@pytest.mark.parametrize("name", ["anonymous", "feedback"])
def test_an_anonymous_sheet_has_a_history_without_names(house, save, name):
    number = save(house["worker"], {REMARK: "too loud"}, name).record_id
    (entry,) = api.history(person=house["worker"], record_id=number).entries
    assert (entry.after, entry.by) == ("too loud", "")
    assert since(house["worker"], number, 0).cells[0].by == ""


# Occasions


def test_occasions_of_the_team_the_oldest_first(house, save, place):
    worksheet, _ = sheets.sheet("team")

    def seen(who):
        found = api.occasions(person=house[who], place=place, worksheet=worksheet)
        return [(one.occasion, one.revision, one.done) for one in found]

    assert seen("worker") == []
    save(house["worker"], {REMARK: "noise"}, occasion="baseline")
    save(house["worker"], {REMARK: "noise"}, occasion="2026-11")
    save(house["leader"], {REMARK: ""}, bases={REMARK: "noise"}, occasion="2026-11")
    save(house["neighbour"], {REMARK: "theirs"}, occasion="other")
    assert seen("owner") == [("baseline", 1, True), ("2026-11", 2, False)]
    assert seen("neighbour") == [("other", 1, True)]
    assert seen("alone") == []
    with CaptureQueriesContext(connection) as captured:
        seen("owner")
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
    assert len(captured) == 2
    assert Record.objects.count() == 3


def test_occasions_of_a_guarded_sheet_are_guarded(house, save, place):
    save(house["hr"], {REMARK: "secret"}, "hr", occasion="baseline")
    with pytest.raises(api.NotAllowed, match="only-hr"):
        api.occasions(person=house["worker"], place=place, worksheet=sheets.sheet("hr")[0])


# Other sheets of the same owner

READS = """\
reads:
  before: {worksheet: sheet-team, occasion: baseline}
  now: {worksheet: sheet-team}
  wages: {worksheet: sheet-hr}
  mine: {worksheet: sheet-learner}
  nothing: {worksheet: sheet-nothing}
"""


def test_sheets_that_are_read_come_along_as_far_as_one_may_see_them(house, save, place):
    save(house["worker"], {REMARK: "then"}, occasion="baseline")
    save(house["worker"], {REMARK: "now"})
    save(house["hr"], {REMARK: "wages"}, "hr")
    save(house["worker"], {REMARK: "mine"}, "learner")
    save(house["neighbour"], {REMARK: "theirs"})
    worksheet, text = sheets.sheet("team", key="reader", more=READS)

    def read(who):
        seen = api.view_record(person=house[who], place=place, worksheet=worksheet).others
        assert seen.by_key.get("sheet-team") == seen.read.get("now")
        return {alias: other.cells[REMARK] for alias, other in seen.read.items()}

    assert read("worker") == {"before": "then", "now": "now", "mine": "mine"}
    assert read("hr") == {"before": "then", "now": "now", "wages": "wages"}
    assert read("neighbour") == {"now": "theirs"}
    assert read("alone") == {}
    edits = sheets.edits({REMARK: "x"})
    saved = api.save_edits(person=house["hr"], place=place, worksheet=worksheet, text=text, edits=edits)
    assert set(saved.others.read) == {"before", "now", "wages"}
    assert saved.others.read["now"].worksheet.key == "sheet-team"


def test_statements_of_all_that_a_page_shows_stay_few(house, save, place, settings, tmp_path):
    """A sheet with files, a review in its second round and other sheets: the most that a view can need."""
    settings.SCORE_PRIVATE_ROOT = str(tmp_path)
    save(house["worker"], {REMARK: "then"}, occasion="baseline")
    changed = {"key": "reader", "review": "sheet", "more": sheets.FILES + READS}
    worksheet, text = sheets.sheet("team", **changed)
    number = save(house["worker"], {REMARK: "x"}, **changed).record_id
    api.submit(person=house["worker"], record_id=number, revision=1)
    api.begin_review(person=house["trainer"], record_id=number)
    api.return_for_changes(person=house["trainer"], record_id=number, revision=1, comments={REMARK: "Why?"})
    save(house["worker"], {AMOUNT: "3"}, **changed)
    for size in (1, 40):
        cells = {f"log/s{size}-{n}/what": "bolt" for n in range(size)} | {REMARK: "conflict"}
        with CaptureQueriesContext(connection) as saving:
            assert save(house["leader"], cells, **changed).conflicts
        with CaptureQueriesContext(connection) as viewing:
            seen = api.view_record(person=house["worker"], place=place, worksheet=worksheet)
        assert (seen.review.changed > {AMOUNT}, seen.others.read.keys()) == (True, {"before"})
        assert {query["sql"].split()[0] for query in viewing} == {"SELECT"}
        assert len(saving) <= 10
        assert len(viewing) <= 8


def test_whose_work_a_record_is(house, save):
    number = save(house["worker"], {REMARK: "x"}).record_id
    everybody = {house.id(name) for name in MEMBERS}
    assert set(api.members_of(person=house["worker"], record_id=number)) == everybody
    administration.remove_member(org="SCORE", key="maju", username="leader")
    assert set(api.members_of(person=house["trainer"], record_id=number)) == everybody - {house.id("leader")}
    own = save(house["alone"], {REMARK: "x"}).record_id
    assert api.members_of(person=house["alone"], record_id=own) == (house.id("alone"),)
    with pytest.raises(api.NotAllowed, match="no-record"):
        api.members_of(person=house["neighbour"], record_id=number)
