"""Reading a mapping of YAML with every mistake noted: unknown and missing keys, wrong shapes, wrong values."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from score_core.problems import Problem, did_you_mean
from score_core.texts import Texts
from score_core.values import number_of
from score_core.yamltext import Mapping, Node, Scalar
from score_core.yamltext import Sequence as Items

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


class Report:
    """Collects the problems of one file; `prefix` begins the codes of its readers ("worksheet", "course")."""

    def __init__(self, file: str, prefix: str) -> None:
        self.file, self.prefix = file, prefix
        self.problems: list[Problem] = []
        self.texts: list[tuple[Mapping, Texts]] = []

    def add(self, at: Node | tuple[int, int], code: str, message: str, remedy: str) -> None:
        """Note a problem at a node, or at (line, column); the prefix is put before the code."""
        self.add_full(at, f"{self.prefix}-{code}", message, remedy)

    def add_full(self, at: Node | tuple[int, int], code: str, message: str, remedy: str, level: str = "error") -> None:
        """Note a problem whose code stands as it is."""
        line, column = at if isinstance(at, tuple) else (at.line, at.column)
        self.problems.append(Problem(self.file, line, column, code, message, remedy, level))

    def check_languages(self) -> None:
        """Note every text that lacks a language which another text of this file has."""
        known = {language for _, texts in self.texts for language in texts}
        for node, texts in self.texts:
            missing = sorted(known - set(texts))
            if missing and len(texts):
                names = ", ".join(f'"{language}"' for language in missing)
                message = f'This text is missing in {names}: "{_short(next(iter(texts.values())))}".'
                self.add(node, "missing-language", message, "Write it in the same languages as the other texts.")


class Reader:
    """One mapping; `what` names it in messages ('the field "qty"'), `known` are the keys that it may have.

    Getters return a neutral value where something is wrong or missing, and note why. A missing key is a problem when
    it is asked for with `required=True` (the default of `texts` and `word`).
    """

    def __init__(self, node: Node, what: str, known: Sequence[str], report: Report) -> None:
        self.report, self.what, self.sound = report, what, isinstance(node, Mapping)
        self.node = node if isinstance(node, Mapping) else Mapping((), node.line, node.column)
        if not self.sound:
            self._shape(node, what, "a mapping", f"Write keys and values: {', '.join(known[:3])}, ….")
        for key, _ in self.node.pairs:
            if key.text not in known:
                message = f'{_capital(what)} has the unknown key "{key.text}".'
                self.report.add(key, "unknown-key", message, did_you_mean(key.text, known))

    def has(self, key: str) -> bool:
        return self.node.get(key) is not None

    def get(self, key: str, required: bool = False) -> Node | None:
        """Return the node of a key."""
        found = self.node.get(key)
        if found is None and required and self.sound:
            self.report.add(self.node, "missing-key", f'{_capital(self.what)} has no "{key}".', f'Add "{key}: …".')
        return found

    def at(self, key: str) -> Node:
        """Return the node of a key, else the mapping: where a problem of this key is shown."""
        return self.node.get(key) or self.node

    def scalar(self, key: str, required: bool = False) -> Scalar | None:
        """Return a single value; a list, a mapping or nothing after the colon is a problem."""
        found = self.get(key, required)
        if found is None:
            return None
        if not isinstance(found, Scalar):
            self._shape(found, f'"{key}" of {self.what}', "a single value", f'Write "{key}: value".')
            return None
        if not found.text.strip():
            self.report.add(found, "empty", f'"{key}" of {self.what} is empty.', "Write a value, or remove the key.")
            return None
        return found

    def text(self, key: str, default: str = "", required: bool = False) -> str:
        """Return plain text."""
        found = self.scalar(key, required)
        return default if found is None else found.text.strip()

    def word(self, key: str, pattern: str, rule: str, required: bool = True, reserved: Collection[str] = ()) -> str:
        """Return a key that fits the pattern; `rule` says in words what fits."""
        found = self.scalar(key, required)
        if found is None:
            return ""
        self.check_word(found, key, pattern, rule, reserved)
        return found.text

    def check_word(self, found: Scalar, key: str, pattern: str, rule: str, reserved: Collection[str] = ()) -> bool:
        """Note a word that does not fit the pattern, or that is reserved; return whether it may stand."""
        if found.text in reserved:
            message = f'The {key} "{found.text}" is a word of the formula language.'
            self.report.add(found, "bad-key", message, "Choose another word.")
            return False
        if not re.fullmatch(pattern, found.text):
            message = f'The {key} "{_short(found.text)}" of {self.what} is not allowed.'
            self.report.add(found, "bad-key", message, rule)
            return False
        return True

    def one_of(self, key: str, allowed: Sequence[str], default: str = "", required: bool = False) -> str:
        """Return one of the allowed words."""
        found = self.scalar(key, required)
        if found is None:
            return default
        if found.text not in allowed:
            message = f'"{key}: {found.text}" of {self.what} is not known.'
            self.report.add(found, "unknown-value", message, did_you_mean(found.text, allowed))
            return default
        return found.text

    def yes_no(self, key: str, default: bool = False) -> bool:
        """Return yes/no (or true/false) as a boolean."""
        found = self.scalar(key)
        if found is None:
            return default
        if found.text.lower() not in _YES_NO:
            message = f'"{key}" of {self.what} is yes or no, not "{_short(found.text)}".'
            self.report.add(found, "unknown-value", message, f'Write "{key}: yes" or "{key}: no".')
            return default
        return _YES_NO[found.text.lower()]

    def number(self, key: str) -> float | None:
        """Return a number written with a decimal point."""
        found = self.scalar(key)
        if found is None:
            return None
        number = number_of(found.text)
        if number is None:
            message = f'"{key}" of {self.what} is a number, not "{_short(found.text)}".'
            self.report.add(found, "bad-number", message, "Write digits, with a point before decimals: 12.5.")
        return number

    def integer(self, key: str, default: int, low: int, high: int) -> int:
        """Return a whole number between two bounds."""
        number = self.number(key)
        if number is None:
            return default
        if number != int(number) or not low <= number <= high:
            message = f'"{key}" of {self.what} is a whole number from {low} to {high}, not {number:g}.'
            self.report.add(self.at(key), "bad-number", message, "Write a number in that range.")
            return default
        return int(number)

    def texts(self, key: str, required: bool = True) -> Texts:
        """Return a text by language: {en: …, id: …}."""
        found = self.get(key, required)
        if found is None:
            return Texts()
        if not isinstance(found, Mapping):
            remedy = f"Write {key}: {{en: …, id: …}}."
            self._shape(found, f'"{key}" of {self.what}', "a text for each language", remedy)
            return Texts()
        by_language = dict(self._languages(key, found))
        texts = Texts(by_language)
        self.report.texts.append((found, texts))
        return texts

    def unit(self, key: str, languages: Collection[str]) -> Texts:
        """Return a text by language, or one text that all these languages share (`unit: kWh`)."""
        found = self.get(key)
        if isinstance(found, Scalar):
            return Texts.same(self.text(key), languages)
        return self.texts(key, required=False)

    def list(self, key: str, required: bool = False) -> tuple[Node, ...]:
        """Return the nodes of a list; an empty one is a problem."""
        found = self.get(key, required)
        if found is None:
            return ()
        if not isinstance(found, Items) or not found.items:
            self._shape(found, f'"{key}" of {self.what}', "a list", 'Write one entry a line, each after "- ".')
            return ()
        return found.items

    def pairs(self, key: str, required: bool = False) -> tuple[tuple[Scalar, Node], ...]:
        """Return the keys and values of a mapping whose keys are the author's own; an empty one is a problem."""
        found = self.get(key, required)
        if found is None:
            return ()
        if not isinstance(found, Mapping) or not found.pairs:
            self._shape(found, f'"{key}" of {self.what}', "a mapping", f"Write {key}: {{name: value}}.")
            return ()
        return found.pairs

    def words(self, key: str, pattern: str, rule: str, required: bool = False) -> Iterator[tuple[Scalar, Scalar]]:
        """Yield the pairs of a mapping of words to words; both sides fit the pattern."""
        for name, value in self.pairs(key, required):
            if not isinstance(value, Scalar):
                self._shape(value, f'"{name.text}" in "{key}" of {self.what}', "a single value", "Write one word.")
                continue
            if all(self.check_word(word, f'word in "{key}"', pattern, rule) for word in (name, value)):
                yield name, value

    def each(self, key: str, name: Callable[[str], str], known: Sequence[str]) -> Iterator["Reader"]:
        """Yield a reader for every mapping of a list; `name` makes its words from its own key."""
        for node in self.list(key):
            own = node.get("key") if isinstance(node, Mapping) else None
            yield Reader(node, name(own.text if isinstance(own, Scalar) else "?"), known, self.report)

    def _languages(self, key: str, node: Mapping) -> Iterator[tuple[str, str]]:
        for language, text in node.pairs:
            if not LANGUAGE.fullmatch(language.text):
                message = f'"{language.text}" in "{key}" of {self.what} is no language code.'
                self.report.add(language, "bad-language", message, "Write a code such as en or id.")
            elif not isinstance(text, Scalar):
                self._shape(text, f'"{key}" of {self.what}', "a text for each language", "Write one text here.")
            elif not text.text.strip():
                message = f'"{key}" of {self.what} is empty in "{language.text}".'
                self.report.add(text, "empty", message, "Write the text.")
            else:
                yield language.text, text.text.strip()

    def _shape(self, node: Node, what: str, wanted: str, remedy: str) -> None:
        self.report.add(node, "wrong-shape", f"{_capital(what)} must be {wanted}.", remedy)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
