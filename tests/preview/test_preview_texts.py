"""Pages speak their course's language; the list of courses that of the browser."""

from tests.preview.fixture_archive import COURSE_KEY, fixture_archive
from tests.preview.reading import page_of, text_of


def test_pages_speak_the_language_of_their_course(dist, sari, course_url):
    fixture_archive(dist, {"policies/2026/policy.json": '{"course/2026": {"language": "id"}}'})
    for address in (course_url, f"{course_url}watch/", f"/progress/{COURSE_KEY}/"):
        page = page_of(sari.get(address, headers={"accept-language": "en"}))
        assert page.get("lang") == "id"
        assert "Ini pratinjau, bukan LMS." in text_of(page)
        assert "Kemajuan saya" in text_of(page)


def test_home_speaks_the_language_of_the_browser(dist, sari):
    assert "Belum ada kursus" in text_of(page_of(sari.get("/", headers={"accept-language": "id"})))
    assert "There are no courses yet" in text_of(page_of(sari.get("/", headers={"accept-language": "fr"})))
