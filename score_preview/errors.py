"""Plain pages for what is not there, not allowed or broken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def page(request: HttpRequest, status: int, title: str, text: str, details: tuple[str, ...] = ()) -> HttpResponse:
    """A page that says what is the matter and leads home."""
    values = {"title": title, "text": text, "details": details}
    return render(request, "score_preview/message.html", values, status=status)


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    return page(request, 400, _("This request can't be understood"), _("Please go back and try again."))


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    return page(request, 403, _("This is not allowed"), _("The person you are now may not see or do this."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(
        request, 403, _("This is not allowed"), _("The page was open for too long. Please load it again and repeat.")
    )


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    return page(
        request, 404, _("There is no such page"), _("It may have been renamed or removed when the course was rebuilt.")
    )


def broken(request: HttpRequest) -> HttpResponse:
    return page(request, 500, _("Something is broken"), _("The terminal in which the preview runs says what."))


def nobody(request: HttpRequest) -> HttpResponse:
    """Before the demo people are made nobody can be anybody: a template without people."""
    return HttpResponse(
        _("The demo people are not here yet. Start the preview with: python -m score_preview"),
        content_type="text/plain; charset=utf-8",
        status=503,
    )
