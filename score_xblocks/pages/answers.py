"""Answers to scripts: JSON, a refusal with its sentence, and who asks."""

import functools
import json
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_protect

from score_xblocks.records import api as records
from score_xblocks.records.api import NotAllowed, Person

MAX_BODY = 64 * 1024
"""The longest JSON of a POST, in bytes."""
LONGEST_NUMBER = 2**31 - 1
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")

STATUS = {
    "bad-request": 400,
    "bad-key": 400,
    "no-record": 404,
    "no-enterprise": 404,
    "no-such-code": 404,
    "somebody-else": 409,
    "already-in-team": 409,
    "no-team": 409,
    "not-now": 409,
    "changed-meanwhile": 409,
    "files-many": 409,
    "locked-submitted": 409,
    "locked-in-review": 409,
    "locked-accepted": 409,
    "photo-large": 413,
    "file-large": 413,
    "photo-kind": 415,
    "file-kind": 415,
    "file-macros": 415,
    "too-many-tries": 429,
    "no-storage": 503,
    "not-stored": 503,
}
"""The status of a refusal; of one that is not here, 403."""

View = Callable[..., dict | HttpResponse]


def person_of(request: HttpRequest) -> Person:
    """Who asks. Being staff of a course is nothing here; the platform's staff reads all.

    A page says for whom it was made (`?user=`). Raises NotAllowed "somebody-else" when another person is signed in now.
    """
    user = request.user
    if user.is_authenticated and request.GET.get("user", str(user.pk)) != str(user.pk):
        raise NotAllowed("somebody-else")
    return Person(user_id=user.pk if user.is_authenticated else None, is_platform_staff=user.is_staff)


def language_of(request: HttpRequest) -> str:
    """The language of the page that asks (`?lang=`), else the account's."""
    asked = request.GET.get("lang", "")
    return asked if LANGUAGE.fullmatch(asked) else get_language_from_request(request)


def answers_json(*methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """Make a view answer these methods with JSON, and a refusal with `{"error": sentence, "code": key}`.

    Nothing of it is kept by a cache. A POST needs the CSRF token.
    """

    def wrap(view: View) -> Callable[..., HttpResponse]:
        @csrf_protect
        @functools.wraps(view)
        def answered(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise NotAllowed("bad-request")
                found = view(request, *args, **given)
                answer = found if isinstance(found, HttpResponse) else JsonResponse(found)
            except NotAllowed as refusal:
                answer = refused(refusal.key, language_of(request))
                if request.method not in methods:
                    answer.status_code, answer["Allow"] = 405, ", ".join(methods)
            answer.setdefault("Cache-Control", "private, no-store")
            answer["Vary"] = "Cookie"
            return answer

        return answered

    return wrap


def refused(key: str, language: str) -> JsonResponse:
    """The refusal as JSON."""
    told = {"error": records.message(key, language), "code": key}
    return JsonResponse(told, status=STATUS.get(key, 403))


def posted(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises NotAllowed "bad-request" for anything else."""
    if request.content_type != "application/json" or len(request.body) > MAX_BODY:
        raise NotAllowed("bad-request")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise NotAllowed("bad-request") from None
    if not isinstance(body, dict):
        raise NotAllowed("bad-request")
    return body


def text_of(values: Any, name: str, default: str | None = None) -> str:
    """A text among posted or asked values. Raises NotAllowed "bad-request" when it is none or not there."""
    value = values.get(name, default)
    if not isinstance(value, str):
        raise NotAllowed("bad-request")
    return value


def number_of(values: Any, name: str, default: int | None = None) -> int:
    """A whole number from 0 (or the default) on. Raises NotAllowed "bad-request" when it is none or not there."""
    value = values.get(name, default)
    if isinstance(value, str) and re.fullmatch("[0-9]{1,10}", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not (0 <= value <= LONGEST_NUMBER or value == default):
        raise NotAllowed("bad-request")
    return value
