"""Links, pictures and raw HTML inside a text, each with its line and column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token


@dataclass(frozen=True)
class Found:
    """`kind` is "link", "picture" or "html"; line counts from 0, column from 1."""

    kind: str
    target: str
    alt: str
    line: int
    column: int


def find(token: Token, lines: Sequence[str], span: tuple[int, int]) -> Iterator[Found]:
    """All that an inline token points to, in order. `span` is the lines of its block, counted from 0."""
    cursor = (span[0], 0)
    for child in token.children or ():
        if child.type == "link_open":
            kind, target, needle = "link", str(child.attrGet("href") or ""), f"]({child.attrGet('href')}"
        elif child.type == "image":
            kind, target, needle = "picture", str(child.attrGet("src") or ""), f"]({child.attrGet('src')}"
        elif child.type == "html_inline":
            kind, target, needle = "html", child.content, child.content.split("\n")[0]
        else:
            continue
        place = _search(needle, lines, cursor, span[1])
        if place:
            cursor = (place[0], place[1] + len(needle))
        line, column = place or cursor
        skip = 3 if place and needle.startswith("](") else 1
        yield Found(kind, target, child.content if kind == "picture" else "", line, column + skip)
        if kind == "picture":
            yield from find(child, lines, span)


def _search(needle: str, lines: Sequence[str], start: tuple[int, int], end: int) -> tuple[int, int] | None:
    line, column = start
    while line < min(end, len(lines)):
        at = lines[line].find(needle, column)
        if at >= 0:
            return line, at
        line, column = line + 1, 0
    return None
