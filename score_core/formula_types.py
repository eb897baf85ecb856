"""The types of a formula: what every part of it is, and whether the parts fit together."""

from collections.abc import Iterable

from score_core.formula_scope import (
    ANY,
    CHOICE,
    CHOICES,
    DATE,
    FAR,
    MONTH,
    NUMBER,
    ORDERED,
    TEXT,
    TIME,
    TRUTH,
    WORDS,
    Scope,
    Type,
)
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

_MOMENTS = {"days": (DATE,), "months": (DATE, MONTH), "minutes": (TIME,)}


class Checker:
    """Checks one formula; `mistakes` and `needs` fill while it works: what it reads, as (section, field).

    The sections whose rows it goes over are there with the field "".
    """

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.needs: set[tuple[str, str]] = set()

    def check(self, tree: Tree, scope: Scope) -> Type | None:
        """Return the type of a tree, None where a mistake has been noted."""
        if isinstance(tree, Number):
            return NUMBER
        if isinstance(tree, Words):
            return Type(WORDS, (tree.text,))
        if isinstance(tree, Truth):
            return TRUTH
        if isinstance(tree, Name):
            return self._name(tree, scope)
        if isinstance(tree, Arithmetic):
            for part in (tree.first, *(part for _, part in tree.rest)):
                self._want(part, NUMBER, scope)
            return NUMBER
        if isinstance(tree, Minus):
            self._want(tree.part, NUMBER, scope)
            return NUMBER
        if isinstance(tree, Logic | Not):
            for part in tree.parts if isinstance(tree, Logic) else (tree.part,):
                self._want(part, TRUTH, scope)
            return TRUTH
        if isinstance(tree, Compare):
            return self._compare(tree, scope)
        if isinstance(tree, Aggregate):
            return self._aggregate(tree, scope)
        return self._call(tree, scope)

    def _name(self, name: Name, scope: Scope) -> Type | None:
        if name.sheet and name.sheet not in scope.sheets:
            self._unknown_sheet(name, scope)
            return None
        home = scope.home(name)
        shape = scope.shape(home)
        if shape is None:
            self._unknown_section(name, home, scope)
            return None
        if shape.open:
            return ANY
        if shape.repeated and name.section not in ("", "this"):
            remedy = f'Say which of them: "sum({name.field} in {home})", "count({home} where …)", ….'
            self._wrong(name.at, f'The section "{home}" has many rows: "{home}.{name.field}" is many values.', remedy)
            return None
        if name.field not in shape.types:
            self._unknown_field(name, home, scope)
            return None
        found = shape.types[name.field]
        if found is None:
            self._wrong(name.at, f'The field "{name.field}" is a note and has no value.', "Use another field.")
            return None
        if found is FAR:
            message = f'"{home}.{name.field}" is itself worked out from another sheet; it can\'t be read from here.'
            self._wrong(name.at, message, 'Name that sheet under "reads", too, and work it out from there.')
            return None
        self.needs.add((home, name.field))
        return found

    def _unknown_sheet(self, name: Name, scope: Scope) -> None:
        message = f'This worksheet reads no other sheet by the name "{name.sheet}".'
        otherwise = "" if scope.sheets else f'Name it: "reads: {{{name.sheet}: {{worksheet: key-of-the-sheet}}}}".'
        self._unknown(name.at, message, name.sheet, scope.sheets, otherwise)

    def _unknown_section(self, name: Name, home: str, scope: Scope) -> None:
        if home in scope.sheets:
            message = f'"{home}" is another sheet, and "{home}.{name.field}" names no field of it.'
            self._wrong(name.at, message, f'Write "{home}.section.field".')
            return
        near = [key for key in scope.shapes if key and ("." in key) == ("." in home)]
        self._unknown(name.at, f'There is no section "{home}".', home, near)

    def _unknown_field(self, name: Name, home: str, scope: Scope) -> None:
        message = f'There is no field "{name.field}" in the section "{home}".'
        if not home:
            message = f'"{name.field}" stands alone, but the condition of a section has no fields of its own.'
        elsewhere = [key for key, shape in scope.shapes.items() if name.field in shape.types and not shape.repeated]
        if name.field in scope.shapes[scope.this].types and home != scope.this:
            elsewhere = ["this"]
        rows = [key for key, shape in scope.shapes.items() if name.field in shape.types and shape.repeated]
        if not elsewhere and rows:
            remedy = f'It has many rows: write "sum({name.field} in {rows[0]})", "count({rows[0]} where …)", ….'
            self.mistakes.append(Mistake(name.at, "formula-unknown-name", message, remedy))
        elif elsewhere:
            remedy = f'Write "{elsewhere[0]}.{name.field}".'
            self.mistakes.append(Mistake(name.at, "formula-unknown-name", message, remedy))
        else:
            known = [key for key, type_ in scope.shapes[home].types.items() if type_]
            self._unknown(name.at, message, name.field, known)

    def _compare(self, tree: Compare, scope: Scope) -> Type:
        left, right = self.check(tree.left, scope), self.check(tree.right, scope)
        if left is None or right is None or ANY in (left, right):
            return TRUTH
        if tree.sign not in ("==", "!=") and (left not in ORDERED or right not in ORDERED):
            odd = left if left not in ORDERED else right
            remedy = 'Compare with "==" or "!=", or use score(field) for the number of an option.'
            self._wrong(tree.at, f'"{tree.sign}" compares numbers, dates, months or times, not {odd.name}.', remedy)
        elif CHOICES in (left.name, right.name):
            self._wrong(tree.at, "A field of several choices can't be compared.", 'Write has(field, "key").')
        elif self._join(left, right, tree.left, tree.right) is None:
            self._differ(tree.at, left, right, tree.right)
        return TRUTH

    def _aggregate(self, tree: Aggregate, scope: Scope) -> Type | None:
        sheet, key = tree.section.sheet, scope.over(tree)
        if sheet and sheet not in scope.sheets:
            self._unknown_sheet(tree.section, scope)
            return None
        shape = scope.shape(key)
        if shape is None or not shape.repeated:
            known = [name for name, other in scope.shapes.items() if other.repeated and ("." in name) == bool(sheet)]
            message = f'"{tree.function}" goes over the rows of a section, and "{key}" is none with rows or items.'
            otherwise = "" if known else "Give a section rows or items."
            self._unknown(tree.section.at, message, key, known, otherwise)
            return None
        self.needs.add((key, ""))
        inner = scope.inside(key)
        if tree.where is not None:
            self._want(tree.where, TRUTH, inner)
        if tree.value is None:
            return NUMBER
        if tree.function in ("sum", "mean", "median"):
            self._want(tree.value, NUMBER, inner)
            return NUMBER
        found = self.check(tree.value, inner)
        if tree.function == "distinct":
            return NUMBER
        if tree.function in ("min", "max") and found is not None and found not in (*ORDERED, ANY):
            message = f'"{tree.function}" needs numbers, dates, months or times, not {found.name}.'
            self._wrong(tree.value.at, message, "Use score(field) for the number of an option.")
            return None
        return found

    def _call(self, tree: Call, scope: Scope) -> Type | None:
        first = tree.arguments[0] if tree.arguments else None
        if first is None:
            return DATE
        if tree.function in ("has", "score"):
            return self._of_choice(tree, first, scope)
        if tree.function == "if":
            self._want(first, TRUTH, scope)
            return self._alike(tree, tree.arguments[1], tree.arguments[2], scope)
        if tree.function == "default":
            return self._alike(tree, first, tree.arguments[1], scope)
        if tree.function == "measured":
            self.check(first, scope)
            return TRUTH
        if tree.function == "band":
            return self._band(tree, scope)
        if tree.function in ("add_days", "add_months"):
            self._want(tree.arguments[1], NUMBER, scope)
            found = self._want(first, (DATE,) if tree.function == "add_days" else (DATE, MONTH), scope)
            return found or DATE
        if tree.function in _MOMENTS:
            for argument in tree.arguments:
                self._want(argument, _MOMENTS[tree.function], scope)
            return NUMBER
        for argument in tree.arguments:
            self._want(argument, NUMBER, scope)
        return NUMBER

    def _band(self, tree: Call, scope: Scope) -> Type:
        self._want(tree.arguments[0], NUMBER, scope)
        words = tree.arguments[1::2]
        for limit in tree.arguments[2::2]:
            self._want(limit, NUMBER, scope)
        for part in words:
            if not isinstance(part, Words):
                self._wrong(part.at, "The names of the bands are words.", 'Write band(x, "low", 4, "high").')
        return Type(WORDS, tuple(dict.fromkeys(part.text for part in words if isinstance(part, Words))))

    def _of_choice(self, tree: Call, first: Tree, scope: Scope) -> Type | None:
        result, kind = (TRUTH, CHOICES) if tree.function == "has" else (NUMBER, CHOICE)
        found = self.check(first, scope)
        if found is None or found == ANY:
            return result
        if not isinstance(first, Name) or found.name != kind:
            message = f'"{tree.function}" needs a field that is {kind}, not {found.name}.'
            self._wrong(first.at, message, 'Compare with "==".' if tree.function == "has" else "Use the value itself.")
        elif tree.function == "score" and not any(score is not None for score in found.scores):
            message = f'No option of the field "{first.field}" has a score.'
            self._wrong(first.at, message, "Give its options a score.")
        elif tree.function == "has":
            key = tree.arguments[1]
            if not isinstance(key, Words):
                self._wrong(key.at, 'The second value of "has" is the key of an option.', 'Write has(field, "key").')
            else:
                self._known_option(key.at, (key.text,), found)
        return result

    def _alike(self, tree: Call, left: Tree, right: Tree, scope: Scope) -> Type | None:
        one, two = self.check(left, scope), self.check(right, scope)
        if one is None or two is None:
            return one or two
        joined = self._join(one, two, left, right)
        if joined is None:
            self._differ(right.at, one, two, right)
        return joined

    def _join(self, one: Type, two: Type, left: Tree, right: Tree) -> Type | None:
        """Return the type that both are, None when they differ: words are a text, or options of a choice."""
        if one == two or two == ANY:
            return one
        if one == ANY:
            return two
        for words, other, tree in ((one, two, left), (two, one, right)):
            if words.name != WORDS:
                continue
            if other.name == WORDS:
                return Type(WORDS, (*one.keys, *(key for key in two.keys if key not in one.keys)))
            if other == TEXT:
                return TEXT
            if other.name == CHOICE:
                self._known_option(tree.at, words.keys, other)
                return other
        return one if one.name == two.name == CHOICE and set(one.keys) == set(two.keys) else None

    def _known_option(self, at: int, keys: Iterable[str], choice: Type) -> None:
        for key in keys:
            if key not in choice.keys:
                message = f'"{key}" is none of the options.'
                self._unknown(at, message, key, choice.keys)

    def result(self, tree: Tree, found: Type | None, wanted: Type, shows: str) -> None:
        """Note a mistake unless a formula of this type may show what its field says."""
        if found is None or found in (wanted, ANY):
            return
        if found.name == WORDS and wanted.name == CHOICE:
            self._known_option(tree.at, found.keys, wanted)
        elif found.name == WORDS and wanted == TEXT:
            message = "The words in this formula would show in one language only."
            self._wrong(0, message, 'List them as "options" with labels, and write "shows: choice".')
        elif not (found.name == wanted.name == CHOICE and set(found.keys) <= set(wanted.keys)):
            message = f'The formula gives {found.name}, but "shows: {shows}" needs {wanted.name}.'
            self._wrong(0, message, "Change one of the two.")

    def condition(self, tree: Tree, scope: Scope) -> None:
        """Note a mistake unless the tree is true or false."""
        self._want(tree, TRUTH, scope)

    def _want(self, tree: Tree, wanted: Type | tuple[Type, ...], scope: Scope) -> Type | None:
        """Return the type of a tree when it is one of those wanted, else None, with a mistake noted."""
        found = self.check(tree, scope)
        accepted = wanted if isinstance(wanted, tuple) else (wanted,)
        if found is None or found in (*accepted, ANY):
            return found
        names = " or ".join(type_.name for type_ in accepted)
        self._wrong(tree.at, f"This is {found.name}, where {names} is needed.", _remedy(found, accepted, tree))
        return None

    def _differ(self, at: int, one: Type, two: Type, right: Tree) -> None:
        names = "choices with different options" if one.name == two.name else f"{one.name} and {two.name}"
        self._wrong(at, f"These two do not fit together: {names}.", _remedy(two, (one,), right))

    def _wrong(self, at: int, message: str, remedy: str) -> None:
        self.mistakes.append(Mistake(at, "formula-wrong-type", message, remedy))

    def _unknown(self, at: int, message: str, word: str, known: Iterable[str], otherwise: str = "") -> None:
        self.mistakes.append(Mistake(at, "formula-unknown-name", message, did_you_mean(word, known, otherwise)))


def _remedy(found: Type, wanted: tuple[Type, ...], tree: Tree) -> str:
    field = tree.field if isinstance(tree, Name) else "field"
    if found.name == CHOICE and NUMBER in wanted:
        return f"Use score({field})."
    if found.name == CHOICE and TRUTH in wanted:
        return f'Compare it: {field} == "{found.keys[0]}".'
    if found.name == CHOICES:
        return f'Write has({field}, "{found.keys[0]}").'
    if found == TRUTH and NUMBER in wanted:
        return f"Write if({field}, 1, 0)."
    if found == TIME and NUMBER in wanted:
        return "Use minutes(from, to)."
    if found in (DATE, MONTH) and NUMBER in wanted:
        return "Use days(from, to) or months(from, to)."
    return "Use a value of that kind."
