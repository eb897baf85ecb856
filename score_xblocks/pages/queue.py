"""The queue of a trainer: what waits, what is being read, what went back, and what is found again."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from score_xblocks.records import api as records
from score_xblocks.records.api import Waiting
from score_xblocks.sheet_texts import moment

from .answers import person_of
from .asking import language_query, page, page_language

A_PAGE = 25
LISTS = {
    "waiting": ("submitted", "in_review"),
    "returned": ("returned",),
    "accepted": ("accepted",),
    "draft": ("draft",),
}
"""The lists by their name in the address, each with the states of its records."""


@dataclass(frozen=True)
class Line:
    """A record in a list: `since` says since when it is in its state, `age` in words how long that is."""

    record_id: int
    title: str
    enterprise: str
    occasion: str
    state: str
    round: int
    since: str
    age: str


@page("GET", "HEAD")
def queue(request: HttpRequest) -> HttpResponse:
    """One list of records that this person may review; `?show=` names another than the waiting ones."""
    language = page_language(request)
    shown = request.GET.get("show", "")
    shown = shown if shown in LISTS else "waiting"
    found = records.waiting(person=person_of(request), states=LISTS[shown])
    numbered = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    told = {
        "shown": shown,
        "lists": [(name, label) for name, label in _labels().items()],
        "total": len(found),
        "page": numbered,
        "lines": [_line(one, language) for one in numbered],
        "nothing": _nothing()[shown],
        "lang": language if "lang" in request.GET else "",
        "query": language_query(request),
    }
    return render(request, "score_pages/queue.html", told)


def _labels() -> dict[str, str]:
    return {
        "waiting": gettext("Waiting"),
        "returned": gettext("Returned"),
        "accepted": gettext("Accepted"),
        "draft": gettext("In work"),
    }


def _nothing() -> dict[str, str]:
    return {
        "waiting": gettext("No worksheet waits for you."),
        "returned": gettext("No worksheet is with a team for changes."),
        "accepted": gettext("No worksheet has been accepted yet."),
        "draft": gettext("No team is working on a worksheet that will be reviewed."),
    }


def _line(one: Waiting, language: str) -> Line:
    states = {
        "submitted": gettext("Submitted"),
        "in_review": gettext("In review"),
        "returned": gettext("Returned"),
        "accepted": gettext("Accepted"),
        "draft": gettext("In work"),
    }
    return Line(
        record_id=one.record_id,
        title=one.worksheet.title.pick(language),
        enterprise=one.enterprise,
        occasion=one.occasion,
        state=states[one.state],
        round=one.round,
        since=moment(one.since, language) if one.since else "",
        age=_age(timezone.now() - one.since) if one.since else "",
    )


def _age(passed: timedelta) -> str:
    days = max(passed.days, 0)
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else gettext("today")
