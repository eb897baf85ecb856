"""Reviews in rounds: who may do what when, what is closed meanwhile, what the team gets to see."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from score_xblocks.records import administration, api, reviewing
from score_xblocks.records.models import Edit, Record, ReviewEvent
from score_xblocks.records.reviews import VERBS

from . import sheets

REMARK, AMOUNT, WHAT, OTHER = "top//remark", "top//amount", "log/r1/what", "log/r2/what"
TEAM, TRAINERS = ["worker", "leader", "owner", "hr", "taskforce"], ["trainer", "busy-trainer", "expert"]
OUTSIDERS = ["manager", "neighbour", "staff", "alone"]


def refused(key: str):
    return pytest.raises(api.NotAllowed, match=f"^{key}$")


def replayed(record: Record) -> reviewing.Review:
    """What the record's review adds up to."""
    review = reviewing.Review()
    for event in record.review_events.order_by("step"):
        review = reviewing.after(review, event.kind, event.revision, json.loads(event.data))
    return review


class Sheet:
    """A sheet that the team filled in, and its review."""

    def __init__(self, house, save, view, name):
        self.house, self.name, self._save, self._view = house, name, save, view
        self.id = self.save("worker", {REMARK: "noise", WHAT: "bolts", OTHER: "nuts"}).record_id

    def save(self, who, cells, bases=None):
        return self._save(self.house[who], cells, self.name, bases=bases)

    def view(self, who):
        return self._view(self.house[who], self.name)

    def open(self, who):
        return api.open_record(person=self.house[who], record_id=self.id).view

    @property
    def record(self) -> Record:
        return Record.objects.get(pk=self.id)

    def do(self, verb, who, **given):
        """One verb as this person, about what stands there now."""
        asked = {"person": self.house[who], "record_id": self.id}
        seen = {"revision": self.record.revision}
        rows = {"rows": ["log/r1"]}
        match verb:
            case "submit":
                return api.submit(**asked, **seen | given)
            case "withdraw":
                return api.withdraw(**asked)
            case "begin":
                return api.begin_review(**asked)
            case "comment":
                return api.save_review(**asked, **{"comments": {WHAT: "Which?"}} | given)
            case "return":
                return api.return_for_changes(**asked, **seen | given)
            case "accept":
                return api.accept(**asked, **seen | given)
            case "reopen":
                return api.reopen(**asked, **given)
            case "accept_rows":
                return api.accept_rows(**asked, **seen | rows | given)
            case "verify_rows":
                return api.verify_rows(**asked, **seen | rows | given)
            case "sign_worker" | "sign_owner":
                return api.sign(**asked, **seen | {"signed_as": verb.removeprefix("sign_")} | given)
        raise ValueError(verb)

    def bring_to(self, state):
        """Lead the review to a state, from the first one."""
        way = {
            "draft": [],
            "submitted": ["submit"],
            "in_review": ["submit", "begin"],
            "returned": ["submit", "begin", "return"],
            "accepted": ["submit", "begin", "accept"],
        }[state]
        for verb in way:
            self.do(verb, "worker" if verb == "submit" else "trainer")
        return self


@pytest.fixture
def sheet(house, save, view):
    return Sheet(house, save, view, "reviewed")


@pytest.fixture
def register(house, save, view):
    return Sheet(house, save, view, "register")


# The way of a review


def test_two_rounds_to_acceptance(sheet):
    submitted = sheet.do("submit", "worker")
    assert (submitted.state, submitted.round) == ("submitted", 1)
    assert sheet.do("begin", "trainer").state == "in_review"
    returned = sheet.do("return", "trainer", comments={WHAT: "Which bolts?", "log": "One row a machine.", "": "Good!"})
    assert (returned.state, returned.round) == ("returned", 1)
    sheet.save("leader", {WHAT: "bolts M8"}, {WHAT: "bolts"})
    assert sheet.do("submit", "leader").round == 2
    sheet.do("begin", "trainer")
    accepted = sheet.do("accept", "trainer")
    assert (accepted.state, accepted.round, accepted.locked) == ("accepted", 2, "locked-accepted")
    seen = sheet.view("owner").review
    assert [(c.target, c.text, c.by, c.round) for c in seen.comments] == [
        ("", "Good!", "trainer", 1),
        ("log", "One row a machine.", "trainer", 1),
        (WHAT, "Which bolts?", "trainer", 1),
    ]
    assert [(step.kind, step.by) for step in seen.steps] == [
        ("submit", "worker"),
        ("begin", "trainer"),
        ("return", "trainer"),
        ("submit", "leader"),
        ("begin", "trainer"),
        ("accept", "trainer"),
    ]
    assert replayed(sheet.record) == reviewing.from_text(sheet.record.review)
    assert sheet.record.review_state == "accepted"


def test_the_difference_since_the_last_answer_is_marked(sheet):
    sheet.bring_to("returned")
    assert sheet.view("worker").review.changed == frozenset()
    sheet.save("worker", {WHAT: "screws", AMOUNT: "3"}, {WHAT: "bolts"})
    sheet.do("submit", "worker")
    assert sheet.open("trainer").review.changed == sheet.view("worker").review.changed == {WHAT, AMOUNT}
    sheet.do("begin", "trainer")
    sheet.do("accept", "trainer")
    assert sheet.view("worker").review.changed == frozenset()


def test_a_submission_is_withdrawn_before_the_review_and_not_after(sheet):
    sheet.do("submit", "worker")
    withdrawn = sheet.do("withdraw", "leader")
    assert (withdrawn.state, withdrawn.round) == ("draft", 0)
    sheet.bring_to("returned")
    sheet.do("submit", "worker")
    assert (sheet.do("withdraw", "worker").state, sheet.record.review_state) == ("returned", "returned")
    sheet.do("submit", "worker")
    sheet.do("begin", "trainer")
    with refused("not-now"):
        sheet.do("withdraw", "worker")
    assert replayed(sheet.record) == reviewing.from_text(sheet.record.review)


POSSIBLE = {
    "draft": {"submit", "sign"},
    "submitted": {"withdraw", "begin", "sign"},
    "in_review": {"draft", "return", "accept", "sign"},
    "returned": {"submit", "sign"},
    "accepted": {"reopen", "sign"},
}
IN_REGISTER = {"accept_rows", "verify_rows"}


@pytest.mark.parametrize("mode", ["sheet", "row"])
@pytest.mark.parametrize("state", POSSIBLE)
def test_what_may_come_next(state, mode):
    review = reviewing.Review(state=state)
    possible = {kind for kind in reviewing.KINDS if reviewing.possible(review, kind, mode)}
    more = IN_REGISTER | ({"submit"} if state == "accepted" else set()) if mode == "row" else set()
    assert possible == POSSIBLE[state] | more


@pytest.mark.parametrize("state", POSSIBLE)
@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_at_the_wrong_moment(sheet, state, verb):
    sheet.bring_to(state)
    kind = VERBS[verb][0]
    who = {"submit": "worker", "withdraw": "worker", "sign_worker": "worker", "sign_owner": "owner"}.get(
        verb, "trainer"
    )
    before = ReviewEvent.objects.count()
    if kind in POSSIBLE[state]:
        sheet.do(verb, who)
        assert ReviewEvent.objects.count() == before + 1
    else:
        with refused("not-now"):
            sheet.do(verb, who)
        assert ReviewEvent.objects.count() == before


@pytest.mark.parametrize("state", POSSIBLE)
@pytest.mark.parametrize("who", [*TEAM, *TRAINERS, *OUTSIDERS])
def test_every_verb_by_every_role_in_every_state_is_what_the_view_says(sheet, state, who):
    """Hidden buttons are no protection, and shown ones are no promises."""
    sheet.bring_to(state)
    readers = [*TEAM, *TRAINERS, "manager"]
    may = sheet.open(who).review.may if who in readers else frozenset()
    allowed = {"submit", "withdraw"} if who in TEAM else set()
    allowed |= {"sign_worker"} if who in ("worker", "leader", "taskforce") else set()
    allowed |= {"sign_owner"} if who == "owner" else set()
    allowed |= set(VERBS) - {"submit", "withdraw", "sign_worker", "sign_owner"} if who in TRAINERS else set()
    assert may == {verb for verb in allowed if VERBS[verb][0] in POSSIBLE[state]}
    for verb in VERBS:
        if verb in may:
            continue
        with pytest.raises(api.NotAllowed) as told:
            sheet.do(verb, who)
        assert told.value.key in (("not-now",) if verb in allowed else ("not-yours", "no-record"))
        assert (told.value.key == "no-record") == (who not in readers)


@pytest.mark.parametrize(("change", "key"), [({"user_id": None}, "sign-in"), ({"acting_as": True}, "acting-as")])
def test_nobody_and_whoever_acts_as_another_does_nothing(sheet, change, key):
    other = replace(sheet.house["worker"], **change)
    with refused(key):
        api.submit(person=other, record_id=sheet.id, revision=1)
    with refused(key):
        api.waiting(person=other)


def test_nobody_reviews_what_the_own_team_wrote(sheet):
    administration.add_member(org="SCORE", key="maju", username="expert", side="manager")
    sheet.bring_to("submitted")
    with refused("not-yours"):
        sheet.do("begin", "expert")


def test_platform_staff_reads_a_review_and_does_not_take_part(sheet):
    sheet.bring_to("submitted")
    staff = api.Person(sheet.house.id("staff"), is_platform_staff=True)
    assert api.open_record(person=staff, record_id=sheet.id).view.review.may == frozenset()
    with refused("not-yours"):
        api.begin_review(person=staff, record_id=sheet.id)


@pytest.mark.parametrize("name", ["team", "learner", "trainer"])
def test_what_is_not_reviewed_has_no_review(house, save, view, name):
    who = "trainer" if name == "trainer" else "worker"
    number = save(house[who], {REMARK: "x"}, name).record_id
    assert view(house[who], name).review is None
    with refused("not-reviewed"):
        api.submit(person=house[who], record_id=number, revision=1)


def test_a_sheet_of_ones_own_is_not_submitted(house, save, view):
    number = save(house["alone"], {REMARK: "x"}, "reviewed").record_id
    assert view(house["alone"], "reviewed").review.may == frozenset()
    with refused("not-yours"):
        api.submit(person=house["alone"], record_id=number, revision=1)


def test_a_guarded_sheet_is_not_the_trainers_to_review(house, save):
    number = save(house["hr"], {REMARK: "x"}, "reviewed-hr").record_id
    api.submit(person=house["hr"], record_id=number, revision=1)
    with refused("no-record"):
        api.begin_review(person=house["trainer"], record_id=number)
    assert api.waiting(person=house["trainer"]) == ()


def test_before_the_first_save_there_is_nothing_to_submit(house, view):
    seen = view(house["worker"], "reviewed").review
    assert (seen.state, seen.round, seen.may) == ("draft", 0, frozenset())


# What is closed


CLOSED = {"submitted": "locked-submitted", "in_review": "locked-in-review", "accepted": "locked-accepted"}


@pytest.mark.parametrize("state", POSSIBLE)
@pytest.mark.parametrize("cell", [REMARK, WHAT, "log/r1/#gone", "log/r1/#at", "log/new/#at", "log/new/what"])
def test_a_sheet_is_closed_from_submitting_to_the_answer_and_once_accepted(sheet, state, cell):
    sheet.bring_to(state)
    (edit,) = edits = sheets.edits({cell: "1"}, sheet.record and json.loads(sheet.record.cells))
    saved = sheet._save(sheet.house["worker"], edits=edits, name="reviewed")
    key = CLOSED.get(state, "")
    assert sheet.view("worker").review.locked == key
    assert {edit_id: message.key for edit_id, message in saved.refused.items()} == ({edit.id: key} if key else {})
    assert saved.applied == (() if key else (edit.id,))


def test_a_register_is_closed_row_by_row(register):
    register.do("accept_rows", "trainer")
    register.do("verify_rows", "trainer", rows=["log/r2"])
    seen = register.view("worker").review
    assert (seen.accepted_rows, seen.verified_rows) == ({"log/r1"}, {"log/r2"})
    assert seen.locked == ""
    saved = register.save(
        "worker",
        {
            WHAT: "x",
            "log/r1/who": "x",
            "log/r2/#gone": "1",
            "log/r1/#at": "9",
            "log/r3/what": "x",
            AMOUNT: "3",
            "log/r10/what": "x",
        },
        {WHAT: "bolts"},
    )
    assert Counter(message.key for message in saved.refused.values()) == {"locked-accepted": 3}
    assert len(saved.applied) == 4


@pytest.mark.parametrize("state", POSSIBLE)
def test_a_register_stays_open_in_every_state_but_for_its_closed_rows(register, state):
    register.bring_to(state)
    saved = register.save("worker", {"log/new/what": "washers", WHAT: "x"}, {WHAT: "bolts"})
    assert len(saved.refused) == (1 if state == "accepted" else 0)


def test_an_accepted_register_takes_new_rows_and_a_new_round(register):
    accepted = register.bring_to("accepted").view("worker").review
    assert accepted.accepted_rows == {"log/r1", "log/r2"}
    register.save("worker", {"log/r3/what": "washers"})
    assert register.do("submit", "worker").round == 2
    register.do("begin", "trainer")
    assert register.do("accept", "trainer").accepted_rows == {"log/r1", "log/r2", "log/r3"}
    assert replayed(register.record) == reviewing.from_text(register.record.review)


def test_reopening_a_row_opens_this_row_alone(register):
    register.bring_to("accepted")
    register.do("verify_rows", "trainer")
    reopened = register.do("reopen", "trainer", rows=["log/r1"], comments={"log/r1": "Measure again."})
    assert (reopened.accepted_rows, reopened.verified_rows) == ({"log/r2"}, frozenset())
    assert register.view("worker").review.comments[-1].text == "Measure again."
    assert register.save("worker", {WHAT: "x"}, {WHAT: "bolts"}).applied
    assert register.save("worker", {OTHER: "x"}, {OTHER: "nuts"}).refused


def test_reopening_a_sheet_opens_it_whole(sheet):
    sheet.bring_to("accepted")
    assert sheet.do("reopen", "trainer").state == "returned"
    assert sheet.save("worker", {WHAT: "x"}, {WHAT: "bolts"}).applied
    assert sheet.do("submit", "worker").round == 2


def test_an_edit_that_is_stored_stays_so_when_sent_again_to_a_closed_sheet(sheet):
    edits = sheets.edits({AMOUNT: "3"})
    sheet._save(sheet.house["worker"], edits=edits, name="reviewed")
    sheet.bring_to("accepted")
    again = sheet._save(sheet.house["worker"], edits=edits, name="reviewed")
    assert (again.applied, again.refused) == ((edits[0].id,), {})


def test_photos_of_closed_cells_are_closed(sheet, settings, tmp_path):
    settings.SCORE_PRIVATE_ROOT = str(tmp_path)
    sent = {"cell": "proof//photo", "name": "", "content": b"", "attachment_id": "0" * 32}
    sheet.bring_to("accepted")
    with refused("locked-accepted"):
        api.store_attachment(person=sheet.house["worker"], record_id=sheet.id, **sent)


# Nothing is answered that was not seen


@pytest.mark.parametrize("verb", ["submit", "sign_worker"])
def test_what_changed_meanwhile_is_not_submitted_or_signed(sheet, verb):
    sheet.save("leader", {AMOUNT: "3"})
    with refused("changed-meanwhile"):
        sheet.do(verb, "worker", revision=1)


@pytest.mark.parametrize("verb", ["return", "accept"])
def test_a_register_that_changed_meanwhile_is_not_answered(register, verb):
    register.bring_to("in_review")
    register.save("worker", {AMOUNT: "3"})
    with refused("changed-meanwhile"):
        register.do(verb, "trainer", revision=1)
    register.do(verb, "trainer", revision=2)


@pytest.mark.parametrize("verb", ["accept_rows", "verify_rows"])
def test_a_row_that_changed_meanwhile_is_not_accepted_while_others_are(register, verb):
    register.save("worker", {OTHER: "x"}, {OTHER: "nuts"})
    register.do(verb, "trainer", revision=1)
    with refused("changed-meanwhile"):
        register.do(verb, "trainer", revision=1, rows=["log/r1", "log/r2"])
    register.do(verb, "trainer", revision=2, rows=["log/r1", "log/r2"])


@pytest.mark.parametrize("rows", [[], ["log/r9"], ["top"], ["log"], ["log/r1/what"], ["log/r1", "nonsense"]])
def test_rows_that_are_not_there_are_not_accepted(register, rows):
    for verb in ("accept_rows", "verify_rows"):
        with refused("bad-request"):
            register.do(verb, "trainer", rows=rows)


# Comments


def test_a_draft_is_the_reviewers_until_the_answer(sheet):
    sheet.bring_to("in_review")
    sheet.do("comment", "trainer", comments={WHAT: "first"})
    sheet.do("comment", "trainer", comments={WHAT: "second", REMARK: " "})
    sheet.do("comment", "expert", comments={REMARK: "from another"})
    assert [c.text for c in sheet.open("trainer").review.draft] == ["second"]
    assert [c.text for c in sheet.open("expert").review.draft] == ["from another"]
    for who in (*TEAM, "manager"):
        seen = sheet.open(who).review
        assert (seen.comments, seen.draft) == ((), ())
        assert "draft" not in {step.kind for step in seen.steps}
    sheet.do("return", "trainer")
    assert [c.text for c in sheet.view("worker").review.comments] == ["second"]
    assert sheet.open("trainer").review.draft == ()


def test_a_draft_of_an_earlier_round_is_not_sent_with_a_later_one(sheet):
    sheet.bring_to("in_review")
    sheet.do("comment", "trainer", comments={WHAT: "first"})
    sheet.do("return", "trainer", comments={})
    sheet.do("submit", "worker")
    sheet.do("begin", "trainer")
    assert sheet.open("trainer").review.draft == ()
    sheet.do("return", "trainer")
    assert sheet.view("worker").review.comments == ()


def test_a_comment_joins_those_that_are_saved_and_a_blank_one_goes(sheet):
    sheet.bring_to("in_review")
    for target, text in ((WHAT, "first"), (REMARK, "second"), ("", "all in all"), (WHAT, "third"), (REMARK, " ")):
        api.write_comment(person=sheet.house["trainer"], record_id=sheet.id, target=target, text=text)
    api.write_comment(person=sheet.house["expert"], record_id=sheet.id, target=WHAT, text="of another")
    assert {c.target: c.text for c in sheet.open("trainer").review.draft} == {WHAT: "third", "": "all in all"}
    sheet.do("return", "trainer")
    with refused("not-now"):
        api.write_comment(person=sheet.house["trainer"], record_id=sheet.id, target=WHAT, text="late")


def test_what_cells_were_before_the_team_changed_them(sheet):
    sheet.bring_to("returned")
    sheet.save("worker", {WHAT: "screws", AMOUNT: "3", REMARK: "loud"}, {WHAT: "bolts", REMARK: "noise"})
    sheet.save("leader", {WHAT: "washers", REMARK: "noise"}, {WHAT: "screws", REMARK: "loud"})
    review = sheet.open("trainer").review
    assert dict(review.before) == {WHAT: "bolts", AMOUNT: ""}
    assert review.changed == {WHAT, AMOUNT}


@pytest.mark.parametrize(
    "comments",
    [
        {"top//nonsense": "x"},
        {"nonsense": "x"},
        {"top/r1/remark": "x"},
        {"log/ /what": "x"},
        {"log//what": "x"},
        {"top/r1": "x"},
        {WHAT: "x" * 4001},
        {WHAT: "\ud800"},
        {WHAT: "a\0b"},
        {f"log/r{n}/what": "x" for n in range(501)},
    ],
)
def test_comments_that_cannot_be_kept(sheet, comments):
    sheet.bring_to("in_review")
    for verb in ("comment", "return", "accept"):
        with refused("bad-request"):
            sheet.do(verb, "trainer", comments=comments)


# Signatures


def test_both_sides_sign_what_stands(sheet):
    sheet.do("sign_worker", "leader")
    signed = sheet.do("sign_owner", "owner")
    assert [(s.signed_as, s.by, s.current) for s in signed.signatures] == [
        ("owner", "owner", True),
        ("worker", "leader", True),
    ]
    sheet.save("worker", {AMOUNT: "3"})
    assert {s.current for s in sheet.view("worker").review.signatures} == {False}
    sheet.do("sign_worker", "worker")
    again = {s.signed_as: (s.by, s.current) for s in sheet.view("worker").review.signatures}
    assert again == {"owner": ("owner", False), "worker": ("worker", True)}


def test_nobody_signs_as_something_else(sheet):
    for who, signed_as in (("owner", "worker"), ("worker", "owner"), ("hr", "worker"), ("trainer", "owner")):
        with refused("not-yours"):
            api.sign(person=sheet.house[who], record_id=sheet.id, revision=1, signed_as=signed_as)
    with refused("bad-request"):
        api.sign(person=sheet.house["owner"], record_id=sheet.id, revision=1, signed_as="king")


def test_an_anonymous_sheet_keeps_nobody_of_the_team(house, save, view):
    number = save(house["worker"], {REMARK: "too loud"}, "reviewed-anonymous").record_id
    api.submit(person=house["worker"], record_id=number, revision=1)
    api.begin_review(person=house["trainer"], record_id=number)
    assert list(ReviewEvent.objects.order_by("step").values_list("user_id", flat=True)) == [None, house.id("trainer")]
    assert [step.by for step in view(house["leader"], "reviewed-anonymous").review.steps] == ["", "trainer"]
    with refused("not-yours"):
        api.sign(person=house["owner"], record_id=number, revision=1, signed_as="owner")


# The queue


def test_the_queue_shows_ones_own_enterprises_the_first_submitted_first(house, save, view, sheet):
    theirs = save(house["neighbour"], {REMARK: "x"}, "reviewed").record_id
    register = Sheet(house, save, view, "register")
    register.do("submit", "worker")
    api.submit(person=house["neighbour"], record_id=theirs, revision=1)
    sheet.bring_to("in_review")
    waiting = api.waiting(person=house["busy-trainer"])
    assert [(w.record_id, w.enterprise, w.worksheet.key, w.state, w.round) for w in waiting] == [
        (register.id, "PT Contoh Maju", "sheet-register", "submitted", 1),
        (theirs, "PT Contoh Jaya", "sheet-reviewed", "submitted", 1),
        (sheet.id, "PT Contoh Maju", "sheet-reviewed", "in_review", 1),
    ]
    assert [w.since for w in waiting] == sorted(w.since for w in waiting)
    assert [w.record_id for w in api.waiting(person=house["trainer"])] == [register.id, sheet.id]
    assert len(api.waiting(person=house["expert"])) == 3
    for who in (*TEAM, *OUTSIDERS):
        assert api.waiting(person=house[who]) == ()
    with CaptureQueriesContext(connection) as captured:
        api.waiting(person=house["busy-trainer"])
    assert len(captured) == 1


def test_returned_and_accepted_ones_are_found_again(sheet, register):
    sheet.bring_to("returned")
    register.bring_to("accepted")
    trainer = sheet.house["trainer"]
    assert api.waiting(person=trainer) == ()
    found = api.waiting(person=trainer, states=["returned", "accepted"])
    assert {(w.record_id, w.state) for w in found} == {(sheet.id, "returned"), (register.id, "accepted")}
    for each in found:
        answers = ReviewEvent.objects.filter(record=each.record_id, kind__in=["return", "accept"])
        assert each.since == answers.get().at
    assert api.waiting(person=sheet.house["worker"], states=["returned"]) == ()


# Nothing is written but events


def test_events_are_added_and_never_changed(sheet):
    kept = []
    for verb, who in (("submit", "worker"), ("begin", "trainer"), ("comment", "trainer"), ("return", "trainer")):
        sheet.do(verb, who)
        rows = list(ReviewEvent.objects.order_by("id").values())
        assert rows[:-1] == kept
        kept = rows
    assert [row["step"] for row in kept] == [1, 2, 3, 4]
    assert Edit.objects.count() == 3


STEPS = st.lists(st.tuples(st.sampled_from(reviewing.KINDS), st.sets(st.sampled_from(["a/1", "a/2"]))), max_size=30)


@given(STEPS, st.sampled_from(["sheet", "row"]))
def test_a_review_goes_nowhere_but_through_its_states(steps, mode):
    """Any tries, of which only the possible ones count: the text gives the review again, rounds never go below 0."""
    review = reviewing.Review()
    for revision, (kind, rows) in enumerate(steps, 1):
        if not reviewing.possible(review, kind, mode):
            continue
        before, review = review, reviewing.after(review, kind, revision, {"rows": sorted(rows)})
        assert reviewing.from_text(review.to_text()) == review
        assert review.state in reviewing.STATES
        assert review.round >= 0
        if review.state == "accepted" and before.state != "accepted":
            assert before.state in ("in_review", "submitted")
            assert before.state == "in_review" or kind == "withdraw"
        if mode == "sheet" and review.locked(mode):
            assert review.locks(mode, "a/1/x") == review.locked(mode)


def test_nothing_of_a_review_is_logged(sheet, caplog):
    with caplog.at_level("INFO"):
        sheet.bring_to("in_review")
        sheet.do("comment", "trainer", comments={WHAT: "secret"})
    assert [record.getMessage() for record in caplog.records] == []
