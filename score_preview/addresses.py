"""What a page's scripts and elements ask for: handlers, views counted as done, files."""

import mimetypes
import re

from completion.services import CompletionService
from django.contrib.staticfiles import views as staticfiles
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import UsageKey
from xblock.django.request import django_to_webob_request, webob_to_django_response
from xblock.exceptions import DisallowedFileError, JsonHandlerError, NoSuchHandlerError, NotFoundError, ProcessingError

from score_preview.assets import without_remote
from score_preview.course import Course
from score_preview.library import library
from score_preview.runtime import PreviewRuntime, block_class
from score_preview.services import complete, completes_by_view

SAFE = ("GET", "HEAD", "OPTIONS")


def refusal(text: str, status: int) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)


def handler(request: HttpRequest, usage_key: UsageKey, handler_name: str, suffix: str = "") -> HttpResponse:
    """Run a block's handler: what a GET sets is not kept, what a POST sets is kept whole or not at all."""
    course = library().find(usage_key.context_key)
    if course is None or usage_key not in course.nodes:
        return refusal("There is no such block.", 404)
    runtime = PreviewRuntime(course, request.user, keeps=request.method not in SAFE)
    try:
        with translation.override(course.language), transaction.atomic():
            answer = runtime.handle(
                runtime.get_block(usage_key), handler_name, django_to_webob_request(request), suffix
            )
    except NoSuchHandlerError:
        return refusal("There is no such handler.", 404)
    except NotFoundError as error:
        return refusal(str(error), 404)
    except JsonHandlerError as error:
        return refusal(error.message, error.status_code)
    except ProcessingError as error:
        return refusal(str(error), 400)
    return webob_to_django_response(answer)


def no_handler(request: HttpRequest, usage_key: UsageKey) -> HttpResponse:
    return refusal("The address names no handler.", 404)


@require_POST
def viewed(request: HttpRequest, course_key) -> HttpResponse:
    """Count blocks as done that are done by being seen (`block`, repeated: usage keys); answers the new ones."""
    course = library().find(course_key)
    if course is None:
        return refusal("There is no such course.", 404)
    keys = []
    for text in request.POST.getlist("block"):
        try:
            key = UsageKey.from_string(text)
        except InvalidKeyError:
            return refusal("This is no block's usage key.", 400)
        if key in course.nodes and completes_by_view(block_class(key.block_type)):
            keys.append(key)
    shares = CompletionService(request.user, course.key).get_completions(keys)
    new = [key for key in dict.fromkeys(keys) if shares[key] < 1]
    runtime = PreviewRuntime(course, request.user, keeps=True)
    with transaction.atomic():
        for key in new:
            complete(runtime.get_block(key), request.user, 1.0)
    return JsonResponse({"completed": [str(key) for key in new]})


@require_safe
def asset(request: HttpRequest, course_key, name: str) -> HttpResponse:
    """A file of the course's static/, or a part of it (`Range`), as video players ask for."""
    course = library().find(course_key)
    data = _asset(course, name) if course else None
    if data is None:
        raise Http404(name)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
    if asked and int(asked[1]) < len(data):
        first, last = int(asked[1]), min(int(asked[2] or len(data) - 1), len(data) - 1)
        response = HttpResponse(data[first : last + 1], content_type=kind, status=206)
        response["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    else:
        response = HttpResponse(data, content_type=kind)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "no-cache"
    # A picture must not run scripts when it is opened alone.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; sandbox"
    return response


def _asset(course: Course, name: str) -> bytes | None:
    """As an LMS keeps them: flat, so that a/b.png is found as a_b.png, too."""
    for path in (f"static/{name}", f"static/{name.replace('/', '_')}"):
        if path in course.archive.files:
            return course.archive.files[path]
    return None


@require_safe
def block_file(request: HttpRequest, block_type: str, uri: str) -> HttpResponse:
    """A file of a block's own package, from its public/ alone; style sheets ask no other host for anything."""
    try:
        opened = block_class(block_type).open_local_resource(uri)
    except (OSError, ValueError, DisallowedFileError) as error:
        raise Http404(uri) from error
    kind = mimetypes.guess_type(uri)[0] or "application/octet-stream"
    with opened:
        data = opened.read()
    if kind == "text/css":
        data = without_remote(data.decode("utf-8")).encode("utf-8")
    response = HttpResponse(data, content_type=kind)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def site_file(request: HttpRequest, path: str) -> FileResponse:
    """A file of the site itself."""
    return staticfiles.serve(request, path, insecure=True)
