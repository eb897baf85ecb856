"""Short answers in words: which of them say the same."""

import re
import unicodedata

LONGEST = 200
"""Characters of an answer that are looked at; more is no short answer."""

_ALIKE = str.maketrans({"’": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
_AROUND = " .,;:!?\"'“”„«»()"


def bare(text: str) -> str:
    """What is compared of a phrase: not its case, spaces or the signs around it, nor which of two dashes it has."""
    plain = unicodedata.normalize("NFKC", text).translate(_ALIKE).casefold()
    return re.sub(r"\s+", " ", plain).strip(_AROUND)
