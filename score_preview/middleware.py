"""Two rules for every request: nothing from other hosts, and there is always somebody."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from score_preview import errors, people

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'nonce-{nonce}'",
        # Core blocks set styles on elements.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class ContentSecurityMiddleware:
    """Lets a page load from this site alone; what core blocks write into the page carries `request.csp_nonce`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.csp_nonce = secrets.token_urlsafe(16)
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY.format(nonce=request.csp_nonce))
        return response


class SomebodyMiddleware:
    """Whoever has not chosen to be somebody is the worker; nothing is written for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            person = people.default_person()
            if person is None:
                return errors.nobody(request)
            request.user = person
        return self.get_response(request)
