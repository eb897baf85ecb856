"""The pages as a person gets them."""

import pytest
from completion.models import BlockCompletion
from django.db import connection
from django.test.utils import CaptureQueriesContext

from score_preview.progress import LessonGrade, Report
from tests.preview.fixture_archive import COURSE_KEY, fixture_archive, fixture_files
from tests.preview.reading import page_of, text_of

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def test_home_groups_editions_by_module(dist, sari):
    fixture_archive(dist)
    other = {
        **fixture_files(),
        "course.xml": '<course url_name="2026" org="SCORE" course="FIXTURE-ID"/>',
        "policies/2026/policy.json": '{"course/2026": {"display_name": "Kursus kecil", "language": "id"}}',
    }
    (dist / "other").mkdir()
    fixture_archive(dist / "other", other).rename(dist / "fixture.id.tar.gz")
    page = page_of(sari.get("/"))
    cards = page.select(".card")
    assert len(cards) == 1
    links = cards[0].select("a")
    assert [(link.get("lang"), text_of(link)) for link in links] == [("en", "English"), ("id", "Bahasa Indonesia")]
    assert page.get("lang") == "en"
    assert "preview, not an LMS" in text_of(page)


def test_home_without_archives_says_what_to_do(dist, sari):
    page = page_of(sari.get("/"))
    assert "score build" in text_of(page)
    dist.rmdir()
    assert "score build" in text_of(page_of(sari.get("/")))


def test_a_broken_archive_is_named_beside_the_others(dist, sari):
    fixture_archive(dist)
    (dist / "broken.en.tar.gz").write_bytes(b"nonsense")
    page = page_of(sari.get("/"))
    assert "broken.en.tar.gz" in text_of(page.select(".trouble")[0])
    assert len(page.select(".card")) == 1


def test_outline_lists_sections_lessons_and_pages(archive, sari, course_url):
    page = page_of(sari.get(course_url))
    assert [text_of(each) for each in page.select(".section > h3")] == ["Working together"]
    assert [text_of(each) for each in page.select(".lesson-title")] == ["Why we talk", "What did you learn?"]
    assert [each.get("href") for each in page.select(".pages a")] == [
        f"{course_url}{name}/" for name in ("welcome", "watch", "question")
    ]
    assert "0 of 3 pages done" in text_of(page)


def test_a_page_stands_in_its_lesson(archive, sari, course_url):
    page = page_of(sari.get(f"{course_url}watch/"))
    assert [text_of(each) for each in page.select("main .crumbs li")] == [
        "A small course", "Working together",
    ]  # fmt: skip
    assert "Page 2 of 2 in this lesson" in text_of(page)
    assert page.select("a[rel=prev]")[0].get("href") == f"{course_url}welcome/"
    assert page.select("a[rel=next]")[0].get("href") == f"{course_url}question/"
    assert [text_of(each) for each in page.select("h1, h2")] == ["Why we talk", "See a short meeting"]
    assert page.get("lang") == "en"


def test_course_addresses_lead_to_the_course(archive, sari, course_url):
    page = page_of(sari.get(f"{course_url}welcome/"))
    image = page.select(".blocks img")[0].get("src")
    assert sari.get(image)["Content-Type"] == "image/svg+xml"
    link = page.select(".score-text a")[0].get("href")
    assert sari.get(link).headers["Location"] == f"{course_url}question/"


def test_jump_leads_to_the_place_on_the_page(archive, sari, course_url):
    assert sari.get(f"/jump/{COURSE_KEY}/ppm").headers["Location"] == f"{course_url}question/#ppm"
    assert sari.get(f"/jump/{COURSE_KEY}/check").headers["Location"] == f"{course_url}question/"
    assert sari.get(f"/jump/{COURSE_KEY}/nowhere").status_code == 404


def test_a_video_has_captions_and_its_words(archive, sari, course_url):
    page = page_of(sari.get(f"{course_url}watch/"))
    track = page.select("video track")[0]
    assert (track.get("kind"), track.get("srclang")) == ("captions", "en")
    captions = sari.get(track.get("src"))
    assert captions["Content-Type"].startswith("text/vtt")
    assert captions.content.decode().startswith("WEBVTT\n\n1\n00:00:00.000 --> 00:00:00.700\nGood morning")
    assert "What went wrong yesterday?" in text_of(page.select(".transcript")[0])
    assert sari.get(track.get("src").replace("/en", "/fr")).status_code == 404


def test_a_part_of_a_film_can_be_asked_for(archive, sari):
    whole = fixture_files()["static/meeting.webm"]
    part = sari.get(f"/asset/{COURSE_KEY}/meeting.webm", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert sari.get(f"/asset/{COURSE_KEY}/meeting.webm").content == whole


@pytest.mark.parametrize("path", ["", "welcome/", "watch/", "question/"])
def test_nothing_comes_from_other_hosts(archive, sari, course_url, path):
    response = sari.get(course_url + path)
    page = page_of(response)
    loaded = [each.get("src") or each.get("href") for each in page.select("[src], link[href]")]
    assert loaded
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
    for address in loaded:
        got = sari.get(address)
        assert got.status_code == 200, address
        if got["Content-Type"].startswith("text/css"):
            data = b"".join(got.streaming_content) if got.streaming else got.content
            assert b"//fonts" not in data
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_an_unknown_block_is_shown_as_missing(dist, sari, course_url):
    fixture_archive(dist, {"vertical/welcome.xml": '<vertical display_name="V"><novelty url_name="n"/></vertical>'})
    assert "novelty" in text_of(page_of(sari.get(f"{course_url}welcome/")).select(".blocks .trouble")[0])


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/c/course-v1:SCORE+NONE+2026/",
        "/c/course-v1:nonsense/",
        "/c/nonsense/",
        f"/c/{COURSE_KEY}/nowhere/",
        f"/c/{COURSE_KEY}/why/",
        f"/progress/{COURSE_KEY}x/",
        f"/asset/{COURSE_KEY}/none.png",
        f"/asset/{COURSE_KEY}/../course.xml",
        "/block/problem/public/../capa_block.py",
        "/block/problem/capa_block.py",
        "/block/none/public/x.js",
        "/block/vertical/public/x.js",
        "/site/none.css",
    ],
)
def test_what_is_not_there_has_a_plain_page(archive, sari, path):
    response = sari.get(path)
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()
    assert "Traceback" not in response.content.decode()


@pytest.mark.parametrize("path", ["/site/../settings.py", "/site/%2e%2e/settings.py", "/site//etc/passwd"])
def test_files_outside_are_refused(archive, sari, path):
    assert sari.get(path).status_code in (400, 404)


def test_other_hosts_are_refused(archive, sari):
    response = sari.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400


def test_pages_take_no_posts(archive, sari, course_url):
    assert sari.post(course_url).status_code == 405


COURSE = f"/c/{COURSE_KEY}/"
READ = ["/", COURSE, f"{COURSE}welcome/", f"{COURSE}watch/", f"{COURSE}question/", f"/progress/{COURSE_KEY}/"]


@pytest.mark.parametrize("address", READ)
def test_looking_writes_nothing(archive, sari, address):
    with CaptureQueriesContext(connection) as captured:
        assert sari.get(address).status_code == 200
    assert [query["sql"] for query in captured if query["sql"].lstrip().startswith(WRITES)] == []


def test_what_was_seen_counts_as_done(archive, sari, course_url):
    page = page_of(sari.get(f"{course_url}welcome/"))
    block = page.select("[data-block-type=html]")[0].get("data-usage-id")
    viewed = page.select("[data-viewed]")[0].get("data-viewed")
    assert sari.post(viewed, {"block": block}).json() == {"completed": [block]}
    assert sari.post(viewed, {"block": block}).json() == {"completed": []}
    assert "1 of 3 pages done" in text_of(page_of(sari.get(course_url)))
    assert BlockCompletion.objects.count() == 1


def test_only_texts_are_done_by_being_seen(archive, sari, course_url):
    keys = [f"block-v1:SCORE+FIXTURE-EN+2026+type@{kind}" for kind in ("problem+block@ppm", "video+block@meeting")]
    keys += ["block-v1:SCORE+FIXTURE-EN+2026+type@html+block@nowhere", "block-v1:A+B+C+type@html+block@welcome-text"]
    assert sari.post(f"/viewed/{COURSE_KEY}", {"block": keys}).json() == {"completed": []}
    assert sari.post(f"/viewed/{COURSE_KEY}", {"block": "nonsense"}).status_code == 400
    assert sari.post("/viewed/course-v1:A+B+C", {"block": keys}).status_code == 404
    assert sari.get(f"/viewed/{COURSE_KEY}").status_code == 405
    assert not BlockCompletion.objects.exists()


def test_an_open_page_can_notice_a_rebuilt_course(dist, sari, course_url):
    fixture_archive(dist)
    shown = page_of(sari.get(course_url)).get("data-edition")
    assert sari.get("/changes").json() == {"edition": shown}
    fixture_archive(dist, {"about/overview.html": "<p>New</p>"})
    assert sari.get("/changes").json() != {"edition": shown}


def test_before_the_people_are_made(db, archive, client):
    response = client.get("/")
    assert response.status_code == 503
    assert "python -m score_preview" in response.content.decode()


@pytest.mark.parametrize(("earned", "percent"), [(0, 0), (1, 13), (3, 38), (7, 88), (8, 100)])
def test_a_grade_is_rounded_as_the_quiz_and_the_lms_round_it(earned, percent):
    assert LessonGrade(None, "", earned, 8, True).percent == percent
    assert Report((), earned / 8, 0.7).percent == percent


def test_the_browser_finds_an_icon_on_pages_without_one(sari):
    """As on a worksheet's page for paper, whose head is the block's."""
    answer = sari.get("/favicon.ico")
    assert answer.status_code == 200 and answer["Content-Type"] == "image/svg+xml"
