"""What a worksheet is: sections of fields, filled once, in rows, or for a fixed list of items; what leads out of it."""

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
    "photo",
    "file",
    "pin",
    "reference",
    "formula",
    "note",
)
NUMBERS = ("number", "money", "percent")
ATTACHED = ("photo", "file")
BETTER = ("higher", "lower")
CHARTS = ("pareto", "run", "bars", "radar", "matrix", "before_after")
FILLED_BY = ("enterprise", "learner", "trainer")
REVIEW = ("sheet", "row", "none")
VISIBLE_TO = ("team", "hr", "taskforce", "owner")

Place = tuple[str, str]
"""A section's key and a field's key."""
Amount = float | Place
"""A number, or the field that it stands in."""


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
    A percent is kept and computed in percent: 12.5 is 12.5 %. `maximum` of photo and file is how many there may be.
    `when` hides the field unless it is true, for each row by itself. `picture` is the photo that pins stick on; `to` is
    the sheet's key and section whose rows a reference names, each by its `shows_field`. `better` says which way a value
    improves, `target` what it should reach.
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
    when: Formula | None = None
    picture: Place | None = None
    to: Place | None = None
    shows_field: str = ""
    better: str = ""
    target: Amount | None = None
    line: int = 0

    @property
    def holds_value(self) -> bool:
        """Whether people fill it in."""
        return self.kind not in ("formula", "note")

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)

    @property
    def gives_number(self) -> bool:
        """Whether a value is, or stands for, a number: also an option that has a score."""
        kind = self.shows if self.kind == "formula" else self.kind
        return kind in (*NUMBERS, "scale") or any(option.score is not None for option in self.options)


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
class Promotion:
    """How a row becomes a row of the section `to` (sheet's key, section) of another sheet.

    `set` pairs fields there with fields here ("item": the item's label), `fixed` pairs fields there with a value.
    """

    to: Place
    set: tuple[tuple[str, str], ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Section:
    """Fields that belong together: filled once, or once a row (`rows`), or once an item (`items`).

    `when` hides the section unless it is true; `promotes` lets its rows become rows of another sheet.
    """

    key: str
    title: Texts
    help: Texts = Texts()
    rows: Rows | None = None
    items: tuple[Item, ...] = ()
    fields: tuple[Field, ...] = ()
    when: Formula | None = None
    promotes: Promotion | None = None
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
class Read:
    """Another sheet of the same owner that formulas may read as `alias.section.field`."""

    alias: str
    worksheet: str
    occasion: str = ""
    line: int = 0


@dataclass(frozen=True)
class Chart:
    """A picture of a section's data; which of these are set depends on its `kind`.

    pareto: `label`, `value` ("": the rows are counted); run: `label`, `value`, `by` (a line each), `target`,
    `baseline`; bars, radar: `values` of a section that is filled once, `maximum`, `compare` (the alias of the same
    sheet at another time); matrix: `x`, `y`, `label`, `bands` (the highest product of each band but the last);
    before_after: `label`, `before`, `after`, `target`.
    """

    key: str
    kind: str
    title: Texts
    section: str
    label: str = ""
    value: str = ""
    by: str = ""
    values: tuple[str, ...] = ()
    maximum: float | None = None
    compare: str = ""
    x: str = ""
    y: str = ""
    bands: tuple[float, ...] = ()
    before: str = ""
    after: str = ""
    target: Amount | None = None
    baseline: Amount | None = None
    line: int = 0


@dataclass(frozen=True)
class Step:
    """One change between two versions: rename, options, items, retype or remove.

    `field` is "" where a whole section is meant; `new` is the new name; `replace` pairs old keys with new ones.
    """

    act: str
    section: str
    field: str = ""
    new: Place = ("", "")
    replace: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Migration:
    """What brings cells of the version before to the version `to`."""

    to: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Worksheet:
    """A definition. `sections` are shown and counted; `whole` is all of them, for cells and formulas.

    `order` names the formula fields (section, field), each after those it needs; `languages` are those of its texts.
    `migrations` stand oldest first.
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
    reads: tuple[Read, ...] = ()
    charts: tuple[Chart, ...] = ()
    migrations: tuple[Migration, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Section]:
        return {section.key: section for section in self.whole}

    @cached_property
    def conditional(self) -> bool:
        """Whether any section or field has a condition."""
        return any(section.when or any(field.when for field in section.fields) for section in self.whole)

    @cached_property
    def mentions(self) -> frozenset[str]:
        """The keys of the sheets that this one reads, points into or sends rows to."""
        references = {field.to[0] for section in self.whole for field in section.fields if field.to}
        promoted = {section.promotes.to[0] for section in self.whole if section.promotes}
        return frozenset(references | promoted | {read.worksheet for read in self.reads})

    def only(self, keys: Iterable[str]) -> "Worksheet":
        """Return the sheet that shows and counts these sections alone, in its own order; unknown keys are left out."""
        wanted = frozenset(keys)
        return replace(self, sections=tuple(section for section in self.whole if section.key in wanted))
