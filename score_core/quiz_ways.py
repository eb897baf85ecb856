"""The ways to answer a question: choices, an order, pairs, a number, words, or whether it is true."""

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from score_core import phrases, quantities
from score_core.quiz import Choice, Kind, Match, Number, Term
from score_core.quiz_front import ID
from score_core.quiz_html import Markdown, line_of, plain_block
from score_core.quiz_lists import PAIR, TRAILING_ID, Way, mark_of, written_of

_NUMBER = re.compile(r"(?P<quantity>.*?)\s*(?:(?:±|\+/?-)\s*(?P<tolerance>.*))?")
_QUOTED = re.compile(r"[\"“”](?P<words>[^\"“”]*)[\"“”]")
_TRUTHS = {"true": True, "benar": True, "false": False, "salah": False}
_MARKS = {"x": True, "X": True, " ": False}


class Ways:
    """Collects what one question can be answered with; what is wrong is noted in the Markdown."""

    def __init__(self, markdown: Markdown, line: int) -> None:
        self.markdown = markdown
        self._report = markdown.problem
        self.line = line
        self.choices: list[Choice] = []
        self.order: list[Choice] = []
        self.terms: list[Term] = []
        self.matches: dict[str, Match] = {}
        self.numbers: list[Number | None] = []
        self.accepted: dict[str, tuple[str, int]] = {}  # by bare words: as written, line
        self.truths: list[bool] = []
        self._brackets: list[str] = []
        self._choice_lines: list[int] = []
        self._order_lines: list[int] = []
        self._term_lines: list[int] = []
        self._match_lines: list[int] = []
        self._paired = False
        self._words_read = False

    def identify(self, node: SyntaxTreeNode, thing: str) -> tuple[str, str]:
        """The id at the end of a heading or paragraph, and the HTML of the words before it."""
        inline = node.children[0]
        line = line_of(inline) or line_of(node)
        found = TRAILING_ID.search(inline.content)
        if not found:
            self._report(line, "quiz-missing-id", thing=thing)
            return "", self.markdown.inline(node)
        line += inline.content[: found.start()].count("\n")
        name = found["id"]
        if not ID.fullmatch(name):
            self._report(line, "quiz-bad-id", f"{{#{name}", name=name)
        self.markdown.retype(node, inline.content[: found.start()])
        return name, self.markdown.inline(node)

    def take_list(self, way: Way, block: SyntaxTreeNode) -> None:
        """Reads one list of the question."""
        read = {"choices": self._take_choice, "order": self._take_thing, "pairs": self._take_pair}[way]
        self._paired = self._paired or way == "pairs"
        for item in block.children:
            read(item)

    def take_line(self, written: str, line: int) -> None:
        """Reads what stands behind the = of a line."""
        if written.casefold() in _TRUTHS:
            self.truths.append(_TRUTHS[written.casefold()])
        elif written[:1] and written[0] in "\"“”":
            self._take_words(written, line)
        else:
            self._take_number(written, line)

    @property
    def by_line(self) -> bool:
        """Whether a line that begins with = answers the question."""
        return bool(self.numbers or self.truths or self._words_read)

    def kind(self) -> Kind:
        """What kind of question it is; notes what keeps it from being one."""
        if self.truths:
            kind: Kind = "truth"
        elif self.numbers:
            kind = "numeric"
        elif self._words_read:
            kind = "text"
        elif self.order:
            kind = "ordering"
        elif self._paired:
            kind = "matching"
        else:
            kind = "multiple" if "[" in self._brackets else "single"
        ways = len(self.numbers) + len(self.truths) + self._words_read + bool(self.order) + self._paired
        if ways + (bool(self.choices) and kind != "truth") > 1:
            self._report(self.line, "quiz-two-kinds")
        elif not ways and not self.choices:
            self._report(self.line, "quiz-no-choices")
        self._check_choices(kind)
        self._check_order()
        self._check_pairs()
        return kind

    # lines

    def _take_number(self, written: str, line: int) -> None:
        found = _NUMBER.fullmatch(written)
        assert found is not None
        quantity, tolerance = found["quantity"], found["tolerance"]
        value = quantities.read(quantity)
        around = quantities.read("0" if tolerance is None else tolerance)
        if value is None:
            self._report(line, "quiz-bad-number", "=", written=quantity)
        elif len(value.readings) > 1:
            self._report(line, "quiz-ambiguous-number", quantity, written=quantity)
        elif around is None or len(around.readings) > 1 or around.readings[0] < 0 or not _fits(around, value):
            self._report(line, "quiz-bad-tolerance", written=tolerance)
        else:
            self.numbers.append(Number(value.readings[0], around.readings[0], value.unit))
            return
        self.numbers.append(None)

    def _take_words(self, written: str, line: int) -> None:
        self._words_read = True
        found = _QUOTED.fullmatch(written)
        words = " ".join(found["words"].split()) if found else ""
        bare = phrases.bare(words)
        if not bare or len(words) > phrases.LONGEST:
            self._report(line, "quiz-bad-words", "=", written=written, longest=phrases.LONGEST)
        elif bare in self.accepted:
            self._report(line, "quiz-duplicate-words", "=", words=words, first=self.accepted[bare][1])
        else:
            self.accepted[bare] = words, line

    # lists

    def _take_choice(self, item: SyntaxTreeNode) -> None:
        found = mark_of(item)
        if not found or found["mark"] not in _MARKS:
            written = found[0].strip() if found else " ".join(plain_block(item).split()[:4])
            self._report(line_of(item), "quiz-bad-mark", written, written=written)
        if found:
            self._brackets.append(found["open"])
            self.markdown.retype(item.children[0], written_of(item)[found.end() :])
            self._choice_lines.append(line_of(item))
            self.choices.append(self._choice(item, _MARKS.get(found["mark"], False)))

    def _take_thing(self, item: SyntaxTreeNode) -> None:
        if found := mark_of(item):
            self._report(line_of(item), "quiz-order-mark", found[0].strip(), written=found[0].strip())
        if written_of(item):
            self._order_lines.append(line_of(item))
            self.order.append(self._choice(item, False))
        else:
            self._report(line_of(item), "quiz-empty-choice")

    def _choice(self, item: SyntaxTreeNode, correct: bool) -> Choice:
        label = item.children[0]
        name, html = self.identify(label, "choice")
        words = " ".join(plain_block(label).split())
        if not words:
            self._report(line_of(item), "quiz-empty-choice")
        return Choice(name, html, correct, self._feedback(item), words)

    def _feedback(self, item: SyntaxTreeNode) -> str:
        rest = item.children[1:]
        for block in (block for block in rest if block.type != "blockquote"):
            self._report(line_of(block), "quiz-choice-blocks")
        quotes = [block for block in rest if block.type == "blockquote"]
        return self.markdown.blocks(block for quote in quotes for block in quote.children)

    def _take_pair(self, item: SyntaxTreeNode) -> None:
        written = written_of(item)
        if not (found := PAIR.search(written)):
            self._report(line_of(item), "quiz-no-match", written=" ".join(plain_block(item).split()[:4]))
            return
        label = item.children[0]
        # Line ends before the match stay, so that what is wrong in it is told at its own line.
        ends = "\n" * written.count("\n", 0, found.end())
        self.markdown.retype(label, ends + written[found.end() :])
        match, _ = self.identify(label, "match")
        words = " ".join(plain_block(label).split())
        if not words:
            self._report(line_of(item), "quiz-empty-choice")
        self._take_match(Match(match, words), line_of(item))
        if not written[: found.start()].strip():
            self._feedback(item)
            return
        self.markdown.retype(label, written[: found.start()])
        name, html = self.identify(label, "term")
        self._term_lines.append(line_of(item))
        self.terms.append(Term(name, html, match, self._feedback(item), " ".join(plain_block(label).split())))

    def _take_match(self, match: Match, line: int) -> None:
        if match.id not in self.matches:
            self._match_lines.append(line)
        known = self.matches.setdefault(match.id, match)
        if match.id and _same(known.words) != _same(match.words):
            self._report(line, "quiz-match-differs", f"{{#{match.id}}}", name=match.id, words=known.words)

    # checks

    def _check_choices(self, kind: Kind) -> None:
        if len(set(self._brackets)) > 1:
            self._report(self.line, "quiz-mixed-marks")
        elif kind == "truth" and "[" in self._brackets:
            self._report(self.line, "quiz-reason-marks")
        if not self.choices:
            return
        lines = self._choice_lines
        if len(self.choices) == 1:
            self._report(self.line, "quiz-one-choice")
        right = [line for choice, line in zip(self.choices, lines, strict=True) if choice.correct]
        if not right:
            self._report(self.line, "quiz-no-answer")
        elif len(right) > 1 and "[" not in self._brackets:
            self._report(right[1], "quiz-two-answers")
        self._refuse_doubles(self.choices, lines, "choice")

    def _check_order(self) -> None:
        if len(self.order) == 1:
            self._report(self.line, "quiz-one-choice")
        self._refuse_doubles(self.order, self._order_lines, "choice")

    def _check_pairs(self) -> None:
        if self._paired and (len(self.terms) < 2 or len(self.matches) < 2):
            self._report(self.line, "quiz-few-pairs")
        self._refuse_doubles(self.terms, self._term_lines, "term")
        self._refuse_doubles(list(self.matches.values()), self._match_lines, "match")

    def _refuse_doubles(self, said: Sequence[Choice | Term | Match], lines: list[int], thing: str) -> None:
        ids = [(one.id, line) for one, line in zip(said, lines, strict=True)]
        refuse_doubled_ids(self.markdown, ids, thing)
        first: dict[str, int] = {}
        for one, line in zip(said, lines, strict=True):
            same = _same(one.words)
            if same and same in first:
                self._report(line, "quiz-duplicate-choice", first=first[same])
            first.setdefault(same, line)


def refuse_doubled_ids(markdown: Markdown, ids: list[tuple[str, int]], thing: str) -> None:
    """Notes every id that stands twice among things of one sort."""
    first: dict[str, int] = {}
    for name, line in ids:
        if name in first:
            markdown.problem(line, "quiz-duplicate-id", f"{{#{name}}}", thing=thing, name=name, first=first[name])
        elif name:
            first[name] = line


def _same(words: str) -> str:
    return " ".join(words.casefold().split())


def _fits(tolerance: quantities.Quantity, value: quantities.Quantity) -> bool:
    return not tolerance.unit or quantities.same_unit(tolerance.unit, value.unit)
