"""What each kind of field accepts, keeps and shows."""

from dataclasses import replace

import pytest

from score_core import fields
from score_core.definition import KINDS, Field, Option
from score_core.texts import Texts

LABEL = Texts({"en": "Label", "id": "Label"})
OPTIONS = (
    Option("cut", Texts({"en": "Cutting", "id": "Potong"})),
    Option("weld", Texts({"en": "Welding", "id": "Las"})),
    Option("paint", Texts({"en": "Painting", "id": "Cat"})),
)


def field(kind: str, **more) -> Field:
    if kind in ("choice", "choices"):
        more["options"] = OPTIONS
    return Field("f", kind, LABEL, **more)


NUMBER = field("number", unit=Texts.same("kg", ["en", "id"]), minimum=0, maximum=9999.5, decimals=1, not_measured=True)
MONEY = field("money", unit=Texts.same("Rp", ["en", "id"]))
PERCENT = field("percent")
SCALE = field("scale", minimum=0, maximum=4)
PHOTO = field("photo", maximum=2)
ROW = field("reference", to=("plan", "actions"), shows_field="problem")


@pytest.mark.parametrize(
    ("kind", "typed", "lang", "canonical"),
    [
        (NUMBER, "1.250,5", "id", "1250.5"),
        (NUMBER, "1,250.5 kg", "en", "1250.5"),
        (NUMBER, "0,0", "id", "0"),
        (NUMBER, "nm", "id", "nm"),
        (MONEY, "Rp 1.250.000", "id", "1250000"),
        (MONEY, "-5", "en", "-5"),
        (PERCENT, "12,5 %", "id", "12.5"),
        (field("date"), "24/11/2026", "id", "2026-11-24"),
        (field("month"), "2026-11", "en", "2026-11"),
        (field("time"), "7.30", "id", "07:30"),
        (field("yes_no"), "yes", "en", "yes"),
        (field("yes_no", not_applicable=True), "na", "en", "na"),
        (field("choice"), "weld", "en", "weld"),
        (field("choices"), "paint,cut", "en", "cut,paint"),
        (field("choices"), " cut , cut ", "en", "cut"),
        (SCALE, "0", "en", "0"),
        (PHOTO, "0f-A1, 0f-A2,0f-A1", "en", "0f-A1,0f-A2"),
        (field("file", maximum=1), "a" * 40, "en", "a" * 40),
        (field("pin"), "12.25,0", "id", "12.3,0.0"),
        (field("pin"), "100,100.0", "en", "100.0,100.0"),
        (ROW, "r_1-A", "en", "r_1-A"),
        (field("person"), "user:12", "en", "user:12"),
        (field("person"), "  Bu Sari ", "en", "Bu Sari"),
        (field("text"), "one\r\ntwo", "en", "one two"),
        (field("long_text"), " one\r\n\ttwo\rthree ", "en", "one\n\ttwo\nthree"),
        (field("long_text"), "x" * 10_000, "en", "x" * 10_000),
        (field("text"), "e\u0301 😀 <b>&amp;</b> =1+1", "en", "\u00e9 😀 <b>&amp;</b> =1+1"),
    ],
)
def test_what_is_typed_is_kept_canonically(kind, typed, lang, canonical):
    value = fields.read(kind, typed, lang)
    assert value == fields.Value(canonical)
    assert fields.check(kind, canonical) is None


@pytest.mark.parametrize(
    ("kind", "typed", "lang", "key"),
    [
        (NUMBER, "-1", "id", "number-below"),
        (NUMBER, "10000", "id", "number-above"),
        (NUMBER, "1,25", "id", "number-decimals"),
        (replace(NUMBER, decimals=0), "1,5", "id", "number-whole"),
        (NUMBER, "many", "id", "number"),
        (PHOTO, "a,b,c", "en", "photos-many"),
        (PHOTO, "a b", "en", "not-canonical"),
        (PHOTO, "a,,b", "en", "not-canonical"),
        (PHOTO, "../a", "en", "not-canonical"),
        (PHOTO, "a" * 41, "en", "not-canonical"),
        (PHOTO, "a," * 1000, "en", "text-long"),
        (field("pin"), "100.1,5", "en", "pin"),
        (field("pin"), "-1,5", "en", "pin"),
        (field("pin"), "5", "en", "pin"),
        (field("pin"), "5,5,5", "en", "pin"),
        (field("pin"), "nan,5", "en", "pin"),
        (ROW, "a/b", "en", "choice"),
        (ROW, "a" * 41, "en", "choice"),
        (NUMBER, "٣", "id", "number-digits"),
        (MONEY, "nm", "en", "number"),
        (MONEY, "1e309", "en", "number"),
        (PERCENT, "NaN", "en", "number"),
        (MONEY, "9" * 16, "en", "number-large"),
        (MONEY, "9" * 60, "en", "number-long"),
        (MONEY, "9" * 600, "en", "text-long"),
        (field("date"), "yesterday", "en", "date"),
        (field("date"), "1800-01-01", "en", "date-range"),
        (field("month"), "13/2026", "en", "month"),
        (field("time"), "25:00", "en", "time"),
        (field("yes_no"), "maybe", "en", "choice"),
        (field("yes_no"), "na", "en", "choice"),
        (field("choice"), "bend", "en", "choice"),
        (field("choices"), "cut,bend", "en", "choice"),
        (SCALE, "5", "en", "scale"),
        (SCALE, "1.0", "en", "scale"),
        (field("person"), "user:x", "en", "person"),
        (field("person"), "user:0", "en", "person"),
        (field("person"), "x" * 201, "en", "text-long"),
        (field("text"), "x" * 501, "en", "text-long"),
        (field("long_text"), "x" * 10_001, "en", "text-long"),
        (field("text"), "a\x00b", "en", "text-character"),
        (field("long_text"), "a\x1bb", "en", "text-character"),
        (field("text"), "a\ud800b", "en", "text-character"),
        (field("formula"), "1", "en", "formula-cell"),
        (field("note"), "1", "en", "no-value"),
    ],
)
def test_what_is_wrong_is_refused_with_a_message(kind, typed, lang, key):
    value = fields.read(kind, typed, lang)
    assert value.canonical == "" and value.error is not None
    assert value.error.key == key
    assert "{" not in value.error.text()


@pytest.mark.parametrize("kind", KINDS)
def test_blank_is_always_fine(kind):
    for typed in ("", "  ", "\n"):
        assert fields.read(field(kind, required=True), typed, "en") == fields.Value("")
    assert fields.check(field(kind), "") is None
    assert fields.show(field(kind), "", "id") == ""


def test_limits_are_told_in_the_readers_language():
    assert fields.read(NUMBER, "10000", "id").error.text() == "Type 9.999,5 or less."
    assert fields.read(NUMBER, "10000", "en").error.text() == "Type 9,999.5 or less."


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (NUMBER, "1,5"),
        (NUMBER, "01"),
        (NUMBER, "1.0"),
        (NUMBER, "-0"),
        (NUMBER, "+1"),
        (NUMBER, "1.25"),
        (NUMBER, "10000"),
        (MONEY, "9" * 41),
        (MONEY, "nm"),
        (field("date"), "24/11/2026"),
        (field("time"), "7:30"),
        (field("choices"), "weld,cut"),
        (field("text"), " x"),
        (field("text"), "a\nb"),
        (field("long_text"), "a\rb"),
        (field("formula"), "1"),
        (PHOTO, "a, b"),
        (PHOTO, "a,a"),
        (field("pin"), "5,5"),
    ],
)
def test_what_is_not_canonical_is_not_kept(kind, value):
    message = fields.check(kind, value)
    assert message is not None and "{" not in message.text()


@pytest.mark.parametrize(
    ("kind", "value", "english", "indonesian"),
    [
        (NUMBER, "1250.5", "1,250.5 kg", "1.250,5 kg"),
        (NUMBER, "nm", "Not measured", "Tidak diukur"),
        (MONEY, "1250000", "Rp 1,250,000", "Rp 1.250.000"),
        (PERCENT, "12.5", "12.5%", "12,5%"),
        (field("number", decimals=2), "3", "3.00", "3,00"),
        (field("date"), "2026-08-05", "5 Aug 2026", "5 Agu 2026"),
        (field("month"), "2026-05", "May 2026", "Mei 2026"),
        (field("time"), "07:30", "07:30", "07.30"),
        (field("yes_no"), "yes", "Yes", "Ya"),
        (field("yes_no"), "no", "No", "Tidak"),
        (field("yes_no"), "na", "Not applicable", "Tidak berlaku"),
        (field("choice"), "weld", "Welding", "Las"),
        (field("choices"), "cut,paint", "Cutting, Painting", "Potong, Cat"),
        (SCALE, "3", "3", "3"),
        (PHOTO, "a,b", "Photos: 2", "Foto: 2"),
        (field("file", maximum=1), "a", "Files: 1", "Berkas: 1"),
        (field("pin"), "12.3,0.0", "12.3% / 0.0%", "12,3% / 0,0%"),
        (ROW, "r1", "A row that is not there any more", "Baris yang sudah tidak ada"),
        (field("person"), "user:7", "Budi", "Budi"),
        (field("person"), "user:8", "Somebody who is no longer in the team", "Seseorang yang tidak lagi di tim"),
        (field("person"), "Bu Sari", "Bu Sari", "Bu Sari"),
        (field("formula", shows="number"), "15.052986", "15.05", "15,05"),
        (field("formula", shows="number", decimals=0), "15.5", "16", "16"),
        (field("formula", shows="percent"), "69.3471", "69.3%", "69,3%"),
        (field("formula", shows="money", unit=Texts.same("Rp", ["en"])), "1500.255", "Rp 1,500.26", "Rp 1.500,26"),
        (field("formula", shows="yes_no"), "yes", "Yes", "Ya"),
        (field("formula", shows="choice", options=OPTIONS), "cut", "Cutting", "Potong"),
        (field("formula", shows="text"), "user:7", "Budi", "Budi"),
        (field("formula", shows="date"), "2026-08-05", "5 Aug 2026", "5 Agu 2026"),
        (field("formula", shows="month"), "2026-05", "May 2026", "Mei 2026"),
    ],
)
def test_values_are_shown_in_the_readers_language(kind, value, english, indonesian):
    people = {"user:7": "Budi"}
    assert fields.show(kind, value, "en", people) == english
    assert fields.show(kind, value, "id", people) == indonesian


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", ["x", "12,5", "2026-13", "nm", "bend,", "user:", "<script>", "9" * 400])
def test_values_of_older_definitions_show_as_they_are(kind, value):
    shows = {"shows": "date"} if kind == "formula" else {}
    assert fields.show(field(kind, **shows), value, "id")
    fields.computable(field(kind), value)


def test_every_kind_reads():
    assert all(isinstance(fields.read(field(kind, minimum=0, maximum=4), "3", "en"), fields.Value) for kind in KINDS)
