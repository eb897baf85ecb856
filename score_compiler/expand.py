"""Puts the text of `{include}`d files where they are asked for, and remembers where each line came from.

```{include} ../shared/safety-first.md
```
"""

import os
import re
from pathlib import Path

from score_compiler.codes import sources as codes
from score_compiler.load import File, Reader
from score_compiler.problems import Place
from score_compiler.text import Run, Text
from score_core.problems import Problem

_INCLUDE = re.compile(r"(?P<fence>`{3,}|:{3,}|~{3,})\{include\}[ \t]*(?P<name>\S*)[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def expand(file: File, root: Path) -> tuple[Text, list[Problem]]:
    """The text of a file with all that it includes, from below `root` alone."""
    if "{include}" not in file.text:
        return Text.of(file.shown, file.text), []
    reader = Reader(root)
    lines: list[str] = []
    runs: list[Run] = []
    _copy(file, (file.path.resolve(),), lines, runs, reader)
    return Text("\n".join(lines), tuple(runs)), reader.problems


def _copy(file: File, chain: tuple[Path, ...], lines: list[str], runs: list[Run], reader: Reader) -> None:
    source = file.text.split("\n")
    runs.append(Run(len(lines), file.shown, 1))
    number, fence = 0, ""
    while number < len(source):
        line = source[number]
        match = None if fence else _INCLUDE.match(line)
        if match is None:
            fence = _fence(line, fence)
            lines.append(line)
            number += 1
            continue
        end = number + 1
        while end < len(source) and not source[end].strip():
            end += 1
        closed = end < len(source) and source[end].strip() == match["fence"]
        place = Place(file.shown, number + 1, 1)
        if not closed:
            reader.problems.append(
                codes.INCLUDE_MISSING.at(
                    place, "This {include} is not closed.", f"Close it with a line {match['fence']} right below."
                )
            )
        _include(match["name"], place, file, chain, lines, runs, reader)
        number = end + 1 if closed else number + 1
        runs.append(Run(len(lines), file.shown, number + 1))


def _fence(line: str, fence: str) -> str:
    """The code fence that is open behind this line, or ""; a directive's fence is no code."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if fence:
        return "" if line.strip() == found[1] and found[1].startswith(fence) else fence
    return "" if line[found.end() :].startswith("{") else found[1]


def _include(
    name: str, place: Place, file: File, chain: tuple[Path, ...], lines: list[str], runs: list[Run], reader: Reader
) -> None:
    path = Path(os.path.normpath(file.path.parent / name))
    if not name or not path.is_file():
        reader.problems.append(
            codes.INCLUDE_MISSING.at(
                place, f"The file “{name}” to include is not there.", "Write its path as seen from this file."
            )
        )
    elif not path.resolve().is_relative_to(reader.real):
        reader.problems.append(
            codes.INCLUDE_OUTSIDE.at(place, f"The file “{name}” lies outside of the courses.", "Put it below courses/.")
        )
    elif path.resolve() in chain:
        reader.problems.append(
            codes.INCLUDE_CIRCLE.at(
                place, f"The file “{name}” includes itself.", "Break the circle: move what both need into a third file."
            )
        )
    elif found := reader.read(path):
        _copy(found, (*chain, path.resolve()), lines, runs, reader)
