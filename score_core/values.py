"""Plain values: numbers, dates, months and times as people type them, as records keep them, as people read them."""

import math
import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from score_core.languages import language
from score_core.messages import Message

LONGEST_NUMBER = 40
LARGEST_NUMBER = 1e15
FIRST_YEAR, LAST_YEAR = 1900, 2199
_WIDE = Context(prec=800)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{4})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)


def number_text(number: float) -> str:
    """Return the canonical text: the shortest decimal that reads back as this number, with "." and no exponent."""
    text = format(Decimal(repr(float(number))), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def rounded(number: float, decimals: int) -> float:
    """Return the number rounded half away from zero on its shortest decimal text (2.675 to 2 decimals is 2.68)."""
    return float(_quantized(number, decimals))


def show_number(number: float, lang: str, decimals: int | None = None, at_most: int | None = None) -> str:
    """Return the number as people of this language read it: "1,250.5" in English, "1.250,5" in Indonesian.

    `decimals` fixes the number of decimals; `at_most` rounds and drops trailing zeros; with neither all digits show.
    """
    if decimals is not None:
        text = format(_quantized(number, decimals), "f")
    else:
        text = number_text(number if at_most is None else rounded(number, at_most))
    whole, _, fraction = text.lstrip("-").partition(".")
    style = language(lang)
    sign = "-" if text.startswith("-") and text.strip("-0.") else ""
    grouped = f"{int(whole):,}".replace(",", style.group)
    return sign + grouped + (style.decimal + fraction if fraction else "")


def read_number(typed: str, lang: str) -> float | Message:
    """Read a number as people of this language type it.

    The rule: groups of three and decimals are read with the language's own marks ("." groups and "," is the decimal
    mark in Indonesian, the other way in English), so "1.250" is 1250 in Indonesian and 1.25 in English. Only a text
    that this refuses, and that holds the other mark once, is read with that as decimal mark: "12.5" is 12.5 in
    Indonesian too. All else is refused: marks the wrong way round, broken groups, exponents, words.
    """
    text = typed.strip().replace("\N{MINUS SIGN}", "-")
    if len(text) > LONGEST_NUMBER:
        return Message("number-long")
    if any(character.isdigit() and not character.isascii() for character in text):
        return Message("number-digits")
    style = language(lang)
    group, mark = re.escape(style.group), re.escape(style.decimal)
    if re.fullmatch(rf"[+-]?([1-9]\d{{0,2}}({group}\d{{3}})+|\d+)?({mark}\d+)?", text, re.ASCII) and text.strip("+-"):
        plain = text.replace(style.group, "").replace(style.decimal, ".")
    elif re.fullmatch(rf"[+-]?\d+{group}\d+", text, re.ASCII):
        plain = text.replace(style.group, ".")
    else:
        return Message("number", {"example": show_number(1250.5, lang)})
    number = float(plain)
    return number if abs(number) < LARGEST_NUMBER else Message("number-large")


def number_of(canonical: str) -> float | None:
    """Return the number of a canonical text, None for anything else."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", canonical, re.ASCII):
        return None
    number = float(canonical)
    return number if math.isfinite(number) else None


def read_date(typed: str, lang: str) -> str | Message:
    """Read an ISO date or day/month/year; return the ISO date."""
    text = typed.strip()
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        return Message("date", {"example": "24/11/2026"})
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Message("date-range", {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)})
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return Message("date", {"example": "24/11/2026"})


def date_of(canonical: str) -> date | None:
    """Return the date of a canonical text, None for anything else."""
    try:
        return date.fromisoformat(canonical) if _ISO_DATE.fullmatch(canonical) else None
    except ValueError:
        return None


def show_date(day: date, lang: str) -> str:
    """Return "24 Nov 2026" in the language's own month names."""
    return f"{day.day} {language(lang).months[day.month - 1]} {day.year:04d}"


def read_month(typed: str, lang: str) -> str | Message:
    """Read YYYY-MM or month/year; return YYYY-MM."""
    text = typed.strip()
    if match := _ISO_MONTH.fullmatch(text):
        year, month = map(int, match.groups())
    elif match := _MONTH_FIRST.fullmatch(text):
        month, year = map(int, match.groups())
    else:
        return Message("month", {"example": "11/2026"})
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Message("date-range", {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)})
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else Message("month", {"example": "11/2026"})


def month_of(canonical: str) -> str | None:
    """Return a canonical month itself, None for anything else."""
    match = _ISO_MONTH.fullmatch(canonical)
    return canonical if match and 1 <= int(match[2]) <= 12 else None


def show_month(canonical: str, lang: str) -> str:
    """Return "Nov 2026" for 2026-11."""
    return f"{language(lang).months[int(canonical[5:]) - 1]} {canonical[:4]}"


def read_time(typed: str, lang: str) -> str | Message:
    """Read a time of the day, 7:30 or 07.30; return HH:MM."""
    match = _TIME.fullmatch(typed.strip())
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return Message("time", {"example": show_time("14:30", lang)})
    return f"{int(match[1]):02d}:{match[2]}"


def time_of(canonical: str) -> str | None:
    """Return a canonical time itself, None for anything else."""
    return canonical if read_time(canonical, "en") == canonical else None


def show_time(canonical: str, lang: str) -> str:
    """Return "14:30" in English, "14.30" in Indonesian."""
    return canonical.replace(":", language(lang).time)


def _quantized(number: float, decimals: int) -> Decimal:
    return Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
