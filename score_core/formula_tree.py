"""The tree of a formula; `at` is a node's place in the formula's text, counted from 0."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    at: int
    value: float


@dataclass(frozen=True)
class Words:
    at: int
    text: str


@dataclass(frozen=True)
class Truth:
    at: int
    value: bool


@dataclass(frozen=True)
class Name:
    """`section` is "" for a bare name, "this" for the row that the formula belongs to, else another section's key.

    `sheet` is the alias of another sheet, "" for this one.
    """

    at: int
    section: str
    field: str
    sheet: str = ""


@dataclass(frozen=True)
class Call:
    at: int
    function: str
    arguments: tuple["Tree", ...]


@dataclass(frozen=True)
class Aggregate:
    """`section.field` is the key of the section whose rows are gone over."""

    at: int
    function: str
    value: "Tree | None"
    section: Name
    where: "Tree | None"


@dataclass(frozen=True)
class Arithmetic:
    """first + second - third …, or first * second / third …: left to right."""

    at: int
    first: "Tree"
    rest: tuple[tuple[str, "Tree"], ...]


@dataclass(frozen=True)
class Logic:
    at: int
    word: str
    parts: tuple["Tree", ...]


@dataclass(frozen=True)
class Compare:
    at: int
    sign: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True)
class Not:
    at: int
    part: "Tree"


@dataclass(frozen=True)
class Minus:
    at: int
    part: "Tree"


Tree = Number | Words | Truth | Name | Call | Aggregate | Arithmetic | Logic | Compare | Not | Minus


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a formula at `at`, an offset in its text from 0."""

    at: int
    code: str
    message: str
    remedy: str


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield the tree and every tree within it."""
    yield tree
    for part in parts(tree):
        yield from walk(part)


def parts(tree: Tree) -> tuple[Tree, ...]:
    """Return the trees directly within this one."""
    if isinstance(tree, Call):
        return tree.arguments
    if isinstance(tree, Aggregate):
        return tuple(part for part in (tree.value, tree.where) if part is not None)
    if isinstance(tree, Arithmetic):
        return (tree.first, *(part for _, part in tree.rest))
    if isinstance(tree, Logic):
        return tree.parts
    if isinstance(tree, Compare):
        return (tree.left, tree.right)
    if isinstance(tree, Not | Minus):
        return (tree.part,)
    return ()
