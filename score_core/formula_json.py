"""A formula as data, so that the browser gives what the server gives: the tree as JSON.

    12.5  "words"  true  null     a number, words, true or false; null is a value that is missing
    ["name", field]               a field of the row at hand: of the formula's own, within "each" of the one gone over
    ["this", field]               a field of the row that the formula belongs to
    ["of", section, field]        a field of a section that is filled once; "alias.section" is one of another sheet
    ["math", x, "+", y, "-", z]   left to right; the signs are + and -, or * and /
    ["neg", x]  ["not", x]
    ["and", x, y, …]  ["or", x, y, …]
    ["==", x, y]                  also != < <= > >=
    ["each", "sum", section, value, where]     over rows; value is null for "count", where is null without a condition
    ["score", x, {option: score}]
    ["if", x, y, z]               and all other functions by their name: default measured abs round least greatest days
                                  months minutes add_days add_months today has band

Values are numbers, true or false, text, and lists of option keys; dates are "2026-11-24", months the date of their
first day, so that both compare as text.
"""

from collections.abc import Mapping
from typing import Any

from score_core.formula_scope import Scope
from score_core.formula_tree import (
    Aggregate,
    Arithmetic,
    Call,
    Compare,
    Logic,
    Minus,
    Name,
    Not,
    Number,
    Tree,
    Truth,
    Words,
)

Json = float | str | bool | list[Any] | Mapping[str, Any] | None


def to_json(tree: Tree, scope: Scope) -> Json:
    """Return a checked tree as JSON; `scope` is the one it was checked in."""
    if isinstance(tree, Number):
        return int(tree.value) if tree.value.is_integer() else tree.value
    if isinstance(tree, Words):
        return tree.text
    if isinstance(tree, Truth):
        return tree.value
    if isinstance(tree, Name):
        return _name(tree, scope)
    if isinstance(tree, Arithmetic):
        rest = [part for sign, operand in tree.rest for part in (sign, to_json(operand, scope))]
        return ["math", to_json(tree.first, scope), *rest]
    if isinstance(tree, Minus | Not):
        return ["neg" if isinstance(tree, Minus) else "not", to_json(tree.part, scope)]
    if isinstance(tree, Logic):
        return [tree.word, *(to_json(part, scope) for part in tree.parts)]
    if isinstance(tree, Compare):
        return [tree.sign, to_json(tree.left, scope), to_json(tree.right, scope)]
    if isinstance(tree, Aggregate):
        home = scope.over(tree)
        inner = scope.inside(home)
        value, where = (None if part is None else to_json(part, inner) for part in (tree.value, tree.where))
        return ["each", tree.function, home, value, where]
    return _call(tree, scope)


def _name(name: Name, scope: Scope) -> Json:
    home = scope.home(name)
    shape = scope.shape(home)
    if shape is None or shape.open:
        return None
    if name.section in ("", "this"):
        return ["this" if name.section else "name", name.field]
    return ["of", home, name.field]


def _call(call: Call, scope: Scope) -> Json:
    arguments = [to_json(argument, scope) for argument in call.arguments]
    if call.function == "score" and isinstance(call.arguments[0], Name):
        arguments.append(scope.scores(call.arguments[0]))
    return [call.function, *arguments]
