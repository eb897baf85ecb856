"""Tells people, or machines, what the compiler found: colours on a terminal, plain lines in a pipe, JSON when asked."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn

from score_core.problems import Problem

_COLOURS = {"error": "bold red", "warning": "bold yellow"}


@dataclass
class Report:
    """Collects problems and archives, and shows them. `as_json` prints one object at the end and nothing else."""

    as_json: bool = False
    console: Console = field(default_factory=lambda: Console(soft_wrap=True, highlight=False))
    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum(problem.level == "error" for problem in self.problems)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Shows problems that were not shown before, in the order of files and lines."""
        lines: dict[str, list[str]] = {}
        for problem in sorted(set(problems) - set(self.problems)):
            self.problems.append(problem)
            if not self.as_json:
                self._show(problem, lines)

    def say(self, text: str, style: str = "") -> None:
        if not self.as_json:
            self.console.print(f"[{style}]{escape(text)}[/]" if style else escape(text))

    def add(self, name: str, value: object) -> None:
        """Something for the JSON object."""
        self.facts[name] = value

    def working(self) -> Progress:
        """A line that says what is being done; it shows on a terminal alone."""
        return Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            console=self.console,
            transient=True,
            disable=self.as_json or not self.console.is_terminal,
        )

    def end(self) -> int:
        """The last line, and the exit code: 1 with errors, else 0."""
        warnings = len(self.problems) - self.errors
        if self.as_json:
            found: Mapping[str, object] = {
                "errors": self.errors,
                "warnings": warnings,
                "problems": [asdict(problem) for problem in self.problems],
                **self.facts,
            }
            sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        elif self.problems:
            style = _COLOURS["error" if self.errors else "warning"]
            self.say(f"{_count(self.errors, 'error')}, {_count(warnings, 'warning')}", style)
        return 1 if self.errors else 0

    def _show(self, problem: Problem, lines: dict[str, list[str]]) -> None:
        place = problem.file + (f":{problem.line}:{problem.column}" if problem.line else "")
        colour = _COLOURS[problem.level]
        level = f"[{colour}]{problem.level}[/]"
        code = f"[dim]\\[{problem.code}][/]"
        self.console.print(f"[bold]{escape(place)}[/]: {level}: {escape(problem.message)} {code}")
        source = _line(problem, lines)
        if source.strip():
            number = str(problem.line)
            self.console.print(f"  [dim]{number} |[/] {escape(source)}")
            blank = "".join("\t" if character == "\t" else " " for character in source[: problem.column - 1])
            self.console.print(f"  {' ' * len(number)} [dim]|[/] {blank}[{colour}]^[/]")
        self.console.print(f"  [green]→[/] {escape(problem.remedy)}")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def _line(problem: Problem, lines: dict[str, list[str]]) -> str:
    """The line of the source, without what a terminal would take for a command."""
    if problem.line < 1:
        return ""
    if problem.file not in lines:
        path = Path(problem.file)
        text = path.read_text("utf-8", "replace") if path.is_file() else ""
        lines[problem.file] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    source = lines[problem.file]
    line = source[problem.line - 1] if problem.line <= len(source) else ""
    return "".join(character if character.isprintable() or character == "\t" else "\ufffd" for character in line)
