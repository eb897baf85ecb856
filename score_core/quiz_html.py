"""The Markdown inside a quiz as HTML: CommonMark and tables, no HTML of the author's own, and only links that work."""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from score_core.problems import Problem
from score_core.quiz import Reference
from score_core.quiz_checks import CHECKS

_PICTURE = re.compile(r"[a-z0-9_-]+\.[a-z0-9]+")
_ABROAD = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_ID = re.compile(r"\{#[^{}\s]*\}")
_PAGE = re.compile(r"#[a-z0-9][a-z0-9_-]*")


class Markdown:
    """One quiz's Markdown: parses it, renders pieces of it, collects what is wrong inside them."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.problems: list[Problem] = []
        self.pictures: list[Reference] = []
        self.links: list[Reference] = []
        # HTML is recognised so that it can be refused by name; nothing with a problem is ever shown.
        self._parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable("lheading")
        self._references: dict[str, object] = {}
        self.root = SyntaxTreeNode(self._parser.parse(text, self._references))

    def problem(self, line: int, code: str, near: str = "", **particulars: object) -> None:
        """Notes what CHECKS says of a code, where `near` begins in that line; line 0 is the whole file."""
        message, remedy = (said.format_map(particulars) for said in CHECKS[code])
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        column = source.find(near) if near else len(source) - len(source.lstrip())
        self.problems.append(Problem(self.file, line, max(column, 0) + 1 if line else 0, code, message, remedy))

    def retype(self, node: SyntaxTreeNode, content: str) -> None:
        """Gives a heading or paragraph other words than those written, for marks that are not to be shown."""
        inline = node.children[0].token
        assert inline is not None
        inline.content = content
        inline.children = self._parser.parseInline(content, self._references)[0].children

    def inline(self, node: SyntaxTreeNode) -> str:
        """HTML of a heading's or paragraph's words, without the element around them."""
        inline = node.children[0].token
        assert inline is not None
        self._check([inline])
        return str(self._parser.renderer.render([inline], self._parser.options, self._references)).strip()

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> str:
        """HTML of whole blocks."""
        tokens = [token for node in nodes for token in _tokens(node)]
        self._check(tokens)
        return str(self._parser.renderer.render(tokens, self._parser.options, self._references)).strip()

    def _check(self, tokens: Iterable[Token]) -> None:
        line = 0
        for token in tokens:
            line = token.map[0] + 1 if token.map else line
            if token.type == "html_block":
                self._html(line, token.content.strip().split("\n")[0])
            elif token.type == "heading_open":
                self.problem(line, "quiz-heading")
            elif token.type == "inline":
                self._check_words(token.children or [], line)

    def _check_words(self, children: Iterable[Token], line: int) -> None:
        for child in children:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "html_inline":
                self._html(line, child.content)
            elif child.type == "text" and (found := _ID.search(child.content)):
                self.problem(line, "quiz-misplaced-id", found[0], written=found[0])
            elif child.type == "image":
                self._check_picture(child, line)
            elif child.type == "link_open":
                self._check_link(child, line)

    def _html(self, line: int, written: str) -> None:
        self.problem(line, "quiz-html", written, written=written)

    def _check_picture(self, image: Token, line: int) -> None:
        name = str(image.attrGet("src") or "")
        if not _PICTURE.fullmatch(name):
            self.problem(line, "quiz-picture-name", name, name=name)
        if not plain(image.children or []).strip():
            self.problem(line, "quiz-picture-words", name, name=name)
        image.attrSet("src", f"/static/{name}")
        self.pictures.append(Reference(name, line))

    def _check_link(self, link: Token, line: int) -> None:
        target = str(link.attrGet("href") or "")
        if _PAGE.fullmatch(target):
            link.attrSet("href", f"/jump_to_id/{target[1:]}")
            self.links.append(Reference(target[1:], line))
        elif not _ABROAD.match(target):
            self.problem(line, "quiz-link", target, target=target)


def line_of(node: SyntaxTreeNode) -> int:
    """The line that a node begins on, 0 when it knows none."""
    return node.map[0] + 1 if node.map else 0


def _tokens(node: SyntaxTreeNode) -> list[Token]:
    """A node's tokens as they are now; SyntaxTreeNode.to_tokens may give those of the parse."""
    if node.token is not None:
        return [node.token]
    assert node.nester_tokens is not None
    inner = [token for child in node.children for token in _tokens(child)]
    return [node.nester_tokens.opening, *inner, node.nester_tokens.closing]


def plain(children: Iterable[Token]) -> str:
    """The words alone, pictures by what is said of them."""
    words = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif child.type == "image":
            words.append(plain(child.children or []))
        elif child.type in ("text", "code_inline"):
            words.append(child.content)
    return "".join(words)


def plain_block(node: SyntaxTreeNode) -> str:
    """The words of a block and of all blocks inside it."""
    return " ".join(
        plain(inner.token.children or []) for inner in node.walk() if inner.type == "inline" and inner.token is not None
    )
