"""Small definitions for tests, and cells to fill them with."""

from datetime import date

from score_core.answers import compute
from score_core.definition import Worksheet
from score_core.worksheet import parse

TODAY = date(2026, 11, 24)
HEAD = "key: sheet\ntitle: {en: Sheet, id: Lembar}\nfilled_by: enterprise\nsections:\n"


def sheet(sections: str) -> Worksheet:
    """Return the definition whose sections are this YAML; it has no problems."""
    worksheet, problems = parse(HEAD + sections)
    assert problems == [], "\n".join(map(str, problems))
    assert worksheet is not None
    return worksheet


def section(key: str, *fields: str, rows: str = "") -> str:
    """Return the YAML of a section; a field is "key kind more: …, more: …", a formula "key = shows: formula"."""
    lines = [f"- key: {key}", "  title: {en: S, id: S}", *([f"  {rows}"] if rows else []), "  fields:"]
    for field in fields:
        name, kind, *rest = field.split(" ", 2)
        lines += [f"  - key: {name}", "    label: {en: F, id: F}"]
        if kind == "=":
            shows, _, formula = rest[0].partition(": ")
            lines += ["    kind: formula", f"    shows: {shows}", f"    formula: '{formula}'"]
        else:
            lines += [f"    kind: {kind}", *(f"    {more}" for more in rest)]
    return "\n".join(lines) + "\n"


def options(*keys: str) -> str:
    """Return the YAML of options; "key=1" has the score 1."""
    entries = []
    for key in keys:
        name, _, score = key.partition("=")
        entries.append(f"{{key: {name}, label: {{en: {name}, id: {name}}}{f', score: {score}' if score else ''}}}")
    return f"options: [{', '.join(entries)}]"


def table(key: str, rows: list[dict[str, object]]) -> dict[str, str]:
    """Return the cells of a section with rows."""
    cells = {}
    for number, row in enumerate(rows):
        cells[f"{key}/r{number}/#at"] = str(number + 1)
        cells |= {f"{key}/r{number}/{field}": str(value) for field, value in row.items() if value != ""}
    return cells


def single(key: str, **values: object) -> dict[str, str]:
    """Return the cells of a section that is filled once."""
    return {f"{key}//{field}": str(value) for field, value in values.items()}


def shown(worksheet: Worksheet, cells: dict[str, str], cell: str, lang: str = "en") -> str:
    """Return what people read in a formula's cell."""
    return compute(worksheet, cells, TODAY, lang)[cell].shown
