"""Definitions that changed: records and late edits come forward, and nothing that was recorded is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from score_core.answers import Edit, check, merge
from score_core.migrating import Kept, edit_forward, forward, kept, replay
from score_core.worksheet import parse
from tests.core.sheets import options, section


def text(version: int, migrations: str, sections: str) -> str:
    head = f"key: sheet\nversion: {version}\ntitle: {{en: S, id: L}}\nfilled_by: enterprise\n"
    return f"{head}{migrations}sections:\n{sections}"


def parsed(version: int, migrations: str, sections: str):
    sheet, problems = parse(text(version, migrations, sections))
    assert problems == [], "\n".join(map(str, problems))
    return sheet


TWO = """\
migrations:
  - to: 2
    steps:
      - {rename: members/side, as: members/party}
      - {rename: members, as: team}
      - {options: team/party, replace: {boss: manager, chief: manager}}
      - {options: team/skills, replace: {welding: weld}}
      - {retype: team/age}
      - {remove: team/note}
      - {remove: extra}
      - {items: points, replace: {first: one}}
      - {rename: about/word, as: sums/word}
    examples:
      - in: {members/r1/side: boss, members/r1/#at: 1, members/r1/age: about 40, members/r1/note: kept}
        out: {team/r1/party: manager, team/r1/#at: 1, team/r1/age~1: about 40, team/r1/note~1: kept}
      - in: {members/r1/side: worker, members/r1/age: 40, members/r1/skills: "welding,cut", extra//x: y}
        out: {team/r1/party: worker, team/r1/age: 40, team/r1/skills: "cut,weld", extra~1//x: y}
      - in: {points/first/ok: "yes", points/two/ok: "no", about//word: hello}
        out: {points/one/ok: "yes", points/two/ok: "no", sums//word: hello}
"""
THREE = (
    TWO
    + """\
  - to: 3
    steps:
      - {rename: team/party, as: team/group_of}
      - {retype: team/rank}
    examples:
      - in: {team/r1/party: manager, team/r1/rank: first}
        out: {team/r1/group_of: manager, team/r1/rank~2: first}
"""
)


def sections(party: str = "party", rank: str = "text") -> str:
    return (
        section(
            "team",
            f"{party} choice " + options("manager", "worker"),
            "age number",
            "skills choices " + options("cut", "weld"),
            f"rank {rank}",
            rows="rows: {}",
        )
        + section(
            "points", "ok yes_no", rows="items: [{key: one, label: {en: I, id: I}}, {key: two, label: {en: I, id: I}}]"
        )
        + section("sums", "word text")
        + section("about", "name text")
    )


V1 = parsed(
    1,
    "",
    section(
        "members",
        "side choice " + options("boss", "chief", "worker"),
        "age text",
        "skills choices " + options("welding", "cut"),
        "note text",
        "rank text",
        rows="rows: {}",
    )
    + section("extra", "x text")
    + section(
        "points", "ok yes_no", rows="items: [{key: first, label: {en: I, id: I}}, {key: two, label: {en: I, id: I}}]"
    )
    + section("about", "name text", "word text"),
)
V2 = parsed(2, TWO, sections())
V3 = parsed(3, THREE, sections("group_of", "number"))


def test_a_record_comes_forward_over_several_versions():
    cells = {"members/r1/side": "chief", "members/r1/rank": "second", "members/r1/#gone": "1", "about//name": "A"}
    assert forward(V2, cells, 1) == {
        "team/r1/party": "manager",
        "team/r1/rank": "second",
        "team/r1/#gone": "1",
        "about//name": "A",
    }
    assert forward(V3, cells, 1) == {
        "team/r1/group_of": "manager",
        "team/r1/rank~2": "second",
        "team/r1/#gone": "1",
        "about//name": "A",
    }
    assert forward(V3, forward(V2, cells, 1), 2) == forward(V3, cells, 1)


def test_a_record_of_now_stays_as_it_is():
    cells = {"team/r1/party": "manager", "members/r1/side": "boss", "odd": "x"}
    assert forward(V2, cells, 2) == cells


@pytest.mark.parametrize(
    ("cell", "base", "value", "moved"),
    [
        ("members/r1/side", "boss", "worker", ("team/r1/party", "manager", "worker")),
        ("members/r1/#gone", "", "1", ("team/r1/#gone", "", "1")),
        ("members/r1/age", "", "40", ("team/r1/age", "", "40")),
        ("members/r1/age", "30", "40", ("team/r1/age", "30", "40")),
        ("members/r1/age", "about 30", "40", ("team/r1/age", "", "40")),
        ("members/r1/age", "30", "about 40", ("team/r1/age~1", "", "about 40")),
        ("members/r1/age", "about 30", "about 40", ("team/r1/age~1", "about 30", "about 40")),
        ("members/r1/age", "about 30", "", ("team/r1/age~1", "about 30", "")),
        ("members/r1/age", "30", "", ("team/r1/age", "30", "")),
        ("members/r1/note", "", "late words", ("team/r1/note~1", "", "late words")),
        ("extra//x", "", "late words", ("extra~1//x", "", "late words")),
        ("points/first/ok", "", "yes", ("points/one/ok", "", "yes")),
        ("about//name", "", "A", ("about//name", "", "A")),
    ],
)
def test_a_late_edit_comes_forward_and_is_taken(cell, base, value, moved):
    found = edit_forward(V2, Edit("e", cell, base, value), 1)
    assert (found.id, found.cell, found.base, found.value) == ("e", *moved)
    assert check(V2, [found]) == {}


def test_edits_that_can_not_come_forward():
    assert edit_forward(V2, Edit("e", "team/r1/party", "", "worker"), 3) is None
    assert edit_forward(V2, Edit("e", "nowhere", "", "worker"), 1) is None


@pytest.mark.parametrize(
    "cell", ["team/r1/note~2", "team/r1/note~0", "extra~3//x", "team/bad row/note~1", "team/r1/n~1~1"]
)
def test_only_what_migrations_keep_can_be_kept(cell):
    assert check(V2, [Edit("e", cell, "", "x")])["e"].key in ("unknown-cell", "row-name")
    assert check(V1, [Edit("e", "members/r1/note~1", "", "x")])["e"].key == "unknown-cell"


def test_what_is_kept_stays_readable():
    cells = forward(V2, {"members/r1/note": "old words", "members/r1/#at": "1", "extra//x": "y", "gone//z": "w"}, 1)
    assert kept(V2, cells) == [Kept("extra~1//x", "y"), Kept("gone//z", "w"), Kept("team/r1/note~1", "old words")]


def test_a_history_is_replayed_over_its_versions():
    history = [
        (Edit("1", "members/r1/side", "", "boss"), 1),
        (Edit("2", "members/r1/age", "", "about 40"), 1),
        (Edit("3", "team/r1/age", "", "41"), 2),
        (Edit("4", "team/r1/rank", "", "7"), 2),
        (Edit("5", "team/r1/group_of", "manager", "worker"), 3),
    ]
    assert replay(history, {1: V1, 2: V2, 3: V3}) == {
        "team/r1/group_of": "worker",
        "team/r1/age": "41",
        "team/r1/age~1": "about 40",
        "team/r1/rank": "7",
    }
    assert replay([], {}) == {}


VALUES = {"side": ["boss", "chief", "worker", ""], "age": ["40", "about 40", ""], "note": ["x", ""], "rank": ["a", ""]}
EDITS = st.lists(
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda name: st.tuples(st.just(f"members/r1/{name}"), st.sampled_from(VALUES[name]))
    ),
    max_size=8,
)


@given(EDITS, EDITS)
def test_the_record_is_the_fold_of_its_history_across_versions(early, late):
    """A record that was migrated, and then took late edits of version 1, is what its history adds up to."""
    history, cells = [], {}
    for number, (cell, value) in enumerate(early):
        edit = Edit(f"a{number}", cell, cells.get(cell, ""), value)
        cells = merge(cells, [edit]).cells
        history.append((edit, 1))
    cells = forward(V2, cells, 1)
    for number, (cell, value) in enumerate(late):
        edit = edit_forward(V2, Edit(f"b{number}", cell, "", value), 1)
        merged = merge(cells, [edit])
        cells = merged.cells
        history += [(edit, 2) for edit in merged.applied]
    assert replay(history, {1: V1, 2: V2}, to=2) == cells


@given(EDITS)
def test_nothing_recorded_is_lost(edits):
    cells = {cell: value for cell, value in edits if value}
    moved = forward(V2, cells, 1)
    assert len(moved) == len(cells)
    renamed = {"boss": "manager", "chief": "manager"}
    assert sorted(moved.values()) == sorted(renamed.get(value, value) for value in cells.values())


def migration(steps: str, examples: str = "[{in: {a//b: x}, out: {a//b: x}}]", to: str = "to: 2") -> str:
    return f"migrations:\n- {to}\n  steps: [{steps}]\n  examples: {examples}\n"


NOW = section("a", "b text", "c choice " + options("x", "y")) + section("rows_now", "d number", rows="rows: {}")


@pytest.mark.parametrize(
    ("migrations", "code", "words"),
    [
        (migration("{rename: a/old, as: a/bb}"), "worksheet-migration-unknown", '"b"'),
        (migration("{rename: old, as: aa}"), "worksheet-migration-unknown", '"a"'),
        (migration("{rename: a/c, as: a/b}"), "worksheet-migration-still-there", "a/c"),
        (migration("{rename: rows_now, as: a}"), "worksheet-migration-still-there", "rows_now"),
        (migration("{rename: rows_now/old, as: a/b}"), "worksheet-migration-step", "rows"),
        (migration("{rename: a/old, as: a}"), "worksheet-bad-key", "section/field"),
        (migration("{options: a/c, replace: {z: q}}"), "worksheet-migration-unknown", '"q"'),
        (migration("{options: a/c, replace: {x: y}}"), "worksheet-migration-still-there", '"x"'),
        (migration("{options: a/d, replace: {x: y}}"), "worksheet-migration-unknown", '"d"'),
        (migration("{items: rows_now, replace: {x: y}}"), "worksheet-migration-unknown", '"y"'),
        (migration("{retype: a/d}"), "worksheet-migration-unknown", '"d"'),
        (migration("{retype: a}"), "worksheet-bad-key", "section/field"),
        (migration("{remove: a/b}"), "worksheet-migration-still-there", "a/b"),
        (migration("{remove: a}"), "worksheet-migration-still-there", '"a"'),
        (migration("{rename: a/old}"), "worksheet-migration-step", "one thing"),
        (migration("{remove: a/x, retype: a/b}"), "worksheet-migration-step", "Split"),
        (migration("{remove: a/x, as: a/b}"), "worksheet-migration-step", "Split"),
        (migration("{forget: a/x}"), "worksheet-unknown-key", "forget"),
        (migration("{remove: a/x}", to="to: 3"), "worksheet-migration-order", "3"),
        (migration("{remove: a/x}", to="to: 1"), "worksheet-migration-order", "1"),
        (migration("{remove: a/x}", "[{in: {a//x: w}, out: {a//x: w}}]"), "worksheet-migration-example", "a//x~1: w"),
        (migration("{remove: a/x}", "[{in: {a/x: w}, out: {a//b: w}}]"), "worksheet-migration-cell", "a/x"),
        (migration("{remove: a/x}", "[{in: {a//b: w}}]"), "worksheet-missing-key", "out"),
        (migration("{remove: a/x}", "[]"), "worksheet-wrong-shape", "list"),
        ("migrations:\n- {to: 2, steps: [{remove: a/x}]}\n", "worksheet-missing-key", "examples"),
        (
            "migrations:\n- {steps: [{remove: a/x}], examples: [{in: {a//b: x}, out: {a//b: x}}]}\n",
            "worksheet-missing-key",
            "to",
        ),
    ],
)
def test_mistakes_in_migrations(migrations, code, words):
    _, problems = parse(text(2, migrations, NOW))
    assert code in [problem.code for problem in problems], problems
    told = next(problem for problem in problems if problem.code == code)
    assert words in f"{told.message} {told.remedy}"
    assert 5 <= told.line <= 8


def test_versions_stand_in_their_order():
    twice = migration("{remove: a/x}") + migration("{remove: a/z}").removeprefix("migrations:\n")
    _, problems = parse(text(2, twice, NOW))
    assert [problem.code for problem in problems] == ["worksheet-migration-order"]
