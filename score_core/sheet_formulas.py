"""The formulas of one worksheet: parsed, checked against its fields and other sheets, put in order, made to run."""

from collections.abc import Mapping
from dataclasses import replace

from score_core.definition import NUMBERS, Field, Place, Section
from score_core.formula_scope import (
    CHOICE,
    CHOICES,
    DATE,
    FAR,
    MONTH,
    NUMBER,
    TEXT,
    TIME,
    TRUTH,
    Scope,
    Shape,
    Type,
)
from score_core.formula_text import parse
from score_core.formula_tree import Aggregate, Mistake, Name, Tree, walk
from score_core.formula_types import Checker
from score_core.formulas import Formula, compiled
from score_core.reading import Report
from score_core.sheet_sources import Abroad, Sources
from score_core.yamltext import Scalar

_SIMPLE = {
    **dict.fromkeys((*NUMBERS, "scale"), NUMBER),
    **dict.fromkeys(("text", "long_text", "person"), TEXT),
    **{kind: Type(f"a {kind}") for kind in ("photo", "file", "pin", "reference")},
    "date": DATE,
    "month": MONTH,
    "time": TIME,
}
_YES_NO = Type(CHOICE, ("yes", "no"), (1.0, 0.0))
_YES_NO_NA = Type(CHOICE, ("yes", "no", "na"), (1.0, 0.0, None))


def attach(
    sections: tuple[Section, ...], sources: Sources, abroad: Abroad, report: Report
) -> tuple[tuple[Section, ...], tuple[Place, ...]]:
    """Return the sections with formulas and conditions ready to run, and the order in which to run the formulas.

    Notes: formula-syntax, formula-unknown-name, formula-wrong-type, formula-circle, formula-too-long.
    """
    return _Attaching(sections, sources, abroad, report).done()


class _Attaching:
    def __init__(self, sections: tuple[Section, ...], sources: Sources, abroad: Abroad, report: Report) -> None:
        self.sections, self.sources, self.abroad, self.report = sections, sources, abroad, report
        self.shapes: dict[str, Shape] = {}
        for section in sections:
            self.shapes.setdefault(section.key, _shape(section))
        self.inside = {**self.shapes, **_shapes(abroad)}
        self.outside = {**self.inside, "": Shape(repeated=False, types={})}
        self.needs: dict[Place, set[Place]] = {}
        self.hides: dict[Place, set[Place]] = {}

    def done(self) -> tuple[tuple[Section, ...], tuple[Place, ...]]:
        shows = {(section.key, field.key): field.shows for section in self.sections for field in section.fields}
        formulas: dict[Place, Formula] = {}
        conditions: dict[Place, Formula] = {}
        for place, source in self.sources.formulas.items():
            wanted = self.shapes[place[0]].types.get(place[1])
            if place[1] not in self.shapes[place[0]].types:
                continue  # a section of the same key stands before it, which has its own problem
            found = self._formula(place, source, wanted, shows[place], self.needs)
            if found:
                formulas[place] = found
        for place, source in self.sources.conditions.items():
            found = self._formula(place, source, None, "when", self.hides)
            if found:
                conditions[place] = found
        order = _ordered(self.needs, self.sources.formulas, self.report)
        self._hidden_circles()
        for place in order:
            if place in formulas and any(formulas[need].abroad for need in self.needs[place] & formulas.keys()):
                formulas[place] = replace(formulas[place], abroad=True)
        return tuple(_with(section, formulas, conditions) for section in self.sections), order

    def _formula(
        self, place: Place, source: Scalar, wanted: Type | None, shows: str, needs: dict[Place, set[Place]]
    ) -> Formula | None:
        tree = parse(source.text)
        if isinstance(tree, Mistake):
            _note(self.report, source, tree)
            return None
        sheets = {alias: sheet is not None for alias, sheet in self.abroad.sheets.items()}
        scope, checker = self._checked(tree, place, wanted, shows, sheets)
        outside = _reads_others(tree)
        if checker.mistakes and outside and not self.abroad.strict:
            scope, checker = self._checked(tree, place, wanted, shows, dict.fromkeys(sheets, False))
        for mistake in checker.mistakes:
            _note(self.report, source, mistake)
        needs[place] = checker.needs
        if checker.mistakes:
            return None
        return Formula(source.text, compiled(tree, scope), tree, scope, frozenset(checker.needs), outside)

    def _checked(
        self, tree: Tree, place: Place, wanted: Type | None, shows: str, sheets: dict[str, bool]
    ) -> tuple[Scope, Checker]:
        home = place[0] if place[1] else ""
        scope = Scope(self.inside if home else self.outside, home, home, sheets)
        checker = Checker()
        if shows == "when":
            checker.condition(tree, scope)
        else:
            found = checker.check(tree, scope)
            if wanted is not None and shows:
                checker.result(tree, found, wanted, shows)
        return scope, checker

    def _hidden_circles(self) -> None:
        """Note conditions that look, directly or by others, at the very field or section that they hide."""
        for place, source in self.sources.conditions.items():
            seen: set[Place] = set()
            waiting = list(self.hides.get(place, ()))
            while waiting:
                met = waiting.pop()
                if met == place or (place[1] == "" and met[0] == place[0]):
                    what = f'field "{place[1]}"' if place[1] else f'section "{place[0]}"'
                    message = f"The {what} is shown only when something says so that is hidden with it."
                    self.report.add_full(source, "formula-circle", message, "Let it depend on a field that is shown.")
                    break
                if met not in seen:
                    seen.add(met)
                    above = self.hides.get((met[0], ""), set())
                    waiting += self.needs.get(met, set()) | self.hides.get(met, set()) | above


def _shapes(abroad: Abroad) -> dict[str, Shape]:
    return {
        f"{alias}.{section.key}": _shape(section, ours=False)
        for alias, sheet in abroad.sheets.items()
        if sheet is not None
        for section in sheet.whole
    }


def _reads_others(tree: Tree) -> bool:
    return any(
        part.sheet if isinstance(part, Name) else isinstance(part, Aggregate) and part.section.sheet
        for part in walk(tree)
    )


def _with(section: Section, formulas: Mapping[Place, Formula], conditions: Mapping[Place, Formula]) -> Section:
    def own(field: Field) -> Field:
        place = (section.key, field.key)
        return replace(field, formula=formulas.get(place), when=conditions.get(place))

    return replace(section, fields=tuple(map(own, section.fields)), when=conditions.get((section.key, "")))


def _shape(section: Section, ours: bool = True) -> Shape:
    types = {field.key: _type(field) if ours else _type_abroad(field) for field in section.fields}
    if section.items:
        keys = tuple(item.key for item in section.items)
        groups = tuple(dict.fromkeys(item.group for item in section.items if item.group))
        types["item"] = Type(CHOICE, keys, (None,) * len(keys))
        types["group"] = Type(CHOICE, groups, (None,) * len(groups))
    return Shape(section.repeated, types)


def _type_abroad(field: Field) -> Type | None:
    return FAR if field.formula and field.formula.abroad else _type(field)


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
