"""The migrations of a worksheet, from the text that an author wrote: checked backwards from what the sheet is now."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from score_core.definition import Migration, Place, Section, Step, Worksheet
from score_core.migrating import forward
from score_core.problems import did_you_mean
from score_core.reading import Reader
from score_core.sheet_fields import KEY, RULE
from score_core.yamltext import Scalar

KEYS = ("to", "steps", "examples")
ACTS = ("rename", "options", "items", "retype", "remove")
STEP_KEYS = (*ACTS, "as", "replace")
EXAMPLE_KEYS = ("in", "out")
PATH = rf"{KEY}(/{KEY})?"
CELL = rf"{KEY}(~[0-9]+)?/[A-Za-z0-9_-]{{0,40}}/(#at|#gone|#from|{KEY}(~[0-9]+)?)"
LAST_VERSION = 1_000_000
ALSO = {"rename": ("as",), "options": ("replace",), "items": ("replace",)}
_PATTERN = {"options": f"{KEY}/{KEY}", "retype": f"{KEY}/{KEY}", "items": KEY}
_RULE = {PATH: 'Write "section/field", or "section".', KEY: 'Write "section".'}


@dataclass(frozen=True)
class Written:
    """A migration, where it stands, and where each of its steps stands."""

    migration: Migration
    reader: Reader
    steps: tuple[tuple[Step, Reader], ...]


def migrations(sheet: Reader, version: int) -> Iterator[Written]:
    """Yield the migrations, oldest first."""
    last = 1
    for node in sheet.list("migrations") if sheet.has("migrations") else ():
        reader = Reader(node, "the migration", KEYS, sheet.report)
        reader.get("to", required=True)
        to = reader.integer("to", last + 1, 1, LAST_VERSION)
        if not last < to <= version:
            message = f"A migration to version {to} can't stand here: the sheet has the version {version}."
            remedy = "Write the oldest first, each once, from 2 up to the sheet's version."
            sheet.report.add(reader.at("to"), "migration-order", message, remedy)
        last = max(last, to)
        steps = tuple(_steps(reader))
        reader.get("examples", required=True)
        yield Written(Migration(to, tuple(step for step, _ in steps)), reader, steps)


def _steps(migration: Reader) -> Iterator[tuple[Step, Reader]]:
    for node in migration.list("steps", required=True):
        own = Reader(node, f"a step of {migration.what}", STEP_KEYS, migration.report)
        step = _step(own) if own.sound else None
        if step:
            yield step, own


def _step(own: Reader) -> Step | None:
    acts = [key.text for key, _ in own.node.pairs if key.text in ACTS]
    act = acts[0] if len(acts) == 1 else ""
    if not act or any(own.has(key) != (key in ALSO.get(act, ())) for key in ("as", "replace")):
        message = "A step does one thing: rename … as, options … replace, items … replace, retype, or remove."
        own.report.add(own.node, "migration-step", message, "Split it, or write what is missing.")
        return None
    pattern = _PATTERN.get(act, PATH)
    section, _, name = own.word(act, pattern, _RULE.get(pattern, 'Write "section/field".')).partition("/")
    new = ("", "")
    if act == "rename":
        wanted = f"{KEY}/{KEY}" if name else KEY
        to_section, _, to_field = own.word("as", wanted, _RULE.get(wanted, 'Write "section/field".')).partition("/")
        new = (to_section, to_field)
    pairs = tuple((old.text, key.text) for old, key in own.words("replace", KEY, RULE)) if own.has("replace") else ()
    return Step(act, section, name, new, pairs)


@dataclass
class _Known:
    """What a section had in some version: fields with their option keys (None: not known); `open`: any field."""

    repeated: bool | None = None
    fields: dict[str, set[str] | None] = field(default_factory=dict)
    items: set[str] = field(default_factory=set)
    open: bool = False

    @classmethod
    def now(cls, section: Section) -> "_Known":
        fields = {own.key: {option.key for option in own.options} or None for own in section.fields}
        return cls(section.repeated, fields, set(section.item_keys))


Version = dict[str, _Known]
Wrong = tuple[str, str, str]


def check(found: list[Written], sections: tuple[Section, ...]) -> None:
    """Note steps that lead to what is not there, or from what still is; `sections` are those of now."""
    version: Version = {}
    for section in sections:
        version.setdefault(section.key, _Known.now(section))
    for written in reversed(found):
        for step, own in reversed(written.steps):
            wrong = _undo(step, version, written.migration.to)
            if wrong:
                own.report.add(own.node, *wrong)
                return


def _undo(step: Step, version: Version, to: int) -> Wrong | None:
    """Turn what a version had into what it had before the step; return what is wrong with the step."""
    if step.act == "rename":
        return _unrename(step, version, to)
    if step.act == "remove":
        if _has(version, (step.section, step.field)):
            return _still((step.section, step.field), to)
        version.setdefault(step.section, _Known(open=not step.field)).fields[step.field] = None
        return None
    if not _has(version, (step.section, step.field)):
        return _missing((step.section, step.field), version, to)
    section = version[step.section]
    keys = section.items if step.act == "items" else section.fields.get(step.field)
    if step.act == "retype":
        section.fields[step.field] = None
    elif keys is not None:
        for old, new in step.replace:
            if new not in keys:
                message = f'Version {to} has no "{new}" there for "{old}" to become.'
                return "migration-unknown", message, did_you_mean(new, sorted(keys))
            if old in keys:
                message = f'"{old}" is replaced, but version {to} still has it.'
                return "migration-still-there", message, "Remove one of the two."
        keys.update(old for old, _ in step.replace)
    return None


def _unrename(step: Step, version: Version, to: int) -> Wrong | None:
    old, new = (step.section, step.field), step.new
    if not _has(version, new):
        return _missing(new, version, to)
    if _has(version, old) and not version[old[0]].open:
        return _still(old, to)
    if not step.field:
        version[old[0]] = version.pop(new[0])
        return None
    if old[0] != new[0] and (version[new[0]].repeated or version.setdefault(old[0], _Known(open=True)).repeated):
        message = "A field of a section with rows can't move to another section."
        return "migration-step", message, "Rename it within its section, or rename the section."
    options = version[new[0]].fields.pop(new[1], None)
    version.setdefault(old[0], _Known(open=True)).fields[old[1]] = options
    return None


def _has(version: Version, place: Place) -> bool:
    section = version.get(place[0])
    return section is not None and (not place[1] or section.open or place[1] in section.fields)


def _missing(place: Place, version: Version, to: int) -> Wrong:
    section = version.get(place[0])
    if section is None:
        message = f'Version {to} has no section "{place[0]}".'
        return "migration-unknown", message, did_you_mean(place[0], list(version))
    message = f'Version {to} has no field "{place[1]}" in the section "{place[0]}".'
    return "migration-unknown", message, did_you_mean(place[1], list(section.fields))


def _still(place: Place, to: int) -> Wrong:
    what = f'field "{place[0]}/{place[1]}"' if place[1] else f'section "{place[0]}"'
    message = f"The {what} is gone by this step, but version {to} still has it."
    return "migration-still-there", message, "Remove one of the two."


def run_examples(found: list[Written], worksheet: Worksheet) -> None:
    """Note examples whose cells don't come out as they say."""
    for written in found:
        for node in written.reader.list("examples"):
            reader = Reader(node, f"an example of {written.reader.what}", EXAMPLE_KEYS, written.reader.report)
            given, wanted = (dict(_cells(reader, key)) for key in EXAMPLE_KEYS)
            to = written.migration.to
            gives = forward(worksheet, given, to - 1, to)
            if reader.sound and gives != wanted:
                message = f"The example gives {_told(gives)}, not {_told(wanted)}."
                reader.report.add(reader.at("out"), "migration-example", message, "Mend the steps, or the example.")


def _cells(example: Reader, key: str) -> Iterator[tuple[str, str]]:
    for cell, value in example.pairs(key, required=True):
        if not re.fullmatch(CELL, cell.text):
            message = f'"{cell.text}" is no address of a cell.'
            example.report.add(cell, "migration-cell", message, "Write section/row/field, or section//field.")
        elif not isinstance(value, Scalar):
            example.report.add(value, "wrong-shape", f'"{cell.text}" must be a single value.', "Write one value.")
        else:
            yield cell.text, value.text


def _told(cells: dict[str, str]) -> str:
    return ", ".join(f"{cell}: {value}" for cell, value in sorted(cells.items())) or "nothing"
