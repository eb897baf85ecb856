"""The block rule for directives: MyST's syntax, with backtick and colon fences, nested or not.

```{worksheet} eit-charter        :::{example} A line of 52 presses
:id: charter                      Text in Markdown.
```                               :::
"""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from score_compiler.codes import directives as codes
from score_compiler.codes import sources
from score_compiler.documents import Directive, Option
from score_compiler.parse.plain import entities
from score_compiler.problems import Code
from score_compiler.text import Text
from score_core.problems import Problem, nearest


@dataclass(frozen=True)
class Kind:
    """What a directive may carry. An argument or body is "required", "optional" or "none"."""

    options: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    argument: str = "none"
    body: str = "none"
    block: bool = False  # becomes a block of its own, so it stands in a page and in nothing else


BOXES = ("note", "tip", "warning", "example", "exercise")
KINDS: dict[str, Kind] = {
    "worksheet": Kind(("id", "occasion", "title", "sections"), ("id",), argument="required", block=True),
    "quiz": Kind(("id", "title", "purpose", "attempts"), ("id",), argument="required", block=True),
    "progress": Kind(("id", "title"), ("id",), block=True),
    "video": Kind(("id", "title", "captions", "youtube"), ("id", "title"), argument="optional", block=True),
    "figure": Kind(("alt",), ("alt",), argument="required", body="optional"),
    "include": Kind((), argument="required"),  # expanded before; here only when it stands in a box or list
    **{name: Kind(argument="optional", body="required") for name in BOXES},
}

OPENING = re.compile(r"(?P<fence>:{3,}|`{3,}|~{3,})\{(?P<name>[^}\n]*)\}[ \t]*(?P<argument>[^\n]*)")
_OPTION = re.compile(r":(?P<name>[A-Za-z][\w-]*):(?:[ \t]+(?P<value>.*))?$")
_CODE = re.compile(r"(`{3,}|~{3,})(?!\{)")
_PAGE = re.compile(r"#{1,2}[ \t]")


@dataclass
class Notes:
    """What the rules find out while markdown-it-py runs; one for each text, in its `env`."""

    source: Text
    problems: list[Problem]
    unclosed: int = 0

    def tell(self, code: Code, line: int, column: int, message: str, remedy: str) -> None:
        self.problems.append(code.at(self.source.place(line, column), message, remedy))


def notes(env: object) -> Notes:
    assert isinstance(env, dict)
    found = env["notes"]
    assert isinstance(found, Notes)
    return found


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _column(state: StateBlock, line: int) -> int:
    """The column where the text of a line starts, counted from 1 in the source."""
    start = state.bMarks[line] + state.tShift[line]
    return start - state.src.rfind("\n", 0, start)


def _end(state: StateBlock, start: int, end: int, fence: str) -> tuple[int, bool]:
    """The line that closes the fence, or the line before which it breaks off because nothing closes it."""
    code = ""
    for line in range(start + 1, end):
        text = _line(state, line)
        if text and state.sCount[line] < state.blkIndent:
            return line, False
        bare = text.rstrip()
        if code:
            if bare and set(bare) == {code[0]} and len(bare) >= len(code):
                code = ""
            continue
        if len(bare) >= len(fence) and set(bare) == {fence[0]}:
            return line, True
        if _PAGE.match(text) and state.blkIndent == 0 and state.tShift[line] < 4:
            return line, False
        opening = OPENING.match(text)
        if opening and opening["fence"].startswith(fence):
            return line, False
        if fence[0] == ":" and (found := _CODE.match(text)):
            code = found[1]
    return end, False


def _options(state: StateBlock, start: int, end: int, source: Text) -> tuple[list[Option], int]:
    found = []
    line = start
    while line < end and (match := _OPTION.match(_line(state, line))):
        place = source.place(line, _column(state, line))
        found.append(Option(match["name"], (match["value"] or "").strip(), place))
        line += 1
    return found, line


def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Reads a directive with all that it encloses, into `directive_open` (meta: the Directive) … `directive_close`."""
    if state.is_code_block(start):
        return False
    text = _line(state, start)
    if not text.startswith((":::", "```", "~~~")):
        return False
    opening = OPENING.match(text)
    known = notes(state.env)
    if opening is None:
        if set(text.rstrip()) != {":"}:
            return False
        if not silent:
            _stray(state, start, known)
        return True
    if silent:
        return True

    column = _column(state, start)
    name, fence = opening["name"].strip(), opening["fence"]
    close, closed = _end(state, start, end, fence)
    if not closed:
        known.unclosed += fence[0] == ":"
        known.tell(
            codes.UNCLOSED,
            start,
            column,
            f"The directive {{{name}}} is not closed" + _before(state, close, end) + ".",
            f"Close it with a line {fence} of its own; what encloses another needs a longer fence ({fence}{fence[0]}).",
        )
    options, body = _options(state, start + 1, close, known.source)
    directive = Directive(name, opening["argument"].strip(), tuple(options), known.source.place(start, column))
    _check(directive, state, body, close if closed else None, known)

    token = state.push("directive_open", "div", 1)
    token.block = True
    token.map = [start, close]
    token.meta = {"directive": directive}
    parent, line_max = state.parentType, state.lineMax
    state.parentType = "container"
    state.lineMax = close
    state.md.block.tokenize(state, body, close)
    state.parentType, state.lineMax = parent, line_max
    token = state.push("directive_close", "div", -1)
    token.block = True
    token.meta = {"directive": directive}
    state.line = close + closed
    return True


def _before(state: StateBlock, close: int, end: int) -> str:
    return f" before “{_line(state, close).strip()}”" if close < end and _line(state, close).strip() else ""


def _stray(state: StateBlock, line: int, known: Notes) -> None:
    state.line = line + 1
    if known.unclosed:
        known.unclosed -= 1
        return
    known.tell(
        codes.STRAY,
        line,
        _column(state, line),
        "This fence closes nothing.",
        "Remove it, or give the box that it should close its opening line, such as :::{note}.",
    )


def _check(directive: Directive, state: StateBlock, body: int, close: int | None, known: Notes) -> None:
    """Tells what is wrong with a directive; `close` is None when nothing closes it, so that nobody knows its text."""
    place, name = directive.place, directive.name

    def tell(code: Code, message: str, remedy: str, option: Option | None = None) -> None:
        known.problems.append(code.at(option.place if option else place, message, remedy))

    kind = KINDS.get(name)
    if kind is None:
        tell(codes.UNKNOWN, f"There is no directive {{{name}}}.", _did_you_mean(name, KINDS, "{%s}"))
        return
    if name == "include":
        tell(
            sources.INCLUDE_MISSING,
            "An {include} stands in a box, a list or a quotation, where it can't be read.",
            "Put it at the start of a line, outside of other directives.",
        )
        return
    for text, option in ((directive.argument, None), *((option.value, option) for option in directive.options)):
        for _, entity, character in entities(text):
            tell(
                sources.ENTITY,
                f"“{entity}” would show as it is typed.",
                f"Write the character itself: {character}",
                option,
            )
    seen: set[str] = set()
    for option in directive.options:
        if option.name not in kind.options:
            remedy = _did_you_mean(option.name, kind.options, ":%s:") if kind.options else "Remove the line."
            tell(codes.OPTION_UNKNOWN, f"{{{name}}} has no option :{option.name}:.", remedy, option)
        if option.name in seen:
            tell(codes.OPTION_DOUBLED, f"The option :{option.name}: is given twice.", "Keep one of the two.", option)
        seen.add(option.name)
    for needed in kind.required:
        if not directive.value(needed) and needed not in ("id", "alt"):
            tell(
                codes.OPTION_MISSING,
                f"{{{name}}} needs the option :{needed}:.",
                f"Add a line :{needed}: below its first.",
            )
    if kind.argument == "required" and not directive.argument:
        tell(
            codes.ARGUMENT_MISSING,
            f"{{{name}}} does not say which one.",
            f"Write its name behind it: {{{name}}} some-name.",
        )
    if kind.argument == "none" and directive.argument:
        tell(codes.ARGUMENT_UNUSED, f"{{{name}}} takes nothing behind it.", f"Remove “{directive.argument}”.")
    if close is None:
        return
    filled = any(_line(state, line).strip() for line in range(body, close))
    if kind.body == "none" and filled:
        tell(codes.BODY, f"{{{name}}} takes no text.", "Move the text out of it, or write options as :name: value.")
    if kind.body == "required" and not filled:
        tell(codes.BODY_MISSING, f"The box {{{name}}} is empty.", "Write its text, or remove it.")


def _did_you_mean(word: str, known: dict[str, Kind] | tuple[str, ...], shape: str) -> str:
    near = nearest(word, known)
    if near:
        return f"Did you mean {shape % near}?"
    return "Use one of " + ", ".join(shape % name for name in sorted(known)) + "."


def plugin(md: MarkdownIt) -> None:
    md.block.ruler.before("fence", "directive", rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
