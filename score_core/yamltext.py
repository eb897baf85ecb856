"""YAML in which every scalar stays the text that the author wrote and knows its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from score_core.problems import Problem

DEEPEST = 30
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STANDARD = "tag:yaml.org,2002:"  # what YAML makes of "!!"
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Scalar:
    text: str
    line: int
    column: int
    raw: str = field(default="", repr=False, compare=False)

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, in the file, of the character at this offset of the text."""
        return _place(self, offset)


@dataclass(frozen=True)
class Sequence:
    items: tuple["Node", ...]
    line: int
    column: int


@dataclass(frozen=True)
class Mapping:
    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int
    column: int

    def get(self, key: str) -> "Node | None":
        """Return the value of this key, the first one when it is doubled."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping


def load(text: str, file: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document into nodes.

    `first_line` is the file's line on which the text begins. Numbers, dates and words such as `no` stay text.
    Problems: yaml-syntax (no node then), yaml-duplicate-key (the first one counts), yaml-alias, yaml-tag.
    """
    builder = _Builder(text.removeprefix("\ufeff"), file, first_line)
    return builder.document(), builder.problems


class _Mark(Protocol):
    line: int
    column: int
    index: int


class _Stop(Exception):
    """The text can't be read any further; its problem is noted."""


class _Builder:
    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.text, self.file, self.first_line = text, file, first_line
        self.problems: list[Problem] = []

    def document(self) -> Node | None:
        surrogate = _SURROGATE.search(self.text)
        if surrogate:
            self._refuse_character(surrogate.start())
            return None
        try:
            events = yaml.parse(self.text, Loader=_LOADER)
            return self._document(iter(events))
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.reader.ReaderError as error:
            self._refuse_character(error.position if isinstance(error.position, int) else 0)
        except _Stop:
            pass
        return None

    def _document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._stop(event.start_mark, "A second document begins here.", 'Remove the line "---".')
                root = self._node(next(events), events, 0)
        if root is None:
            self._stop(None, "The file is empty.", "Write the definition, or remove the file.")
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int, flow: bool = False) -> Node:
        """Read what begins with this event; `flow` is whether it stands in brackets or braces."""
        line, column = self._at(event.start_mark)
        if depth > DEEPEST:
            self._stop(event.start_mark, "This is nested too deeply.", "Make the structure flatter.")
        if isinstance(event, yaml.AliasEvent):
            message = f'The alias "*{event.anchor}" is not allowed.'
            self._add(event.start_mark, "yaml-alias", message, "Write the text out here.")
            return Scalar("", line, column)
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self._add(event.start_mark, "yaml-alias", f'The anchor "&{event.anchor}" is not allowed.', "Remove it.")
        tag = getattr(event, "tag", None)
        if tag is not None:
            message = f'The tag "{tag.replace(_STANDARD, "!!")}" is not allowed.'
            self._add(event.start_mark, "yaml-tag", message, "Remove it: every value is plain text.")
        if isinstance(event, yaml.ScalarEvent):
            start, end = event.start_mark, event.end_mark
            raw = self.text[start.index : end.index] if start and end else ""
            if flow and not event.style and "?" in event.value:
                # The C parser reads it, the one in Python does not: a server without the former would lose the file.
                message = f'"{event.value}" has a question mark and stands in brackets or braces without quotes.'
                self._add(event.start_mark, "yaml-syntax", message, "Put the text in quotes.")
            return Scalar(event.value, line, column, raw)
        flow = flow or bool(getattr(event, "flow_style", False))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(events, depth, flow)), line, column)
        return Mapping(tuple(self._pairs(events, depth, flow)), line, column)

    def _items(self, events: Iterator[yaml.Event], depth: int, flow: bool) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, events, depth + 1, flow)

    def _pairs(self, events: Iterator[yaml.Event], depth: int, flow: bool) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, events, depth + 1, flow)
            if not isinstance(key, Scalar):
                self._stop(event.start_mark, "A key must be a word, not a list or a mapping.", "Write `key: value`.")
                return
            value = self._node(next(events), events, depth + 1, flow)
            if key.text in seen:
                message = f'The key "{key.text}" stands here twice; the first one is on line {seen[key.text]}.'
                self._add(event.start_mark, "yaml-duplicate-key", message, "Remove or rename one of them.")
                continue
            seen[key.text] = key.line
            yield key, value

    def _at(self, mark: _Mark | None) -> tuple[int, int]:
        return (mark.line + self.first_line, mark.column + 1) if mark else (self.first_line, 1)

    def _add(self, mark: _Mark | None, code: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, *self._at(mark), code, message, remedy))

    def _stop(self, mark: _Mark | None, message: str, remedy: str) -> None:
        self._add(mark, "yaml-syntax", message, remedy)
        raise _Stop

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        what = (error.problem or "the structure is broken").rstrip(".")
        if "character '\\t'" in what or "tab" in what:
            remedy = "Indent with spaces, not with tabs."
        elif "mapping values are not allowed" in what or "':'" in what:
            what = what.replace("mapping values are not allowed in this context", "a colon stands where no key can")
            remedy = 'Put texts that hold ": " or begin with a special character in quotes, and check the indentation.'
        else:
            remedy = "Check indentation, quotes and brackets here and on the line before."
        self._add(error.problem_mark or error.context_mark, "yaml-syntax", f"This is not YAML: {what}.", remedy)

    def _refuse_character(self, index: int) -> None:
        before = self.text[:index]
        line = self.first_line + before.count("\n")
        column = index - (before.rfind("\n") + 1) + 1
        name = f"U+{ord(self.text[index]):04X}" if index < len(self.text) else "at the end"
        message = f"The character {name} can't stand in a text file."
        remedy = "Remove it, and save the file as UTF-8."
        self.problems.append(Problem(self.file, line, column, "yaml-syntax", message, remedy))


def _place(scalar: Scalar, offset: int) -> tuple[int, int]:
    """Walk text and raw source together: what the raw source has more is quotes, escapes, folds and indentation."""
    raw = scalar.raw
    start = 0
    if raw[:1] in ("'", '"'):
        start = 1
    elif raw[:1] in ("|", ">"):
        start = raw.find("\n") + 1
    index = _skip_indent(raw, start) if start > 1 else start
    for character in scalar.text[:offset]:
        while index < len(raw) and raw[index] != character and not (character == " " and raw[index] == "\n"):
            index += 1
        index += 2 if raw[index : index + 2] == "''" else 1
        if raw[index - 1 : index] == "\n":
            index = _skip_indent(raw, index)
    while scalar.text[offset : offset + 1].strip() and index < len(raw) and raw[index] != scalar.text[offset]:
        index += 1
    before = raw[:index]
    last = before.rfind("\n")
    return scalar.line + before.count("\n"), (index - last if last >= 0 else scalar.column + index)


def _skip_indent(raw: str, index: int) -> int:
    while raw[index : index + 1] == " ":
        index += 1
    return index
