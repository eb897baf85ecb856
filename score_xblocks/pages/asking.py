"""Who asks for a page, in which language, and what is answered where there is nothing for them."""

import functools
from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from score_core.languages import LANGUAGES
from score_xblocks.records import api as records
from score_xblocks.records.api import NotAllowed

from .answers import STATUS, language_of

View = Callable[..., HttpResponse]
UNKNOWN = ("no-record", "no-enterprise")


def page_language(request: HttpRequest) -> str:
    """One of the languages that the pages speak: the one that `?lang=` names, else the account's, else English."""
    asked = language_of(request).partition("-")[0]
    return asked if asked in LANGUAGES else "en"


def page(*methods: str) -> Callable[[View], View]:
    """Make a view a page of these methods for those who are signed in, in their language.

    What is not there and what is not theirs are one and the same: 404.
    """

    def wrap(view: View) -> View:
        @never_cache
        @csrf_protect
        @login_required
        @functools.wraps(view)
        def shown(request: HttpRequest, *args: object, **given: object) -> HttpResponse:
            with translation.override(page_language(request)):
                if request.method not in methods:
                    return message_page(request, "bad-request", 405, {"Allow": ", ".join(methods)})
                try:
                    return view(request, *args, **given)
                except NotAllowed as refusal:
                    if refusal.key in UNKNOWN:
                        raise Http404 from None
                    return message_page(request, refusal.key, STATUS.get(refusal.key, 403))

        return shown

    return wrap


def message_page(request: HttpRequest, key: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    """A page that says why there is nothing else to see."""
    told = {"told": records.message(key, page_language(request)), "query": language_query(request)}
    answer = render(request, "score_pages/message.html", told, status=status)
    for name, value in (headers or {}).items():
        answer[name] = value
    return answer


def language_query(request: HttpRequest) -> str:
    """What links add to stay in the language that was asked for: "?lang=id", or nothing."""
    return f"?lang={page_language(request)}" if "lang" in request.GET else ""
