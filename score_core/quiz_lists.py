"""The lists that answer a question: choices with their marks, things in their order, terms with their matches."""

import re
from typing import Literal

from markdown_it.tree import SyntaxTreeNode

MARK = re.compile(r"(?P<open>[(\[])(?P<mark>[^()\[\]]{0,2})[)\]](?=\s|$)\s*")
TRAILING_ID = re.compile(r"\s*\{#(?P<id>[^{}]*)\}\s*$")
PAIR = re.compile(r"(?:^|[ \t]+)::(?:[ \t]+|[ \t]*$)", re.MULTILINE)
"""What stands between a term and its match; at the beginning of an item whose match belongs to no term."""

PARTS = {"Explanation": "explanation", "Penjelasan": "explanation", "Hint": "hint", "Petunjuk": "hint"}
"""The words that begin a part of a question with a colon, and the part."""
_PART = re.compile(r"(?P<word>[A-Za-z]+):\s*")

Way = Literal["choices", "order", "pairs"]


def part_of(block: SyntaxTreeNode) -> re.Match[str] | None:
    """The word with a colon that a paragraph begins with, whether it is one of PARTS or not."""
    return _PART.match(block.children[0].content) if block.type == "paragraph" else None


def way_of(block: SyntaxTreeNode, explaining: bool) -> Way | None:
    """How a block lets people answer; None when it is text. Within an explanation or hint only choices do."""
    if block.type == "bullet_list":
        marks = [mark_of(item) for item in block.children]
        if any(mark["mark"].strip() in ("", "x", "X") for mark in marks if mark):
            return "choices"
        if not explaining and any(PAIR.search(written_of(item)) for item in block.children):
            return "pairs"
    return "order" if block.type == "ordered_list" and not explaining else None


def written_of(item: SyntaxTreeNode) -> str:
    """The first paragraph of a list's item as it is written; "" when it begins with something else."""
    return item.children[0].children[0].content if item.children and item.children[0].type == "paragraph" else ""


def mark_of(item: SyntaxTreeNode) -> re.Match[str] | None:
    """The mark that a list's item begins with."""
    return MARK.match(written_of(item))
