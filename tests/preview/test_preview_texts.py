"""Every text of the preview stands in the Indonesian catalogue, and pages speak their course's language."""

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import score_preview
from tests.preview.fixture_archive import COURSE_KEY, fixture_archive
from tests.preview.reading import page_of, text_of

PACKAGE = Path(score_preview.__file__).parent
CATALOGUE = PACKAGE / "locale/id/LC_MESSAGES/django.po"
KEYWORDS = {"_": None, "gettext": None, "gettext_noop": None, "ngettext": (1, 2)}


def texts_of_sources() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    sources += [templatize(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.html")]
    found = set()
    for source in sources:
        for _line, message, _comments, _context in extract("python", BytesIO(source.encode()), KEYWORDS):
            found.add(message if isinstance(message, str) else message[0])
    return found


def catalogue() -> dict[str, tuple[str, ...]]:
    with CATALOGUE.open("rb") as file:
        read = read_po(file, locale="id")
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else message.string
        )
        for message in read
        if message.id
    }


def test_the_catalogue_is_complete_and_has_nothing_more():
    texts = catalogue()
    assert set(texts) == texts_of_sources()
    assert [text for text, strings in texts.items() if not all(strings)] == []


def test_translations_keep_the_places_for_values():
    for text, strings in catalogue().items():
        for string in strings:
            assert set(re.findall(r"%\(\w+\)s", string)) == set(re.findall(r"%\(\w+\)s", text)), text


def test_the_compiled_catalogue_is_that_of_the_texts():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for text, strings in catalogue().items():
        assert strings[0] in (compiled.gettext(text), compiled.ngettext(text, text, 1))


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
