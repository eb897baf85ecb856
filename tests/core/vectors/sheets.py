"""Whole sheets: formulas that need each other, conditions, deleted rows."""

from dataclasses import dataclass, field

from score_core.definition import Worksheet
from tests.core.sheets import HEAD, options, section, single, table
from tests.core.vectors import ITEMS, READS, parsed

OEE = section("stops", "minutes number", rows="rows: {}") + section(
    "day",
    "planned number",
    "cycle number",
    "total number",
    "good number",
    "oee = percent: a * p * q / 10000",
    "run = number: planned - default(sum(minutes in stops), 0)",
    "a = percent: 100 * run / planned",
    "p = percent: 100 * cycle * total / 60 / run",
    "q = percent: 100 * good / total",
)
PARETO = section(
    "log",
    "cause text",
    "qty number",
    "rank = number: count(log where qty > this.qty) + 1",
    "cumulated = percent: 100 * sum(qty in log where rank <= this.rank) / sum(qty in log)",
    rows="rows: {}",
)
ASKED = (
    section(
        "about",
        "size number",
        "union yes_no",
        'members number when: union == "yes"',
        "share = percent: 100 * members / size",
    )
    + section("extra", "plan text", "why text when: not measured(plan)", rows="when: about.size >= 50")
    + section(
        "check",
        "state choice " + options("ok", "bad"),
        'note text when: state == "bad"',
        'photo photo when: item == "two"',
        rows=ITEMS,
    )
    + section("log", "qty number", "cause text when: qty > 3 * median(qty in log)", rows="rows: {}")
    + section("big", "name text", rows="when: profile.people.many")
)


@dataclass(frozen=True)
class SheetCase:
    """A sheet of its own: what some of its formulas give, as canonical text and in English, and what is hidden."""

    name: str
    sections: str
    cells: dict[str, str]
    expect: dict[str, tuple[str, str]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()

    def sheet(self) -> Worksheet:
        return parsed(HEAD.replace("sections:\n", READS + "sections:\n") + self.sections)


SHEETS = [
    SheetCase(
        "overall equipment effectiveness",
        OEE,
        single("day", planned=480, cycle="2.5", total=8200, good=7987)
        | table("stops", [{"minutes": 40}, {"minutes": 44}]),
        {
            "day//run": ("396", "396"),
            "day//a": ("82.5", "82.5%"),
            "day//p": ("86.27946127946127", "86.3%"),
            "day//q": ("97.40243902439025", "97.4%"),
            "day//oee": ("69.33159722222221", "69.3%"),
        },
    ),
    SheetCase("nothing stopped", OEE, single("day", planned=480), {"day//run": ("480", "480"), "day//oee": ("", "")}),
    SheetCase(
        "ranks and cumulated percents",
        PARETO,
        table("log", [{"qty": 15}, {"qty": 46}, {"qty": 27}, {"cause": "dent"}, {"qty": 12}, {}])
        | {"log/r1/#gone": ""},
        {
            "log/r0/rank": ("3", "3"),
            "log/r1/rank": ("1", "1"),
            "log/r2/cumulated": ("73", "73%"),
            "log/r4/cumulated": ("100", "100%"),
            "log/r3/rank": ("1", "1"),
            "log/r5/rank": ("", ""),
        },
    ),
    SheetCase(
        "a deleted row counts no more",
        PARETO,
        table("log", [{"qty": 15}, {"qty": 46}]) | {"log/r1/#gone": "1"},
        {"log/r0/rank": ("1", "1"), "log/r0/cumulated": ("100", "100%")},
    ),
    SheetCase(
        "conditions that can't be decided hide",
        ASKED,
        {},
        {"about//share": ("", "")},
        (
            "about//members",
            "check/one/note",
            "check/one/photo",
            "check/three/note",
            "check/three/photo",
            "check/two/note",
            "extra",
        ),
    ),
    SheetCase(
        "conditions that are true show",
        ASKED,
        single("about", size=118, union="yes", members=59) | {"check/one/state": "bad"},
        {"about//share": ("50", "50%")},
        ("check/one/photo", "check/three/note", "check/three/photo", "check/two/note"),
    ),
    SheetCase(
        "conditions that are false hide, and formulas still see what is kept",
        ASKED,
        single("about", size=118, union="no", members=59) | single("extra", plan="x") | {"check/two/state": "ok"},
        {"about//share": ("50", "50%")},
        (
            "about//members",
            "check/one/note",
            "check/one/photo",
            "check/three/note",
            "check/three/photo",
            "check/two/note",
            "extra//why",
        ),
    ),
    SheetCase(
        "conditions of rows, each by itself",
        ASKED,
        single("about", size=50, union="yes") | table("log", [{"qty": 2}, {"qty": 7}, {"qty": 1}, {}]),
        {},
        (
            "check/one/note",
            "check/one/photo",
            "check/three/note",
            "check/three/photo",
            "check/two/note",
            "log/r0/cause",
            "log/r2/cause",
            "log/r3/cause",
        ),
    ),
]
