"""Conditions of sections and fields: what they show, what completeness wants, and their mistakes."""

import pytest

from score_core.answers import Filled, Visible, completed, completeness, visible
from score_core.worksheet import parse
from tests.core.sheets import HEAD, TODAY, options, section, sheet, single, table

SHEET = sheet(
    section("about", "union yes_no required: yes", 'members number required: yes\n    when: union == "yes"')
    + section("plan", "what text required: yes", rows='when: about.union == "yes"\n  rows: {minimum: 2}')
    + section(
        "log",
        "state choice required: yes\n    " + options("ok", "bad"),
        'why text required: yes\n    when: state == "bad"',
        rows="rows: {}",
    )
    + section("late", "reason text", rows="when: today() > s_due.due")
    + section("s_due", "due date")
)


def wanted(cells):
    found = completeness(SHEET, cells, TODAY)
    return found.filled, found.wanted, found.missing


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        ({}, {"about//members", "plan", "late"}),
        (single("about", union="no"), {"about//members", "plan", "late"}),
        (single("about", union="yes"), {"late"}),
        (single("about", union="yes", members=5) | single("s_due", due="2026-11-23"), set()),
        (
            table("log", [{"state": "bad"}, {"state": "ok"}, {}]),
            {"about//members", "plan", "late", "log/r1/why", "log/r2/why"},
        ),
    ],
)
def test_what_is_hidden(cells, hidden):
    seen = visible(SHEET, cells, TODAY)
    assert seen.hidden == hidden
    assert not seen.shows("plan//what") or "plan" not in hidden
    assert seen.shows("about") and seen.shows("about//union")


def test_what_is_hidden_is_not_wanted():
    assert wanted({}) == (0, 1, ("about//union",))
    assert wanted(single("about", union="no")) == (1, 1, ())
    assert wanted(single("about", union="yes")) == (1, 4, ("about//members", "plan"))
    cells = single("about", union="no") | table("log", [{"state": "bad"}, {"state": "ok"}])
    assert wanted(cells) == (3, 4, ("log/r0/why",))
    assert completed(Filled(SHEET, cells, TODAY)).missing == ("log/r0/why",)
    assert wanted(single("about", union="no", members=4))[0] == 1


def test_sections_that_are_not_shown_here_are_not_wanted_either():
    assert completeness(SHEET.only(["plan"]), {}, TODAY).wanted == 1
    assert completeness(SHEET.only(["plan"]), single("about", union="yes"), TODAY).missing == ("plan",)


def test_completeness_with_conditions_needs_a_day():
    with pytest.raises(ValueError, match="today"):
        completeness(SHEET, {})
    plain = sheet(section("s", "a text"))
    assert completeness(plain, {}).wanted == 1
    assert visible(plain, {}, TODAY) == Visible()


def test_conditions_read_other_sheets():
    profile = sheet(section("people", "total number"))
    text = HEAD.replace("sections:\n", "reads: {p: {worksheet: profile}}\nsections:\n")
    text += section("big", "a text", rows="when: p.people.total >= 50") + section("s", "b text")
    worksheet, _ = parse(text, others={"profile": profile})
    for total, hidden in ((50, set()), (49, {"big"})):
        others = {"p": (profile, single("people", total=total))}
        assert visible(worksheet, {}, TODAY, others).hidden == hidden
    assert visible(worksheet, {}, TODAY).hidden == {"big"}
    never_seen, problems = parse(text)
    assert problems == [] and visible(never_seen, {}, TODAY, others).hidden == {"big"}


@pytest.mark.parametrize(
    ("sections", "code", "words"),
    [
        (section("s", "a number", "b text when: a"), "formula-wrong-type", "true or false"),
        (section("s", "a number", "b text when: c > 1"), "formula-unknown-name", "a, b"),
        (section("s", "a number", "b text when: a >"), "formula-syntax", "early"),
        (section("s", "a number when: a > 1"), "formula-circle", '"a"'),
        (section("s", "a number when: b > 1", "b number when: a > 1"), "formula-circle", "hidden with it"),
        (section("s", "a number when: f > 1", "f = number: a + 1"), "formula-circle", '"a"'),
        (section("s", "a number", rows="when: s.a > 1"), "formula-circle", 'section "s"'),
        (section("s", "a number", rows="rows: {}\n  when: count(s) > 1"), "formula-circle", 'section "s"'),
        (section("s", "a number", rows="when: a > 1"), "formula-unknown-name", "s.a"),
        (
            section("s", "a number", rows="when: t.b > 1") + section("t", "b number when: s.a > 1"),
            "formula-circle",
            "hidden",
        ),
        (section("s", "a note when: sure"), "formula-unknown-name", "sure"),
    ],
)
def test_mistakes_in_conditions(sections, code, words):
    _, problems = parse(HEAD + sections)
    assert code in {problem.code for problem in problems}
    assert {problem.code for problem in problems} == {code}
    assert any(words in f"{problem.message} {problem.remedy}" for problem in problems)
