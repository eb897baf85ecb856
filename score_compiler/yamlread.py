"""Takes the values of a YAML mapping by name, and notes what is missing, unknown or of the wrong shape."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from score_compiler.checks import course as codes
from score_compiler.problems import Code, Place
from score_core.problems import Problem, did_you_mean
from score_core.texts import Texts
from score_core.yamltext import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True)
class Taker:
    """One mapping of a file; `problems` is shared by all takers of that file."""

    node: Mapping
    file: str
    problems: list[Problem]

    def place(self, node: Node) -> Place:
        return Place(self.file, node.line, node.column)

    def tell(self, code: Code, node: Node, message: str, remedy: str) -> None:
        self.problems.append(code.at(self.place(node), message, remedy))

    def only(self, known: tuple[str, ...], what: str) -> None:
        """Notes every key that is not among the known ones."""
        for key, _ in self.node.pairs:
            if key.text not in known:
                self.tell(codes.UNKNOWN_KEY, key, f"{what} has no key “{key.text}”.", did_you_mean(key.text, known))

    def scalar(self, key: str, example: str, needed: bool = True) -> Scalar | None:
        node = self.node.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            if needed:
                self.tell(
                    codes.MISSING_KEY,
                    node or self.node,
                    f"“{key}” is missing.",
                    f"Add it, for example {key}: {example}",
                )
            return None
        if not isinstance(node, Scalar):
            self.tell(codes.SHAPE, node, f"“{key}” is not one value.", f"Write it like {key}: {example}")
            return None
        return node

    def word(self, key: str, pattern: str, example: str) -> str:
        """A text that matches the pattern whole; "" when it does not."""
        node = self.scalar(key, example)
        if node is None:
            return ""
        if not re.fullmatch(pattern, node.text):
            self.tell(
                codes.BAD_KEY, node, f"“{node.text}” can't be the {key} of a course.", f"Write it like {key}: {example}"
            )
            return ""
        return node.text

    def number(self, key: str, default: int | None, low: int, high: int) -> int:
        node = self.scalar(key, str(high), needed=default is None)
        if node is None:
            return default or 0
        if not re.fullmatch(r"[0-9]{1,4}", node.text) or not low <= int(node.text) <= high:
            self.tell(
                codes.PERCENT,
                node,
                f"“{node.text}” is no whole number from {low} to {high}.",
                f"Write it like {key}: {high}",
            )
            return default or 0
        return int(node.text)

    def day(self, key: str, needed: bool) -> date | None:
        node = self.scalar(key, "2026-01-31", needed)
        if node is None:
            return None
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.text, re.ASCII):
            try:
                return date.fromisoformat(node.text)
            except ValueError:
                pass
        self.tell(
            codes.DATE,
            node,
            f"“{node.text}” is not a day of the calendar.",
            f"Write year, month and day: {key}: 2026-01-31",
        )
        return None

    def list(self, key: str, example: str, needed: bool) -> tuple[Node, ...]:
        node = self.node.get(key)
        if node is None:
            if needed:
                self.tell(codes.MISSING_KEY, self.node, f"“{key}” is missing.", f"Add it, for example {key}: {example}")
            return ()
        if not isinstance(node, Sequence):
            self.tell(codes.SHAPE, node, f"“{key}” is not a list.", f"Write it like {key}: {example}")
            return ()
        return node.items

    def words(self, key: str, example: str, needed: bool) -> Iterator[Scalar]:
        for item in self.list(key, example, needed):
            if isinstance(item, Scalar):
                yield item
            else:
                self.tell(codes.SHAPE, item, f"“{key}” is a list of words.", f"Write it like {key}: {example}")

    def takers(self, key: str, example: str) -> Iterator["Taker"]:
        for item in self.list(key, example, needed=False):
            if isinstance(item, Mapping):
                yield Taker(item, self.file, self.problems)
            else:
                self.tell(codes.SHAPE, item, f"“{key}” is a list of mappings.", f"Write it like {key}: {example}")

    def texts(self, key: str, languages: tuple[str, ...]) -> Texts:
        """A text for each language: {en: …, id: …}."""
        example = "{" + ", ".join(f"{language}: …" for language in languages) + "}"
        node = self.node.get(key)
        if node is None:
            self.tell(codes.MISSING_KEY, self.node, f"“{key}” is missing.", f"Add it: {key}: {example}")
            return Texts()
        if not isinstance(node, Mapping):
            self.tell(codes.SHAPE, node, f"“{key}” needs a text for each language.", f"Write it like {key}: {example}")
            return Texts()
        inner = Taker(node, self.file, self.problems)
        for name, _ in node.pairs:
            if name.text not in languages:
                inner.tell(
                    codes.LANGUAGE,
                    name,
                    f"The course has no language “{name.text}”.",
                    did_you_mean(name.text, languages),
                )
        found = {}
        for language in languages:
            value = node.get(language)
            if isinstance(value, Scalar) and value.text.strip():
                found[language] = " ".join(value.text.split())
            else:
                inner.tell(
                    codes.LANGUAGE, value or node, f"“{key}” lacks its text in “{language}”.", f"Add {language}: …"
                )
        return Texts(found)
