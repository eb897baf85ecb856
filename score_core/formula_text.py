"""The text of a formula: from characters to a tree whose every node knows its place.

    expression:  or, and, not;  == != < <= > >=  (once);  + -;  * /;  -x;  ( )
    values:      12  12.5  "words"  true  false
    names:       x (this row's or section's field)  section.x (a field of another, single section)  this.x  item  group
                 alias.section.x (a field of another sheet that the worksheet reads)
    calls:       if(a, b, c)  round(x, 1)  band(x, "low", 4, "medium", 9, "high")  …
    over rows:   count(section where condition)  sum(expression in section where condition)  …  in alias.section
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from score_core.formula_tree import (
    Aggregate,
    Arithmetic,
    Call,
    Compare,
    Logic,
    Minus,
    Mistake,
    Name,
    Not,
    Number,
    Tree,
    Truth,
    Words,
)
from score_core.problems import did_you_mean

LONGEST = 500
DEEPEST = 20
FUNCTIONS = {
    "if": (3, 3),
    "default": (2, 2),
    "measured": (1, 1),
    "abs": (1, 1),
    "round": (1, 2),
    "least": (2, 50),
    "greatest": (2, 50),
    "days": (2, 2),
    "months": (2, 2),
    "minutes": (2, 2),
    "add_days": (2, 2),
    "add_months": (2, 2),
    "today": (0, 0),
    "band": (4, 40),
    "has": (2, 2),
    "score": (1, 1),
}
AGGREGATES = ("count", "sum", "mean", "median", "min", "max", "first", "last", "distinct")
RESERVED = frozenset({"and", "or", "not", "in", "true", "false", "this", "item", "group"})
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True)
class Token:
    at: int
    kind: str  # number, name, words, sign, end
    text: str


_TOKEN = re.compile(
    r'(?P<space>\s+)|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<words>"[^"\n]*")'
    r"|(?P<sign>==|!=|<=|>=|[-+*/<>().,])"
)
_INSTEAD = {
    "=": 'Write "==" to compare.',
    "'": 'Put words in double quotes: "worker".',
    "“": 'Put words in straight double quotes: "worker".',
    "”": 'Put words in straight double quotes: "worker".',
    '"': "Close the words with a double quote.",
    "&": 'Write "and".',
    "|": 'Write "or".',
    "!": 'Write "not".',
    "%": "Write / 100 or * 100.",
    "×": 'Write "*".',
    "÷": 'Write "/".',
    ":": 'Write "/".',
    "−": 'Write "-".',
    "–": 'Write "-".',
    "^": "Write x * x.",
    ";": 'Put "," between the values of a call.',
}


def parse(source: str) -> Tree | Mistake:
    """Return the tree of a formula, or its first mistake (formula-syntax, formula-too-long, formula-unknown-name)."""
    if len(source) > LONGEST:
        message = f"The formula has {len(source)} characters; {LONGEST} are allowed."
        return Mistake(LONGEST, "formula-too-long", message, "Split it into several formula fields.")
    try:
        return _Parser(tuple(_tokens(source))).whole()
    except _Wrong as wrong:
        return wrong.mistake


class _Wrong(Exception):
    def __init__(self, at: int, message: str, remedy: str, code: str = "formula-syntax") -> None:
        super().__init__(message)
        self.mistake = Mistake(at, code, message, remedy)


def _tokens(source: str) -> Iterator[Token]:
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            character = source[at]
            remedy = _INSTEAD.get(character, "Remove it.")
            raise _Wrong(at, f'The formula holds "{character}", which has no meaning here.', remedy)
        if match.lastgroup and match.lastgroup != "space":
            yield Token(at, match.lastgroup, match.group())
        at = match.end()
    yield Token(at, "end", "")


class _Parser:
    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens, self.index, self.depth = tokens, 0, 0

    @property
    def here(self) -> Token:
        return self.tokens[self.index]

    def whole(self) -> Tree:
        tree = self.expression()
        if self.here.kind != "end":
            raise self.unexpected("Put an operator such as + or == before it, or remove it.")
        return tree

    def expression(self) -> Tree:
        """An expression, one level deeper: brackets, calls, signs and `not` all come through here or `deeper`."""
        self.deeper()
        tree = self.logic("or")
        self.depth -= 1
        return tree

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"The formula is nested more than {DEEPEST} levels deep."
            raise _Wrong(self.here.at, message, "Split it into several formula fields.", "formula-too-long")

    def logic(self, word: str) -> Tree:
        below: Callable[[], Tree] = (lambda: self.logic("and")) if word == "or" else self.negation
        at, found = self.here.at, [below()]
        while self.take("name", word):
            found.append(below())
        return found[0] if len(found) == 1 else Logic(at, word, tuple(found))

    def negation(self) -> Tree:
        at = self.here.at
        if not self.take("name", "not"):
            return self.comparison()
        self.deeper()
        part = self.negation()
        self.depth -= 1
        return Not(at, part)

    def comparison(self) -> Tree:
        left = self.arithmetic(("+", "-"))
        sign = self.here
        if not self.take("sign", *COMPARISONS):
            return left
        right = self.arithmetic(("+", "-"))
        if self.here.text in COMPARISONS and self.here.kind == "sign":
            raise self.unexpected('Compare two values at a time: "a < b and b < c".')
        return Compare(sign.at, sign.text, left, right)

    def arithmetic(self, signs: tuple[str, ...]) -> Tree:
        below: Callable[[], Tree] = (lambda: self.arithmetic(("*", "/"))) if "+" in signs else self.signed
        at, first = self.here.at, below()
        rest: list[tuple[str, Tree]] = []
        while True:
            sign = self.here.text
            if not self.take("sign", *signs):
                return Arithmetic(at, first, tuple(rest)) if rest else first
            rest.append((sign, below()))

    def signed(self) -> Tree:
        at = self.here.at
        if not self.take("sign", "-"):
            return self.value()
        self.deeper()
        part = self.signed()
        self.depth -= 1
        return Minus(at, part)

    def value(self) -> Tree:
        token = self.here
        if token.kind == "number":
            self.index += 1
            return Number(token.at, float(token.text))
        if token.kind == "words":
            self.index += 1
            return Words(token.at, token.text[1:-1])
        if self.take("sign", "("):
            tree = self.expression()
            self.expect(")")
            return tree
        if token.kind == "name" and token.text not in ("and", "or", "not"):
            self.index += 1
            return self.named(token)
        raise self.unexpected("Write a number, a field's key or a function here.")

    def named(self, token: Token) -> Tree:
        if token.text in ("true", "false"):
            return Truth(token.at, token.text == "true")
        if self.take("sign", "("):
            return self.call(token)
        if not self.take("sign", "."):
            return Name(token.at, "", token.text)
        second = self.key_after(token.text)
        if not self.take("sign", "."):
            return Name(token.at, token.text, second)
        return Name(token.at, second, self.key_after(f"{token.text}.{second}"), token.text)

    def key_after(self, before: str) -> str:
        found = self.here.text
        if not self.take("name"):
            raise self.unexpected(f"Write a field's key after \"{before}.\".")
        return found

    def call(self, token: Token) -> Tree:
        function = token.text
        if function in AGGREGATES:
            return self.aggregate(token)
        if function not in FUNCTIONS:
            remedy = did_you_mean(function, (*FUNCTIONS, *AGGREGATES))
            raise _Wrong(token.at, f'There is no function "{function}".', remedy, "formula-unknown-name")
        arguments: list[Tree] = []
        if not self.take("sign", ")"):
            arguments.append(self.expression())
            while self.take("sign", ","):
                arguments.append(self.expression())
            self.expect(")")
        least, most = FUNCTIONS[function]
        if not least <= len(arguments) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            message = f'"{function}" takes {wanted} values, not {len(arguments)}.'
            raise _Wrong(token.at, message, "Add the missing ones, or remove those too many.")
        if function == "band" and len(arguments) % 2:
            message = '"band" takes a value, and then words and limits in turn, words at both ends.'
            raise _Wrong(token.at, message, 'Write band(x, "low", 4, "medium", 9, "high").')
        return Call(token.at, function, tuple(arguments))

    def aggregate(self, token: Token) -> Tree:
        value = None
        if token.text != "count":
            value = self.expression()
            if not self.take("name", "in"):
                raise self.unexpected(f'Say over which section: "{token.text}(… in section)".')
        section = self.here
        if not self.take("name"):
            raise self.unexpected("Write the key of a section with rows or items here.")
        name = Name(section.at, "", section.text)
        if self.take("sign", "."):
            name = Name(section.at, "", self.key_after(section.text), section.text)
        where = self.expression() if self.take("name", "where") else None
        self.expect(")")
        return Aggregate(token.at, token.text, value, name, where)

    def take(self, kind: str, *texts: str) -> bool:
        if self.here.kind != kind or (texts and self.here.text not in texts):
            return False
        self.index += 1
        return True

    def expect(self, sign: str) -> None:
        if not self.take("sign", sign):
            raise self.unexpected(f'Write "{sign}" here.')

    def unexpected(self, remedy: str) -> _Wrong:
        if self.here.kind == "end":
            return _Wrong(self.here.at, "The formula ends too early.", remedy)
        return _Wrong(self.here.at, f'The formula has "{self.here.text}" where it does not fit.', remedy)
