"""Reads one question of a quiz: its options, what is asked, and its explanation and hint."""

import re

from markdown_it.tree import SyntaxTreeNode

from score_core import quantities
from score_core.problems import nearest
from score_core.quiz import Question
from score_core.quiz_front import instead
from score_core.quiz_html import Markdown, line_of, plain_block
from score_core.quiz_lists import PARTS, part_of, way_of
from score_core.quiz_ways import Ways

OPTIONS = ("topic", "points", "shuffle")

_OPTION = re.compile(r":(?P<name>[^\s:]+):\s*(?P<value>.*)")
_NEARLY_OPTION = re.compile(
    r"(?P<name>:?(?:topic|points|shuffle)):.*|(?P<open>:(?:topic|points|shuffle))\s.*", re.IGNORECASE
)
_YES_NO = {"yes": True, "no": False}


class QuestionReader:
    """Sorts the blocks under a question's heading into stem, ways to answer, hint and explanation."""

    def __init__(self, markdown: Markdown, heading: SyntaxTreeNode, blocks: list[SyntaxTreeNode]) -> None:
        self.markdown = markdown
        self._report = markdown.problem
        self.heading = heading
        self.line = line_of(heading)
        self.options: dict[str, str] = {}
        self.ways = Ways(markdown, self.line)
        self.parts: dict[str, list[SyntaxTreeNode]] = {"body": [], "explanation": [], "hint": []}
        self.part: str | None = "body"
        for block in blocks:
            self._take(block)

    def read(self) -> Question:
        """The question; what is wrong with it is noted in the Markdown."""
        name, heading = self.ways.identify(self.heading, "question")
        stem = " ".join([plain_block(self.heading), *map(plain_block, self.parts["body"])]).strip()
        if not heading:
            self._report(self.line, "quiz-empty-question")
        ways, kind = self.ways, self.ways.kind()
        return Question(
            id=name,
            kind=kind,
            stem=stem,
            stem_html=heading,
            body_html=self.markdown.blocks(self.parts["body"]),
            topic=self.options.get("topic", ""),
            points=self._points(),
            choices=tuple(ways.order or ways.choices),
            number=ways.numbers[0] if ways.numbers else None,
            accepted=tuple(words for words, _ in ways.accepted.values()),
            truth=ways.truths[0] if ways.truths else None,
            terms=tuple(ways.terms),
            matches=tuple(ways.matches.values()),
            shuffle=_YES_NO.get(self.options.get("shuffle", "no"), False),
            explanation_html=self.markdown.blocks(self.parts["explanation"]),
            hint_html=self.markdown.blocks(self.parts["hint"]),
            line=self.line,
        )

    def _take(self, block: SyntaxTreeNode) -> None:
        if way := way_of(block, self.part not in (None, "body")):
            self.ways.take_list(way, block)
            self.part = None
            return
        if block.type == "paragraph":
            begins = part_of(block)
            part = PARTS.get(begins["word"]) if begins else None
            if begins and part:
                if self.parts[part]:
                    self._report(line_of(block), "quiz-duplicate-part", name=begins["word"])
                self.markdown.retype(block, block.children[0].content[begins.end() :])
                self.part = part
            elif self.part in (None, "body") and not self._take_lines(block):
                return
        if self.part is None:
            self._stray(block)
        else:
            self.parts[self.part].append(block)

    def _stray(self, block: SyntaxTreeNode) -> None:
        if block.type == "blockquote":
            remedy = "Indent the > by two spaces, so that it belongs to the choice above it."
        else:
            begins = part_of(block)
            like = nearest(begins["word"], PARTS) if begins else None
            otherwise = "Begin it with Explanation: or Hint:, or put it above the choices."
            remedy = f"Did you mean “{like}:”?" if like else otherwise
        self._report(line_of(block), "quiz-stray-text", instead=remedy)
        self.markdown.blocks([block])

    def _take_lines(self, block: SyntaxTreeNode) -> bool:
        """Takes options and answers out of a paragraph; False when nothing else is in it."""
        kept = []
        for offset, written in enumerate(block.children[0].content.split("\n")):
            line = line_of(block) + offset
            if option := _OPTION.fullmatch(written.strip()):
                self._take_option(option["name"], option["value"].strip(), line)
            elif nearly := _NEARLY_OPTION.fullmatch(written.strip()):
                name = nearly["name"] or nearly["open"]
                remedy = "Write its name between two colons, like :topic: quality."
                self._report(line, "quiz-unknown-option", name, name=name, instead=remedy)
            elif written.startswith("="):
                self.ways.take_line(written[1:].strip(), line)
            else:
                kept.append(written)
        if kept:
            self.markdown.retype(block, "\n".join(kept))
        elif self.ways.by_line:
            self.part = None
        return bool(kept)

    def _take_option(self, name: str, value: str, line: int) -> None:
        near = f":{name}:"
        if name not in OPTIONS:
            self._report(line, "quiz-unknown-option", near, name=name, instead=instead(name, OPTIONS))
        elif name in self.options:
            self._report(line, "quiz-duplicate-option", near, name=name)
        elif not value:
            self._report(line, "quiz-empty-option", near, name=name)
        else:
            self.options[name] = value
            if name == "points" and self._points() <= 0:
                self._report(line, "quiz-bad-points", value, written=value)
            elif name == "shuffle" and value not in _YES_NO:
                self._report(line, "quiz-bad-shuffle", value, written=value)

    def _points(self) -> float:
        return quantities.read_one(self.options.get("points", "1")) or 0.0
