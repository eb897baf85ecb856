"""The review of one sheet: reading it, commenting on it, answering it. Everything works without a script."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from score_xblocks.records import api as records
from score_xblocks.records.api import NotAllowed, Person
from score_xblocks.sheet_reviews import review_panel

from . import reading
from .answers import STATUS, number_of, person_of, text_of
from .asking import UNKNOWN, language_query, page, page_language
from .marks import PENCIL, Marks, ReviewWidgets
from .places import anchor, is_place, place_text
from .sheets import Opened, opened


@dataclass(frozen=True)
class Refused:
    """A step that was not done: beside which form to say so ("page": none), why, and what was typed there."""

    form: str
    told: str
    typed: str
    rows: tuple[str, ...]
    status: int


class Unsaid(Exception):
    """Something that the person must say first is not said: the message says what."""


@page("GET", "HEAD", "POST")
def review(request: HttpRequest, record_id: int) -> HttpResponse:
    """The sheet with its review. A POST does one step and leads back here; a refused one is told beside its form."""
    person = person_of(request)
    if request.method != "POST":
        return _page(request, opened(person, record_id, page_language(request), ReviewWidgets))
    step, at = request.POST.get("step", ""), request.POST.get("at", "")
    try:
        _do(step, person, record_id, request)
    except NotAllowed as refusal:
        if refusal.key in UNKNOWN:
            raise
        told, status = records.message(refusal.key, page_language(request)), STATUS.get(refusal.key, 403)
    except Unsaid as missing:
        told, status = str(missing), 400
    else:
        there = anchor(at) if at else f"{_form_of(step, at)}-form"
        return HttpResponseRedirect(f"{_address(request, record_id)}#{there}")
    typed, rows = request.POST.get("text", ""), tuple(request.POST.getlist("row"))
    refused = Refused(_form_of(step, at), told, typed, rows, status)
    return _page(request, opened(person, record_id, page_language(request), ReviewWidgets), refused)


@page("GET", "HEAD")
def history(request: HttpRequest, record_id: int) -> HttpResponse:
    """Who changed what, the newest first; `?row=` or `?cell=` narrow it, `?before=` goes on."""
    person, asked = person_of(request), request.GET
    found = opened(person, record_id, page_language(request))
    place = {name: text_of(asked, name, "")[:200] for name in ("row", "cell")}
    before = number_of(asked, "before") if "before" in asked else None
    entries = records.history(person=person, record_id=record_id, before=before, **place)
    onward = {name: value for name, value in asked.items() if name in ("row", "cell", "lang")}
    told = {
        "opened": found,
        "about": place_text(found.sheet, place["cell"] or place["row"], ""),
        "lines": reading.history_lines(entries.entries, found.sheet),
        "next": urlencode(onward | {"before": entries.next}) if entries.next else "",
        "first": before is None,
        "query": language_query(request),
    }
    return render(request, "score_pages/history.html", told)


def _page(request: HttpRequest, found: Opened, refused: Refused | None = None) -> HttpResponse:
    found, marks = reading.marked(found, _address(request, found.id))
    view = found.record.view
    at = request.POST.get("at", "") if refused and refused.form == "comment" else request.GET.get("at", "")
    commenting = at if at and marks.link and is_place(found.sheet, at) else ""
    changed, more_changed = reading.changes(found)
    forms = _forms(found, bool(commenting))
    if refused and refused.form not in forms:
        refused = replace(refused, form="page")
    whole = marks.drafts.get("")
    told = {
        "opened": found,
        "view": view,
        "standing": reading.standing(view.review, found.language) if view.review else "",
        "panel": review_panel(view, found.sheet, found.language, found.gettext),
        "review": view.review,
        "may": view.review.may if view.review else (),
        "forms": forms,
        "is_team": any(member.user_id == request.user.pk for member in view.team),
        "sections": reading.section_parts(found, marks),
        "by_row": found.record.worksheet.review == "row",
        "commenting": commenting,
        "commenting_about": place_text(found.sheet, commenting, ""),
        "commenting_anchor": anchor(commenting),
        "comment": refused.typed if refused and refused.form == "comment" else _draft(marks, commenting),
        "answer": refused.typed if refused and refused.form == "answer" else whole.text if whole else "",
        "drafts": reading.drafts(found),
        "changed": changed,
        "more_changed": more_changed,
        "rounds": reading.rounds(found),
        "steps": list(reading.steps(view.review, found.language)) if view.review else [],
        "pencil": PENCIL,
        "refused": refused,
        "address": _address(request, found.id),
        "query": language_query(request),
    }
    return render(request, "score_pages/review.html", told, status=refused.status if refused else 200)


def _forms(found: Opened, commenting: bool) -> set[str]:
    """The forms that this person has now."""
    review = found.record.view.review
    may = review.may if review else frozenset()
    has = {
        "begin": "begin" in may,
        "comment": commenting,
        "answer": "return" in may,
        "rows": "accept_rows" in may,
        "reopen": "reopen" in may and review is not None and review.state == "accepted",
    }
    return {name for name, here in has.items() if here}


def _draft(marks: Marks, place: str) -> str:
    return marks.drafts[place].text if place in marks.drafts else ""


def _address(request: HttpRequest, record_id: int) -> str:
    return reverse("score_pages:review", args=[record_id]) + language_query(request)


def _form_of(step: str, at: str) -> str:
    """The form that a step belongs to."""
    if step.endswith("_rows"):
        return "rows"
    if step == "comment" and at:
        return "comment"
    return "answer" if step in ("return", "accept", "comment") else step


def _do(step: str, person: Person, record_id: int, request: HttpRequest) -> None:
    """One step. Raises NotAllowed, and Unsaid where something is missing."""
    if step not in STEPS:
        raise NotAllowed("bad-request")
    STEPS[step]({"person": person, "record_id": record_id}, request)


def _begin(of: dict, request: HttpRequest) -> None:
    records.begin_review(**of)


def _comment(of: dict, request: HttpRequest) -> None:
    records.write_comment(**of, target=text_of(request.POST, "at", ""), text=_text(request))


def _return(of: dict, request: HttpRequest) -> None:
    review = records.write_comment(**of, target="", text=_text(request))
    if not review.draft:
        raise Unsaid(gettext("Say what the team should change: comment on the sheet, or on a place in it."))
    records.return_for_changes(**of, revision=number_of(request.POST, "revision"))


def _accept(of: dict, request: HttpRequest) -> None:
    records.write_comment(**of, target="", text=_text(request))
    records.accept(**of, revision=number_of(request.POST, "revision"))


def _accept_rows(of: dict, request: HttpRequest) -> None:
    records.accept_rows(**of, revision=number_of(request.POST, "revision"), rows=_rows(request))


def _verify_rows(of: dict, request: HttpRequest) -> None:
    records.verify_rows(**of, revision=number_of(request.POST, "revision"), rows=_rows(request))


def _reopen_rows(of: dict, request: HttpRequest) -> None:
    rows, text = _rows(request), _text(request)
    records.reopen(**of, rows=rows, comments=dict.fromkeys(rows, text) if text else None)


def _reopen(of: dict, request: HttpRequest) -> None:
    text = _text(request)
    if not text:
        raise Unsaid(gettext("Say why the team should look at it again."))
    records.reopen(**of, comments={"": text})


STEPS: dict[str, Callable[[dict, HttpRequest], None]] = {
    "begin": _begin,
    "comment": _comment,
    "return": _return,
    "accept": _accept,
    "accept_rows": _accept_rows,
    "verify_rows": _verify_rows,
    "reopen_rows": _reopen_rows,
    "reopen": _reopen,
}


def _text(request: HttpRequest) -> str:
    return text_of(request.POST, "text", "").replace("\r\n", "\n").strip()


def _rows(request: HttpRequest) -> list[str]:
    rows = request.POST.getlist("row")
    if not rows:
        raise Unsaid(gettext("Choose at least one row: tick its box."))
    return rows
