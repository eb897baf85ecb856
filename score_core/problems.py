"""An author's mistakes: each with its place, a code, what is wrong and what to do."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a source file.

    `line` and `column` count from 1 (0: the whole file); `code` is kebab-case and documented in docs/checks.md;
    `message` and `remedy` are one plain sentence each; `level` is "error" or "warning".
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    remedy: str
    level: str = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.level}: {self.message} {self.remedy} [{self.code}]"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like this one, or None when none is near."""
    by_lower = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a remedy: the nearest known word, else `otherwise`, else the list of known words."""
    names = list(known)
    near = nearest(word, names)
    if near is not None:
        return f'Did you mean "{near}"?'
    if otherwise:
        return otherwise
    return f"Use one of: {', '.join(names)}." if names else "Leave it out."
