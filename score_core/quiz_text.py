"""The text that authors write for a quiz: Markdown that any editor shows well, every mistake in it named.

    ---
    key: coop-respect
    ---
    # Title
    ## Question {#id}
    :topic: participants
    - (x) right {#id}
      > its feedback
    - ( ) wrong {#id}

    Explanation: …

`[x]` and `[ ]` let several be right; `= 250 ppm ± 1` instead of choices asks for a number.
"""

import re

from markdown_it.tree import SyntaxTreeNode

from score_core import quantities
from score_core.problems import Problem, nearest
from score_core.quiz import Choice, Kind, Number, Question, Quiz
from score_core.quiz_front import ID, instead, read_settings, split
from score_core.quiz_html import Markdown, plain_block

MARK = re.compile(r"(?P<open>[(\[])(?P<mark>[^()\[\]]{0,2})[)\]](?=\s|$)\s*")
TRAILING_ID = re.compile(r"\s*\{#(?P<id>[^{}]*)\}\s*$")

_OPTION = re.compile(r":(?P<name>[^\s:]+):\s*(?P<value>.*)")
_NEARLY_OPTION = re.compile(r"(?P<name>:?(?:topic|points)):.*|(?P<open>:(?:topic|points))\s.*", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"=\s*(?P<quantity>.*?)\s*(?:(?:±|\+/?-)\s*(?P<tolerance>.*))?")
_PARTS = {"Explanation": "explanation", "Penjelasan": "explanation", "Hint": "hint", "Petunjuk": "hint"}
_PART = re.compile(r"(?P<word>[A-Za-z]+):\s*")
_MARKS = {"x": True, "X": True, " ": False}
_OPTIONS = ("topic", "points")


def parse(text: str, file: str = "quiz.md") -> tuple[Quiz | None, list[Problem]]:
    """A quiz, or what is wrong with its text, in the order of the lines."""
    front, body = split(text)
    markdown = Markdown(body, file)
    settings = read_settings(front, markdown)
    title, groups = _questions(markdown)
    questions = tuple(_Question(markdown, heading, blocks).read() for heading, blocks in groups)
    if not questions:
        markdown.problem(0, "quiz-no-questions")
    _refuse_doubles(markdown, [(q.id, q.line) for q in questions], "question")
    problems = sorted(set(markdown.problems))
    if problems:
        return None, problems
    quiz = Quiz(
        key=settings.key,
        title=title,
        questions=questions,
        pass_percent=settings.pass_percent,
        pictures=tuple(markdown.pictures),
        links=tuple(markdown.links),
    )
    return quiz, []


def _questions(markdown: Markdown) -> tuple[str, list[tuple[SyntaxTreeNode, list[SyntaxTreeNode]]]]:
    """The title, and each question's heading with the blocks under it."""
    title = ""
    groups: list[tuple[SyntaxTreeNode, list[SyntaxTreeNode]]] = []
    for node in markdown.root.children:
        if node.type == "heading" and node.tag == "h1":
            if title:
                markdown.problem(_line(node), "quiz-two-titles")
            title = plain_block(node).strip()
            markdown.inline(node)
        elif node.type == "heading" and node.tag == "h2":
            groups.append((node, []))
        elif groups:
            groups[-1][1].append(node)
        else:
            remedy = "Put it under the question that it belongs to, or into the lesson."
            markdown.problem(_line(node), "quiz-stray-text", instead=remedy)
            markdown.blocks([node])
    if not title:
        markdown.problem(0, "quiz-no-title")
    return title, groups


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 0


def _refuse_doubles(markdown: Markdown, ids: list[tuple[str, int]], thing: str) -> None:
    first: dict[str, int] = {}
    for name, line in ids:
        if name in first:
            markdown.problem(line, "quiz-duplicate-id", f"{{#{name}}}", thing=thing, name=name, first=first[name])
        elif name:
            first[name] = line


def choices_of(block: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """The items of a block that are marked as choices; none when it is no list of choices."""
    if block.type != "bullet_list":
        return []
    marks = [(item, _mark(item)) for item in block.children]
    return [item for item, mark in marks if mark and mark["mark"].strip() in ("", "x", "X")]


class _Question:
    """Reads one question: sorts the blocks under its heading into stem, choices, number, hint and explanation."""

    def __init__(self, markdown: Markdown, heading: SyntaxTreeNode, blocks: list[SyntaxTreeNode]) -> None:
        self.markdown = markdown
        self._report = markdown.problem
        self.heading = heading
        self.line = _line(heading)
        self.options: dict[str, str] = {}
        self.choices: list[tuple[str, Choice, str, int]] = []  # bracket, choice, its words, line
        self.numbers: list[Number | None] = []
        self.parts: dict[str, list[SyntaxTreeNode]] = {"body": [], "explanation": [], "hint": []}
        self.part: str | None = "body"
        for block in blocks:
            self._take(block)

    def read(self) -> Question:
        name, heading = self._id(self.heading, "question")
        stem = " ".join([plain_block(self.heading), *map(plain_block, self.parts["body"])]).strip()
        if not heading:
            self._report(self.line, "quiz-empty-question")
        kind = self._kind()
        return Question(
            id=name,
            kind=kind,
            stem=stem,
            stem_html=heading,
            body_html=self.markdown.blocks(self.parts["body"]),
            topic=self.options.get("topic", ""),
            points=self._points(),
            choices=tuple(choice for _, choice, _, _ in self.choices),
            number=self.numbers[0] if self.numbers else None,
            explanation_html=self.markdown.blocks(self.parts["explanation"]),
            hint_html=self.markdown.blocks(self.parts["hint"]),
            line=self.line,
        )

    def _id(self, node: SyntaxTreeNode, thing: str) -> tuple[str, str]:
        """The id at the end of a heading or choice, and the HTML of the words before it."""
        inline = node.children[0]
        line = _line(inline) or _line(node)
        found = TRAILING_ID.search(inline.content)
        if not found:
            self._report(line, "quiz-missing-id", thing=thing)
            return "", self.markdown.inline(node)
        line += inline.content[: found.start()].count("\n")
        name = found["id"]
        if not ID.fullmatch(name):
            self._report(line, "quiz-bad-id", "{#", name=name)
        self.markdown.retype(node, inline.content[: found.start()])
        return name, self.markdown.inline(node)

    def _take(self, block: SyntaxTreeNode) -> None:
        if choices_of(block):
            for item in block.children:
                self._take_choice(item)
            self.part = None
            return
        if block.type == "paragraph":
            inline = block.children[0]
            begins = _PART.match(inline.content)
            part = _PARTS.get(begins["word"]) if begins else None
            if begins and part:
                if self.parts[part]:
                    self._report(_line(block), "quiz-duplicate-part", name=begins["word"])
                self.markdown.retype(block, inline.content[begins.end() :])
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
            begins = _PART.match(plain_block(block))
            like = nearest(begins["word"], _PARTS) if begins else None
            otherwise = "Begin it with Explanation: or Hint:, or put it above the choices."
            remedy = f"Did you mean “{like}:”?" if like else otherwise
        self._report(_line(block), "quiz-stray-text", instead=remedy)
        self.markdown.blocks([block])

    def _take_lines(self, block: SyntaxTreeNode) -> bool:
        """Takes options and the number out of a paragraph; False when nothing else is in it."""
        kept = []
        for offset, written in enumerate(block.children[0].content.split("\n")):
            line = _line(block) + offset
            if option := _OPTION.fullmatch(written.strip()):
                self._take_option(option["name"], option["value"].strip(), line)
            elif nearly := _NEARLY_OPTION.fullmatch(written.strip()):
                name = nearly["name"] or nearly["open"]
                remedy = "Write its name between two colons, like :topic: quality."
                self._report(line, "quiz-unknown-option", name, name=name, instead=remedy)
            elif written.startswith("=") and (number := _NUMBER_LINE.fullmatch(written.strip())):
                self._take_number(number["quantity"], number["tolerance"], line)
            else:
                kept.append(written)
        if kept:
            self.markdown.retype(block, "\n".join(kept))
        elif self.numbers:
            self.part = None
        return bool(kept)

    def _take_option(self, name: str, value: str, line: int) -> None:
        near = f":{name}:"
        if name not in _OPTIONS:
            self._report(line, "quiz-unknown-option", near, name=name, instead=instead(name, _OPTIONS))
        elif name in self.options:
            self._report(line, "quiz-duplicate-option", near, name=name)
        elif not value:
            self._report(line, "quiz-empty-option", near, name=name)
        else:
            self.options[name] = value
            if name == "points" and self._points() <= 0:
                self._report(line, "quiz-bad-points", value, written=value)

    def _points(self) -> float:
        return quantities.read_one(self.options.get("points", "1")) or 0.0

    def _take_number(self, written: str, tolerance: str | None, line: int) -> None:
        value = quantities.read(written)
        around = quantities.read("0" if tolerance is None else tolerance)
        if value is None:
            self._report(line, "quiz-bad-number", "=", written=written)
        elif len(value.readings) > 1:
            self._report(line, "quiz-ambiguous-number", written, written=written)
        elif around is None or len(around.readings) > 1 or around.readings[0] < 0 or not _fits(around, value):
            self._report(line, "quiz-bad-tolerance", written=tolerance)
        else:
            self.numbers.append(Number(value.readings[0], around.readings[0], value.unit))
            return
        self.numbers.append(None)

    def _take_choice(self, item: SyntaxTreeNode) -> None:
        line = _line(item)
        found = _mark(item)
        if not found or found["mark"] not in _MARKS:
            written = found[0].strip() if found else " ".join(plain_block(item).split()[:4])
            self._report(line, "quiz-bad-mark", written, written=written)
        if not found:
            return
        label, *rest = item.children
        self.markdown.retype(label, label.children[0].content[found.end() :])
        name, html = self._id(label, "choice")
        words = plain_block(label).strip()
        if not words:
            self._report(line, "quiz-empty-choice")
        quotes = [block for block in rest if block.type == "blockquote"]
        for block in (block for block in rest if block.type != "blockquote"):
            self._report(_line(block), "quiz-choice-blocks")
        feedback = self.markdown.blocks(block for quote in quotes for block in quote.children)
        choice = Choice(name, html, _MARKS.get(found["mark"], False), feedback)
        self.choices.append((found["open"], choice, words, line))

    def _kind(self) -> Kind:
        """What kind of question it is; notes what keeps it from being one."""
        if self.numbers:
            if self.choices or len(self.numbers) > 1:
                self._report(self.line, "quiz-two-kinds")
            return "numeric"
        if not self.choices:
            self._report(self.line, "quiz-no-choices")
            return "single"
        brackets = {bracket for bracket, *_ in self.choices}
        if len(brackets) > 1:
            self._report(self.line, "quiz-mixed-marks")
        self._check_choices("[" in brackets)
        return "multiple" if "[" in brackets else "single"

    def _check_choices(self, several: bool) -> None:
        if len(self.choices) == 1:
            self._report(self.line, "quiz-one-choice")
        right = [line for _, choice, _, line in self.choices if choice.correct]
        if not right:
            self._report(self.line, "quiz-no-answer")
        elif len(right) > 1 and not several:
            self._report(right[1], "quiz-two-answers")
        _refuse_doubles(self.markdown, [(c.id, line) for _, c, _, line in self.choices], "choice")
        first: dict[str, int] = {}
        for _, _, words, line in self.choices:
            same = " ".join(words.casefold().split())
            if same and same in first:
                self._report(line, "quiz-duplicate-choice", first=first[same])
            first.setdefault(same, line)


def _mark(item: SyntaxTreeNode) -> re.Match[str] | None:
    """The mark that a list item begins with."""
    if not item.children or item.children[0].type != "paragraph":
        return None
    return MARK.match(item.children[0].children[0].content)


def _fits(tolerance: quantities.Quantity, value: quantities.Quantity) -> bool:
    return not tolerance.unit or quantities.same_unit(tolerance.unit, value.unit)
