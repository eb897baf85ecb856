"""The Markdown dialect: CommonMark, tables, directives, and ids at the end of headings."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from score_compiler.parse import directives
from score_compiler.parse.render import Renderer

_ID = re.compile(r"[ \t]*\{#([^}]*)\}[ \t]*$")


def heading_ids(state: StateCore) -> None:
    """Takes `{#id}` off the end of headings and keeps it as meta["id"] of the opening token."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and (match := _ID.search(inline.content)):
            opening.meta["id"] = match[1].strip()
            inline.content = inline.content[: match.start()]


def _any_link(url: str) -> bool:
    return True


@cache
def parser() -> MarkdownIt:
    """HTML is recognised, so that it can be named with its place, and never written. Links are judged later."""
    md = MarkdownIt("commonmark", {"html": True}, renderer_cls=Renderer).enable("table")
    md.use(directives.plugin)
    md.core.ruler.after("block", "heading_ids", heading_ids)
    md.validateLink = _any_link  # type: ignore[method-assign]
    return md
