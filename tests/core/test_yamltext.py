"""YAML whose scalars stay text and know their place, and mappings read with every mistake noted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from score_core.reading import Reader, Report
from score_core.yamltext import Mapping, Scalar, Sequence, load


def only(text: str) -> tuple[int, int, str]:
    _, problems = load(text, "f.yaml")
    assert len(problems) == 1, problems
    return problems[0].line, problems[0].column, problems[0].code


@pytest.mark.parametrize("text", ["no", "Yes", "1.10", "2026-01-01", "null", "~", "0x1F", "12:30:45", "1e3", ".inf"])
def test_scalars_stay_text(text):
    node, problems = load(f"a: {text}\n", "f.yaml")
    assert problems == []
    assert node.get("a") == Scalar(text, 1, 4)


def test_nodes_know_their_place():
    node, _ = load("a:\n  - b: 1\n    c: [x, y]\n", "f.yaml", first_line=10)
    items = node.get("a")
    assert isinstance(items, Sequence) and (items.line, items.column) == (11, 3)
    assert (items.items[0].line, items.items[0].column) == (11, 5)
    assert items.items[0].get("c").items[1] == Scalar("y", 12, 12)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\na: 2\n", (2, 1, "yaml-duplicate-key")),
        ("a: &x 1\n", (1, 4, "yaml-alias")),
        ("a: !!str 1\n", (1, 4, "yaml-tag")),
        ("a: !python/object:os.system x\n", (1, 4, "yaml-tag")),
        ("", (1, 1, "yaml-syntax")),
        ("# only a comment\n", (1, 1, "yaml-syntax")),
        ("a: 1\n---\nb: 2\n", (2, 1, "yaml-syntax")),
        ("a: b: c\n", (1, 5, "yaml-syntax")),
        ("a:\n\t- b\n", (2, 1, "yaml-syntax")),
        ("a: [1, 2\n", (2, 1, "yaml-syntax")),
        ('a: "x\n', (2, 1, "yaml-syntax")),
        ("? [a]\n: b\n", (1, 3, "yaml-syntax")),
        ("a: x\x00y\n", (1, 5, "yaml-syntax")),
        ("ok: 1\na: x\ud800y\n", (2, 5, "yaml-syntax")),
        ("[" * 60 + "]" * 60, (1, 32, "yaml-syntax")),
    ],
)
def test_every_mistake_has_place_and_code(text, place):
    assert only(text) == place


def test_boundless_nesting_is_refused_without_a_fall():
    node, problems = load("[" * 100_000, "f.yaml")
    assert node is None and [problem.code for problem in problems] == ["yaml-syntax"]


def test_an_alias_and_its_anchor_are_two_problems():
    _, problems = load("a: &x 1\nb: *x\n", "f.yaml")
    assert [(p.line, p.column, p.code) for p in problems] == [(1, 4, "yaml-alias"), (2, 4, "yaml-alias")]


def test_a_byte_order_mark_does_not_move_columns():
    node, problems = load("\ufeffab: c\n", "f.yaml")
    assert problems == [] and node.get("ab") == Scalar("c", 1, 5)


@pytest.mark.parametrize(
    "source",
    [
        "formula: one + WORD\n",
        'formula: "one + WORD"\n',
        "formula: 'it''s + WORD'\n",
        'formula: "one == \\"x\\" + WORD"\n',
        "formula: one +\n  WORD\n",
        "formula: >\n  one +\n  two + WORD\n",
        "formula: |\n    one +\n    WORD\n",
        "formula: >-\n\n  one +\n\n  WORD - one\n",
    ],
)
def test_a_place_within_a_text_is_its_place_in_the_file(source):
    text = f"# ü 😀\nlist:\n- {{a: b}}\n{source}"
    node, problems = load(text, "f.yaml")
    assert problems == []
    scalar = node.get("formula")
    line, column = scalar.place(scalar.text.index("WORD"))
    assert text.split("\n")[line - 1][column - 1 :].startswith("WORD")


@given(st.text(alphabet=st.sampled_from("ab:-#[]{}'\"&*!|> \n\t\\\x00é?%@`,~"), max_size=60))
def test_any_text_gives_a_node_or_a_problem(text):
    node, problems = load(text, "f.yaml")
    assert (node is None) <= bool(problems)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


def reading(text: str, known: tuple[str, ...]) -> tuple[Reader, Report]:
    node, problems = load(text, "f.yaml")
    assert problems == []
    report = Report("f.yaml", "course")
    return Reader(node, "the course", known, report), report


def test_a_reader_returns_typed_values():
    reader, report = reading("a: ' x '\nn: -2.5\ni: 3\nb: No\nt: {en: A, id: B}\nu: kg\nl: [x]\n", tuple("anibtul"))
    assert (reader.text("a"), reader.number("n"), reader.integer("i", 0, 0, 9)) == ("x", -2.5, 3)
    assert reader.yes_no("b", default=True) is False
    assert reader.texts("t") == {"en": "A", "id": "B"}
    assert reader.unit("u", ("en", "id")) == {"en": "kg", "id": "kg"}
    assert [node.text for node in reader.list("l")] == ["x"]
    assert report.problems == []


@pytest.mark.parametrize(
    ("text", "get", "code", "words"),
    [
        ("titel: x\n", lambda r: r.text("title"), "course-unknown-key", 'Did you mean "title"?'),
        ("{}\n", lambda r: r.text("title", required=True), "course-missing-key", "title"),
        ("title:\n", lambda r: r.text("title"), "course-empty", "title"),
        ("title: [a]\n", lambda r: r.text("title"), "course-wrong-shape", "single value"),
        ("title: a\n", lambda r: r.texts("title"), "course-wrong-shape", "{en: …, id: …}"),
        ("title: {en: ''}\n", lambda r: r.texts("title"), "course-empty", "en"),
        ("title: {English: a}\n", lambda r: r.texts("title"), "course-bad-language", "English"),
        ("title: {en: [a]}\n", lambda r: r.texts("title"), "course-wrong-shape", "text"),
        ("title: maybe\n", lambda r: r.yes_no("title"), "course-unknown-value", "maybe"),
        ("title: sheat\n", lambda r: r.one_of("title", ("sheet", "row")), "course-unknown-value", '"sheet"'),
        ("title: '1,5'\n", lambda r: r.number("title"), "course-bad-number", "1,5"),
        ("title: 1.5\n", lambda r: r.integer("title", 0, 0, 9), "course-bad-number", "0 to 9"),
        ("title: 12\n", lambda r: r.integer("title", 0, 0, 9), "course-bad-number", "12"),
        ("title: Big\n", lambda r: r.word("title", "[a-z]+", "Use lower case."), "course-bad-key", "lower case"),
        ("title: []\n", lambda r: r.list("title"), "course-wrong-shape", "a list"),
    ],
)
def test_a_reader_notes_every_mistake(text, get, code, words):
    reader, report = reading(text, ("title",))
    get(reader)
    (problem,) = report.problems
    assert problem.code == code
    assert words in f"{problem.message} {problem.remedy}"
    assert problem.line == 1


def test_a_list_is_no_mapping():
    report = Report("f.yaml", "course")
    node, _ = load("- a\n", "f.yaml")
    reader = Reader(node, "the course", ("title",), report)
    assert reader.text("title") == ""
    assert isinstance(reader.node, Mapping)
    assert [problem.code for problem in report.problems] == ["course-wrong-shape"]


@pytest.mark.parametrize("text", ["a: {en: Why?, id: b}", "a: [Why?, b]", "a:\n  - {en: Why?}"])
def test_what_only_one_of_the_two_parsers_reads_is_refused(text):
    _, problems = load(text, "sheet.yaml")
    assert [problem.code for problem in problems] == ["yaml-syntax"]


@pytest.mark.parametrize("text", ['a: {en: "Why?", id: b}', "a: Why?", "a:\n  - Why?", "a: >-\n  Why?"])
def test_a_question_mark_elsewhere_is_fine(text):
    node, problems = load(text, "sheet.yaml")
    assert node is not None and problems == []
