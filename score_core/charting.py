"""A chart's data, from a filled-in worksheet: what is to be drawn, and the same as a table. Nothing is drawn here."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

from score_core import fields
from score_core.amounts import Values, amount, number, text
from score_core.chart_data import Axis, ChartData, Mark, Panel, Series
from score_core.definition import Amount, Chart, Field, Section, Worksheet
from score_core.filled import Cells, Filled, Others, Row
from score_core.formulas import Value
from score_core.languages import language
from score_core.values import show_number

ITEM, NO_NAME = "item", "–"
MOST_MONTHS = 120
People = Mapping[str, str] | None
Pairs = Sequence[tuple[Row, Values]]


def series(
    worksheet: Worksheet,
    chart: Chart,
    cells: Cells,
    today: date,
    lang: str = "en",
    people: People = None,
    others: Others | None = None,
) -> ChartData:
    """Return the data of one of the worksheet's charts; `people` and `others` as in answers.compute."""
    return of_filled(Filled(worksheet, cells, today, others), chart, lang, people, others)


def of_filled(
    filled: Filled, chart: Chart, lang: str = "en", people: People = None, others: Others | None = None
) -> ChartData:
    """Return what `series` does, of a record that is worked out already."""
    then = (others or {}).get(chart.compare)
    return _Drawing(filled, chart, lang, people, Filled(*then, filled.frame.today) if then else None).data()


class _Drawing:
    def __init__(self, filled: Filled, chart: Chart, lang: str, people: People, then: Filled | None) -> None:
        self.filled, self.chart, self.lang, self.people, self.then = filled, chart, lang, people, then
        self.section = filled.worksheet.by_key[chart.section]
        self.rows = filled.known[chart.section]
        self.words = language(lang)

    def data(self) -> ChartData:
        if self.chart.kind == "matrix":
            return self.matrix()
        panels = {
            "pareto": self.pareto,
            "run": self.runs,
            "bars": self.bars,
            "radar": self.bars,
            "before_after": self.before_after,
        }[self.chart.kind]()
        found = tuple(panels)
        return self.whole(found, *_table(found, self.heading(), self.heading(self.chart.by)))

    def whole(self, panels: tuple[Panel, ...], header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> ChartData:
        chart = self.chart
        title = chart.title.pick(self.lang)
        return ChartData(chart.key, chart.kind, title, header, rows, panels, maximum=chart.maximum)

    def heading(self, key: str | None = None) -> str:
        name = self.chart.label if key is None else key
        if name in self.section.by_key:
            return self.section.by_key[name].label.pick(self.lang)
        return self.section.title.pick(self.lang) if key is None else ""

    def name_of(self, key: str, row: Row, values: Values) -> str:
        if key == ITEM and row.item:
            return row.item.label.pick(self.lang)
        return text(row, self.section.by_key[key], values, self.lang, self.people)

    def one(self, role: str, key: str, rows: Pairs, name: str = "") -> Series:
        """A field's number in each of these rows."""
        field = self.section.by_key[key]
        numbers = tuple(number(field, values) for _, values in rows)
        shown = tuple(
            text(row, field, values, self.lang) if found is not None else ""
            for (row, values), found in zip(rows, numbers, strict=True)
        )
        return Series(role, name or field.label.pick(self.lang), numbers, shown)

    def aim(self, role: str, name: str, wanted: Amount | None, rows: Pairs) -> Iterator[Series]:
        """A target or baseline in each of these rows, unless it is missing everywhere."""
        numbers = tuple(amount(self.filled, self.section, values, wanted) for _, values in rows)
        if any(found is not None for found in numbers):
            field = self.section.by_key.get(self.chart.value or self.chart.after)
            yield Series(role, name, numbers, tuple(_shown(field, found, self.lang) for found in numbers))

    def pareto(self) -> Iterator[Panel]:
        sums: dict[str, tuple[str, float]] = {}
        field = self.section.by_key.get(self.chart.value)
        for row, values in self.rows:
            found = number(field, values) if field else 1.0
            if found is not None:
                name = self.name_of(self.chart.label, row, values)
                first, so_far = sums.get(name.casefold(), (name or NO_NAME, 0.0))
                sums[name.casefold()] = first, so_far + found
        ordered = sorted((pair for pair in sums.values() if pair[1] > 0), key=lambda pair: -pair[1])
        numbers = tuple(found for _, found in ordered)
        running = tuple(accumulate(numbers))
        shares = tuple(100 * so_far / running[-1] for so_far in running)
        yield Panel(
            "",
            tuple(name for name, _ in ordered),
            (
                Series(
                    "value",
                    field.label.pick(self.lang) if field else self.words.count,
                    numbers,
                    tuple(_shown(field, found, self.lang) for found in numbers),
                ),
                Series(
                    "cumulated",
                    self.words.cumulated,
                    shares,
                    tuple(f"{show_number(share, self.lang, at_most=1)}%" for share in shares),
                ),
            ),
        )

    def runs(self) -> Iterator[Panel]:
        groups: dict[str, tuple[str, list[tuple[Row, Values]]]] = {}
        for row, values in self.rows:
            name = self.name_of(self.chart.by, row, values) if self.chart.by else ""
            title = name or (NO_NAME if self.chart.by else "")
            groups.setdefault(name.casefold(), (title, []))[1].append((row, values))
        for title, rows in groups.values():
            yield self.run(title, rows)

    def run(self, title: str, rows: Pairs) -> Panel:
        key = self.chart.label
        field = self.section.by_key.get(key)
        if field and (field.shows or field.kind) in ("date", "month"):
            dated = [(row, values) for row, values in rows if values[key] is not None]
            rows = sorted(dated, key=lambda pair: str(pair[1][key]))
            if (field.shows or field.kind) == "month":
                rows = list(self.with_gaps(rows, key))
        labels = tuple(self.name_of(key, row, values) or NO_NAME for row, values in rows)
        parts = (
            self.one("value", self.chart.value, rows),
            *self.aim("target", self.words.target, self.chart.target, rows),
            *self.aim("baseline", self.words.baseline, self.chart.baseline, rows),
        )
        return Panel(title, labels, parts)

    def with_gaps(self, rows: Pairs, key: str) -> Iterator[tuple[Row, Values]]:
        """Months between two rows stand there, too, without a value."""
        last: date | None = None
        blank: dict[str, Value] = {field.key: None for field in self.section.fields}
        for row, values in rows:
            this = values[key]
            if not isinstance(this, date):
                continue
            missing = _months_between(last, this) if last else []
            for month in missing if len(missing) <= MOST_MONTHS else ():
                yield Row("", row.at, {key: month.isoformat()[:7]}), {**blank, key: month}
            last = this
            yield row, values

    def bars(self) -> Iterator[Panel]:
        named = [self.section.by_key[key] for key in self.chart.values]
        parts = [self.bar_series("value", self.words.now if self.then else "", named, self.filled)]
        if self.then:
            parts.append(self.bar_series("compare", self.words.before, named, self.then))
        yield Panel("", tuple(field.label.pick(self.lang) for field in named), tuple(parts))

    def bar_series(self, role: str, name: str, named: list[Field], filled: Filled) -> Series:
        section: Section | None = filled.worksheet.by_key.get(self.chart.section)
        _, values = filled.known[section.key][0] if section and not section.repeated else (None, {})
        numbers = tuple(number(field, values) for field in named)
        shown = tuple(_shown(field, found, self.lang) for field, found in zip(named, numbers, strict=True))
        return Series(role, name or self.section.title.pick(self.lang), numbers, shown)

    def before_after(self) -> Iterator[Panel]:
        keys = (self.chart.before, self.chart.after)
        rows = [
            (row, values)
            for row, values in self.rows
            if any(number(self.section.by_key[key], values) is not None for key in keys)
        ]
        labels = tuple(self.name_of(self.chart.label, row, values) or NO_NAME for row, values in rows)
        parts = (
            self.one("before", self.chart.before, rows),
            self.one("after", self.chart.after, rows),
            *self.aim("target", self.words.target, self.chart.target, rows),
        )
        yield Panel("", labels, parts)

    def matrix(self) -> ChartData:
        chart = self.chart
        across, up = self.section.by_key[chart.x], self.section.by_key[chart.y]
        marks = []
        for row, values in self.rows:
            x, y = number(across, values), number(up, values)
            if x is not None and y is not None:
                band = sum(x * y > limit for limit in chart.bands)
                marks.append(Mark(self.name_of(chart.label, row, values) or NO_NAME, x, y, x * y, band))
        names = (self.heading(), across.label.pick(self.lang), up.label.pick(self.lang), self.words.product)
        rows = tuple(
            (mark.label, *(show_number(found, self.lang, at_most=2) for found in (mark.x, mark.y, mark.product)))
            for mark in marks
        )
        return ChartData(
            chart.key,
            chart.kind,
            chart.title.pick(self.lang),
            names,
            rows,
            marks=tuple(marks),
            axes=(_axis(across, self.lang), _axis(up, self.lang)),
            bands=chart.bands,
        )


def _axis(field: Field, lang: str) -> Axis:
    scores = [option.score for option in field.options if option.score is not None]
    low = field.minimum if field.minimum is not None else min(scores, default=1.0)
    high = field.maximum if field.maximum is not None else max(scores, default=5.0)
    return Axis(field.label.pick(lang), low, high)


def _months_between(first: date, last: date) -> list[date]:
    numbers = range(first.year * 12 + first.month, last.year * 12 + last.month - 1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _shown(field: Field | None, value: float | None, lang: str) -> str:
    if value is None:
        return ""
    return fields.show_amount(field, value, lang) if field else show_number(value, lang, at_most=2)


def _table(
    panels: tuple[Panel, ...], label: str, title: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return header and rows; with several panels the panel's title is the first column, and roles may be missing."""
    names: dict[str, str] = {}
    for panel in panels:
        for one in panel.series:
            names.setdefault(one.role, one.name)
    rows = []
    for panel in panels:
        by_role = {one.role: one.shown for one in panel.series}
        for number_, name in enumerate(panel.labels):
            shown = (by_role[role][number_] if role in by_role else "" for role in names)
            rows.append((*((panel.title,) if title else ()), name, *shown))
    return (*((title,) if title else ()), label, *names.values()), tuple(rows)
