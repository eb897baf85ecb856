"""What a browser needs to work out a worksheet's formulas and conditions as the server does.

    {"today": "2026-11-24",
     "language": {"decimal": ",", "group": ".", "months": ["Jan", …], "yes": "Ya", …},
     "sections": {"log": {"kind": "rows", "fields": {"qty": "number", "side": "choice"}},
                  "audit": {"kind": "items", "items": [["one", "sort"], …], "fields": {…}},
                  "about": {"kind": "single", "fields": {…}}},
     "formulas": [["log", "rate", tree, {"as": "percent", "decimals": 1}], …],
     "conditions": [["log", "note", tree], ["extra", "", tree], …],
     "others": {"profile.people": [{"total": 118}]}}

`fields` are those that people fill in, with their kind. `formulas` stand in the order in which to run them: each gives
its field a value in every row that counts (of a section with "rows" those that have a value, of the others all). How
the value shows: `as`, `decimals` (null: at most 2 of a number or money, 1 of a percent), `unit`, `options` (labels by
key). `conditions` show a field, or with "" a section, when they give true. `others` are the rows of other sheets that
formulas read, their values worked out already. Trees are those of formula_json.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from score_core.definition import Field, Section, Worksheet
from score_core.filled import Filled
from score_core.formulas import Formula, Value
from score_core.languages import language

Json = dict[str, Any]
WORDS = ("decimal", "group", "time", "months", "yes", "no", "not_applicable", "not_measured", "somebody")


def program(filled: Filled, today: date, lang: str) -> Json:
    """Return the program of a worksheet; of the record only what other sheets hold is in it."""
    worksheet = filled.worksheet
    formulas, conditions = [], []
    for key, name in worksheet.order:
        field = worksheet.by_key[key].by_key[name]
        if field.formula is not None:
            formulas.append([key, name, field.formula.to_json(), _show(field, lang)])
    for section in worksheet.whole:
        if section.when:
            conditions.append([section.key, "", section.when.to_json()])
        conditions += [[section.key, field.key, field.when.to_json()] for field in section.fields if field.when]
    return {
        "today": today.isoformat(),
        "language": {word: getattr(language(lang), word) for word in WORDS},
        "sections": {section.key: _section(section) for section in worksheet.whole},
        "formulas": formulas,
        "conditions": conditions,
        "others": _others(filled),
    }


def formulas_of(worksheet: Worksheet) -> Iterable[Formula]:
    """Yield every formula and condition of a worksheet."""
    for section in worksheet.whole:
        for formula in (section.when, *(one for field in section.fields for one in (field.formula, field.when))):
            if formula is not None:
                yield formula


def _section(section: Section) -> Json:
    fields = {field.key: field.kind for field in section.fields if field.holds_value}
    if section.items:
        return {"kind": "items", "items": [[item.key, item.group] for item in section.items], "fields": fields}
    return {"kind": "rows" if section.rows else "single", "fields": fields}


def _show(field: Field, lang: str) -> Json:
    show: Json = {"as": field.shows, "decimals": field.decimals}
    if field.unit:
        show["unit"] = field.unit.pick(lang)
    if field.options:
        show["options"] = {option.key: option.label.pick(lang) for option in field.options}
    return show


def _others(filled: Filled) -> Json:
    """Return the rows of other sheets that formulas need, with the fields that they need."""
    needed: dict[str, set[str]] = {}
    for formula in formulas_of(filled.worksheet):
        for home, name in formula.needs:
            if "." in home:
                needed.setdefault(home, set()).add(name)
    return {
        home: [{name: _plain(row[name]) for name in sorted(names) if row.get(name) is not None} for row in rows]
        for home, names in sorted(needed.items())
        if (rows := filled.frame.sections.get(home)) is not None
    }


def _plain(value: Value) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value
