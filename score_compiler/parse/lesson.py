"""A Markdown file to a Lesson: its title, its pages, and what each page holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from score_compiler.codes import directives as directive_codes
from score_compiler.codes import markdown as codes
from score_compiler.documents import Directive, Lesson, Page, Prose, Reference
from score_compiler.parse import frontmatter, inline
from score_compiler.parse.directives import KINDS, Notes
from score_compiler.parse.markdown import parser
from score_compiler.parse.render import clean, plain
from score_compiler.problems import Code, Place
from score_compiler.text import Text

LESSON, SECTION, ABOUT = "lesson", "section", "about"


@dataclass
class _Reader:
    """Walks once over the tokens of a file."""

    source: Text
    language: str
    kind: str
    env: dict[str, Any]
    notes: Notes
    lines: list[str]
    title: str = ""
    id: str = ""
    place: Place | None = None
    pages: list[Page] = field(default_factory=list)
    links: list[Reference] = field(default_factory=list)
    pictures: list[Reference] = field(default_factory=list)
    level: int = 1
    page: tuple[str, str, Place] | None = None
    items: list[Prose | Directive] = field(default_factory=list)
    pending: list[Token] = field(default_factory=list)
    body: str = ""
    strayed: bool = False

    def tell(self, code: Code, line: int, column: int, message: str, remedy: str) -> None:
        self.notes.tell(code, line, column, message, remedy)

    # -- what stands in a text

    def inspect(self, tokens: Sequence[Token]) -> None:
        """Headings, links, pictures, HTML and fences, wherever they stand."""
        span = (0, len(self.lines))
        for token in tokens:
            if token.map:
                span = (token.map[0], token.map[1])
            if token.type == "inline":
                self._inline(token, span)
            elif token.type == "html_block":
                self._raw_html(token.content, span[0], len(self.lines[span[0]]) - len(self.lines[span[0]].lstrip()) + 1)
            elif token.type == "fence":
                self._fence(token, span)
            elif token.type == "directive_open":
                self._directive(token)

    def _inline(self, token: Token, span: tuple[int, int]) -> None:
        if not token.children or all(child.type in ("text", "softbreak") for child in token.children):
            return
        for found in inline.find(token, self.lines, span):
            place = self.source.place(found.line, found.column)
            if found.kind == "html":
                self._raw_html(found.target, found.line, found.column)
            elif found.kind == "link":
                self.links.append(Reference(found.target, place))
            else:
                self.pictures.append(Reference(found.target, place))
                if not found.alt.strip():
                    self._no_alt(place, found.target, f"![What it shows]({found.target})")

    def _raw_html(self, html: str, line: int, column: int) -> None:
        start = html.strip().split("\n")[0][:40]
        self.tell(
            codes.RAW_HTML,
            line,
            column,
            f"“{start}” is HTML, which a course does not carry.",
            "Say it in Markdown or with a directive; write a plain < as \\<.",
        )

    def _fence(self, token: Token, span: tuple[int, int]) -> None:
        last = self.lines[span[1] - 1].strip().lstrip("> ")
        if span[1] - span[0] < 2 or set(last) != {token.markup[0]} or len(last) < len(token.markup):
            self.tell(
                codes.UNCLOSED_FENCE,
                span[0],
                self.lines[span[0]].find(token.markup) + 1,
                "This code fence is not closed, so it swallows all that follows.",
                f"Close it with a line {token.markup} of its own.",
            )

    def _directive(self, token: Token) -> None:
        directive: Directive = token.meta["directive"]
        if directive.name != "figure":
            return
        if directive.argument:
            self.pictures.append(Reference(directive.argument, directive.place))
        if not directive.value("alt"):
            self._no_alt(directive.place, directive.argument, ":alt: What it shows")

    def _no_alt(self, place: Place, name: str, example: str) -> None:
        self.notes.problems.append(
            codes.ALT_MISSING.at(
                place, f"The picture {name} has no words for those who don't see it.", f"Describe it: {example}"
            )
        )

    # -- headings

    def top_heading(self, group: Sequence[Token]) -> None:
        token, text = group[0], group[1]
        level, line, column = self.where(token)
        place, title, id_ = self.source.place(line, column), plain(text), str(token.meta.get("id", ""))
        if not title:
            self.tell(
                codes.TITLE_EMPTY, line, column, "This heading has no words.", "Write them, or remove the heading."
            )
        if level == 1:
            self._title(line, title, id_, place)
        elif level == 2 and self.kind == LESSON:
            self.flush_page()
            self.page, self.level = (id_, title, place), 2
        else:
            self.inner_heading(token)
            self.keep(group)

    def _title(self, line: int, title: str, id_: str, place: Place) -> None:
        if self.place is not None:
            self.tell(
                codes.TITLE_DOUBLED,
                line,
                1,
                f"“{title}” is a second title in this file.",
                "Make it a page (## …), or move it into a file of its own.",
            )
            return
        self.title, self.id, self.place = title, id_, place

    def where(self, heading: Token) -> tuple[int, int, int]:
        """Level, line and column of a heading."""
        line = heading.map[0] if heading.map else 0
        return int(heading.tag[1]), line, max(0, self.lines[line].find(heading.markup)) + 1

    def inner_heading(self, token: Token) -> None:
        level, line, column = self.where(token)
        if token.meta.get("id"):
            self.tell(codes.HEADING_ID, line, column, "A heading inside a page takes no id.", "Remove the {#…}.")
        if level > self.level + 1:
            self.tell(
                codes.HEADING_SKIPPED,
                line,
                column,
                f"This heading is of level {level}, the one above it of level {self.level}.",
                f"Write it with {'#' * (self.level + 1)}.",
            )
        self.level = level

    def heading_in_box(self, token: Token) -> None:
        level, line, column = self.where(token)
        if level <= 2 and self.kind == LESSON:
            self.tell(
                codes.HEADING_PLACE,
                line,
                column,
                "The heading of a page stands inside a box, a list or a quotation.",
                "Move it out, or make it a heading inside the page (###).",
            )
        else:
            self.inner_heading(token)

    # -- pages

    def keep(self, tokens: Sequence[Token]) -> None:
        """Text for the page; text outside of pages is named once."""
        if self.page is None and self.kind != ABOUT:
            line = next((token.map[0] for token in tokens if token.map), 0)
            if not self.strayed:
                self.strayed = True
                if self.kind == SECTION:
                    message, remedy = "A section's index.md holds its title only.", "Move the text into a lesson."
                else:
                    message, remedy = (
                        "This text stands before the first page.",
                        "Put a page heading above it: ## Title {#id}",
                    )
                self.tell(codes.TEXT_PLACE, line, 1, message, remedy)
            return
        self.pending.extend(tokens)

    def flush_prose(self) -> None:
        if self.pending:
            place = self.source.place(next((token.map[0] for token in self.pending if token.map), 0))
            html = clean(parser().renderer.render(self.pending, parser().options, self.env))
            self.items.append(Prose(html.strip() + "\n", place))
            self.pending = []

    def flush_page(self) -> None:
        self.flush_prose()
        if self.page is not None:
            self.pages.append(Page(*self.page, tuple(self.items)))
        self.page, self.items = None, []

    def block_directive(self, directive: Directive) -> None:
        if self.page is None:
            self.notes.problems.append(
                codes.TEXT_PLACE.at(
                    directive.place,
                    f"{{{directive.name}}} stands outside of a page.",
                    "Move it below a page's heading.",
                )
            )
            return
        self.flush_prose()
        self.items.append(directive)

    def misplaced(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type == "directive_open" and _is_block(token):
                directive: Directive = token.meta["directive"]
                self.notes.problems.append(
                    directive_codes.PLACE.at(
                        directive.place,
                        f"{{{directive.name}}} stands inside a box, a list or a quotation.",
                        "Move it out, to the start of a line of the page.",
                    )
                )
            elif token.type == "heading_open":
                self.heading_in_box(token)


def _is_block(token: Token) -> bool:
    kind = KINDS.get(token.meta["directive"].name)
    return kind is not None and kind.block


def _groups(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The top-level elements: each from its opening to its closing token."""
    groups, start, depth = [], 0, 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            groups.append(tokens[start : index + 1])
            start = index + 1
    return groups


def parse(source: Text, language: str, kind: str = LESSON) -> Lesson:
    """Reads an expanded file. Every mistake is in the result's `problems`; the rest is read all the same."""
    front, problems = frontmatter.read(source) if kind == LESSON else (frontmatter.FrontMatter(), [])
    lines = source.text.split("\n")
    lines[: front.lines] = [""] * front.lines
    notes = Notes(source, list(problems))
    env: dict[str, Any] = {"notes": notes, "language": language}
    reader = _Reader(source, language, kind, env, notes, lines)
    for group in _groups(parser().parse("\n".join(lines), env)):
        first = group[0]
        if first.type == "heading_open":
            reader.top_heading(group)
            reader.inspect(group[1:2])
        elif first.type == "directive_open" and _is_block(first):
            reader.block_directive(first.meta["directive"])
        else:
            reader.inspect(group)
            reader.misplaced(group)
            reader.keep(group)
    if kind == ABOUT:
        reader.flush_prose()
        reader.body = "".join(item.html for item in reader.items if isinstance(item, Prose))
    else:
        reader.flush_page()
        if reader.place is None:
            reader.tell(codes.TITLE_MISSING, 0, 1, "This file has no title.", "Begin it with # Title {#id}")
    return Lesson(
        reader.id,
        reader.title,
        reader.place or source.place(0),
        front.graded,
        front.minutes,
        tuple(reader.pages),
        reader.body,
        tuple(reader.links),
        tuple(reader.pictures),
        tuple(sorted(notes.problems)),
    )
