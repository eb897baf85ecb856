"""What differs between LMS, Studio, preview and workbench: the only module that knows one platform from another."""

from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from opaque_keys.edx.keys import CourseKey, UsageKey

NOBODY_YET = 0
"""The id of a workbench student who has not written anything: no row of the user table has it."""


def user_id(user) -> int | str | None:
    """The id of an XBlock user's account; a text in the workbench, which has no accounts; None when signed out."""
    return user.opt_attrs.get("edx-platform.user_id") or user.opt_attrs.get("xblock-workbench.user_id")


def workbench_user(student: str, *, make: bool) -> int:
    """The account `workbench-<student>`, made when asked for; NOBODY_YET when it does not exist."""
    users = get_user_model().objects
    name = f"workbench-{student}"[:150]
    if make:
        return users.get_or_create(username=name)[0].pk
    return users.filter(username=name).values_list("pk", flat=True).first() or NOBODY_YET


def is_course_staff(user) -> bool:
    return bool(user.opt_attrs.get("edx-platform.user_is_staff"))


def is_acting_as(service, user) -> bool:
    """Whether staff views the course as this learner: the platform then marks the learner's account with a `real_user`.

    The mark is on the Django user that the platform's user service keeps; other runtimes may put it on the XBlock user.
    """
    account = getattr(service, "_django_user", None)
    return any(getattr(holder, "real_user", None) is not None for holder in (user, account))


def place(usage_id) -> tuple[str, str, str]:
    """Organisation, course key and usage key of a block; the workbench has no courses and gets a made-up one."""
    if isinstance(usage_id, UsageKey):
        return usage_id.context_key.org, str(usage_id.context_key), str(usage_id)
    return "SCORE", "course-v1:SCORE+workbench+workbench", str(usage_id)


def may_author(user, settings) -> bool:
    """Whether this user may change a block's source: all whom Studio lets in, nobody in an LMS, else course staff."""
    variant = getattr(settings, "SERVICE_VARIANT", "")
    return variant == "cms" or (variant != "lms" and is_course_staff(user))


def page_url(name: str, *arguments) -> str:
    """The address of one of our pages under /score/; "" where the site has none."""
    try:
        return reverse(f"score_pages:{name}", args=arguments)
    except NoReverseMatch:
        return ""


def login_url() -> str:
    """Where one signs in; it takes `?next=`."""
    return resolve_url(settings.LOGIN_URL)


def publish_for_team(usage_id, user_ids: Iterable[int]) -> tuple[int, ...]:
    """Complete a block for members of a team, as far as they are enrolled in its course; answers for whom.

    Where the platform keeps no completion (Studio, workbench, or switched off) for nobody: each member's own page then
    reports it. Nothing falls, and for whom it is complete already nothing is written.
    """
    if not isinstance(usage_id, UsageKey) or not _keeps_completion():
        return ()
    kept = apps.get_model("completion", "BlockCompletion").objects
    wanted = set(enrolled(usage_id.context_key, user_ids))
    complete = kept.filter(block_key=usage_id, user_id__in=wanted, completion=1.0).values_list("user_id", flat=True)
    users = get_user_model().objects.filter(pk__in=wanted - set(complete), is_active=True).order_by("pk")
    for user in users:
        kept.submit_completion(user=user, block_key=usage_id, completion=1.0)
    return tuple(user.pk for user in users)


def enrolled(course_key: CourseKey, user_ids: Iterable[int]) -> tuple[int, ...]:
    """Those who are enrolled in the course; all where the platform knows no enrolment."""
    if not apps.is_installed("common.djangoapps.student"):
        return tuple(user_ids)
    enrolments = apps.get_model("student", "CourseEnrollment").objects
    active = enrolments.filter(course_id=course_key, user_id__in=list(user_ids), is_active=True)
    return tuple(active.values_list("user_id", flat=True))


def _keeps_completion() -> bool:
    # A library of the platform that only some sites have: it is there once its app is installed.
    switch = "completion.waffle.ENABLE_COMPLETION_TRACKING_SWITCH"
    return apps.is_installed("completion") and import_string(switch).is_enabled()
