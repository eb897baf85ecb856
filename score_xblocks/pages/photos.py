"""Photos and files of worksheets: taken from devices, and shown to those who may read the sheet."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.http import content_disposition_header

from score_xblocks.records import api as records
from score_xblocks.records.api import AttachmentView, NotAllowed

from .answers import answers_json, number_of, person_of, text_of

LARGEST = 2_000_000
"""The most bytes of a file; records say what a photo may have."""


@answers_json("POST")
def upload(request: HttpRequest) -> dict:
    """Store a photo or file of a cell: a form with `record`, `cell`, `id` (a UUID), `caption` and the `file`."""
    sent = form_of(request)
    file = request.FILES.get("file")
    if file is None:
        raise NotAllowed("bad-request")
    if file.size > LARGEST:
        raise NotAllowed("file-large")
    stored = records.store_attachment(
        person=person_of(request),
        record_id=number_of(sent, "record"),
        cell=text_of(sent, "cell"),
        attachment_id=text_of(sent, "id"),
        name=(file.name or "")[-200:],
        content=file.read(),
        caption=text_of(sent, "caption", ""),
    )
    return told(stored)


@answers_json("GET", "HEAD")
def show(request: HttpRequest, attachment_id: str) -> HttpResponse:
    """A photo or file, to be kept and never run. Browsers ask each time: on a shared phone another may sit there."""
    person, tag = person_of(request), f'"{attachment_id}"'
    if request.headers.get("If-None-Match") == tag:
        records.see_attachment(person=person, attachment_id=attachment_id)
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": "private, no-cache"})
    found = records.read_attachment(person=person, attachment_id=attachment_id)
    answer = HttpResponse(found.content, content_type=found.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, name_of(found.view))
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = tag
    return answer


def form_of(request: HttpRequest):
    """The form's values. Raises NotAllowed "bad-request" when the form is torn."""
    try:
        return request.POST
    except MultiPartParserError:
        raise NotAllowed("bad-request") from None


def name_of(view: AttachmentView) -> str:
    """The name under which a device keeps it: with the ending of what it is."""
    stem = view.name.rpartition(".")[0] or view.name or "photo"
    return f"{stem}.{'jpg' if view.is_photo else view.kind}"


def told(view: AttachmentView) -> dict:
    """An attachment as JSON."""
    names = ("id", "cell", "kind", "size", "width", "height", "caption", "name", "by")
    plain = {name: getattr(view, name) for name in names}
    return {**plain, "photo": view.is_photo, "url": reverse("score_pages:photo", args=[view.id])}
