"""Formulas that read other sheets: checked against them where they are known, without a value where they are not."""

import pytest

from score_core.answers import Filled, compute
from score_core.programs import program
from score_core.worksheet import parse
from tests.core.sheets import HEAD, TODAY, options, section, sheet, single, table

PROFILE = sheet(
    section(
        "people", "total number", "women number", "union yes_no", "share = percent: 100 * women / total", "hint note"
    )
    + section("lines", "name text", "workers number", rows="rows: {}")
)
CELLS = single("people", total=118, women=22, union="yes") | table("lines", [{"workers": 40}, {"workers": 12}])
READS = "reads: {profile: {worksheet: profile}, first: {worksheet: profile, occasion: baseline}}\n"


def read(formula: str, shows: str = "number", others=(("profile", PROFILE),), known=("profile",)):
    body = section("s", "a number", f"result = {shows}: {formula}") + section("log", "qty number", rows="rows: {}")
    return parse(HEAD.replace("sections:\n", READS + "sections:\n") + body, others=dict(others), known=known)


def value(formula: str, shows: str = "number", records=(("profile", (PROFILE, CELLS)),), **how):
    worksheet, problems = read(formula, shows, **how)
    assert problems == [], "\n".join(map(str, problems))
    return compute(worksheet, {}, TODAY, others=dict(records))["s//result"].value


def test_reads_are_part_of_the_definition():
    worksheet, _ = read("profile.people.total")
    assert [(read.alias, read.worksheet, read.occasion) for read in worksheet.reads] == [
        ("profile", "profile", ""),
        ("first", "profile", "baseline"),
    ]
    assert worksheet.mentions == {"profile"}


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("profile.people.total - profile.people.women", 96),
        ("round(profile.people.share, 1)", 18.6),
        ("sum(workers in profile.lines where workers > 20)", 40),
        ("count(profile.lines)", 2),
        ("first.people.total", None),
        ("count(first.lines)", 0),
    ],
)
def test_values_of_another_sheet(formula, wanted):
    assert value(formula) == wanted


@pytest.mark.parametrize(
    ("formula", "code", "words"),
    [
        ("profil.people.total", "formula-unknown-name", '"profile"'),
        ("profile.peple.total", "formula-unknown-name", '"profile.people"'),
        ("profile.people.totl", "formula-unknown-name", '"total"'),
        ("profile.total", "formula-wrong-type", "profile.section.field"),
        ("profile.people.hint", "formula-wrong-type", "note"),
        ("profile.people.union + 1", "formula-wrong-type", "score"),
        ("profile.lines.workers", "formula-wrong-type", "many rows"),
        ("sum(total in profile.people)", "formula-unknown-name", '"profile.lines"'),
        ("sum(wrkers in profile.lines)", "formula-unknown-name", '"workers"'),
        ("sum(workers in profil.lines)", "formula-unknown-name", '"profile"'),
        ("sum(qty in profile.log)", "formula-unknown-name", "profile.lines"),
        ("profile.people.", "formula-syntax", "key"),
        ("count(profile.)", "formula-syntax", "key"),
        ("a.b.c.d", "formula-syntax", "operator"),
    ],
)
def test_mistakes_are_told_when_all_sheets_are_known(formula, code, words):
    worksheet, problems = read(formula)
    assert worksheet is None
    assert [problem.code for problem in problems] == [code]
    assert words in f"{problems[0].message} {problems[0].remedy}"


def test_without_reads_the_remedy_names_them():
    text = HEAD + section("s", "result = number: profile.people.total")
    (problem,) = parse(text)[1]
    assert (problem.code, problem.remedy) == (
        "formula-unknown-name",
        'Name it: "reads: {profile: {worksheet: key-of-the-sheet}}".',
    )


@pytest.mark.parametrize(
    "formula",
    [
        "profile.people.total",
        "sum(workers in profile.lines where name == this.a)",
        'if(profile.people.union == "yes", 1, profile.people.total)',
        "profile.anything.at_all * 2",
        'default(score(profile.x.y), 3) + count(profile.z where has(u, "v"))',
        "max(x in profile.z) + days(profile.a.b, today())",
    ],
)
def test_a_sheet_that_was_never_seen_has_no_values(formula):
    wanted = 3 if "default" in formula else None
    assert value(formula, others=(), known=None, records=()) == wanted
    assert value(formula, others=(), known=None) == wanted


def test_a_sheet_that_changed_since_gives_no_values_and_breaks_nothing():
    changed = sheet(section("people", "total text", "size number", rows="rows: {}") + section("lines", "name text"))
    now = (("profile", changed),)
    record = (("profile", (changed, table("people", [{"total": "many"}]) | single("lines", name="A"))),)
    for formula in ("profile.people.total + 1", "sum(workers in profile.lines)", "1 + profile.people.women"):
        assert value(formula, others=now, known=None, records=record) is None
        assert value(formula, records=record) is None
        worksheet, problems = read(formula, others=now)
        assert worksheet is None and problems


def test_a_mistake_of_the_sheets_own_is_told_all_the_same():
    _, problems = read("profile.people.total + aa", others=(), known=None)
    assert [problem.code for problem in problems] == ["formula-unknown-name"]


def test_what_another_sheet_read_itself_is_out_of_reach():
    far = HEAD.replace("sections:\n", READS + "sections:\n") + section(
        "s", "one = number: profile.people.total", "two = number: one * 2", "three number"
    )
    middle, _ = parse(far, others={"profile": PROFILE})
    text = HEAD.replace("sections:\n", "reads: {middle: {worksheet: middle}}\nsections:\n")
    for name, codes in (("two", ["formula-wrong-type"]), ("three", [])):
        body = section("s", f"result = number: middle.s.{name}")
        _, problems = parse(text + body, others={"middle": middle}, known=("middle",))
        assert [problem.code for problem in problems] == codes
        worksheet, problems = parse(text + body, others={"middle": middle})
        assert problems == [] and worksheet is not None


@pytest.mark.parametrize(
    ("reads", "code", "words"),
    [
        ("{profile: {worksheet: profil}}", "worksheet-unknown-sheet", '"profile"'),
        ("{this: {worksheet: profile}}", "worksheet-bad-key", "formula language"),
        ("{Profile: {worksheet: profile}}", "worksheet-bad-key", "lower-case"),
        ("{profile: {worksheet: profile, occasion: First time}}", "worksheet-bad-key", "hyphens"),
        ("{profile: {}}", "worksheet-missing-key", "worksheet"),
        ("{profile: profile}", "worksheet-wrong-shape", "mapping"),
        ("{}", "worksheet-wrong-shape", "reads"),
        ("{profile: {sheet: profile, worksheet: profile}}", "worksheet-unknown-key", "sheet"),
    ],
)
def test_mistakes_in_reads(reads, code, words):
    text = HEAD.replace("sections:\n", f"reads: {reads}\nsections:\n") + section("s", "a number")
    _, problems = parse(text, others={"profile": PROFILE}, known=("profile",))
    assert [problem.code for problem in problems] == [code]
    assert words in f"{problems[0].message} {problems[0].remedy}"


def test_the_browser_gets_only_what_formulas_need_of_other_sheets():
    worksheet, _ = read("profile.people.total * sum(workers in profile.lines) * count(first.lines)")
    filled = Filled(worksheet, {}, TODAY, {"profile": (PROFILE, CELLS), "unread": (PROFILE, CELLS)})
    assert program(filled, TODAY, "id")["others"] == {
        "profile.lines": [{"workers": 40}, {"workers": 12}],
        "profile.people": [{"total": 118}],
    }


def test_scores_and_options_of_another_sheet():
    other = sheet(section("s", "tier choice " + options("one=1", "two=4")))
    worksheet, problems = read(
        'score(profile.s.tier) + if(profile.s.tier == "two", 1, 0)', others=(("profile", other),)
    )
    assert problems == []
    assert compute(worksheet, {}, TODAY, others={"profile": (other, single("s", tier="two"))})["s//result"].value == 5
