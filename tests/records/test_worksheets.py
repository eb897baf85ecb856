"""Records through the door: whose they are, who sees and writes them, and what a save does."""

import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from score_core.answers import Edit as CellEdit
from score_xblocks.records import api
from score_xblocks.records.administration import make_institution, remove_member
from score_xblocks.records.models import Definition, Edit, Institution, Record

from . import sheets

REMARK, AMOUNT, ROW, WHAT = "top//remark", "top//amount", "log/r1/#at", "log/r1/what"
MEMBERS = ["worker", "leader", "owner", "hr", "taskforce"]


def fold(record: Record) -> dict[str, str]:
    """What the history adds up to."""
    cells: dict[str, str] = {}
    for edit in record.edits.order_by("id"):
        assert cells.get(edit.cell, "") in (edit.base, edit.value)
        cells[edit.cell] = edit.value
    return {cell: value for cell, value in cells.items() if value}


# Whose record


def test_before_the_first_save_there_is_nothing(house, view):
    seen = view(house["worker"])
    assert (seen.owner, seen.owner_name, seen.cells, seen.revision) == ("enterprise", "PT Contoh Maju", {}, 0)
    assert (seen.may_write, seen.message, seen.last) == (True, "", None)
    assert [(m.name, m.side, m.role) for m in seen.team] == [
        ("worker", "worker", "member"),
        ("leader", "worker", "leader"),
        ("owner", "manager", "owner"),
        ("hr", "manager", "member"),
        ("taskforce", "worker", "member"),
    ]


def test_a_team_writes_on_one_sheet(house, save, view):
    save(house["worker"], {REMARK: "noise"})
    saved = save(house["owner"], {AMOUNT: "12.5", ROW: "1", WHAT: "bolts"})
    assert saved.revision == 2
    assert view(house["leader"]).cells == {REMARK: "noise", AMOUNT: "12.5", ROW: "1", WHAT: "bolts"} == saved.cells
    assert view(house["leader"]).last.by == "owner"
    assert view(house["neighbour"]).cells == {}


def test_without_an_enterprise_a_sheet_is_ones_own(house, save, view):
    save(house["alone"], {REMARK: "mine"})
    seen = view(house["alone"])
    assert (seen.owner, seen.owner_name, seen.cells, seen.team) == ("person", "", {REMARK: "mine"}, ())
    assert view(house["worker"]).cells == {}
    assert Record.objects.get().person_id == house.id("alone")


def test_a_learners_sheet_is_the_learners_in_an_enterprise_too(house, save, view):
    save(house["worker"], {REMARK: "mine"}, "learner")
    assert view(house["worker"], "learner").owner == "person"
    assert view(house["leader"], "learner").cells == {}


def test_whoever_left_sees_no_more_of_the_enterprise(house, save, view):
    save(house["worker"], {REMARK: "noise"})
    remove_member(org="SCORE", key="maju", username="worker")
    seen = view(house["worker"])
    assert (seen.owner, seen.cells, seen.team) == ("person", {}, ())


def test_an_enterprise_belongs_to_one_institution(house, place, save, view):
    make_institution(org="OTHER", name="Another")
    save(house["worker"], {REMARK: "noise"})
    assert view(house["worker"], at=replace(place, org="OTHER")).owner == "person"
    assert view(house["worker"], at=replace(place, org="score")).cells == {REMARK: "noise"}


def test_the_course_run_and_the_block_are_no_part_of_the_key(house, place, save, view):
    save(house["worker"], {REMARK: "noise"})
    later = api.Place("SCORE", "course-v1:SCORE+SCORE-COOP-ID+2027", "block-v1:other")
    save(house["worker"], {AMOUNT: "1"}, at=later)
    assert Record.objects.count() == 1
    assert list(Edit.objects.order_by("id").values_list("course_key", "usage_key")) == [
        (place.course_key, place.usage_key),
        (later.course_key, later.usage_key),
    ]


def test_occasions_are_records_of_their_own(house, save, view):
    for occasion in ("", "baseline", "2026-11"):
        save(house["worker"], {REMARK: f"noise{occasion}"}, occasion=occasion)
    assert Record.objects.count() == 3
    assert view(house["worker"], occasion="baseline").cells == {REMARK: "noisebaseline"}


def test_an_institution_that_nobody_made_is_made_with_the_first_save(place, django_user_model, save, view):
    person = api.Person(django_user_model.objects.create(username="early").pk)
    save(person, {REMARK: "mine"})
    assert list(Institution.objects.values_list("org", "name")) == [("score", "SCORE")]
    assert view(person).cells == {REMARK: "mine"}


# Who sees and writes


@pytest.mark.parametrize(
    ("name", "readers"),
    [("team", MEMBERS), ("hr", ["owner", "hr"]), ("taskforce", ["taskforce"]), ("owner", ["owner"])],
)
def test_guarded_sheets(house, save, view, name, readers):
    save(house[readers[0]], {REMARK: "secret"}, name)
    for member in MEMBERS:
        if member in readers:
            assert view(house[member], name).cells == {REMARK: "secret"}
            continue
        with pytest.raises(api.NotAllowed, match=f"only-{name}"):
            view(house[member], name)
        with pytest.raises(api.NotAllowed, match=f"only-{name}"):
            save(house[member], {AMOUNT: "1"}, name)
    for outsider in ("neighbour", "trainer", "expert", "manager", "staff", "alone"):
        assert view(house[outsider], name).cells == {}
    assert Edit.objects.count() == 1


@pytest.mark.parametrize("name", sheets.NAMES)
def test_being_staff_of_a_course_gives_no_sight_of_an_enterprise(house, save, view, name):
    for member in ("trainer", *MEMBERS):
        try:
            save(house[member], {REMARK: "secret"}, name)
        except api.NotAllowed:
            continue
    staff = replace(house["staff"], is_staff=True)
    assert view(staff, name).cells == {}
    with pytest.raises(api.NotAllowed):
        view(replace(house["worker"], is_staff=True), "taskforce")


@pytest.mark.parametrize("name", sheets.NAMES)
@pytest.mark.parametrize(("change", "key"), [({"user_id": None}, "sign-in"), ({"acting_as": True}, "acting-as")])
def test_nobody_and_whoever_acts_as_another_see_and_write_nothing(house, save, view, name, change, key):
    writer = {"trainer": "trainer", "hr": "hr", "reviewed-hr": "hr", "taskforce": "taskforce", "owner": "owner"}.get(
        name, "worker"
    )
    save(house[writer], {REMARK: "secret"}, name)
    other = replace(house[writer], **change)
    seen = view(other, name)
    assert (seen.owner, seen.owner_name, seen.cells, seen.team, seen.last) == ("nobody", "", {}, (), None)
    assert (seen.may_write, seen.message) == (False, key)
    with pytest.raises(api.NotAllowed) as refused:
        save(other, {AMOUNT: "1"}, name)
    assert refused.value.key == key
    assert Edit.objects.count() == 1


def test_a_trainer_writes_what_the_team_reads(house, save, view):
    save(house["trainer"], {REMARK: "well done"}, "trainer")
    for member in MEMBERS:
        seen = view(house[member], "trainer")
        assert (seen.cells, seen.may_write, seen.message) == ({REMARK: "well done"}, False, "only-trainer-writes")
        with pytest.raises(api.NotAllowed):
            save(house[member], {REMARK: "changed"}, "trainer", bases={REMARK: "well done"})
    assert view(house["trainer"], "trainer").owner_name == "PT Contoh Maju"
    assert view(house["neighbour"], "trainer").cells == {}


@pytest.mark.parametrize(
    ("who", "message"),
    [
        ("alone", "trainer-without-enterprise"),
        ("expert", "trainer-without-enterprise"),
        ("busy-trainer", "trainer-of-several"),
    ],
)
def test_a_trainers_sheet_needs_the_one_enterprise(house, save, view, who, message):
    seen = view(house[who], "trainer")
    assert (seen.owner, seen.may_write, seen.message) == ("nobody", False, message)
    with pytest.raises(api.NotAllowed) as refused:
        save(house[who], {REMARK: "x"}, "trainer")
    assert refused.value.key == message


# Anonymous sheets


def stored() -> str:
    """All that the tables of records hold."""
    rows = [*Record.objects.values(), *Edit.objects.values(), *Definition.objects.values()]
    return repr([{name: value for name, value in row.items() if name not in ("id", "record_id")} for row in rows])


def test_an_anonymous_sheet_of_a_team_stores_no_person(house, save, view):
    save(house["worker"], {REMARK: "too loud"}, "anonymous")
    saved = save(house["leader"], {REMARK: "fine"}, "anonymous")
    assert [(c.current, c.by) for c in saved.conflicts] == [("too loud", "")]
    assert view(house["leader"], "anonymous").last.by == ""
    assert Edit.objects.get().user_id is None


def test_an_anonymous_sheet_of_ones_own_stores_no_person_and_is_found_again(house, save, view):
    save(house["worker"], {REMARK: "too loud"}, "feedback")
    assert view(house["worker"], "feedback").cells == {REMARK: "too loud"}
    assert view(house["leader"], "feedback").cells == {}
    record = Record.objects.get()
    assert (record.person_id, record.enterprise_id, Edit.objects.get().user_id) == (None, None, None)
    assert f"person-{house.id('worker')}" not in stored()


# Saving


def test_a_conflict_comes_back_with_both_values_who_and_when(house, save, view):
    save(house["worker"], {REMARK: "noise"})
    edits = sheets.edits({REMARK: "dust", AMOUNT: "3"})
    saved = save(house["leader"], edits=edits)
    assert saved.applied == (edits[1].id,)
    (conflict,) = saved.conflicts
    written = Edit.objects.get(cell=REMARK)
    assert conflict == api.SavedConflict(edit=edits[0], current="noise", by="worker", at=written.at)
    assert view(house["leader"]).cells == {REMARK: "noise", AMOUNT: "3"}


def test_a_conflict_names_the_last_of_many_writers(house, save):
    value = ""
    for who in ("worker", "leader", "hr"):
        save(house[who], {REMARK: who}, bases={REMARK: value})
        value = who
    (conflict,) = save(house["owner"], {REMARK: "mine"}, bases={REMARK: "worker"}).conflicts
    assert (conflict.current, conflict.by) == ("hr", "hr")


def test_a_conflict_about_a_cell_that_was_emptied(house, save):
    save(house["worker"], {REMARK: "noise"})
    save(house["leader"], {REMARK: ""}, bases={REMARK: "noise"})
    (conflict,) = save(house["owner"], {REMARK: "dust"}, bases={REMARK: "noise"}).conflicts
    assert (conflict.current, conflict.by) == ("", "leader")


def test_the_same_edit_sent_twice_counts_once(house, save):
    edits = sheets.edits({REMARK: "noise", AMOUNT: "3"})
    first = save(house["worker"], edits=edits)
    later = save(house["leader"], {REMARK: "dust"}, bases={REMARK: "noise"})
    again = save(house["worker"], edits=[replace(e, id=e.id.upper()) for e in edits])
    assert set(again.applied) == set(first.applied) == {e.id for e in edits}
    assert (again.conflicts, again.revision, again.cells[REMARK]) == ((), later.revision, "dust")
    assert Edit.objects.count() == 3


def test_the_same_edit_twice_in_one_save(house, save):
    edits = sheets.edits({REMARK: "noise"})
    saved = save(house["worker"], edits=edits * 2)
    assert (saved.applied, saved.conflicts, Edit.objects.count()) == ((edits[0].id,), (), 1)


def test_two_who_type_the_same_are_no_conflict(house, save):
    save(house["worker"], {REMARK: "noise"})
    assert save(house["leader"], {REMARK: "noise"}).conflicts == ()
    assert fold(Record.objects.get()) == {REMARK: "noise"}


def test_the_record_is_what_its_history_adds_up_to(house, save):
    save(house["worker"], {ROW: "1", WHAT: "bolts", REMARK: "noise"})
    save(house["leader"], {WHAT: "nuts", REMARK: ""}, bases={WHAT: "bolts", REMARK: "noise"})
    saved = save(house["owner"], {"log/r1/#gone": "1", AMOUNT: "2"})
    assert fold(Record.objects.get()) == saved.cells == {ROW: "1", WHAT: "nuts", "log/r1/#gone": "1", AMOUNT: "2"}
    assert saved.revision == 3


def test_refused_edits_are_named_and_the_others_stored(house, save):
    edits = sheets.edits({REMARK: "fine", "top//nonsense": "x", AMOUNT: "much"})
    saved = save(house["worker"], edits=edits)
    assert saved.applied == (edits[0].id,)
    assert set(saved.refused) == {edits[1].id, edits[2].id}
    assert saved.cells == {REMARK: "fine"}


def test_no_more_rows_than_the_sheet_allows_counting_those_that_are_there(house, save):
    full = save(house["worker"], {f"log/r{n}/#at": str(n) for n in range(1, 201)})
    assert full.refused == {}
    late = sheets.edits({"log/late/#at": "300", REMARK: "full"})
    saved = save(house["leader"], edits=late)
    assert saved.refused.keys() == {late[0].id}
    assert saved.applied == (late[1].id,)


def test_an_edit_that_is_stored_stays_so_when_sent_again_to_a_full_sheet(house, save):
    last = sheets.edits({"log/last/#at": "0"})
    save(house["worker"], edits=last)
    save(house["worker"], {f"log/r{n}/#at": str(n) for n in range(1, 200)})
    again = save(house["worker"], edits=last)
    assert (again.applied, again.refused) == ((last[0].id,), {})


def test_nothing_but_refused_edits_makes_no_record(house, save):
    saved = save(house["worker"], {AMOUNT: "much"})
    assert (saved.cells, saved.revision, saved.applied) == ({}, 0, ())
    assert Record.objects.count() == Definition.objects.count() == 0


def test_nothing_but_conflicts_leaves_the_revision(house, save):
    save(house["worker"], {REMARK: "noise"})
    assert save(house["leader"], {REMARK: "dust"}).revision == 1


@pytest.mark.parametrize("bad", [{"id": "1"}, {"id": ""}, {"base": "\ud800"}, {"base": "a\0b"}])
def test_what_is_no_edit_is_refused_whole(house, save, bad):
    good = sheets.edits({AMOUNT: "1"})
    edit = replace(CellEdit(str(uuid.uuid4()), REMARK, "", "x"), **bad)
    with pytest.raises(api.NotAllowed) as refused:
        save(house["worker"], edits=[*good, edit])
    assert refused.value.key == "bad-request"
    assert Edit.objects.count() == 0


@pytest.mark.parametrize("text", ["\ud83d", "a\0b", "😀 𝔘 é ﷽ \u202e", "=1+1", "<script>alert(1)</script>", "'; --"])
def test_any_text_is_stored_as_it_is_or_refused_in_words(house, save, view, text):
    saved = save(house["worker"], {REMARK: text})
    assert saved.refused or view(house["leader"]).cells == {REMARK: text}
    assert (Edit.objects.count() == 0) == bool(saved.refused)


@pytest.mark.parametrize("change", [{"org": "S/CORE"}, {"org": ""}, {"org": "x" * 65}])
def test_an_organisation_that_is_no_key(house, place, view, change):
    with pytest.raises(api.NotAllowed) as refused:
        view(house["worker"], at=replace(place, **change))
    assert refused.value.key == "bad-key"


@pytest.mark.parametrize("occasion", ["Baseline", "base line", "x" * 65, "-"])
def test_an_occasion_that_is_no_key(house, view, occasion):
    with pytest.raises(api.NotAllowed) as refused:
        view(house["worker"], occasion=occasion)
    assert refused.value.key == "bad-key"


# Definitions


def test_a_definition_is_kept_word_by_word_and_once(house, save):
    save(house["worker"], {REMARK: "noise"})
    save(house["neighbour"], {REMARK: "dust"})
    definition = Definition.objects.get()
    assert (definition.key, definition.version, definition.text) == ("sheet-team", 1, sheets.sheet("team")[1])
    assert set(Record.objects.values_list("definition", flat=True)) == {definition.pk}


def test_a_record_names_the_newest_definition_that_it_has_seen(house, save):
    versions = []
    for number, version in enumerate((1, 3, 2, 3)):
        save(house["worker"], {f"log/r{number}/what": "bolts"}, version=version)
        versions.append(Record.objects.get().definition.version)
    assert versions == [1, 3, 3, 3]
    assert Definition.objects.count() == 3


# Reading writes nothing; statements stay few


@pytest.mark.parametrize("name", sheets.NAMES)
def test_looking_writes_nothing(house, view, name):
    for who in ("worker", "owner", "trainer", "alone"):
        with CaptureQueriesContext(connection) as captured:
            try:
                view(house[who], name)
            except api.NotAllowed:
                continue
        assert {query["sql"].split()[0] for query in captured} == {"SELECT"}


def test_statements_stay_few_whatever_the_size(house, save, view):
    save(house["worker"], {REMARK: "noise"})
    counts = set()
    for size in (1, 10, 40):  # SQLite takes 999 values in a statement: 90 edits
        cells = {f"log/s{size}-{n}/what": f"bolt {n}" for n in range(size)}
        cells |= {f"log/s{size}-{n}/#at": str(n) for n in range(size)}
        cells |= {REMARK: "in conflict"}
        with CaptureQueriesContext(connection) as saving:
            saved = save(house["leader"], cells)
        assert (len(saved.applied), len(saved.conflicts)) == (len(cells) - 1, 1)
        with CaptureQueriesContext(connection) as viewing:
            view(house["worker"])
        counts.add((len(saving), len(viewing)))
    ((saving, viewing),) = counts
    assert saving <= 10
    assert viewing <= 5


# The rest of the door


def test_enterprise_of(house):
    enterprise = api.enterprise_of(user_id=house.id("worker"), org="SCORE")
    assert (enterprise.name, enterprise.institution, len(enterprise.team)) == ("PT Contoh Maju", "SCORE Indonesia", 5)
    assert api.enterprise_of(user_id=house.id("alone"), org="SCORE") is None
    assert api.enterprise_of(user_id=house.id("worker"), org="OTHER") is None


def test_today_is_the_institutions(house, view, monkeypatch, settings):
    make_institution(org="SCORE", name="SCORE Indonesia", time_zone="Pacific/Kiritimati")
    there = view(house["worker"]).today
    make_institution(org="SCORE", name="SCORE Indonesia", time_zone="Pacific/Pago_Pago")
    assert (there - view(house["worker"]).today).days in (1, 2)


def test_every_message_is_there_in_both_languages():
    for key, english in api.MESSAGES.items():
        assert api.message(key, "en") == english
        assert api.message(key, "id") not in ("", english)
        assert api.message(key, "de") == english


def test_nothing_is_logged(house, save, view, caplog):
    with caplog.at_level("INFO"):
        save(house["worker"], {REMARK: "secret noise"})
        save(house["leader"], {REMARK: "secret dust", AMOUNT: "much"})
        view(house["worker"])
    assert [record.getMessage() for record in caplog.records] == []


def test_a_conflict_about_a_person_comes_with_the_team(house, save):
    more = "      - {key: person, kind: person, label: {en: Person, id: Orang}}\n"
    member = f"user:{house.id('leader')}"
    save(house["worker"], {"log/r1/person": member, REMARK: "x"}, more=more)
    assert save(house["hr"], {REMARK: "y"}, more=more).team == ()
    saved = save(house["hr"], {"log/r1/person": "Budi"}, more=more)
    assert saved.conflicts[0].current == member
    assert [m.name for m in saved.team] == MEMBERS
    assert saved.before == saved.cells
