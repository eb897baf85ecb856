"""A text that remembers which file and line each of its lines came from."""

from bisect import bisect_right
from dataclasses import dataclass

from score_compiler.problems import Place


@dataclass(frozen=True)
class Run:
    """Lines from `first` on (counted from 0) come from `file`, starting at its line `line` (counted from 1)."""

    first: int
    file: str
    line: int


@dataclass(frozen=True)
class Text:
    text: str
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, file: str, text: str) -> "Text":
        return cls(text, (Run(0, file, 1),))

    @property
    def file(self) -> str:
        return self.runs[0].file

    def place(self, line: int, column: int = 1) -> Place:
        """Where a line of this text (counted from 0) stands in its source."""
        run = self.runs[max(0, bisect_right([run.first for run in self.runs], line) - 1)]
        return Place(run.file, run.line + line - run.first, column)
