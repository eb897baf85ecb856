"""What Studio and the LMS would break without a word: a check keeps it out, or the OLX can't hold it."""

import io
import json
import re
import tarfile
from pathlib import Path

import pytest
from lxml import etree, html
from xblock.core import XBlock
from xblock.fields import Scope

from score_compiler import pipeline
from score_compiler.cache import Cache
from score_compiler.emit import Tree
from score_xblocks.progress import ProgressBlock
from score_xblocks.quiz import QuizBlock
from score_xblocks.worksheet import WorksheetBlock
from tests.compiler import checks_doc, test_olx
from tests.compiler.conftest import LESSON, Sources

# What Open edX does with a mistake, and the codes that keep it out. docs/checks.md runs an example of each.
CHECKED = {
    "a static file with spaces, capitals or signs is renamed, so that links break": ["asset-name"],
    "a static file called xblock… is left out when links are rewritten": ["asset-name"],
    "static files of several folders are flattened into one, where names collide": ["asset-collision", "file-name"],
    "nothing deletes old static files: only what is shown is shipped": ["asset-unused"],
    "a picture, video or transcript that is not there is only logged": ["asset-missing"],
    "a transcript in another form shows nothing": ["captions-broken"],
    "addresses inside a stylesheet are not rewritten": ["css-url"],
    "OLX and pictures with entities are dropped": ["svg-unsafe", "text-entity"],
    "characters that XML does not allow drop the block": ["text-control-character", "text-encoding"],
    "HTML is stored as it is, scripts included": ["markdown-raw-html", "quiz-html", "svg-unsafe"],
    "a large import breaks the front end and leaves half a course": ["archive-too-large"],
    "an attribute of a core block is decoded as JSON": ["title-decoded"],
    "an unknown key of a policy is stored and ignored": ["course-unknown-key", "front-matter-unknown-key"],
    "a date without month or day is dropped": ["course-date"],
    "the course's key with other characters can't be imported": ["course-bad-key"],
    "a course of the same key, capitals aside, is overwritten": ["course-doubled"],
    "a short description is taken for HTML": ["course-markup"],
    "a missing course image shows a broken picture": ["course-no-image", "asset-missing"],
    "weights that don't add up to 100 give a wrong grade": ["grading-weight"],
    "an assignment without lessons, or with all of them dropped, counts as zero": ["grading-unused", "grading-drop"],
    "assignments are known by their type alone": ["grading-doubled"],
    "a lesson of an unknown assignment is left out of the grade": ["grading-unknown"],
    "a graded lesson without points gives everybody zero": ["grading-no-quiz", "grading-outside"],
    "a url_name with a space or sign drops the block and all below it": ["id-bad"],
    "a usage key of more than 255 characters can't be stored": ["id-too-long"],
    "of two blocks with one url_name the last one wins and shows twice": ["id-doubled"],
    "a block without a url_name gets a new one at each import": ["id-missing"],
    "a renamed url_name orphans answers, scores and completion": ["lock-lost", "lock-missing", "lock-line"],
    "a link to a file of the sources leads nowhere": ["link-relative", "quiz-link"],
    "a link to an id that is not there leads to an error page": ["link-broken"],
    "a link into the course is not rewritten on the about page": ["link-about"],
    "a video without a source shows a default film": ["video-source"],
    "an empty section, lesson or page shows a title that opens nothing": [
        "edition-empty",
        "section-empty",
        "lesson-empty",
        "page-empty",
    ],
    "a block inside a block's HTML does not exist": ["directive-place"],
}
POINTERS = "test_every_pointer_leads_to_a_file_and_every_file_is_pointed_to"
# Rules that hold by the way OLX is written, and that tests/compiler/test_olx.py proves.
WRITTEN = {
    "a pointer with more than a url_name is an empty block": POINTERS,
    "a pointer without its file drops the block": POINTERS,
    "course.xml carries url_name, org and course alone": POINTERS,
    "a custom block stands inline, never in a file": POINTERS,
    "a policy in another place or under another key is ignored": "test_the_policy_is_where_open_edx_looks",
    "advanced_modules lists our blocks": "test_the_policy_is_where_open_edx_looks",
    "a graded lesson names its assignment by the type": "test_the_policy_is_where_open_edx_looks",
    "element text goes to the field content alone": "test_a_block_carries_its_source_as_it_is",
    "quotes, tabs, ]]> and line ends survive": "test_texts_come_back_from_xml_as_they_were",
    "the optional OLX gate refuses tags that lxml does not know": "test_html_has_no_tag_that_lxml_does_not_know",
}


@pytest.mark.parametrize("rule", CHECKED)
def test_rule_is_checked(rule: str) -> None:
    _, entries = checks_doc.read()
    assert [code for code in CHECKED[rule] if code not in entries] == []


@pytest.mark.parametrize("rule", WRITTEN)
def test_rule_is_proved_of_the_olx(rule: str) -> None:
    assert callable(getattr(test_olx, WRITTEN[rule]))


@pytest.fixture(params=["en", "id"])
def tree(sources: Sources, request: pytest.FixtureRequest) -> Tree:
    film(sources)
    return sources.tree(request.param)


def film(sources: Sources) -> None:
    """A video file with captions besides the one of YouTube."""
    sources.write("press/static/press.mp4", b"\0\0\0\x18ftypmp42")
    for language in ("en", "id"):
        sources.write(f"press/static/press.{language}.srt", "1\n00:00:01,000 --> 00:00:04,000\nLook.\n")
        path = LESSON.replace("/en/", f"/{language}/")
        added = f"\n```{{video}} press.mp4\n:id: press\n:title: A press\n:captions: press-{language}.srt\n```\n"
        sources.write(path, sources.text(path) + added)
    sources.write("press/ids.lock", sources.text("press/ids.lock") + "video press\n")


def elements(tree: Tree) -> list[etree._Element]:
    return [one for name, data in tree.items() if name.endswith(".xml") for one in etree.fromstring(data).iter()]


def packed(sources: Sources) -> list[tarfile.TarInfo]:
    courses, shelf = pipeline.read(sources.root, Cache(None))
    (archive, _) = pipeline.archives(pipeline.check(courses, shelf, courses.modules[0], Cache(None)))
    assert archive.name.endswith(".tar.gz"), "another name is refused"
    with tarfile.open(fileobj=io.BytesIO(archive.data)) as tar:
        return tar.getmembers()


def test_unsafe_members_are_refused_so_there_are_plain_files_in_one_folder_alone(sources: Sources) -> None:
    for member in packed(sources):
        parts = Path(member.name).parts
        assert member.isfile() and parts[0] == "course" and ".." not in parts and not member.name.startswith("/")


def test_the_first_course_xml_wins_so_there_is_one(tree: Tree) -> None:
    assert [name for name in tree if name.endswith("course.xml")] == ["course.xml"]


def test_files_of_editors_and_file_managers_are_skipped(sources: Sources) -> None:
    for name in (".DS_Store", "._loop.svg", "loop.svg~"):
        sources.write(f"press/static/{name}", b"x")
        sources.write(f"press/en/01-start/{name}", b"x")
    assert sources.check() == []
    assert [member.name for member in packed(sources) if re.search(r"/\.|~", member.name)] == []


def test_a_long_id_is_packed_whole(sources: Sources) -> None:
    """The old tar format holds names of 100 characters."""
    name = "x" * 150
    for language in ("en", "id"):
        path = LESSON.replace("/en/", f"/{language}/")
        sources.write(path, sources.text(path) + f"\n## Long {{#{name}}}\n\nText.\n")
    lock = f"vertical {name}\nhtml {name}-text\n"
    sources.write("press/ids.lock", sources.text("press/ids.lock") + lock)
    assert f"course/html/{name}-text.html" in [member.name for member in packed(sources)]


def test_static_is_flattened_so_it_is_flat(tree: Tree) -> None:
    names = [name for name in tree if name.startswith("static/")]
    assert names and all(re.fullmatch(r"static/[a-z0-9_-]+\.[a-z0-9]+", name) for name in names)


def test_unknown_policy_keys_are_ignored_so_there_are_none_and_no_tabs_or_periods(tree: Tree) -> None:
    (policy,) = json.loads(tree["policies/2026/policy.json"]).values()
    known = {"advanced_modules", "course_image", "discussion_topics", "display_name", "end", "language", "start"}
    assert set(policy) <= known
    for key in ("start", "end"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", policy[key]), "a short or naive date is dropped"


def test_a_broken_grading_policy_falls_back_silently_so_it_is_whole(tree: Tree) -> None:
    grading = json.loads(tree["policies/2026/grading_policy.json"])
    assert set(grading) == {"GRADER", "GRADE_CUTOFFS"}
    assert all(0 < cutoff <= 1 for cutoff in grading["GRADE_CUTOFFS"].values())
    assert sum(kind["weight"] for kind in grading["GRADER"]) == pytest.approx(1)
    for kind in grading["GRADER"]:
        assert set(kind) == {"type", "short_label", "min_count", "drop_count", "weight"}
        assert kind["min_count"] > kind["drop_count"] >= 0


def test_a_random_discussion_id_detaches_posts_so_it_is_pinned(tree: Tree) -> None:
    (policy,) = json.loads(tree["policies/2026/policy.json"]).values()
    assert policy["discussion_topics"] == {"General": {"id": "press-general"}}
    assert [one.tag for one in elements(tree) if one.tag == "discussion"] == []


def test_groups_and_cohorts_live_in_the_database_so_attributes_are_a_closed_set(tree: Tree) -> None:
    video = {"display_name", "edx_video_id", "html5_sources", "sub", "transcripts", "youtube", "youtube_id_1_0"}
    known = {
        "chapter": {"display_name"},
        "sequential": {"display_name", "format", "graded"},
        "vertical": {"display_name"},
        "html": {"display_name", "filename"},
        "video": video,
    }
    for one in elements(tree):
        if str(one.tag) in known and set(one.attrib) != {"url_name"}:
            assert set(one.attrib) <= known[str(one.tag)]
            assert one.get("display_name"), "a block without a title shows its id"


def test_attributes_of_core_blocks_are_decoded_so_none_looks_like_json(tree: Tree) -> None:
    meant = {"graded", "html5_sources", "transcripts"}
    for one in elements(tree):
        if not str(one.tag).startswith("score_") and one.tag != "course":
            for name, value in one.attrib.items():
                if name not in meant:
                    with pytest.raises(ValueError, match="JSON|Expecting|Extra data"):
                        json.loads(value)


def test_xml_carries_no_doctype_and_no_entity_but_those_of_xml(sources: Sources) -> None:
    sources.both(LESSON, lambda text: text.replace("### ", "### A&nbsp;B&hellip; &copy; "))
    sources.both(LESSON, lambda text: text.replace("## Cat", "## C&auml;t"))
    tree = sources.tree("id")
    for name, data in tree.items():
        if name.endswith(".xml"):
            assert b"<!" not in data
            assert set(re.findall(rb"&(\w+);", data)) <= {b"amp", b"lt", b"gt", b"quot"}, name
    assert etree.fromstring(tree["vertical/sheet.xml"]).get("display_name") == "Cätat"
    assert "A\u00a0B… ©" in tree["html/count-text.html"].decode().replace("&nbsp;", "\u00a0")


def test_links_are_rewritten_in_quotes_alone_and_lead_to_what_is_there(tree: Tree) -> None:
    ids = {one.get("url_name") for one in elements(tree)} - {None}
    for name, data in tree.items():
        if not name.endswith(".html") or not name.startswith("html/"):
            continue
        text = data.decode()
        assert not re.search(r"\s(?:href|src)=[^\"]", text), "the LMS rewrites quoted addresses alone"
        for _, attribute, address, _ in html.fromstring(text).iterlinks():
            assert attribute in ("href", "src")
            if address.startswith("/static/"):
                assert address[1:] in tree
            elif address.startswith("/jump_to_id/"):
                assert address.removeprefix("/jump_to_id/") in ids
            else:
                assert re.match(r"https?://|mailto:|tel:", address)


def test_html_is_stored_as_it_is_so_it_carries_no_script_form_or_handler(tree: Tree) -> None:
    for name, data in tree.items():
        if name.endswith(".html") and name.startswith("html/"):
            for one in html.fromstring(data.decode()).iter(etree.Element):
                assert one.tag not in ("script", "style", "iframe", "object", "embed", "form", "input", "base", "meta")
                assert not [key for key in one.attrib if key.startswith("on")]


def test_a_video_names_its_source_and_its_transcripts_exist(tree: Tree) -> None:
    videos = {name: etree.fromstring(data) for name, data in tree.items() if name.startswith("video/")}
    assert set(videos) == {"video/film.xml", "video/press.xml"}
    assert videos["video/film.xml"].get("youtube") == "1.00:aB3dE6gH9-_"
    file = videos["video/press.xml"]
    assert file.get("youtube_id_1_0") == "", "without it a default film shows"
    assert [source.get("src", "")[1:] in tree for source in file.iter("source")] == [True]
    assert [f"static/{one.get('src')}" in tree for one in file.iter("transcript")] == [True]
    assert list(json.loads(file.get("transcripts", "")).values()) == [one.get("src") for one in file.iter("transcript")]


def test_unknown_attributes_of_a_custom_block_are_only_logged_so_all_are_its_fields(tree: Tree) -> None:
    blocks: dict[str, type[XBlock]] = {
        "score_worksheet": WorksheetBlock,
        "score_quiz": QuizBlock,
        "score_progress": ProgressBlock,
    }
    found = [one for one in elements(tree) if str(one.tag) in blocks]
    assert {str(one.tag) for one in found} == set(blocks)
    for one in found:
        fields = blocks[str(one.tag)].fields
        for name, value in one.attrib.items():
            if name != "url_name":
                assert fields[name].from_string(value) is not None
        if one.text:
            assert fields["content"].scope == Scope.content


def test_a_folder_that_has_texts_but_no_course_yaml_is_no_course_and_not_left_out(sources: Sources) -> None:
    sources.write("pump/en/about.md", "A pump.\n")
    assert [problem.code for problem in sources.check("pump")] == ["file-missing"]
