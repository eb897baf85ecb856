"""Cases of the formula language, each worked out by hand: what a formula gives for some cells, and how it shows.

`python -m tests.core.vectors.write` writes them to formula_vectors.json. See README.md in the folder above.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from score_core.definition import Worksheet
from score_core.worksheet import parse
from tests.core.sheets import HEAD, options, section, single, table

TODAY = date(2026, 11, 24)

PROFILE = """\
key: profile
title: {en: P, id: P}
filled_by: enterprise
sections:
""" + (
    section(
        "people",
        "total number",
        "women number",
        "since date",
        "month month",
        "union yes_no",
        "tier choice " + options("one=1", "two=2", "three"),
        "work choices " + options("press", "paint"),
        "share = percent: 100 * women / total",
        "many = yes_no: total >= 100",
    )
    + section("lines", "name text", "workers number", "kind choice " + options("press", "paint"), rows="rows: {}")
)
PROFILE_CELLS = single(
    "people", total=118, women=22, since="2009-05-04", month="2026-02", union="yes", tier="two", work="paint"
) | table("lines", [{"name": "A", "workers": 40, "kind": "press"}, {"name": "B", "workers": 12, "kind": "paint"}, {}])

READS = "reads: {profile: {worksheet: profile}, empty: {worksheet: profile, occasion: other}}\n"
S = (
    "a number not_measured: yes",
    "b number",
    "c number",
    "word text",
    "remark long_text",
    "who person",
    "sure yes_no",
    "fits yes_no not_applicable: yes",
    "start date",
    "end date",
    "from_month month",
    "to_month month",
    "at time",
    "until time",
    "side choice " + options("manager=1", "worker=2", "guest"),
    "tasks choices " + options("cut", "weld", "paint"),
    "level scale",
    "part percent",
    "cost money",
    "picture photo",
)
LOG = (
    "qty number not_measured: yes",
    "kind choice " + options("burr=1", "dent=3", "size"),
    "on date",
    "month month",
    "at time",
    "ok yes_no",
    "who text",
    "tasks choices " + options("cut", "weld"),
)
LIST, TEAM = ("mark scale",), ("size number",)
ITEMS = (
    "items: [{key: one, group: sort, label: {en: I, id: I}}, {key: two, group: sort, label: {en: I, id: I}},"
    " {key: three, group: shine, label: {en: I, id: I}}]"
)
LOG_CELLS = table(
    "log",
    [
        {"qty": 46, "kind": "burr", "on": "2026-11-20", "month": "2026-09", "ok": "yes", "who": "Ani", "at": "07:30"},
        {"qty": 27, "kind": "dent", "on": "2026-10-01", "month": "2026-10", "ok": "no", "who": "Budi", "at": "14:05"},
        {"qty": 12, "kind": "burr", "on": "2026-11-30", "month": "2026-11", "ok": "yes", "who": "Ani"},
        {"qty": "nm", "kind": "size", "month": "2026-11", "tasks": "cut,weld"},
        {"kind": "size", "ok": "no", "tasks": "weld"},
        {},
    ],
)
LIST_CELLS = {"list/one/mark": "3", "list/two/mark": "0"}


@dataclass(frozen=True)
class Case:
    """A formula of the kind `shows` in the field `result` of the section `place`; `row` is the row that is looked at.

    `cells` come on top of those of the log and the list. Canonical text, then the text in English and Indonesian.
    """

    formula: str
    canonical: str
    english: str = ""
    indonesian: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    shows: str = "number"
    more: str = ""
    place: str = "s"
    row: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        cells = ", ".join(f"{cell.split('/')[-1]} {value}" for cell, value in self.cells.items())
        return " · ".join(part for part in (self.formula, cells, self.row, self.note) if part)

    @property
    def cell(self) -> str:
        return f"{self.place}/{self.row}/result"

    @property
    def all_cells(self) -> dict[str, str]:
        return LOG_CELLS | LIST_CELLS | self.cells

    def sheet(self) -> Worksheet:
        """Return the sheet that the case's formula stands in."""
        text = HEAD.replace("sections:\n", READS + "sections:\n")
        for key, fields, rows in (("s", S, ""), ("log", LOG, "rows: {}"), ("list", LIST, ITEMS), ("team", TEAM, "")):
            text += section(key, *fields, rows=rows)
            if key == self.place:
                text += f"  - {{key: result, kind: formula, label: {{en: R, id: R}}, shows: {self.shows},"
                text += f" formula: '{self.formula}'{', ' if self.more else ''}{self.more}}}\n"
        return parsed(text)


@cache
def parsed(text: str) -> Worksheet:
    """Return a definition that has no mistakes."""
    others = {} if text == PROFILE else {"profile": parsed(PROFILE)}
    sheet, problems = parse(text, others=others, known=("profile",))
    assert sheet is not None, "\n".join(map(str, problems))
    return sheet


def s(formula: str, canonical: str, english: str = "", indonesian: str = "", **more: Any) -> Case:
    """Return a case whose keywords are fields of the section "s", or those of a case; `also` are further cells."""
    own = {key: more.pop(key) for key in list(more) if key not in Case.__dataclass_fields__ and key != "also"}
    english = english or canonical
    cells = single("s", **own) | more.pop("also", {})
    return Case(formula, canonical, english, indonesian or english, cells, **more)


def none(formula: str, **more: Any) -> Case:
    """Return a case that gives nothing yet."""
    return s(formula, "", **more)
