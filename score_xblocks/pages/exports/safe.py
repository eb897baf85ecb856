"""Text that a spreadsheet keeps as text: nothing that was typed becomes a formula, and no file is broken by it."""

import re

LONGEST = 32_767
"""So many characters a cell of a workbook holds."""
STARTS = "=+-@\t\r\n＝＋－＠"
"""A cell that begins so may be taken for a formula, in some programs with letters of full width, too."""
# Programs whose separator is ";" (as Indonesian ones) split there, whatever the quotes say: a formula may hide behind.
HIDDEN = re.compile(rf"([;\t\n\r][ ]*)(?=[{re.escape(STARTS.strip())}])")
# What XML can't hold, and halves of characters.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NAME = re.compile(r"[\[\]:*?/\\]")
NAME_UNITS = 31


def is_risky(text: str) -> bool:
    """Whether a program may take the text for a formula."""
    return text.lstrip(" ").startswith(tuple(STARTS))


def for_workbook(text: str) -> str:
    """The text as a workbook's cell holds it: line ends in one spelling, nothing that XML can't hold, not too long."""
    plain = UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain if _units(plain) <= LONGEST else _cut(plain, LONGEST - 1) + "…"


def for_csv(text: str) -> str:
    """The text with an apostrophe wherever a program may see the beginning of a formula."""
    plain = HIDDEN.sub(r"\1'", UNWRITABLE.sub("", text))
    return f"'{plain}" if is_risky(plain) else plain


def sheet_names(titles: list[str]) -> list[str]:
    """Names for a workbook's sheets: of legal letters, not longer than allowed, no two alike in any case of letters."""
    names: list[str] = []
    for title in titles:
        plain = " ".join(NAME.sub(" ", for_workbook(title)).split()).strip("' ") or "Sheet"
        name, number = _cut(plain, NAME_UNITS).rstrip("' "), 1
        # "History" is a name that spreadsheets keep for themselves.
        while name.casefold() in {"history", *(known.casefold() for known in names)}:
            number += 1
            ending = f" ({number})"
            name = _cut(plain, NAME_UNITS - len(ending)) + ending
        names.append(name)
    return names


def _units(text: str) -> int:
    """The length as spreadsheets count it: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
