"""What a worksheet is: sections of fields, filled once, in rows, or for a fixed list of items."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from score_core.formulas import Formula
from score_core.texts import Texts

KINDS = (
    "text",
    "long_text",
    "number",
    "money",
    "percent",
    "date",
    "month",
    "time",
    "yes_no",
    "choice",
    "choices",
    "scale",
    "person",
    "formula",
    "note",
)
NUMBERS = ("number", "money", "percent")
FILLED_BY = ("enterprise", "learner", "trainer")
REVIEW = ("sheet", "row", "none")
VISIBLE_TO = ("team", "hr", "taskforce", "owner")


@dataclass(frozen=True)
class Option:
    """One answer of a choice; `score` is the number that formulas get by score(field)."""

    key: str
    label: Texts
    score: float | None = None


@dataclass(frozen=True)
class Field:
    """One question.

    `minimum` and `maximum` bound number, money and percent; they are the ends of a scale, with labels `low` and `high`.
    `shows` is what a formula's value is: number, percent, money, date, month, text, yes_no or choice (with `options`).
    A percent is kept and computed in percent: 12.5 is 12.5 %.
    """

    key: str
    kind: str
    label: Texts
    help: Texts = Texts()
    required: bool = False
    unit: Texts = Texts()
    decimals: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    options: tuple[Option, ...] = ()
    not_applicable: bool = False
    not_measured: bool = False
    low: Texts = Texts()
    high: Texts = Texts()
    formula: Formula | None = None
    shows: str = ""
    line: int = 0

    @property
    def holds_value(self) -> bool:
        """Whether people fill it in."""
        return self.kind not in ("formula", "note")

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True)
class Rows:
    """A section that people add rows to; `start` is how many blank rows show at first."""

    minimum: int = 0
    maximum: int = 200
    add: Texts = Texts()
    start: int = 1


@dataclass(frozen=True)
class Item:
    """A fixed row of a checklist; its key is the row's id."""

    key: str
    label: Texts
    group: str = ""


@dataclass(frozen=True)
class Section:
    """Fields that belong together: filled once, or once a row (`rows`), or once an item (`items`)."""

    key: str
    title: Texts
    help: Texts = Texts()
    rows: Rows | None = None
    items: tuple[Item, ...] = ()
    fields: tuple[Field, ...] = ()
    line: int = 0

    @property
    def repeated(self) -> bool:
        return self.rows is not None or bool(self.items)

    @cached_property
    def by_key(self) -> dict[str, Field]:
        return {field.key: field for field in self.fields}

    @cached_property
    def item_keys(self) -> frozenset[str]:
        return frozenset(item.key for item in self.items)


@dataclass(frozen=True)
class Worksheet:
    """A definition. `sections` are shown and counted; `whole` is all of them, for cells and formulas.

    `order` names the formula fields (section, field), each after those it needs; `languages` are those of its texts.
    """

    key: str
    version: int
    title: Texts
    purpose: Texts
    filled_by: str
    review: str
    visible_to: str
    anonymous: bool
    occasions: bool
    sections: tuple[Section, ...]
    whole: tuple[Section, ...]
    order: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]

    @cached_property
    def by_key(self) -> dict[str, Section]:
        return {section.key: section for section in self.whole}

    def only(self, keys: Iterable[str]) -> "Worksheet":
        """Return the sheet that shows and counts these sections alone, in its own order; unknown keys are left out."""
        wanted = frozenset(keys)
        return replace(self, sections=tuple(section for section in self.whole if section.key in wanted))
