"""A worksheet's definition: what a good one becomes, and every mistake with its place, code and remedy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from score_core.problems import Problem, did_you_mean, nearest
from score_core.texts import Texts
from score_core.worksheet import parse

GOOD = """\
key: team-charter
version: "2"
title: {en: Charter, id: Piagam}
purpose: {en: Why, id: Mengapa}
filled_by: enterprise
review: row
visible_to: hr
anonymous: yes
occasions: yes
sections:
  - key: members
    title: {en: Members, id: Anggota}
    help: {en: All of them, id: Semuanya}
    rows: {minimum: 2, maximum: 16, start: 4, add: {en: Add, id: Tambah}}
    fields:
      - {key: name, kind: person, required: yes, label: {en: Name, id: Nama}}
      - key: side
        kind: choice
        label: {en: Side, id: Pihak}
        options:
          - {key: manager, label: {en: Manager, id: Manajer}, score: 1}
          - {key: worker, label: {en: Worker, id: Pekerja}}
      - {key: weight, kind: number, label: {en: Weight, id: Berat}, unit: kg, decimals: 1, minimum: 0, maximum: 9.5,
         not_measured: yes}
  - key: audit
    title: {en: Audit, id: Audit}
    items:
      - {key: one, group: sort, label: {en: One, id: Satu}}
      - {key: two, label: {en: Two, id: Dua}}
    fields:
      - {key: level, kind: scale, from: 1, to: 5, label: {en: L, id: L}, low: {en: bad, id: b}, high: {en: g, id: c}}
  - key: sums
    title: {en: Sums, id: Jumlah}
    fields:
      - {key: count, kind: formula, label: {en: C, id: C}, formula: count(members), shows: number, unit: {en: p, id: o}}
"""


def test_a_good_definition():
    sheet, problems = parse(GOOD)
    assert problems == []
    assert (sheet.key, sheet.version, sheet.filled_by, sheet.review) == ("team-charter", 2, "enterprise", "row")
    assert (sheet.visible_to, sheet.anonymous, sheet.occasions, sheet.languages) == ("hr", True, True, ("en", "id"))
    members, audit, sums = sheet.sections
    assert (members.rows.minimum, members.rows.maximum, members.rows.start) == (2, 16, 4)
    assert members.rows.add.pick("id") == "Tambah"
    name, side, weight = members.fields
    assert name.required and name.line == 16
    assert [(option.key, option.score) for option in side.options] == [("manager", 1), ("worker", None)]
    assert (weight.unit, weight.decimals, weight.minimum, weight.maximum) == ({"en": "kg", "id": "kg"}, 1, 0, 9.5)
    assert weight.not_measured and not weight.not_applicable
    assert [(item.key, item.group) for item in audit.items] == [("one", "sort"), ("two", "")]
    level = audit.fields[0]
    assert (level.minimum, level.maximum, level.low["en"], level.high["id"]) == (1, 5, "bad", "c")
    assert sums.fields[0].formula.source == "count(members)"
    assert sums.fields[0].shows == "number"


def test_defaults():
    sheet, problems = parse(
        "key: a\ntitle: {en: A}\nfilled_by: learner\nsections:\n"
        "- {key: s, title: {en: S}, rows: {}, fields: [{key: f, kind: scale, label: {en: F}}]}\n"
    )
    assert problems == []
    assert (sheet.version, sheet.review, sheet.visible_to) == (1, "none", "team")
    assert (sheet.anonymous, sheet.occasions, dict(sheet.purpose)) == (False, False, {})
    rows = sheet.sections[0].rows
    assert (rows.minimum, rows.maximum, rows.start, dict(rows.add)) == (0, 200, 1, {})
    field = sheet.sections[0].fields[0]
    assert (field.minimum, field.maximum, field.required) == (0, 4, False)


def test_only_shows_some_sections_and_keeps_all():
    sheet, _ = parse(GOOD)
    part = sheet.only(["sums", "audit", "nowhere"])
    assert [section.key for section in part.sections] == ["audit", "sums"]
    assert [section.key for section in part.whole] == ["members", "audit", "sums"]


def test_photos_pins_references_and_which_way_is_better():
    sheet, problems = parse(
        "key: a\ntitle: {en: A}\nfilled_by: learner\nsections:\n"
        "- key: s\n  title: {en: S}\n  fields:\n"
        "  - {key: map, kind: photo, label: {en: F}}\n"
        "  - {key: proof, kind: file, maximum: 5, label: {en: F}}\n"
        "  - {key: spot, kind: pin, picture: s/map, label: {en: F}}\n"
        "  - {key: row, kind: reference, to: plan/actions, shows_field: problem, label: {en: F}}\n"
        "  - {key: level, kind: scale, target: 4, label: {en: F}}\n"
        "  - {key: late, kind: number, better: lower, target: s.level, label: {en: F}}\n"
    )
    assert problems == []
    photo, file, spot, row, level, late = sheet.sections[0].fields
    assert (photo.maximum, file.maximum, spot.picture) == (3, 5, ("s", "map"))
    assert (row.to, row.shows_field, sheet.mentions) == (("plan", "actions"), "problem", {"plan"})
    assert [(field.better, field.target) for field in (row, level, late)] == [
        ("", None),
        ("higher", 4),
        ("lower", ("s", "level")),
    ]
    assert not sheet.conditional and sheet.reads == sheet.charts == sheet.migrations == ()


HEAD = "key: a\ntitle: {en: A}\nfilled_by: learner\nsections: "


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "words"),
    [
        ("filled_by: enterprise", "filled_by: entreprise", "worksheet-unknown-value", 5, '"enterprise"'),
        ("filled_by: enterprise\n", "", "worksheet-missing-key", 1, "filled_by"),
        ("review: row", "review: rows", "worksheet-unknown-value", 6, '"row"'),
        ("visible_to: hr", "visible_to: HR", "worksheet-unknown-value", 7, '"hr"'),
        ("anonymous: yes", "anonymous: ja", "worksheet-unknown-value", 8, "yes or no"),
        ("purpose:", "purpse:", "worksheet-unknown-key", 4, '"purpose"'),
        ("key: team-charter", "key: Team_Charter", "worksheet-bad-key", 1, "hyphens"),
        ('version: "2"', "version: 1.5", "worksheet-bad-number", 2, "whole number"),
        ('version: "2"', "version: v2", "worksheet-bad-number", 2, "v2"),
        ("title: {en: Charter, id: Piagam}", "title: Charter", "worksheet-wrong-shape", 3, "{en: …, id: …}"),
        ("title: {en: Charter, id: Piagam}", "title: {en: Charter}", "worksheet-missing-language", 3, '"id"'),
        ("label: {en: Side, id: Pihak}", "label: {en: Side}", "worksheet-missing-language", 19, "Side"),
        ("label: {en: Side, id: Pihak}", "label: {en: Side, id: ''}", "worksheet-empty", 19, '"id"'),
        ("label: {en: Side, id: Pihak}", "label: {en: Side, Bahasa: P}", "worksheet-bad-language", 19, "Bahasa"),
        ("        label: {en: Side, id: Pihak}\n", "", "worksheet-missing-key", 17, "label"),
        ("help: {en: All of them", "halp: {en: All of them", "worksheet-unknown-key", 13, '"help"'),
        ("minimum: 2, maximum: 16", "minimum: 20, maximum: 16", "worksheet-bad-range", 14, "20"),
        ("maximum: 16", "maximum: 501", "worksheet-too-many-rows", 14, "500"),
        ("start: 4", "start: 17", "worksheet-bad-range", 14, "start"),
        ("start: 4", "begin: 4", "worksheet-unknown-key", 14, "begin"),
        ("kind: person", "kind: persn", "worksheet-unknown-kind", 16, '"person"'),
        ("kind: person, ", "", "worksheet-missing-key", 16, "kind"),
        ("key: name", "key: Name", "worksheet-bad-key", 16, "lower-case"),
        ("key: name", "key: this", "worksheet-bad-key", 16, "formula language"),
        ("key: name", "key: side", "worksheet-duplicate-key", 17, '"side"'),
        ("required: yes", "required: yes, decimals: 1", "worksheet-key-of-other-kind", 16, "person"),
        ("key: worker,", "key: manager,", "worksheet-duplicate-key", 22, "manager"),
        ("score: 1", "score: one", "worksheet-bad-number", 21, "one"),
        ("score: 1", "scor: 1", "worksheet-unknown-key", 21, '"score"'),
        ("maximum: 9.5", "maximum: -1", "worksheet-bad-range", 23, "upside down"),
        ("decimals: 1", "decimals: 9", "worksheet-bad-number", 23, "0 to 6"),
        ("from: 1, to: 5", "from: 5, to: 5", "worksheet-bad-range", 31, "upside down"),
        ("from: 1, to: 5", "minimum: 1, to: 5", "worksheet-key-of-other-kind", 31, "minimum"),
        ("key: two", "key: one", "worksheet-duplicate-key", 29, '"one"'),
        ("group: sort", "group: Sort It", "worksheet-bad-key", 28, "Sort It"),
        ("    items:\n", "    rows: {}\n    items:\n", "worksheet-rows-and-items", 29, "Keep one"),
        ("key: sums", "key: audit", "worksheet-duplicate-key", 32, "audit"),
        ("formula: count(members)", "formula: count(membres)", "formula-unknown-name", 35, '"members"'),
        ("formula: count(members), ", "", "worksheet-missing-key", 35, "formula"),
        ("shows: number", "shows: numbers", "worksheet-unknown-value", 35, '"number"'),
        (", shows: number", "", "worksheet-missing-key", 35, "shows"),
        ("shows: number", "shows: number, shows: money", "yaml-duplicate-key", 35, "shows"),
        ("kind: formula", "kind: note", "worksheet-key-of-other-kind", 35, "note"),
    ],
)
def test_a_mistake(old, new, code, line, words):
    assert GOOD.count(old) >= 1
    sheet, problems = parse(GOOD.replace(old, new, 1), "sheet.yaml")
    assert sheet is None
    found = [problem for problem in problems if problem.code == code]
    assert found, problems
    assert found[0].file == "sheet.yaml" and found[0].line == line and found[0].column >= 1
    assert words in f"{found[0].message} {found[0].remedy}"
    assert found[0].message.endswith(".") and found[0].remedy[-1] in ".?"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "yaml-syntax"),
        ("- a\n", "worksheet-wrong-shape"),
        ("key: [a\n", "yaml-syntax"),
        ("x" * 70_000, "worksheet-too-long"),
        (HEAD + "[]\n", "worksheet-wrong-shape"),
        (HEAD + "[a]\n", "worksheet-wrong-shape"),
        (HEAD + "[{key: s, title: {en: S}, fields: []}]\n", "worksheet-wrong-shape"),
        (HEAD + "[{key: s, title: {en: S}}]\n", "worksheet-missing-key"),
        (
            HEAD + "[{key: s, title: {en: S}, fields: [{key: f, kind: choice, label: {en: F}}]}]\n",
            "worksheet-no-options",
        ),
    ],
)
def test_broken_files(text, code):
    sheet, problems = parse(text)
    assert sheet is None
    assert code in [problem.code for problem in problems]


def test_what_is_no_mapping_is_told_once():
    _, problems = parse(HEAD + "[a]\n")
    assert [problem.code for problem in problems] == ["worksheet-wrong-shape"]


def test_all_mistakes_are_told_at_once_and_in_order():
    text = GOOD.replace("purpose:", "purpse:").replace("kind: person", "kind: persn")
    text = text.replace("count(members)", "cout(members)")
    _, problems = parse(text)
    assert [problem.code for problem in problems] == [
        "worksheet-unknown-key",
        "worksheet-unknown-kind",
        "formula-unknown-name",
    ]
    assert problems == sorted(problems)


def test_a_formulas_problem_stands_at_its_column():
    line = next(number for number, text in enumerate(GOOD.split("\n"), 1) if "count(members)" in text)
    column = GOOD.split("\n")[line - 1].index("members") + 1
    _, problems = parse(GOOD.replace("count(members)", "count(mebers)"))
    assert [(problem.line, problem.column) for problem in problems] == [(line, column)]


LINES = GOOD.split("\n")


@settings(max_examples=150)
@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1), st.text("ab:-[]{},\"' #&*\t", max_size=4))
def test_damaged_definitions_give_a_sheet_or_an_error(one, two, junk):
    lines = list(LINES)
    lines[one], lines[two] = lines[two] + junk, lines[one]
    sheet, problems = parse("\n".join(lines))
    assert (sheet is None) == any(problem.level == "error" for problem in problems)


def test_problems_read_as_compilers_do():
    problem = Problem("a.yaml", 3, 7, "worksheet-unknown-key", "Wrong.", "Do this.")
    assert str(problem) == "a.yaml:3:7: error: Wrong. Do this. [worksheet-unknown-key]"


def test_the_nearest_word():
    assert nearest("lable", ["label", "help"]) == "label"
    assert nearest("LABEL", ["label"]) == "label"
    assert nearest("xyz", ["label"]) is None
    assert did_you_mean("xyz", ["label", "help"]) == "Use one of: label, help."
    assert did_you_mean("xyz", [], "Look it up.") == "Look it up."


def test_texts_pick_a_language_then_english_then_any():
    texts = Texts({"en": "A", "id": "B"})
    assert [texts.pick(lang) for lang in ("id", "id-ID", "vi", "en")] == ["B", "B", "A", "A"]
    assert Texts({"vi": "C"}).pick("id") == "C"
    assert Texts().pick("id") == ""
    assert hash(texts) == hash(Texts({"id": "B", "en": "A"}))
    with pytest.raises(TypeError):
        texts["en"] = "changed"
