"""How the compiler names a mistake: a place in the sources and a code from the table in `checks`."""

from dataclasses import dataclass

from score_core.problems import Problem


@dataclass(frozen=True, order=True)
class Place:
    """A place in a source file; line and column count from 1, line 0 is the whole file."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Code:
    """One kind of mistake: its name, its level ("error" or "warning"), and what it is about in one sentence."""

    name: str
    about: str
    level: str = "error"

    def at(self, place: Place, message: str, remedy: str) -> Problem:
        return Problem(place.file, place.line, place.column, self.name, message, remedy, self.level)
