"""The preview's pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from score_preview import people
from score_preview import progress as standing
from score_preview.assets import PageAssets
from score_preview.course import Course, Node
from score_preview.library import edition, library
from score_preview.runtime import PreviewRuntime


def course_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A GET of a page of one course, in the course's language; 404 when the course is not there."""

    @require_safe
    @never_cache
    @ensure_csrf_cookie
    @wraps(view)
    def shown(request: HttpRequest, course_key, **rest) -> HttpResponse:
        course = library().find(course_key)
        if course is None:
            raise Http404(course_key)
        with translation.override(course.language):
            return view(request, course, **rest)

    return shown


def shown_in(request: HttpRequest, template: str, course: Course | None, **values) -> HttpResponse:
    return render(request, template, {"course": course, "edition": edition(), **values})


@dataclass(frozen=True)
class Module:
    """The editions of one course, one a language; `number` as in the archive's name, empty when it has none."""

    number: str
    title: str
    about: str
    editions: tuple[Course, ...]


@require_safe
@never_cache
@ensure_csrf_cookie
def home(request: HttpRequest) -> HttpResponse:
    """The courses by module and language; what is wrong with archives that can't be shown."""
    found = library()
    by_module: dict[str, list[Course]] = {}
    for course in found.courses:
        by_module.setdefault(course.module, []).append(course)
    modules = []
    for name, editions in by_module.items():
        number = re.match(r"module(\d+)", name)
        own = next((course for course in editions if course.language == translation.get_language()), editions[0])
        modules.append(Module(number[1] if number else "", own.title, own.short_description, tuple(editions)))
    return shown_in(request, "score_preview/home.html", None, modules=modules, library=found)


@course_page
def outline(request: HttpRequest, course: Course) -> HttpResponse:
    """The course's sections, lessons and pages, with what the person has done."""
    done = standing.standings(course, request.user)
    following = next((page for page in course.pages if not done[page.key].finished), None)
    return shown_in(
        request,
        "score_preview/outline.html",
        course,
        sections=_sections(course, done),
        total=done[course.root],
        following=following,
    )


@course_page
def page(request: HttpRequest, course: Course, name: str) -> HttpResponse:
    """One page (a unit) with its blocks, where it stands in the course, and the pages around it."""
    node = course.by_name.get(name)
    if node is None or node.type != "vertical":
        raise Http404(name)
    runtime = PreviewRuntime(course, request.user, keeps=False)
    fragment = runtime.get_block(node.key).render("student_view", {})
    lesson = course.ancestor(node.key, "sequential")
    in_lesson = course.children(lesson.key)
    index = course.pages.index(node)
    done = standing.standings(course, request.user)
    return shown_in(
        request,
        "score_preview/page.html",
        course,
        node=node,
        html=fragment.content,
        assets=PageAssets.of(fragment, {below.type for below in course.within(node.key)}),
        section=course.ancestor(node.key, "chapter"),
        lesson=lesson,
        number=in_lesson.index(node) + 1,
        in_lesson=[(other, done[other.key].finished) for other in in_lesson],
        before=course.pages[index - 1] if index else None,
        after=course.pages[index + 1] if index + 1 < len(course.pages) else None,
        sections=_sections(course, done),
        total=done[course.root],
    )


@course_page
def progress(request: HttpRequest, course: Course) -> HttpResponse:
    """What the person has done in the course and the grades."""
    done = standing.standings(course, request.user)
    return shown_in(
        request,
        "score_preview/progress.html",
        course,
        report=standing.report(course, request.user),
        sections=_sections(course, done),
        total=done[course.root],
    )


@course_page
def jump(request: HttpRequest, course: Course, name: str) -> HttpResponse:
    """Where /jump_to_id/<url_name> leads."""
    node = course.by_name.get(name)
    url = course.page_url(node) if node else None
    if url is None:
        raise Http404(name)
    return redirect(url)


@require_POST
def be(request: HttpRequest, name: str) -> HttpResponse:
    """Become a demo person and go back to the page named in `next`."""
    person = next((person for person in people.PEOPLE if person.name == name), None)
    user = auth.get_user_model().objects.filter(username=name).first() if person else None
    if user is None:
        raise Http404(name)
    auth.login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    messages.success(request, _("You are now %(name)s.") % {"name": person.called})
    onward = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()})
    return redirect(onward if safe else "home")


@require_safe
@never_cache
def changes(request: HttpRequest) -> JsonResponse:
    """The edition of the archives; a page that shows an older one loads itself again."""
    return JsonResponse({"edition": edition()})


def _sections(course: Course, done) -> list[tuple[Node, list]]:
    """Sections, their lessons, their pages, each lesson and page with its standing."""
    return [
        (
            section,
            [
                (
                    lesson,
                    done[lesson.key],
                    [(page, done[page.key].finished, course.page_url(page)) for page in course.children(lesson.key)],
                )
                for lesson in course.children(section.key)
            ],
        )
        for section in course.children(course.root)
    ]
