"""Ids for the questions and choices that an author left without: readable, made from their own words."""

import re
import unicodedata
from collections.abc import Iterable

from markdown_it.tree import SyntaxTreeNode

from score_core.quiz_front import split
from score_core.quiz_html import Markdown, plain_block
from score_core.quiz_text import MARK, TRAILING_ID, choices_of

_WORDS = 4
_LONGEST = 40
# Words that say little, English and Indonesian; a slug of nothing but them keeps them.
_SMALL = frozenset(
    """
    a an and are as at be by can do does for from has have how in is it its of on or our should that the their
    there this to was we what when where which who why will with you your
    ada adalah agar anda apa apakah atau bagaimana berapa dalam dan dari dengan di harus ini itu kapan karena ke
    kita mana mengapa oleh pada para saja siapa sebagai untuk yang
    """.split()  # noqa: SIM905
)


def with_ids(text: str) -> str:
    """The text with `{#id}` behind every question and choice that has none; all else stays as it is, to the byte."""
    pieces = re.split(r"(\r\n|\r|\n)", text)
    lines, ends = pieces[::2], [*pieces[1::2], ""]
    markdown = Markdown(split(text)[1], "")
    questions: set[str] = set()
    headings = [node for node in markdown.root.children if node.type == "heading" and node.tag == "h2"]
    _give(lines, headings, questions, "question")
    choices: list[SyntaxTreeNode] = []
    for node in [*markdown.root.children, None]:
        if node is None or (node.type == "heading" and node.tag == "h2"):
            _give(lines, choices, set(), "choice")
            choices = []
        else:
            choices.extend(item.children[0] for item in choices_of(node))
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _give(lines: list[str], nodes: Iterable[SyntaxTreeNode], taken: set[str], otherwise: str) -> None:
    missing = []
    for node in nodes:
        if found := TRAILING_ID.search(node.children[0].content):
            taken.add(found["id"])
        else:
            missing.append(node)
    for node in missing:
        name = _unique(_slug(MARK.sub("", plain_block(node), count=1)) or otherwise, taken)
        taken.add(name)
        # A node's end is the line after it, and behind blank lines for some: the last line with words is meant.
        first, end = node.map or (0, 1)
        last = max((n for n in range(first, end) if lines[n].strip()), default=first)
        words = lines[last].rstrip()
        if node.type == "heading":
            words = re.sub(r"\s+#+$", "", words)
        lines[last] = f"{words} {{#{name}}}"


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    telling = [word for word in found if word not in _SMALL] or found
    return "-".join(telling[:_WORDS])[:_LONGEST].strip("-")


def _unique(name: str, taken: set[str]) -> str:
    number = 1
    unique = name
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    return unique
