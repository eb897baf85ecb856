"""Editing in Studio: a source that is right is taken, one that is not is told by line, and only authors may."""

import pytest

from .conftest import select, words
from .sheets import TEAM

BODY = {"content": TEAM, "display_name": "A sheet", "language": "id", "occasion": "", "sections": ""}


@pytest.fixture
def author(account):
    return account("author", is_staff=True)


@pytest.mark.django_db
def test_the_editor_holds_the_source(bench, author):
    bench.add_block("score_worksheet", "w", TEAM + "# </textarea><script>\n", display_name="A <b> sheet")
    page = bench.page("w", author, "studio_view")
    (source,) = select(page, "textarea")
    assert source.text.strip() == (TEAM + "# </textarea><script>").strip()
    assert select(page, "input")[0].get("value") == "A <b> sheet"
    assert all(words(label) for label in select(page, "label"))


@pytest.mark.django_db
def test_a_right_source_is_taken(bench, author):
    bench.add_block("score_worksheet", "w", "")
    answer = bench.post("w", "save_source", BODY, author)
    assert answer.json == {"saved": True, "problems": []}
    block = bench.block("w")
    assert (block.content, block.display_name, block.language) == (TEAM, "A sheet", "id")
    assert block.worksheet_key == "team-sheet"


@pytest.mark.django_db
def test_a_broken_source_is_refused_with_its_lines(bench, author):
    bench.add_block("score_worksheet", "w", TEAM)
    broken = TEAM.replace("kind: number", "kind: nubmer", 1)
    answer = bench.post("w", "save_source", {**BODY, "content": broken}, author).json
    assert answer["saved"] is False
    line = broken[: broken.index("nubmer")].count("\n") + 1
    assert line in [problem["line"] for problem in answer["problems"]]
    assert all(problem["message"] and problem["remedy"] for problem in answer["problems"])
    assert bench.block("w").content == TEAM.strip()


@pytest.mark.django_db
@pytest.mark.parametrize("body", [{}, {"content": TEAM}, {**BODY, "extra": "x"}, {**BODY, "content": 3}])
def test_an_incomplete_request_changes_nothing(bench, author, body):
    bench.add_block("score_worksheet", "w", TEAM)
    assert bench.post("w", "save_source", body, author).status_code == 400
    assert bench.block("w").content == TEAM.strip()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("variant", "staff", "status"),
    [(None, False, 403), (None, True, 200), ("cms", False, 200), ("lms", True, 403), ("lms", False, 403)],
)
def test_only_authors_change_a_course(bench, account, settings, variant, staff, status):
    if variant:
        settings.SERVICE_VARIANT = variant
    bench.add_block("score_worksheet", "w", TEAM)
    assert bench.post("w", "save_source", BODY, account("x", is_staff=staff)).status_code == status
