"""Tokens to HTML, with tags that lxml's HTML parser knows, and what nh3 lets through."""

from collections.abc import Sequence

import nh3
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from score_compiler.documents import Directive

WORDS = {
    "en": {
        "note": "Note",
        "tip": "Tip",
        "warning": "Warning",
        "example": "Example",
        "exercise": "Exercise",
        "table": "Table",
        "minutes": "About {} minutes",
    },
    "id": {
        "note": "Catatan",
        "tip": "Kiat",
        "warning": "Peringatan",
        "example": "Contoh",
        "exercise": "Latihan",
        "table": "Tabel",
        "minutes": "Sekitar {} menit",
    },
}

TAGS = {"a", "blockquote", "br", "code", "div", "em", "hr", "img", "li", "ol", "p", "pre", "strong", "ul"}
TAGS |= {"h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr"}
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={
        "a": {"href", "title"},
        "code": {"class"},
        "div": {"class", "role", "tabindex", "aria-label"},
        "img": {"alt", "loading", "src", "title"},
        "ol": {"start"},
        "p": {"class"},
        "td": {"style"},
        "th": {"style", "scope"},
    },
    filter_style_properties={"text-align"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def clean(html: str) -> str:
    """The same HTML without anything that the dialect does not write itself."""
    return _CLEANER.clean(html)


def words(language: str) -> dict[str, str]:
    """The few words that the compiler itself puts into a page."""
    return WORDS.get(language, WORDS["en"])


def plain(token: Token) -> str:
    """The text of an inline token without its markup, in one line."""
    parts = []
    for child in token.children or ():
        if child.type == "image":
            parts.append(plain(child))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(child.content)
    return " ".join("".join(parts).split())


def _table_label(tokens: Sequence[Token], index: int, word: str) -> str:
    heads = []
    for token in tokens[index:]:
        if token.type == "thead_close":
            break
        if token.type == "inline" and plain(token):
            heads.append(plain(token))
    return f"{word}: {', '.join(heads)}" if heads else word


class Renderer(RendererHTML):
    """Our few shapes; all others are markdown-it-py's own."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<{tokens[idx].tag}>"

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return ""

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return ""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        alt = self.renderInlineAsText(token.children or [], options, env)
        return _picture(str(token.attrGet("src") or ""), alt)

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        target = str(tokens[idx].attrGet("href") or "")
        if target.startswith("#"):
            target = f"/jump_to_id/{target[1:]}"
        return f'<a href="{escapeHtml(target)}">'

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        if tokens[idx + 1].content:
            tokens[idx].attrSet("scope", "col")
        else:  # the empty corner of a table heads nothing
            tokens[idx].tag = tokens[idx + 2].tag = "td"
        return self.renderToken(tokens, idx, options, env)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        label = _table_label(tokens, idx, words(env["language"])["table"])
        return f'<div class="score-table" role="region" tabindex="0" aria-label="{escapeHtml(label)}">\n<table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table>\n</div>\n"

    def directive_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        directive: Directive = tokens[idx].meta["directive"]
        if directive.name == "figure":
            picture = _picture(directive.argument, directive.value("alt"))
            return f'<div class="score-figure">\n{picture}\n' + _caption_open(tokens, idx)
        title = words(env["language"]).get(directive.name, directive.name)
        if directive.argument:
            title += f": {directive.argument}"
        return (
            f'<div class="score-box score-{escapeHtml(directive.name)}">\n'
            f'<p class="score-box-title"><strong>{escapeHtml(title)}</strong></p>\n'
        )

    def directive_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        directive: Directive = tokens[idx].meta["directive"]
        if directive.name == "figure" and tokens[idx - 1].type != "directive_open":
            return "</div>\n</div>\n"
        return "</div>\n"


def _picture(name: str, alt: str) -> str:
    return f'<img src="/static/{escapeHtml(name)}" alt="{escapeHtml(alt)}" loading="lazy">'


def _caption_open(tokens: Sequence[Token], idx: int) -> str:
    return "" if tokens[idx + 1].type == "directive_close" else '<div class="score-caption">\n'
