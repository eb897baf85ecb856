"""A record for paper: the page that a block prints, too."""

from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.templatetags.static import static

from score_xblocks.base import ENGINE
from score_xblocks.paper import Paper
from score_xblocks.paper_page import page_context

from .answers import person_of
from .asking import page, page_language
from .sheets import opened


@page("GET", "HEAD")
def show(request: HttpRequest, record_id: int) -> HttpResponse:
    """All of the sheet on A4, with charts, photos, the state of its review and lines to sign on."""
    found = opened(person_of(request), record_id, page_language(request), Paper)
    told = page_context(found.sheet, found.record.view, found.record.occasion, found.gettext)
    style = static("score_pages/print.css")
    values = {"gettext": found.gettext, "language": found.language, "style": style, **told}
    return HttpResponse(ENGINE.get_template("print.html").render(Context(values, use_l10n=False)))
