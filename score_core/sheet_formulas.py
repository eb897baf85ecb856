"""The formulas of one worksheet: parsed, checked against its fields, put in order, made to run."""

from collections.abc import Mapping
from dataclasses import replace

from score_core.definition import NUMBERS, Field, Section
from score_core.formula_text import parse
from score_core.formula_tree import Mistake
from score_core.formula_types import (
    CHOICE,
    CHOICES,
    DATE,
    MONTH,
    NUMBER,
    TEXT,
    TIME,
    TRUTH,
    Checker,
    Scope,
    Shape,
    Type,
)
from score_core.formulas import Formula, compiled
from score_core.reading import Report
from score_core.yamltext import Scalar

Place = tuple[str, str]
_SIMPLE = {
    **dict.fromkeys((*NUMBERS, "scale"), NUMBER),
    **dict.fromkeys(("text", "long_text", "person"), TEXT),
    "date": DATE,
    "month": MONTH,
    "time": TIME,
}
_YES_NO = Type(CHOICE, ("yes", "no"), (1.0, 0.0))
_YES_NO_NA = Type(CHOICE, ("yes", "no", "na"), (1.0, 0.0, None))


def attach(
    sections: tuple[Section, ...], sources: Mapping[Place, Scalar], report: Report
) -> tuple[tuple[Section, ...], tuple[Place, ...]]:
    """Return the sections with their formulas ready to run, and the order in which to run them.

    `sources` are the formulas' texts by section and field. Notes: formula-syntax, formula-unknown-name,
    formula-wrong-type, formula-circle, formula-too-long.
    """
    shapes: dict[str, Shape] = {}
    for section in sections:
        shapes.setdefault(section.key, _shape(section))
    shows = {(section.key, field.key): field.shows for section in sections for field in section.fields}
    formulas: dict[Place, Formula] = {}
    needs: dict[Place, set[Place]] = {}
    for place, source in sources.items():
        home, name = place
        if name not in shapes[home].types:
            continue  # a section of the same key stands before it, which has its own problem
        tree = parse(source.text)
        if isinstance(tree, Mistake):
            _note(report, source, tree)
            continue
        scope = Scope(shapes, home, home)
        checker = Checker()
        found = checker.check(tree, scope)
        wanted = shapes[home].types[name]
        if wanted is not None and shows[place]:
            checker.result(tree, found, wanted, shows[place])
        for mistake in checker.mistakes:
            _note(report, source, mistake)
        needs[place] = checker.needs
        if not checker.mistakes:
            formulas[place] = Formula(source.text, compiled(tree, scope))
    return _with(sections, formulas), _ordered(needs, sources, report)


def _with(sections: tuple[Section, ...], formulas: Mapping[Place, Formula]) -> tuple[Section, ...]:
    return tuple(
        replace(
            section,
            fields=tuple(replace(field, formula=formulas.get((section.key, field.key))) for field in section.fields),
        )
        for section in sections
    )


def _shape(section: Section) -> Shape:
    types = {field.key: _type(field) for field in section.fields}
    if section.items:
        keys = tuple(item.key for item in section.items)
        groups = tuple(dict.fromkeys(item.group for item in section.items if item.group))
        types["item"] = Type(CHOICE, keys, (None,) * len(keys))
        types["group"] = Type(CHOICE, groups, (None,) * len(groups))
    return Shape(section.repeated, types)


def _type(field: Field) -> Type | None:
    kind = field.shows if field.kind == "formula" else field.kind
    if field.kind == "formula" and kind == "yes_no":
        return TRUTH
    if kind == "yes_no":
        return _YES_NO_NA if field.not_applicable else _YES_NO
    if kind in ("choice", "choices"):
        keys = tuple(option.key for option in field.options)
        scores = tuple(option.score for option in field.options)
        return Type(CHOICE if kind == "choice" else CHOICES, keys, scores)
    return _SIMPLE.get(kind)


def _note(report: Report, source: Scalar, mistake: Mistake) -> None:
    report.add_full(source.place(mistake.at), mistake.code, mistake.message, mistake.remedy)


def _ordered(needs: Mapping[Place, set[Place]], sources: Mapping[Place, Scalar], report: Report) -> tuple[Place, ...]:
    """Return the formulas so that each comes after those it needs; a circle is noted at its first formula."""
    order: dict[Place, None] = {}
    path: list[Place] = []

    def visit(place: Place) -> None:
        if place in order:
            return
        if place in path:
            circle = [f"{section}.{field}" for section, field in (*path[path.index(place) :], place)]
            message = f"These formulas need each other: {' needs '.join(circle)}."
            report.add_full(sources[place], "formula-circle", message, "Take one of them out of the circle.")
            return
        path.append(place)
        for needed in sorted(needs[place] & needs.keys()):
            visit(needed)
        path.pop()
        order[place] = None

    for place in needs:
        visit(place)
    return tuple(order)
