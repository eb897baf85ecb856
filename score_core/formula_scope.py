"""What names in a formula may mean: the types of fields, by the section and sheet that they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from score_core.formula_tree import Aggregate, Name


@dataclass(frozen=True)
class Type:
    """`keys` are the options of a choice (with their scores, where they have one), or the words that may come out."""

    name: str
    keys: tuple[str, ...] = ()
    scores: tuple[float | None, ...] = ()


NUMBER = Type("a number")
TEXT = Type("a text")
TRUTH = Type("true or false")
DATE = Type("a date")
MONTH = Type("a month")
TIME = Type("a time")
ANY = Type("anything")
"""What a sheet that was never seen would hold: it fits everywhere and has no value."""
FAR = Type("a value of a third sheet")
CHOICE, CHOICES, WORDS = "a choice", "several choices", "words"
ORDERED = (NUMBER, DATE, MONTH, TIME)


@dataclass(frozen=True)
class Shape:
    """What formulas see of a section: whether it has rows or items, and its fields' types (None: it has no value).

    An `open` one belongs to a sheet that was never seen: every name may be in it.
    """

    repeated: bool
    types: Mapping[str, Type | None]
    open: bool = False


UNSEEN = Shape(repeated=True, types={}, open=True)


@dataclass(frozen=True)
class Scope:
    """Where names are looked up: `this` is the section of the formula, `here` the one that bare names belong to.

    Sections of other sheets are in `shapes` as "alias.section"; `sheets` says of each alias whether its sheet is known.
    """

    shapes: Mapping[str, Shape]
    this: str
    here: str
    sheets: Mapping[str, bool] = field(default_factory=dict)

    def inside(self, section: str) -> "Scope":
        return Scope(self.shapes, self.this, section, self.sheets)

    def home(self, name: Name) -> str:
        """Return the key of the section that a name points into."""
        if name.sheet:
            return f"{name.sheet}.{name.section}"
        return {"": self.here, "this": self.this}.get(name.section, name.section)

    def over(self, aggregate: Aggregate) -> str:
        """Return the key of the section whose rows an aggregate goes over."""
        section = aggregate.section
        return f"{section.sheet}.{section.field}" if section.sheet else section.field

    def scores(self, name: Name) -> dict[str, float]:
        """Return the scores of a choice's options, without those that have none."""
        shape = self.shape(self.home(name))
        type_ = shape.types.get(name.field) if shape else None
        pairs = zip(type_.keys, type_.scores, strict=True) if type_ else ()
        return {key: score for key, score in pairs if score is not None}

    def shape(self, home: str) -> Shape | None:
        """Return what is known of a section, UNSEEN when its sheet was never seen, None when there is none."""
        sheet, dot, _ = home.partition(".")
        if dot and not self.sheets.get(sheet, True):
            return UNSEEN
        return self.shapes.get(home)
