"""Editing in Studio: a right source is taken, a wrong one told by line; writing keeps nothing; only authors may."""

import pytest

from .conftest import select, words
from .sheets import TEAM
from .test_quiz_block import TEXT

BODY = {"content": TEAM, "display_name": "A sheet", "language": "id", "occasion": "", "sections": ""}
QUIZ = {"content": TEXT, "display_name": "A quiz", "language": "en", "purpose": "graded", "max_attempts": "3"}
BROKEN = TEAM.replace("kind: number", "kind: nubmer", 1)
MOVED = TEAM.replace("key: team-sheet", "key: other-sheet")


@pytest.fixture
def author(account):
    return account("author", is_staff=True)


@pytest.fixture
def held(bench):
    """All that is kept of the blocks, to compare with later."""
    return lambda: str(sorted(map(str, bench.store.db_dict.items())))


def errors(answer) -> list[tuple[int, str]]:
    return [(problem["line"], problem["message"]) for problem in answer.json["problems"] if problem["level"] == "error"]


@pytest.mark.django_db
def test_the_editor_holds_the_source_and_the_settings(bench, author):
    bench.add_block("score_worksheet", "w", TEAM + "# </textarea><script>\n", display_name="A <b> sheet", language="id")
    page = bench.page("w", author, "studio_view")
    (source,) = select(page, "textarea")
    assert source.text.strip() == (TEAM + "# </textarea><script>").strip()
    assert select(page, "input")[0].get("value") == "A <b> sheet"
    chosen = [option.get("value") for option in select(page, "select option[selected]")]
    assert chosen == ["id"]
    fields = {field.get("id") for field in select(page, "input, select, textarea")}
    assert {label.get("for") for label in select(page, "label") if words(label)} == fields


@pytest.mark.django_db
def test_a_setting_that_is_no_choice_stays_what_it_is(bench, author):
    bench.add_block("score_quiz", "q", TEXT, purpose="survey")
    page = bench.page("q", author, "studio_view")
    assert [option.get("value") for option in select(page, "select option[selected]")] == ["en", "survey"]


@pytest.mark.django_db
def test_a_right_source_is_taken(bench, author):
    bench.add_block("score_worksheet", "w", "")
    answer = bench.post("w", "save_source", BODY, author)
    assert answer.json == {"saved": True, "problems": []}
    block = bench.block("w")
    assert (block.content, block.display_name, block.language) == (TEAM, "A sheet", "id")
    assert block.worksheet_key == "team-sheet"


@pytest.mark.django_db
def test_a_right_quiz_is_taken(bench, author):
    bench.add_block("score_quiz", "q", "")
    assert bench.post("q", "save_source", QUIZ, author).json == {"saved": True, "problems": []}
    block = bench.block("q")
    assert (block.quiz_key, block.max_attempts, block.purpose) == ("coop-respect", 3, "graded")


@pytest.mark.django_db
def test_a_broken_source_is_refused_with_its_lines(bench, author, held):
    bench.add_block("score_worksheet", "w", TEAM)
    before = held()
    answer = bench.post("w", "save_source", {**BODY, "content": BROKEN}, author)
    assert answer.json["saved"] is False
    line = BROKEN[: BROKEN.index("nubmer")].count("\n") + 1
    assert line in [number for number, _ in errors(answer)]
    assert all(problem["message"] and problem["remedy"] for problem in answer.json["problems"])
    assert held() == before


@pytest.mark.django_db
def test_a_check_answers_with_problems_and_preview_and_keeps_nothing(bench, author, held, django_assert_num_queries):
    bench.add_block("score_worksheet", "w", TEAM)
    before = held()
    with django_assert_num_queries(0):
        right = bench.post("w", "check_source", BODY, author)
        broken = bench.post("w", "check_source", {**BODY, "content": BROKEN}, author)
    assert errors(right) == [] and errors(broken) != []
    assert "Lembar tim" in right.json["preview"] and "Hasil" in right.json["preview"]
    assert broken.json["preview"] == ""
    assert held() == before and bench.events == []
    assert bench.block("w").language == "en"


@pytest.mark.django_db
def test_the_preview_is_of_what_is_written_now_and_cannot_be_filled_in(bench, author):
    bench.add_block("score_worksheet", "w", TEAM)
    content = TEAM.replace("en: Output", "en: Good <parts>")
    body = {**BODY, "content": content, "language": "en", "sections": "facts"}
    preview = bench.post("w", "check_source", body, author).json["preview"]
    assert "Good &lt;parts&gt;" in preview and "Actions" not in preview
    assert preview.startswith("<fieldset") and " disabled>" in preview and "print_sheet" not in preview


@pytest.mark.django_db
def test_the_preview_of_a_quiz_is_the_quiz(bench, author, held):
    bench.add_block("score_quiz", "q", TEXT)
    before = held()
    preview = bench.post("q", "check_source", QUIZ, author).json["preview"]
    assert "How many PPM" in preview and "Explained" not in preview and " disabled>" in preview
    assert held() == before


@pytest.mark.django_db
def test_rows_show_their_fields_while_there_are_none(bench, author):
    bench.add_block("score_worksheet", "w", TEAM)
    page = bench.page("w", author, "author_view")
    assert len(select(page, "[data-section=actions] .score-row")) == 2
    assert select(page, "button[data-add], [data-retry]") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tag", "body", "moved"),
    [("score_worksheet", BODY, MOVED), ("score_quiz", QUIZ, TEXT.replace("coop-respect", "coop-other"))],
)
def test_a_block_keeps_its_key_since_answers_hang_on_it(bench, author, held, tag, body, moved):
    bench.add_block(tag, "b", body["content"])
    before = held()
    answer = bench.post("b", "save_source", {**body, "content": moved}, author)
    assert answer.json["saved"] is False
    ((line, message),) = errors(answer)
    assert moved.splitlines()[line - 1].startswith("key:")
    assert "answered" in message
    assert errors(bench.post("b", "check_source", {**body, "content": moved}, author)) == [(line, message)]
    assert held() == before


@pytest.mark.django_db
def test_a_key_stays_though_the_text_was_broken_when_it_came(bench, author):
    bench.add_block("score_worksheet", "w", BROKEN, worksheet_key="team-sheet")
    assert bench.post("w", "save_source", {**BODY, "content": MOVED}, author).json["saved"] is False
    assert bench.post("w", "save_source", BODY, author).json["saved"] is True


RENAMED = TEAM.replace("key: rejects,", "key: scrap,").replace("* rejects /", "* scrap /")
MIGRATED = RENAMED.replace("version: 1", "version: 2").replace(
    "sections:",
    """migrations:
  - to: 2
    steps: [{STEP}]
    examples: [{in: {facts//line: A}, out: {facts//line: A}}]
sections:""",
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "gone"),
    [
        (TEAM.replace("en: Rejects", "en: Scrap"), []),
        (RENAMED, ["facts/rejects"]),
        (MIGRATED.replace("STEP", "rename: facts/rejects, as: facts/scrap"), []),
        (MIGRATED.replace("STEP", "remove: facts/rejects"), []),
        (TEAM.partition("  - key: actions")[0], ["actions/days", "actions/what"]),
    ],
)
def test_fields_that_a_new_version_leaves_out_are_told(bench, author, content, gone):
    bench.add_block("score_worksheet", "w", TEAM)
    answer = bench.post("w", "save_source", {**BODY, "content": content}, author).json
    assert answer["saved"] is True
    assert [problem["level"] for problem in answer["problems"]] == ["warning"] * len(gone)
    for problem, field in zip(answer["problems"], gone, strict=True):
        assert f"“{field}”" in problem["message"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tag", "body", "name", "value"),
    [
        ("score_worksheet", BODY, "language", "xx"),
        ("score_worksheet", BODY, "sections", "facts, actoins"),
        ("score_quiz", QUIZ, "purpose", "exam"),
        ("score_quiz", QUIZ, "max_attempts", "many"),
        ("score_quiz", QUIZ, "max_attempts", "{"),
        ("score_quiz", QUIZ, "max_attempts", ""),
    ],
)
def test_a_setting_that_does_not_fit_is_refused_by_name(bench, author, held, tag, body, name, value):
    bench.add_block(tag, "b", body["content"])
    before = held()
    answer = bench.post("b", "save_source", {**body, name: value}, author)
    assert answer.json["saved"] is False
    assert [problem.get("setting") for problem in answer.json["problems"]] == [name]
    assert bench.post("b", "check_source", {**body, name: value}, author).json["preview"] != ""
    assert held() == before


@pytest.mark.django_db
@pytest.mark.parametrize("handler", ["save_source", "check_source"])
@pytest.mark.parametrize("body", [{}, {"content": TEAM}, {**BODY, "extra": "x"}, {**BODY, "content": 3}])
def test_an_incomplete_request_changes_nothing(bench, author, held, handler, body):
    bench.add_block("score_worksheet", "w", TEAM)
    before = held()
    assert bench.post("w", handler, body, author).status_code == 400
    assert held() == before


@pytest.mark.django_db
@pytest.mark.parametrize("handler", ["save_source", "check_source"])
@pytest.mark.parametrize(
    ("variant", "staff", "status"),
    [(None, False, 403), (None, True, 200), ("cms", False, 200), ("lms", True, 403), ("lms", False, 403)],
)
def test_only_authors_change_a_course(bench, account, settings, handler, variant, staff, status):
    if variant:
        settings.SERVICE_VARIANT = variant
    bench.add_block("score_worksheet", "w", TEAM)
    assert bench.post("w", handler, BODY, account("x", is_staff=staff)).status_code == status
