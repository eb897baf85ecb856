"""An archive becomes a course: the tree, the fields, what is inherited; and what is wrong is said clearly."""

import io
import tarfile

import pytest
from opaque_keys.edx.keys import UsageKey

from score_preview.archive import ArchiveError, read
from score_preview.library import Broken, edition, library
from score_preview.olx import import_course
from tests.preview.fixture_archive import fixture_archive, pack, usage

WATCH = '<vertical url_name="watch"/>'


def course_of(path):
    return import_course(read(path))


def test_the_tree_and_its_texts(archive):
    course = course_of(archive)
    assert (course.title, course.language, course.module) == ("A small course", "en", "fixture")
    assert [node.name for node in course.within(course.root)] == [
        "2026", "together", "why", "welcome", "welcome-text", "watch", "watch-text", "meeting",
        "check", "question", "ppm",
    ]  # fmt: skip
    assert [page.title for page in course.pages] == ["Ten minutes a day", "See a short meeting", "One question"]
    assert "ten minutes" in course.fields[UsageKey.from_string(usage("html", "welcome-text")), "data"]
    assert course.passing == 0.7
    assert [(kind.type, kind.weight) for kind in course.assignments] == [("Quiz", 1.0)]


def test_our_blocks_stand_inline_with_their_text(dist):
    text = "key: eit-charter\ntitle: {en: \"A & B\", id: '<x> ]]>'}\nüñ: 1.10"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    vertical = (
        f'<vertical display_name="V"><score_worksheet url_name="charter" display_name="Charter" language="id"'
        f' worksheet_key="eit-charter">{escaped}</score_worksheet></vertical>'
    )
    course = course_of(fixture_archive(dist, {"vertical/welcome.xml": vertical}))
    key = UsageKey.from_string(usage("score_worksheet", "charter"))
    assert course.fields[key, "content"] == text
    assert course.fields[key, "language"] == "id"


def test_an_unknown_type_is_kept_as_a_notice(dist):
    vertical = '<vertical display_name="V"><novelty url_name="n" colour="red"><part/></novelty></vertical>'
    course = course_of(fixture_archive(dist, {"vertical/welcome.xml": vertical}))
    assert UsageKey.from_string(usage("novelty", "n")) in course.nodes


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"course.xml": None}, "course.xml"),
        ({"course.xml": "<course url_name='2026' org='SCORE'/>"}, "course"),
        ({"course.xml": "<course url_name='20 26' org='SCORE' course='X'/>"}, "valid course"),
        ({"vertical/watch.xml": None}, "vertical/watch.xml"),
        ({"vertical/watch.xml": "<vertical><html"}, "vertical/watch.xml"),
        ({"html/watch-text.html": None}, "html/watch-text.html"),
        ({"html/watch-text.xml": None}, "html/watch-text.xml"),
        ({"html/watch-text.html": b"\xff\xfe"}, "UTF-8"),
        ({"problem/ppm.xml": "<problem>"}, "problem/ppm.xml"),
        ({"policies/2026/policy.json": "{"}, "policy.json"),
        ({"policies/2026/policy.json": "[]"}, "policy.json"),
        ({"policies/2026/grading_policy.json": '{"GRADER": [{"type": "Quiz"}]}'}, "grading_policy.json"),
        ({"sequential/why.xml": "<sequential>" + WATCH + WATCH + "</sequential>"}, "two"),
        ({"sequential/why.xml": "<sequential><vertical/></sequential>"}, "url_name"),
        ({"chapter/together.xml": f"<chapter>{WATCH}</chapter>"}, "watch.*stands in a <chapter>"),
        ({"sequential/why.xml": '<sequential><html url_name="watch-text"/></sequential>'}, "stands in a <sequential>"),
        ({"vertical/watch.xml": f"<vertical>{WATCH}</vertical>"}, "stands in a <vertical>"),
        ({"sequential/why.xml": '<sequential><vertical url_name="a b"/></sequential>'}, "a b"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(dist, changed, said):
    with pytest.raises(ArchiveError, match=said):
        course_of(fixture_archive(dist, changed))


def test_members_outside_the_archive_are_refused(dist):
    path = pack(dist / "evil.en.tar.gz", {"../../outside.xml": "<x/>"})
    with pytest.raises(ArchiveError, match="plain file"):
        read(path)


def test_links_are_refused(dist):
    path = dist / "link.en.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        member = tarfile.TarInfo("course/course.xml")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)
    with pytest.raises(ArchiveError, match="plain file"):
        read(path)


@pytest.mark.parametrize("data", [b"", b"not a gzip", b"\x1f\x8b\x08broken"])
def test_damaged_files_are_named(dist, data):
    path = dist / "damaged.en.tar.gz"
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match="damaged.en.tar.gz"):
        read(path)


def test_a_truncated_archive_is_named(dist):
    path = fixture_archive(dist)
    path.write_bytes(path.read_bytes()[:800])
    with pytest.raises(ArchiveError, match=path.name):
        read(path)


def test_entities_are_not_resolved(dist):
    bomb = '<!DOCTYPE v [<!ENTITY e SYSTEM "file:///etc/passwd">]><vertical display_name="&e;"/>'
    path = fixture_archive(dist, {"vertical/watch.xml": bomb})
    try:
        course = course_of(path)
    except ArchiveError:
        return
    assert "root:" not in course.by_name["watch"].title


def test_the_library_follows_the_folder(dist):
    assert library().courses == ()
    empty = edition()
    first = fixture_archive(dist)
    built = edition()
    assert [course.title for course in library().courses] == ["A small course"]
    fixture_archive(dist, {"policies/2026/policy.json": '{"course/2026": {"display_name": "Renamed"}}'})
    assert [course.title for course in library().courses] == ["Renamed"]
    assert len({empty, built, edition()}) == 3
    first.unlink()
    assert library().courses == ()


def test_the_same_course_twice_is_said(dist):
    fixture_archive(dist)
    (dist / "copy.en.tar.gz").write_bytes((dist / "fixture.en.tar.gz").read_bytes())
    found = library()
    assert len(found.courses) == 1
    assert isinstance(found.broken[0], Broken)
    assert "copy.en.tar.gz holds the same course" in found.broken[0].reason


def test_an_archive_that_is_no_course(dist):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz"):
        pass
    (dist / "empty.en.tar.gz").write_bytes(buffer.getvalue())
    assert "course.xml" in library().broken[0].reason
