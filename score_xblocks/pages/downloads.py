"""Records as files: a workbook, comma-separated values, the history. What was typed never runs in a spreadsheet."""

import logging
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext

from score_xblocks.records import api as records
from score_xblocks.records.api import HistoryEntry, Person

from .answers import person_of
from .asking import page, page_language
from .exports import text
from .exports.about import about_table, history_table
from .exports.tables import Table, kept_table, section_tables
from .exports.workbook import workbook
from .sheets import Opened, opened

LOG = logging.getLogger("score_xblocks.pages")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
AT_ONCE = 1000
"""Entries of a history that are read at once."""


@page("GET")
def as_workbook(request: HttpRequest, record_id: int) -> HttpResponse:
    """The whole sheet: one page a section, one about it, one of what is not asked any more."""
    found = opened(person_of(request), record_id, page_language(request))
    return _file(request, found, workbook(found.title, [about_table(found), *_tables(found)]), "xlsx", XLSX)


@page("GET")
def as_csv(request: HttpRequest, record_id: int) -> HttpResponse:
    """All sections below each other, or the one that `?section=` names alone."""
    found = opened(person_of(request), record_id, page_language(request))
    tables = _tables(found)
    if key := request.GET.get("section", ""):
        asked = next((table for table in tables if table.key == key), None)
        if asked is None:
            raise Http404
        return _file(request, found, text.one(asked), "csv", CSV, key)
    return _file(request, found, text.blocks([about_table(found), *tables]), "csv", CSV)


@page("GET")
def history_csv(request: HttpRequest, record_id: int) -> HttpResponse:
    """Every change of every cell, the newest first."""
    person = person_of(request)
    found = opened(person, record_id, page_language(request))
    content = text.one(history_table(found, _history(person, record_id)))
    return _file(request, found, content, "csv", CSV, "history")


def _tables(found: Opened) -> list[Table]:
    kept = kept_table(found.sheet, gettext)
    return [*section_tables(found.sheet, gettext), *([kept] if kept.lines else [])]


def _history(person: Person, record_id: int) -> Iterator[HistoryEntry]:
    before = None
    while True:
        read = records.history(person=person, record_id=record_id, before=before, limit=AT_ONCE)
        yield from read.entries
        before = read.next
        if before is None:
            return


def _file(
    request: HttpRequest, found: Opened, content: bytes | str, ending: str, kind: str, what: str = ""
) -> HttpResponse:
    """The file to keep, named after sheet, owner, occasion and day. Who took which record is logged, nothing of it."""
    LOG.info("user %s exported record %s as %s %s", request.user.pk, found.id, ending, what or "all")
    key, record = found.record.worksheet.key, found.record
    parts = [key, what, slugify(found.owner), record.occasion, record.view.today.isoformat()]
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, "-".join(filter(None, parts)) + f".{ending}")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
