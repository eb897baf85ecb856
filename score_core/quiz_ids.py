"""Ids for what an author left without one in a quiz: readable, made from their own words."""

import re
import unicodedata
from collections.abc import Iterable

from markdown_it.tree import SyntaxTreeNode

from score_core.quiz_front import split
from score_core.quiz_html import Markdown, plain_block
from score_core.quiz_lists import MARK, PAIR, PARTS, TRAILING_ID, Way, part_of, way_of, written_of

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
    """The text with `{#id}` behind every question, choice, term and match that has none; all else stays to the byte."""
    pieces = re.split(r"(\r\n|\r|\n)", text)
    lines, ends = pieces[::2], [*pieces[1::2], ""]
    markdown = Markdown(split(text)[1], "")
    headings = [node for node in markdown.root.children if _is_question(node)]
    _give(lines, headings, set(), "question")
    items: dict[Way, list[SyntaxTreeNode]] = {"choices": [], "order": [], "pairs": []}
    explaining = False
    for node in [*markdown.root.children, None]:
        if node is None or _is_question(node):
            _give(lines, [*items["choices"], *items["order"]], set(), "choice")
            _give_pairs(lines, items["pairs"])
            items, explaining = {"choices": [], "order": [], "pairs": []}, False
        elif way := way_of(node, explaining):
            items[way].extend(item.children[0] for item in node.children if written_of(item))
            explaining = False
        elif (begins := part_of(node)) and begins["word"] in PARTS:
            explaining = True
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _is_question(node: SyntaxTreeNode) -> bool:
    return node.type == "heading" and node.tag == "h2"


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
        last = _last(lines, node)
        words = lines[last].rstrip()
        if node.type == "heading":
            words = re.sub(r"\s+#+$", "", words)
        lines[last] = f"{words} {{#{name}}}"


def _last(lines: list[str], node: SyntaxTreeNode) -> int:
    """The last line of a node with words: its end is the line after it, and behind blank lines for some."""
    first, end = node.map or (0, 1)
    return max((n for n in range(first, end) if lines[n].strip()), default=first)


def _give_pairs(lines: list[str], nodes: list[SyntaxTreeNode]) -> None:
    """Ids of terms and of their matches; matches that say the same have one id."""
    pairs = [node for node in nodes if PAIR.search(node.children[0].content)]
    terms = {found["id"] for node in pairs if (found := _id_of(node, 0))}
    matches = {_half(node, 1): found["id"] for node in pairs if (found := _id_of(node, 1))}  # by words
    for node in pairs:
        if not _id_of(node, 1):
            words = _half(node, 1)
            name = matches.setdefault(words, _unique(_slug(words) or "match", set(matches.values())))
            last = _last(lines, node)
            lines[last] = f"{lines[last].rstrip()} {{#{name}}}"
        if not _id_of(node, 0) and _half(node, 0):
            name = _unique(_slug(_half(node, 0)) or "term", terms)
            terms.add(name)
            _before_match(lines, node, name)


def _id_of(node: SyntaxTreeNode, which: int) -> re.Match[str] | None:
    return TRAILING_ID.search(PAIR.split(node.children[0].content, maxsplit=1)[which])


def _half(node: SyntaxTreeNode, which: int) -> str:
    """A term or its match, without its id."""
    return TRAILING_ID.sub("", " ".join(PAIR.split(node.children[0].content, maxsplit=1)[which].split()))


def _before_match(lines: list[str], node: SyntaxTreeNode, name: str) -> None:
    """Writes an id behind the words before the first two colons, which may begin a line of their own."""
    first, end = node.map or (0, 1)
    for number in range(first, end):
        if found := re.search(r"(?:^|(?<=\s))::(?=\s|$)", lines[number]):
            before, behind = lines[number][: found.start()], lines[number][found.start() :]
            if before.strip():
                lines[number] = f"{before.rstrip()} {{#{name}}} {behind}"
            else:
                lines[number - 1] = f"{lines[number - 1].rstrip()} {{#{name}}}"
            return


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
