"""What open pages ask every few seconds: what did others change."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse

from score_core import fields, values
from score_core.answers import field_of
from score_core.definition import NUMBERS, Worksheet
from score_xblocks.records import api as records
from score_xblocks.records.api import CellChange, Changes
from score_xblocks.sheet_texts import moment

from .answers import answers_json, language_of, number_of, person_of, text_of


@answers_json("GET")
def since(request: HttpRequest, record_id: int) -> HttpResponse:
    """What changed in a record since a revision (`since`) and a step of its review (`step`).

    The ETag names both; asked with it again, the answer is 304 while nothing changed.
    """
    revision, step = number_of(request.GET, "since", 0), number_of(request.GET, "step", -1)
    found = records.changes_since(person=person_of(request), record_id=record_id, revision=revision, step=step)
    if found is None:
        tag = etag(record_id, revision, step)
        if request.headers.get("If-None-Match") == tag:
            return HttpResponseNotModified(headers={"ETag": tag})
        answer = JsonResponse({"record": record_id, "revision": revision, "step": step, "cells": {}, "reload": False})
    else:
        answer = JsonResponse(told(found, language_of(request)))
        tag = etag(record_id, found.revision, found.review_step)
    answer["ETag"] = tag
    return answer


@answers_json("GET")
def find(request: HttpRequest) -> dict:
    """The number of the record of a sheet that nobody had filled in when the page was loaded; null while it is so."""
    asked = request.GET
    found = records.find_record(
        person=person_of(request),
        org=text_of(asked, "org"),
        worksheet_key=text_of(asked, "worksheet"),
        occasion=text_of(asked, "occasion", ""),
    )
    return {"record": found}


def etag(record_id: int, revision: int, step: int) -> str:
    return f'"{record_id}.{revision}.{step}"'


def told(found: Changes, language: str) -> dict:
    """The changes as JSON. `reload`: there is too much of it."""
    return {
        "record": found.record_id,
        "revision": found.revision,
        "step": found.review_step,
        "state": found.state,
        "version": found.worksheet.version,
        "reload": not found.complete,
        "cells": {change.cell: changed(change, found.worksheet, language) for change in found.cells},
    }


def changed(change: CellChange, worksheet: Worksheet, language: str) -> dict:
    """A cell: its canonical `value`, as an input holds it (`typed`) and as a reader sees it (`shown`).

    Whom a person's cell means, and which row a reference, the page knows itself.
    """
    field, value = field_of(worksheet, change.cell), change.value
    shown = fields.show(field, value, language) if field else value
    number = values.number_of(value) if field and field.kind in NUMBERS else None
    typed = values.show_number(number, language, field.decimals) if field and number is not None else value
    return {"value": value, "typed": typed, "shown": shown, "by": change.by, "at": moment(change.at, language)}
