"""Numbers as people write them: decimal point or comma, grouped thousands, a unit before or after."""

import math
import re
from dataclasses import dataclass

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_WRITTEN = re.compile(
    r"(?P<before>(?:[^0-9.,+-]|\.(?= ))*?) ?(?P<sign>[+-]?) ?"
    r"(?P<digits>[.,]?[0-9](?:[0-9., ]*[0-9])?) ?(?P<after>(?:(?![eE][+-]?[0-9])[^0-9.,+ -].*)?)"
)
_PLAIN = re.compile(r"(?P<whole>[0-9]*)(?:[.,](?P<part>[0-9]+))?")
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:(?!(?P=mark))[.,](?P<part>[0-9]+))?"
)

LONGEST = 60
"""Characters of a written quantity that are looked at; more is no number."""


@dataclass(frozen=True)
class Quantity:
    readings: tuple[float, ...]
    """What the digits can mean: one value, or two for "1,250" (1.25 or 1250)."""
    unit: str
    """What stands before or after the digits, as written."""


def read(text: str) -> Quantity | None:
    """A number with its unit, or None when the text is none; never an infinite one."""
    text = _SPACES.sub(" ", text.replace("\u2212", "-")).strip()
    if len(text) > LONGEST or not (found := _WRITTEN.fullmatch(text)):
        return None
    digits = found["digits"]
    values = {float(f"{found['sign']}{written}") for written in _spelt(digits)}
    readings = tuple(sorted(value for value in values if math.isfinite(value)))
    return Quantity(readings, " ".join(filter(None, (found["before"], found["after"])))) if readings else None


def read_one(text: str) -> float | None:
    """A number without a unit that can be read in one way only."""
    found = read(text)
    return found.readings[0] if found and not found.unit and len(found.readings) == 1 else None


def same_unit(one: str, other: str) -> bool:
    """Whether two units are written alike, but for case, spaces and full stops ("Rp." is "rp")."""
    return _bare(one) == _bare(other)


def _bare(unit: str) -> str:
    return re.sub(r"[\s.]", "", unit).casefold()


def _spelt(digits: str) -> list[str]:
    spelt = []
    if (plain := _PLAIN.fullmatch(digits)) and (plain["whole"] or plain["part"]):
        spelt.append(f"{plain['whole'] or '0'}.{plain['part'] or '0'}")
    if grouped := _GROUPED.fullmatch(digits):
        spelt.append(f"{re.sub('[., ]', '', grouped['whole'])}.{grouped['part'] or '0'}")
    return spelt
