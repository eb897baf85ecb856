"""Numbers, dates, months and times: typed, kept, shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from score_core import values
from score_core.messages import MESSAGES, Message


@pytest.mark.parametrize(
    ("typed", "lang", "number"),
    [
        ("1250.5", "en", 1250.5),
        ("1,250.5", "en", 1250.5),
        ("1250,5", "en", 1250.5),
        ("1.250", "en", 1.25),
        ("1,250", "en", 1250),
        ("1,250,000", "en", 1250000),
        ("12,5", "en", 12.5),
        ("0,125", "en", 0.125),
        ("1.250,5", "id", 1250.5),
        ("1250,5", "id", 1250.5),
        ("1250.5", "id", 1250.5),
        ("1.250", "id", 1250),
        ("1,250", "id", 1.25),
        ("1.250.000", "id", 1250000),
        ("12.5", "id", 12.5),
        ("0.125", "id", 0.125),
        ("1.2345", "id", 1.2345),
        (",5", "id", 0.5),
        (".5", "en", 0.5),
        ("-3", "en", -3),
        ("\N{MINUS SIGN}3", "id", -3),
        ("+3", "en", 3),
        ("  7 ", "en", 7),
        ("007", "en", 7),
        ("1.250,5", "id-ID", 1250.5),
        ("1,250.5", "vi", 1250.5),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(typed, lang, number):
    assert values.read_number(typed, lang) == number


@pytest.mark.parametrize(
    ("typed", "lang", "key"),
    [
        ("", "en", "number"),
        (".", "en", "number"),
        ("-", "en", "number"),
        ("twelve", "en", "number"),
        ("NaN", "en", "number"),
        ("inf", "en", "number"),
        ("-Infinity", "en", "number"),
        ("1e309", "en", "number"),
        ("1e3", "en", "number"),
        ("0x10", "en", "number"),
        ("1_000", "en", "number"),
        ("1.250,5", "en", "number"),
        ("1,250.5", "id", "number"),
        ("1,25,000", "en", "number"),
        ("12,34.5", "en", "number"),
        ("1.2.3", "en", "number"),
        ("1--2", "en", "number"),
        ("12 5", "en", "number"),
        ("5.", "en", "number"),
        ("٣٤", "en", "number-digits"),
        ("１２", "id", "number-digits"),
        ("5²", "en", "number-digits"),
        ("1" * 41, "en", "number-long"),
        ("1000000000000000", "en", "number-large"),
    ],
)
def test_anything_else_is_refused_with_a_reason(typed, lang, key):
    refused = values.read_number(typed, lang)
    assert isinstance(refused, Message)
    assert refused.key == key
    assert "{" not in refused.text()


def test_the_example_is_in_the_readers_own_marks():
    assert values.read_number("x", "id").text() == "Type a number, for example 1.250,5."
    assert values.read_number("x", "en").text() == "Type a number, for example 1,250.5."


@given(st.floats(-1e14, 1e14, allow_nan=False), st.sampled_from(["en", "id"]))
def test_what_is_shown_in_full_reads_back(number, lang):
    shown = values.show_number(number, lang)
    if len(shown) <= values.LONGEST_NUMBER:
        assert values.read_number(shown, lang) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_canonical_text_is_the_number(number):
    text = values.number_text(number)
    assert values.number_of(text) == number
    assert "e" not in text.lower()


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (-0.4, 0, "0"),
        (1234567.891, 1, "1,234,567.9"),
        (1e-7, 2, "0.00"),
        (1e22, 1, "10,000,000,000,000,000,000,000.0"),
        (999.999, 2, "1,000.00"),
        (3, 2, "3.00"),
    ],
)
def test_numbers_are_rounded_half_away_from_zero_on_their_shortest_text(number, decimals, text):
    assert values.show_number(number, "en", decimals) == text
    swapped = text.translate(str.maketrans(",.", ".,"))
    assert values.show_number(number, "id", decimals) == swapped


def test_at_most_drops_trailing_zeros():
    assert values.show_number(69.3, "en", at_most=2) == "69.3"
    assert values.show_number(15.0529, "id", at_most=2) == "15,05"
    assert values.show_number(8.0, "en", at_most=2) == "8"
    assert values.show_number(-0.001, "en", at_most=2) == "0"


@pytest.mark.parametrize(
    ("read", "typed", "canonical"),
    [
        (values.read_date, "2026-11-24", "2026-11-24"),
        (values.read_date, "24/11/2026", "2026-11-24"),
        (values.read_date, "4/1/2026", "2026-01-04"),
        (values.read_date, "29/2/2028", "2028-02-29"),
        (values.read_month, "2026-11", "2026-11"),
        (values.read_month, "1/2026", "2026-01"),
        (values.read_time, "7:05", "07:05"),
        (values.read_time, "23.59", "23:59"),
    ],
)
def test_dates_months_and_times_are_kept_as_iso(read, typed, canonical):
    assert read(typed, "en") == canonical


@pytest.mark.parametrize(
    ("read", "typed", "key"),
    [
        (values.read_date, "29/2/2026", "date"),
        (values.read_date, "2026-13-01", "date"),
        (values.read_date, "11/24/2026", "date"),
        (values.read_date, "tomorrow", "date"),
        (values.read_date, "0001-01-01", "date-range"),
        (values.read_date, "2026-11-24T10:00", "date"),
        (values.read_date, "٢٠٢٦-١١-٢٤", "date"),
        (values.read_month, "2026-13", "month"),
        (values.read_month, "0/2026", "month"),
        (values.read_month, "9999-01", "date-range"),
        (values.read_month, "Nov", "month"),
        (values.read_time, "24:00", "time"),
        (values.read_time, "7:60", "time"),
        (values.read_time, "noon", "time"),
    ],
)
def test_wrong_dates_months_and_times_are_refused(read, typed, key):
    refused = read(typed, "id")
    assert isinstance(refused, Message) and refused.key == key
    assert "{" not in refused.text()


def test_dates_are_shown_with_the_languages_months():
    day = values.date_of("2026-08-05")
    assert values.show_date(day, "en") == "5 Aug 2026"
    assert values.show_date(day, "id") == "5 Agu 2026"
    assert values.show_month("2026-05", "id") == "Mei 2026"
    assert values.show_time("14:30", "id") == "14.30"


@pytest.mark.parametrize("text", ["", "x", "2026-02-30", "20261124", "2026-W01-1"])
def test_no_date_is_made_of_other_texts(text):
    assert values.date_of(text) is None


def test_every_message_is_a_whole_sentence():
    assert [sentence for sentence in MESSAGES.values() if not (sentence[0].isupper() and sentence.endswith("."))] == []
