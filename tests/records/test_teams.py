"""Joining a team by its code, leaving it, coming back; what a team lacks; files of people."""

import io
import json
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from score_xblocks.records import administration, api, importing, keys, teams
from score_xblocks.records.models import Enterprise, JoinTries, Membership

REMARK = "top//remark"


@pytest.fixture
def code(house) -> str:
    return administration.join_code(org="SCORE", key="maju")


@pytest.fixture
def join(house):
    def join(who, code, org="SCORE", side="worker", **given):
        return api.join(person=house[who], org=org, code=code, side=side, **given)

    return join


def refused(key: str):
    return pytest.raises(api.NotAllowed, match=f"^{key}$")


def enterprise_id(key: str = "maju") -> int:
    return Enterprise.objects.get(key=key).pk


# Joining


def test_whoever_has_the_code_joins_and_sees_the_teams_sheets(house, save, view, join, code):
    save(house["worker"], {REMARK: "noise"})
    joined = join("alone", code, side="manager", gender="f")
    assert (joined.name, joined.institution) == ("PT Contoh Maju", "SCORE Indonesia")
    assert [(m.name, m.side, m.role) for m in joined.team][-1] == ("alone", "manager", "member")
    assert view(house["alone"]).cells == {REMARK: "noise"}
    membership = Membership.objects.get(user_id=house.id("alone"))
    assert (membership.gender, membership.is_hr, membership.is_taskforce) == ("f", False, False)


def test_codes_are_read_as_people_write_them(join, code):
    assert len(code) == 8
    assert set(code) <= set(keys.CODE_LETTERS)
    join("alone", f" {code[:4].lower()}-{code[4:]} ")


def test_codes_are_random_and_of_letters_that_cannot_be_mistaken():
    codes = {keys.new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert set("".join(codes)) == set(keys.CODE_LETTERS)
    assert not set("IL1O0") & set(keys.CODE_LETTERS)


@pytest.mark.parametrize(
    "typed", ["", " ", "x", "ABCDEFGH", "' OR 1=1", "%", "ABCDEFG%", "ABCD0000", "x" * 10_000, "\0", "ÄÖÜÄÖÜÄÖ"]
)
def test_no_enumeration_wrong_unknown_and_switched_off_codes_get_one_answer(house, join, code, typed):
    administration.make_institution(org="OTHER", name="Another")
    administration.join_code(org="SCORE", key="maju", off=True)
    answers = set()
    for org, given in (("SCORE", typed), ("SCORE", code), ("OTHER", code), ("NOWHERE", typed)):
        with pytest.raises(api.NotAllowed) as told:
            join("alone", given, org=org)
        answers.add(told.value.key)
    assert answers == {"no-such-code"}
    assert not Membership.objects.filter(user_id=house.id("alone")).exists()


def test_an_enterprise_without_a_code_is_not_joined_with_an_empty_one(join, house):
    assert Enterprise.objects.filter(join_code=None).count() == 2
    for typed in ("", "None", "null"):
        with refused("no-such-code"):
            join("alone", typed)


def test_whoever_is_in_a_team_learns_nothing_of_codes(house, join, code):
    other = administration.join_code(org="SCORE", key="jaya")
    for typed in (code, other, "wrong"):
        with refused("already-in-team"):
            join("worker", typed)
    assert not JoinTries.objects.exists()


@pytest.mark.parametrize("given", [{"side": "left"}, {"side": ""}, {"gender": "woman"}, {"org": "S/C"}, {"org": ""}])
def test_what_makes_no_sense_is_refused(join, code, given):
    with refused("bad-request"):
        join("alone", code, **given)


@pytest.mark.parametrize(("change", "key"), [({"user_id": None}, "sign-in"), ({"acting_as": True}, "acting-as")])
def test_nobody_and_whoever_acts_as_another_joins_and_leaves_nothing(house, code, change, key):
    other = replace(house["worker"], **change)
    with refused(key):
        api.join(person=other, org="SCORE", code=code, side="worker")
    with refused(key):
        api.leave(person=other, org="SCORE")
    with refused(key):
        api.own_records(person=other, org="SCORE")


def test_ten_tries_an_hour_and_the_right_code_counts_too(house, join, code, monkeypatch):
    now = [1_000_000.0]
    monkeypatch.setattr(teams.time, "time", lambda: now[0])
    for _ in range(10):
        with refused("no-such-code"):
            join("alone", "wrong")
        now[0] += 60
    with refused("too-many-tries"):
        join("alone", code)
    assert len(json.loads(JoinTries.objects.get().times)) == 10
    now[0] = 1_000_000.0 + 3601
    join("alone", code)
    with refused("no-such-code"):
        join("staff", "wrong")


def test_leaving_and_coming_back_is_kept_in_the_books(house, save, view, join, code):
    save(house["worker"], {REMARK: "noise"})
    for _ in range(2):
        api.leave(person=house["worker"], org="score")
        assert view(house["worker"]).owner == "person"
        with refused("no-team"):
            api.leave(person=house["worker"], org="SCORE")
        join("worker", code)
        assert view(house["worker"]).cells == {REMARK: "noise"}
    mine = Membership.objects.filter(user_id=house.id("worker")).order_by("id")
    assert [(m.active, m.until is None) for m in mine] == [(None, False), (None, False), (True, True)]
    assert view(house["leader"]).last.by == "worker"


def test_duties_and_roles_do_not_come_back_by_a_code(house, join, code):
    api.leave(person=house["hr"], org="SCORE")
    join("hr", code)
    membership = Membership.objects.get(user_id=house.id("hr"), active=True)
    assert (membership.is_hr, membership.role) == (False, "member")


# The code


INVITERS = ["leader", "owner", "trainer", "busy-trainer", "manager"]
OTHERS = ["worker", "hr", "taskforce", "neighbour", "expert", "staff", "alone"]


@pytest.mark.parametrize("who", [*INVITERS, *OTHERS])
def test_who_may_see_renew_and_end_the_code(house, code, who):
    asked = {"person": house[who], "enterprise_id": enterprise_id()}
    if who in INVITERS:
        assert api.join_code(**asked) == code
        renewed = api.renew_join_code(**asked)
        assert renewed == api.join_code(**asked) != code
        api.end_join_code(**asked)
        assert api.join_code(**asked) == ""
        return
    for verb in (api.join_code, api.renew_join_code, api.end_join_code):
        with refused("no-enterprise"):
            verb(**asked)
        with refused("no-enterprise"):
            verb(**asked | {"enterprise_id": 10**9})
    assert Enterprise.objects.get(key="maju").join_code == code


def test_a_renewed_code_makes_the_old_one_worthless(house, join, code):
    renewed = api.renew_join_code(person=house["leader"], enterprise_id=enterprise_id())
    with refused("no-such-code"):
        join("alone", code)
    join("alone", renewed)


def test_platform_staff_invites_and_course_staff_does_not(house, code):
    staff = house.id("staff")
    assert api.join_code(person=api.Person(staff, is_platform_staff=True), enterprise_id=enterprise_id()) == code
    with refused("no-enterprise"):
        api.join_code(person=api.Person(staff, is_staff=True), enterprise_id=enterprise_id())


def test_a_code_that_is_taken_is_made_anew(house, code, monkeypatch):
    codes = iter([code, code, "ABCDEFGH"])
    monkeypatch.setattr(teams, "new_code", lambda: next(codes))
    assert administration.join_code(org="SCORE", key="jaya") == "ABCDEFGH"


# The balance


@pytest.fixture
def team(house):
    """Make the team of 'jaya' out of sides and genders."""

    def team(*people: tuple[str, str]) -> api.Balance:
        Membership.objects.filter(enterprise__key="jaya").delete()
        for number, (side, gender) in enumerate(people):
            name = f"jaya-{number}"
            get_user_model().objects.get_or_create(username=name)
            administration.add_member(org="SCORE", key="jaya", username=name, side=side, gender=gender)
        return api.balance(person=house["manager"], enterprise_id=enterprise_id("jaya"))

    return team


W, M = "worker", "manager"


@pytest.mark.parametrize(
    ("people", "hints"),
    [
        ([], []),
        ([(W, "f"), (M, "m")], []),
        ([(W, "f"), (W, "m")], ["balance-no-managers"]),
        ([(M, "f"), (M, "m")], ["balance-no-workers"]),
        ([(W, "m"), (M, "m"), (M, "m"), (M, "m")], ["balance-few-workers"]),
        ([(W, "m"), (W, "m"), (M, "m"), (M, "m"), (M, "f")], ["balance-few-women"]),
        ([(W, "m"), (W, "f"), (M, "m"), (M, "m"), (M, "f")], []),
        ([(W, "m"), (W, ""), (M, "m"), (M, "m"), (M, "x")], []),
        ([(M, "m")] * 5, ["balance-no-workers", "balance-few-women"]),
    ],
)
def test_hints_say_what_a_team_lacks(team, people, hints):
    assert list(team(*people).hints) == hints


def test_below_five_members_nothing_is_said_of_women_and_men(team):
    small = team((W, "f"), (W, "m"), (M, "m"), (M, "f"))
    assert (small.members, small.workers, small.managers, small.women, small.men) == (4, 2, 2, None, None)
    large = team((W, "f"), (W, "m"), (M, "m"), (M, "f"), (M, ""))
    assert (large.members, large.workers, large.managers, large.women, large.men) == (5, 2, 3, 2, 2)


MEMBERS = ["worker", "leader", "owner", "hr", "taskforce"]


@pytest.mark.parametrize("who", [*MEMBERS, "trainer", "expert", "manager", "neighbour", "staff", "alone"])
def test_who_sees_the_balance(house, who):
    asked = {"person": house[who], "enterprise_id": enterprise_id()}
    if who in ("neighbour", "staff", "alone"):
        with refused("no-enterprise"):
            api.balance(**asked)
    else:
        with CaptureQueriesContext(connection) as captured:
            assert api.balance(**asked).members == 5
        assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
        assert len(captured) == 2


# People from a file


@pytest.fixture
def people(house):
    for name in ("sari", "budi", "tono"):
        get_user_model().objects.create(username=name, email=f"{name}@Example.org")

    def read(text, **given):
        rows = importing.import_members(org="SCORE", key="jaya", text=text, **given)
        return [(row.line, row.person, row.outcome) for row in rows], [row.message for row in rows]

    return read


def member(name: str) -> tuple:
    found = Membership.objects.get(user__username=name, active=True)
    return found.side, found.role, found.gender, found.is_hr, found.is_taskforce


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_adds_people_and_changes_them(people, delimiter, newline):
    lines = [
        "\ufeffUsername,Email,Side,Role,Gender,Duties",
        "sari,,worker,leader,f,hr taskforce",
        "",
        ",BUDI@example.ORG,Manajer,pemilik,L,",
    ]
    text = newline.join(lines).replace(",", delimiter)
    outcomes, messages = people(text)
    assert outcomes == [(2, "sari", "added"), (4, "BUDI@example.ORG", "added")]
    assert messages == ["", ""]
    assert member("sari") == ("worker", "leader", "f", True, True)
    assert member("budi") == ("manager", "owner", "m", False, False)
    assert [outcome for _, _, outcome in people(text)[0]] == ["unchanged", "unchanged"]
    assert people("username,side\nsari,manager\n")[0] == [(2, "sari", "changed")]
    assert member("sari") == ("manager", "leader", "f", True, True)


def test_rows_that_are_wrong_are_told_and_the_others_taken(people):
    get_user_model().objects.create(username="twin", email="sari@example.org")
    outcomes, messages = people(
        "username,email,side,role\n"
        "nemo,,worker,\n"
        ",,worker,\n"
        ",sari@example.org,worker,\n"
        "budi,,left,\n"
        "budi,,,\n"
        "budi,,worker,king\n"
        "worker,,worker,\n"
        "tono,,worker,\n"
        "tono,,manager,\n"
        "sari\n"
    )
    assert [outcome for _, _, outcome in outcomes] == ["refused"] * 7 + ["added"] + ["refused"] * 2
    for message, said in zip(
        messages,
        [
            "nobody has registered",
            "neither a username nor an email",
            "several people have this email",
            "'left' is no side",
            "'' is no side",
            "'king' is no role",
            "is in the enterprise 'maju'",
            "",
            "twice",
            "the side is missing",
        ],
        strict=True,
    ):
        assert said in message
    assert member("tono")[0] == "worker"
    assert not Membership.objects.filter(user__username__in=["budi", "sari"]).exists()


def test_a_dry_run_says_the_same_and_does_nothing(people):
    text = "username,side\nsari,worker\nnemo,worker\n"
    assert people(text, dry_run=True) == people(text, dry_run=True)
    assert not Membership.objects.filter(user__username="sari").exists()
    assert people(text)[0] == [(2, "sari", "added"), (3, "nemo", "refused")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "must name the columns"),
        ("username\nsari\n", "must name the columns"),
        ("side\nworker\n", "must name the columns"),
        ("username,side,wage\nsari,worker,1\n", "a column 'wage'"),
        ("username,side,side\nsari,worker,worker\n", "a column twice"),
        ("username,side\n" + "sari,worker\n" * 2001, "at most 2000"),
        ("username,side\n" + "x" * 200_000, "no CSV file"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(people, text, said):
    with pytest.raises(administration.Refusal, match=said):
        people(text)


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("score_enterprise", *arguments, stdout=output)
    return output.getvalue()


def test_the_command_imports_and_tells(people, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("username,side\nsari,worker\n", "utf-8")
    assert run("import", "SCORE", "jaya", str(path), "--dry-run") == "line 2: sari: added\n1 of 1 rows are in order.\n"
    assert "sari: added" in run("import", "SCORE", "jaya", str(path))
    path.write_text("username,side\nsari,worker\nnemo,worker\n", "utf-8")
    with pytest.raises(CommandError, match="1 of 2 rows were refused"):
        run("import", "SCORE", "jaya", str(path))
    path.write_bytes(b"username,side\nsar\xff,worker\n")
    with pytest.raises(CommandError, match="UTF-8"):
        run("import", "SCORE", "jaya", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        run("import", "SCORE", "jaya", str(tmp_path / "none.csv"))


def test_the_command_shows_renews_and_ends_the_code(house):
    first = run("code", "SCORE", "maju")
    assert run("code", "SCORE", "maju") == first
    assert run("code", "SCORE", "maju", "--renew") != first
    assert run("code", "SCORE", "maju", "--off") == "Nobody can join maju by a code.\n"
    assert Enterprise.objects.get(key="maju").join_code is None


def test_nothing_of_joining_is_logged(house, join, code, caplog):
    with caplog.at_level("INFO"):
        join("alone", code)
        with refused("no-such-code"):
            join("staff", "secret")
    assert [record.getMessage() for record in caplog.records] == []
