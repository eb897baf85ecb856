"""The few `key: value` lines between two `---` at the top of a lesson."""

import re
from dataclasses import dataclass

from score_compiler.codes import markdown as codes
from score_compiler.text import Text
from score_core.problems import Problem, nearest

KEYS = ("graded", "minutes")
_PAIR = re.compile(r"([A-Za-z_][\w-]*):[ \t]*(.*)$")


@dataclass(frozen=True)
class FrontMatter:
    graded: str = ""
    minutes: int = 0
    lines: int = 0  # how many lines of the text it takes


def read(source: Text) -> tuple[FrontMatter, list[Problem]]:
    """The front matter of a text; an empty one where there is none."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != "---":
        return FrontMatter(), []
    end = next((n for n in range(1, len(lines)) if lines[n].rstrip() == "---"), None)
    if end is None:
        return FrontMatter(), [
            codes.FRONT_MATTER.at(
                source.place(0), "The front matter is not closed.", "End it with a line --- of its own."
            )
        ]
    values: dict[str, str] = {}
    problems = []
    for number in range(1, end):
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _PAIR.match(line)
        if match is None:
            problems.append(
                codes.FRONT_MATTER.at(
                    source.place(number),
                    f"“{line.strip()}” is not a line key: value.",
                    "Write one pair a line, such as minutes: 20.",
                )
            )
        elif match[1] not in KEYS or match[1] in values:
            known = match[1] in KEYS
            near = nearest(match[1], KEYS)
            problems.append(
                codes.FRONT_MATTER_KEY.at(
                    source.place(number),
                    f"The key {match[1]} is given twice." if known else f"A lesson has no key {match[1]}.",
                    "Keep one of the two."
                    if known
                    else f"Did you mean {near}?"
                    if near
                    else f"Use {' or '.join(KEYS)}.",
                )
            )
        else:
            values[match[1]] = match[2].strip().strip("\"'")
    minutes = values.get("minutes", "")
    if minutes and not (minutes.isascii() and minutes.isdigit() and 0 < int(minutes) < 1000):
        number = next(n for n in range(1, end) if lines[n].startswith("minutes"))
        problems.append(
            codes.FRONT_MATTER_VALUE.at(
                source.place(number),
                f"“{minutes}” is not a number of minutes.",
                "Write a whole number, such as minutes: 20.",
            )
        )
        minutes = ""
    return FrontMatter(values.get("graded", ""), int(minutes or 0), end + 1), problems
