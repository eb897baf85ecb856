"""What every block shares: handlers that take an object from a person, names that collide with nothing."""

import pytest
from xblock.core import XBlock

from score_xblocks import compat
from score_xblocks.base import MAX_BODY, ScoreBlock, json_post
from score_xblocks.progress import ProgressBlock
from score_xblocks.quiz import QuizBlock
from score_xblocks.worksheet import WorksheetBlock

from .conftest import NOBODY, Visitor, words
from .sheets import TEAM, edit

BLOCKS = [WorksheetBlock, QuizBlock, ProgressBlock]
POSTED = [("score_worksheet", name) for name in ("save_cells", "publish_mine", "save_source", "check_source")]


@pytest.mark.parametrize("block", BLOCKS)
def test_no_name_hides_one_of_xblock(block):
    """A handler called `save` would hide XBlock.save, and an importer would lose the block without a word."""
    # Set by XBlock's own metaclass, and meant to be replaced.
    allowed = {"has_children", "has_score", "index_dictionary"}
    ours = {name for base in block.__mro__ if base.__module__.startswith("score_xblocks") for name in vars(base)}
    theirs = {name for base in XBlock.__mro__ for name in vars(base)}
    assert {name for name in ours & theirs - allowed if not name.startswith("_")} == set()


@pytest.mark.parametrize("block", BLOCKS)
def test_classes_stand_directly_under_the_package(block):
    """collectstatic looks one level too high for nested packages."""
    assert block.__module__.count(".") == 1


@pytest.mark.parametrize("body", [[], None, "x", 3, b"{", b"", b"\xff"])
@pytest.mark.parametrize(("tag", "handler"), POSTED)
def test_what_is_no_object_is_refused(bench, account, tag, handler, body):
    bench.add_block(tag, "b", TEAM)
    answer = bench.post("b", handler, body, account("sari"))
    assert (answer.status_code, list(answer.json)) == (400, ["error"])
    assert bench.events == []


@pytest.mark.parametrize(("tag", "handler"), POSTED)
def test_who_is_not_really_here_is_refused(bench, account, tag, handler):
    bench.add_block(tag, "b", TEAM)
    body = {"edits": [edit("facts//line", "A")]}
    sari = account("sari")
    assert bench.post("b", handler, body, NOBODY).status_code == 403
    assert bench.post("b", handler, body, Visitor(sari.user_id, acting_as=True)).status_code == 403
    assert bench.get("b", handler, sari).status_code == 405
    assert bench.events == []


def test_what_is_too_long_is_refused(bench, account):
    bench.add_block("score_worksheet", "b", TEAM)
    answer = bench.post("b", "save_cells", {"edits": [edit("facts//line", "x" * MAX_BODY)]}, account("sari"))
    assert answer.status_code == 413


def test_the_language_of_the_block_is_that_of_its_course(bench, settings):
    settings.LANGUAGE_CODE = "en"
    bench.add_block("score_worksheet", "b", TEAM, language="id")
    assert bench.block("b").gettext("Saved") == "Tersimpan"
    assert bench.block("b").gettext("Last change: {when}", when="{x}") == "Terakhir diubah: {x}"


def test_a_language_without_catalogue_speaks_english(bench):
    bench.add_block("score_worksheet", "b", TEAM, language="vi")
    assert bench.block("b").gettext("Saved") == "Saved"


def test_texts_of_templates_are_escaped(bench):
    bench.add_block("score_worksheet", "b", TEAM)
    html = bench.block("b").from_template("notice.html", notice="<b>")
    assert "&lt;b&gt;" in html


@pytest.mark.django_db
def test_without_the_records_app_the_page_says_so(bench, account, settings):
    sari = account("sari")
    bench.add_block("score_worksheet", "b", TEAM)
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if "records" not in app]
    assert "score_xblocks.records is not installed" in words(bench.page("b", sari))
    assert bench.post("b", "save_cells", {"edits": [edit("facts//line", "A")]}, sari).status_code == 503


def test_where_a_block_stands(bench):
    bench.add_block("score_worksheet", "b", TEAM)
    place = bench.block("b").place()
    assert (place.org, place.course_key) == ("SCORE", "course-v1:SCORE+SCORE-COOP-EN+2026")
    assert place.usage_key.endswith("type@score_worksheet+block@b")


@pytest.mark.django_db
def test_a_students_account_of_the_workbench_is_made_when_it_writes(django_user_model):
    assert compat.workbench_user("s 1", make=False) == compat.NOBODY_YET
    made = compat.workbench_user("s 1", make=True)
    assert compat.workbench_user("s 1", make=True) == compat.workbench_user("s 1", make=False) == made
    assert django_user_model.objects.get().username == "workbench-s 1"


def test_a_handler_may_refuse_by_itself():
    assert getattr(json_post(lambda self, body: body), "_is_xblock_handler", False)
    assert issubclass(WorksheetBlock, ScoreBlock)
