"""JSON Schemas for editors, made from the same tables that the readers use, so that they can't say anything else.

An editor that knows YAML reads them from `schemas/`: it completes keys, and marks what is misspelt while it is typed.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from score_compiler import config
from score_compiler.parse.render import WORDS
from score_core import definition, worksheet
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
        worksheet.OPTION_KEYS, {"key": word(worksheet.KEY), "label": TEXTS, "score": NUMBER}, ("key", "label")
    )
    item = mapping(
        worksheet.ITEM_KEYS,
        {"key": word(worksheet.KEY), "label": TEXTS, "group": word(worksheet.KEY)},
        ("key", "label"),
    )
    count = whole(0, worksheet.MOST_ROWS)
    rows = mapping(worksheet.ROWS_KEYS, {"minimum": count, "maximum": count, "start": count, "add": TEXTS}, ())
    section = mapping(
        worksheet.SECTION_KEYS,
        {
            "key": word(worksheet.KEY),
            "title": TEXTS,
            "help": TEXTS,
            "rows": rows,
            "items": many(item),
            "fields": many(_field(option)),
        },
        ("key", "title", "fields"),
    )
    section["not"] = {"required": ["rows", "items"]}
    schemas = {
        "key": word(worksheet.SHEET_KEY),
        "version": whole(1, 1_000_000),
        "title": TEXTS,
        "purpose": TEXTS,
        "filled_by": one_of(definition.FILLED_BY),
        "review": one_of(definition.REVIEW),
        "visible_to": one_of(definition.VISIBLE_TO),
        "anonymous": YES_NO,
        "occasions": YES_NO,
        "sections": many(section),
    }
    needed = ("key", "title", "filled_by", "sections")
    return _top("A worksheet of SCORE", mapping(worksheet.SHEET_KEYS, schemas, needed))


def _field(option: Schema) -> Schema:
    schemas = {
        "key": word(worksheet.KEY),
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
        "to": whole(0, 10),
        "low": TEXTS,
        "high": TEXTS,
        "formula": TEXT,
        "shows": one_of(worksheet.SHOWS),
    }
    field = mapping(worksheet.FIELD_KEYS, schemas, ("key", "kind", "label"))
    field["allOf"] = [_kind(kind) for kind in definition.KINDS]
    field["allOf"].append(_if("shows", "choice", {"required": ["options"]}))
    return field


def _kind(kind: str) -> Schema:
    """What a field of this kind may and must have."""
    allowed = [*worksheet.COMMON, *worksheet.KEYS_OF_KIND.get(kind, ("required",))]
    needed = {"choice": ["options"], "choices": ["options"], "formula": ["formula", "shows"]}.get(kind, [])
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
