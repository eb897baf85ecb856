"""JSON Schemas for editors, made from the same tables that the readers use, so that they can't say anything else.

An editor that knows YAML reads them from `schemas/`: it completes keys, and marks what is misspelt while it is typed.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from score_compiler import config
from score_compiler.parse.render import WORDS
from score_core import definition, sheet_charts, sheet_fields, sheet_links, sheet_migrations, worksheet
from score_core.reading import LANGUAGE

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
TEXTS: Schema = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": f"^{LANGUAGE.pattern}$"},
    "additionalProperties": TEXT,
}
UNIT: Schema = {"anyOf": [TEXT, TEXTS]}
YES_NO: Schema = {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "^([Yy]es|[Nn]o|[Tt]rue|[Ff]alse)$"}]}
NUMBER: Schema = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+)?$"}]}
AMOUNT: Schema = {"anyOf": [NUMBER, {"type": "string", "pattern": f"^{sheet_fields.AMOUNT}$"}]}
DAY: Schema = {"type": "string", "pattern": f"^{config.DAY}$"}


def whole(low: int, high: int) -> Schema:
    return {"anyOf": [{"type": "integer", "minimum": low, "maximum": high}, {"type": "string", "pattern": "^[0-9]+$"}]}


def word(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$"}


def one_of(words: Iterable[str]) -> Schema:
    return {"enum": list(words)}


def many(items: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": items}


def mapping(keys: Iterable[str], schemas: Mapping[str, Schema], needed: Iterable[str]) -> Schema:
    """An object with these keys alone. Fails for a key that has no schema, so that none is forgotten."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: schemas[key] for key in keys},
        "required": list(needed),
    }


def course() -> Schema:
    """What `config.read` takes."""
    assignment = mapping(
        config.ASSIGNMENT_KEYS,
        {
            "key": word(config.SLUG),
            "type": TEXTS,
            "short": TEXTS,
            "weight": whole(1, 100),
            "drop": whole(0, 99),
        },
        config.ASSIGNMENT_NEEDED,
    )
    part = word(config.PART) | {"type": ["string", "number"]}
    schemas = {
        "key": word(config.SLUG),
        "org": part,
        "number": TEXTS | {"additionalProperties": part},
        "run": part,
        "title": TEXTS,
        "short_description": TEXTS,
        "languages": many(one_of(WORDS)),
        "start": DAY,
        "end": DAY,
        "image": TEXT,
        "pass": whole(1, 100),
        "assignments": many(assignment),
        "retired": many(TEXT),
    }
    return _top("A course of SCORE: course.yaml", mapping(config.KEYS, schemas, config.NEEDED))


def sheet() -> Schema:
    """What `worksheet.parse` takes."""
    option = mapping(
        sheet_fields.OPTION_KEYS, {"key": word(sheet_fields.KEY), "label": TEXTS, "score": NUMBER}, ("key", "label")
    )
    item = mapping(
        worksheet.ITEM_KEYS,
        {"key": word(sheet_fields.KEY), "label": TEXTS, "group": word(sheet_fields.KEY)},
        ("key", "label"),
    )
    count = whole(0, worksheet.MOST_ROWS)
    rows = mapping(worksheet.ROWS_KEYS, {"minimum": count, "maximum": count, "start": count, "add": TEXTS}, ())
    section = mapping(
        worksheet.SECTION_KEYS,
        {
            "key": word(sheet_fields.KEY),
            "title": TEXTS,
            "help": TEXTS,
            "when": TEXT,
            "promotes": _promotion(),
            "rows": rows,
            "items": many(item),
            "fields": many(_field(option)),
        },
        ("key", "title", "fields"),
    )
    section["not"] = {"required": ["rows", "items"]}
    schemas = {
        "key": word(sheet_fields.SHEET_KEY),
        "version": whole(1, 1_000_000),
        "title": TEXTS,
        "purpose": TEXTS,
        "filled_by": one_of(definition.FILLED_BY),
        "review": one_of(definition.REVIEW),
        "visible_to": one_of(definition.VISIBLE_TO),
        "anonymous": YES_NO,
        "occasions": YES_NO,
        "reads": names(sheet_fields.KEY, _read()),
        "migrations": many(_migration()),
        "charts": many(_chart()),
        "sections": many(section),
    }
    needed = ("key", "title", "filled_by", "sections")
    return _top("A worksheet of SCORE", mapping(worksheet.SHEET_KEYS, schemas, needed))


def names(pattern: str, value: Schema) -> Schema:
    """A mapping whose keys are the author's own."""
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": f"^({pattern})$"},
        "additionalProperties": value,
    }


def _read() -> Schema:
    schemas = {"worksheet": word(sheet_fields.SHEET_KEY), "occasion": word(sheet_links.OCCASION)}
    return mapping(sheet_links.READ_KEYS, schemas, ("worksheet",))


def _promotion() -> Schema:
    key = sheet_fields.KEY
    schemas = {"to": word(sheet_fields.SHEET_PLACE), "set": names(key, word(key)), "fixed": names(key, TEXT)}
    return mapping(sheet_links.PROMOTION_KEYS, schemas, ("to", "set"))


def _migration() -> Schema:
    path = word(sheet_migrations.PATH)
    words = names(sheet_fields.KEY, word(sheet_fields.KEY))
    step = mapping(
        sheet_migrations.STEP_KEYS,
        {
            "rename": path,
            "as": path,
            "options": word(sheet_fields.PLACE),
            "items": word(sheet_fields.KEY),
            "replace": words,
            "retype": word(sheet_fields.PLACE),
            "remove": path,
        },
        (),
    )
    step["oneOf"] = [
        {"propertyNames": {"enum": keys}, "required": keys}
        for keys in ([act, *sheet_migrations.ALSO.get(act, ())] for act in sheet_migrations.ACTS)
    ]
    cells = names(sheet_migrations.CELL, TEXT)
    example = mapping(sheet_migrations.EXAMPLE_KEYS, {"in": cells, "out": cells}, sheet_migrations.EXAMPLE_KEYS)
    schemas = {"to": whole(2, worksheet.LAST_VERSION), "steps": many(step), "examples": many(example)}
    return mapping(sheet_migrations.KEYS, schemas, sheet_migrations.KEYS)


def _chart() -> Schema:
    key = word(sheet_fields.KEY)
    schemas = dict.fromkeys(sheet_charts.KEYS, key) | {
        "kind": one_of(definition.CHARTS),
        "title": TEXTS,
        "values": many(key),
        "maximum": NUMBER,
        "bands": many(NUMBER),
        "target": AMOUNT,
        "baseline": AMOUNT,
    }
    chart = mapping(sheet_charts.KEYS, schemas, sheet_charts.COMMON)
    chart["allOf"] = [
        _if("kind", kind, {"propertyNames": {"enum": [*sheet_charts.COMMON, *keys]}, "required": list(needed)})
        for kind, keys, needed in (
            (kind, sheet_charts.KEYS_OF_KIND[kind], sheet_charts.NEEDED[kind]) for kind in definition.CHARTS
        )
    ]
    return chart


def _field(option: Schema) -> Schema:
    schemas = {
        "key": word(sheet_fields.KEY),
        "kind": one_of(definition.KINDS),
        "label": TEXTS,
        "help": TEXTS,
        "required": YES_NO,
        "unit": UNIT,
        "decimals": whole(0, 6),
        "minimum": NUMBER,
        "maximum": NUMBER,
        "not_measured": YES_NO,
        "not_applicable": YES_NO,
        "options": many(option),
        "from": whole(0, 10),
        "to": {"anyOf": [whole(0, 10), word(sheet_fields.SHEET_PLACE)]},
        "low": TEXTS,
        "high": TEXTS,
        "formula": TEXT,
        "when": TEXT,
        "better": one_of(definition.BETTER),
        "target": AMOUNT,
        "picture": word(sheet_fields.PLACE),
        "shows_field": word(sheet_fields.KEY),
        "shows": one_of(sheet_fields.SHOWS),
    }
    field = mapping(sheet_fields.FIELD_KEYS, schemas, ("key", "kind", "label"))
    field["allOf"] = [_kind(kind) for kind in definition.KINDS]
    field["allOf"].append(_if("shows", "choice", {"required": ["options"]}))
    return field


_NEEDED = {
    "choice": ["options"],
    "choices": ["options"],
    "formula": ["formula", "shows"],
    "pin": ["picture"],
    "reference": ["to", "shows_field"],
}


def _kind(kind: str) -> Schema:
    """What a field of this kind may and must have."""
    allowed = [*sheet_fields.COMMON, *sheet_fields.KEYS_OF_KIND.get(kind, ("required",))]
    needed = _NEEDED.get(kind, [])
    return _if("kind", kind, {"propertyNames": {"enum": allowed}, "required": needed})


def _if(key: str, value: str, then: Schema) -> Schema:
    return {"if": {"properties": {key: {"const": value}}, "required": [key]}, "then": then}


def _top(title: str, schema: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def files() -> dict[str, str]:
    """The files of `schemas/`, by name."""
    return {
        name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in (("course.json", course()), ("worksheet.json", sheet()))
    }
