"""The archive as Open edX reads it: pointers lead somewhere, texts come back as they were, HTML is safe and plain."""

import json
import tarfile
from pathlib import Path

import olxcleaner
import pytest
from lxml import etree

from score_compiler import archive
from score_compiler.emit import attribute, element, text
from score_compiler.pack import compress, to_tar
from tests.compiler.conftest import LESSON, Sources

LANGUAGES = pytest.mark.parametrize("language", ["en", "id"])
POINTERS = ("chapter", "sequential", "vertical", "html", "video")


@LANGUAGES
def test_every_pointer_leads_to_a_file_and_every_file_is_pointed_to(sources: Sources, language: str) -> None:
    tree = sources.tree(language)
    root = etree.fromstring(tree["course.xml"])
    assert sorted(root.attrib) == ["course", "org", "url_name"]
    seen = {"course.xml", f"course/{root.get('url_name')}.xml"}
    waiting = [etree.fromstring(tree[f"course/{root.get('url_name')}.xml"])]
    while waiting:
        for child in waiting.pop().iterchildren(etree.Element):
            if child.tag in POINTERS:
                assert list(child.attrib) == ["url_name"], "a pointer with more is an empty block"
                file = f"{child.tag}/{child.get('url_name')}.xml"
                assert file not in seen
                seen.add(file)
                waiting.append(etree.fromstring(tree[file]))
            elif str(child.tag).startswith("score_"):
                assert child.get("url_name") and f"{child.tag}/{child.get('url_name')}.xml" not in tree
    for name in [name for name in tree if name.startswith("html/") and name.endswith(".xml")]:
        html = etree.fromstring(tree[name])
        assert name == f"html/{html.get('filename')}.xml"
        seen.add(f"html/{html.get('filename')}.html")
    others = {name for name in tree if name.split("/")[0] in ("about", "policies", "static")}
    assert set(tree) == seen | others


@LANGUAGES
def test_the_policy_is_where_open_edx_looks(sources: Sources, language: str) -> None:
    tree = sources.tree(language)
    policy = json.loads(tree["policies/2026/policy.json"])["course/2026"]
    assert policy["language"] == language
    assert policy["start"] == "2026-01-01T00:00:00Z" and policy["end"] == "2027-12-31T23:59:59Z"
    assert policy["advanced_modules"] == ["score_worksheet", "score_quiz", "score_progress"]
    grading = json.loads(tree["policies/2026/grading_policy.json"])
    assert grading["GRADE_CUTOFFS"] == {"Pass": 0.7}
    (kind,) = grading["GRADER"]
    lesson = etree.fromstring(tree["sequential/stops.xml"])
    assert lesson.get("format") == kind["type"] and lesson.get("graded") == "true" and kind["min_count"] == 1


def test_a_block_carries_its_source_as_it_is(sources: Sources) -> None:
    tree = sources.tree()
    sheet = etree.fromstring(tree["vertical/sheet.xml"]).find("score_worksheet")
    quiz = etree.fromstring(tree["vertical/check.xml"]).find("score_quiz")
    assert sheet is not None and quiz is not None
    assert sheet.text == sources.text("press/worksheets/stops.yaml")
    assert dict(sheet.attrib) == {
        "url_name": "ws-stops",
        "display_name": "Stops of the press",
        "worksheet_key": "stops",
        "language": "en",
        "occasion": "baseline",
        "sections": "log",
    }
    assert quiz.text == sources.text("press/en/quizzes/stops.md")
    assert (quiz.get("purpose"), quiz.get("max_attempts"), quiz.get("weight")) == ("graded", "3", "3.0")


@pytest.mark.parametrize(
    "value",
    ['a "quoted" & <b> ]]> text', " two  spaces\tand\ttabs ", "lines\n\nand more\n", "äöü – “…” 中 😀", "a\rb", "'"],
)
def test_texts_come_back_from_xml_as_they_were(value: str) -> None:
    found = etree.fromstring(element("a", {"b": value}, text(value)))
    assert found.get("b") == value and found.text == value
    assert etree.fromstring(f'<a b="{attribute(value)}"/>').get("b") == value


@LANGUAGES
def test_html_has_no_tag_that_lxml_does_not_know(sources: Sources, language: str) -> None:
    """The platform's optional check refuses others."""
    for name, data in sources.tree(language).items():
        if name.endswith(".html") and name.startswith("html/"):
            parser = etree.HTMLParser(recover=True)
            etree.fromstring(data.decode(), parser)
            assert [error.message for error in parser.error_log] == [], name


@LANGUAGES
def test_olxcleaner_agrees(sources: Sources, tmp_path: Path, language: str) -> None:
    packed = tmp_path / "a.tar.gz"
    packed.write_bytes(compress(to_tar(sources.tree(language))))
    with tarfile.open(packed) as tar:
        tar.extractall(tmp_path, filter="data")
    course, store, _ = olxcleaner.validate(
        str(tmp_path / "course"), allowed_xblocks=["score_worksheet", "score_quiz", "score_progress"]
    )
    assert course is not None
    assert [str(error) for error in store.errors if error.name != "UnexpectedTag"] == []


def test_both_languages_have_the_same_ids(sources: Sources, tmp_path: Path) -> None:
    found = []
    for language in ("en", "id"):
        path = tmp_path / f"{language}.tar.gz"
        path.write_bytes(compress(to_tar(sources.tree(language))))
        found.append([(item.type, item.url_name, item.parent) for item in archive.read(path).items])
    assert found[0] == found[1] and len(found[0]) == 12


def test_only_what_is_used_is_packed(sources: Sources) -> None:
    names = {name for name in sources.tree("en") if name.startswith("static/")}
    assert names == {"static/gauge.png", "static/loop-en.svg", "static/score.css"}


def test_nothing_foreign_gets_into_the_html(sources: Sources) -> None:
    sources.change(LESSON, "### In numbers", '### In "numbers" &lt;script&gt; &amp; `<b onclick=x>`')
    html = sources.tree()["html/count-text.html"].decode()
    assert "<script" not in html and "<b onclick" not in html
    assert '<h3>In "numbers" &lt;script&gt; &amp; <code>&lt;b onclick=x&gt;</code></h3>' in html
