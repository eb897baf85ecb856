"""The services that an LMS offers to blocks, and what becomes of the events that they publish."""

from typing import Any

from completion.models import BlockCompletion
from completion.services import CompletionService
from django.core.cache import cache
from django.utils import translation
from xblock.completable import XBlockCompletionMode
from xblock.reference.user_service import UserService, XBlockUser

from score_preview import people
from score_preview.models import Grade


def for_person(course, user) -> dict[str, Any]:
    """The services by name, for one person in one course."""
    return {
        "user": PersonService(user),
        "i18n": TextService(),
        "replace_urls": course,
        "completion": CompletionService(user, course.key),
        "cache": cache,
        "sandbox": Sandbox(),
        "xqueue": NoQueue(),
    }


class PersonService(UserService):
    """Who is here, described as an LMS does."""

    def __init__(self, user):
        super().__init__()
        self._django_user = user

    def get_current_user(self) -> XBlockUser:
        user = self._django_user
        demo = people.of_user(user)
        # Staff of the courses, as in an LMS: that says nothing about the site, which `user.is_staff` is about.
        is_staff = demo is not None and demo.is_staff
        person = XBlockUser(is_current_user=True, full_name=user.get_full_name(), emails=[user.email])
        person.opt_attrs.update(
            {
                "edx-platform.user_id": user.pk,
                "edx-platform.username": user.username,
                "edx-platform.is_authenticated": True,
                "edx-platform.user_is_staff": is_staff,
                "edx-platform.user_is_global_staff": user.is_superuser,
                "edx-platform.user_role": "staff" if is_staff else "student",
                "edx-platform.anonymous_user_id": self.get_anonymous_user_id(user.username, ""),
                "edx-platform.deprecated_anonymous_user_id": self.get_anonymous_user_id(user.username, ""),
                "edx-platform.request_country_code": None,
                "edx-platform.user_preferences": {},
            }
        )
        return person

    def get_anonymous_user_id(self, username: str, course_id: str) -> str:
        return f"preview-{username}"


class TextService:
    """Texts in the language that is active: the course's."""

    gettext = ugettext = staticmethod(translation.gettext)
    ngettext = ungettext = staticmethod(translation.ngettext)


class Sandbox:
    """No Python of an author runs here."""

    def can_execute_unsafe_code(self) -> bool:
        return False

    def get_python_lib_zip(self) -> None:
        return None


class NoQueue:
    """There is no external grader."""

    interface = None


def keep_event(block, user, event_type: str, event: dict) -> None:
    """Store a grade or a completion of this person in this block; a scored block completes with its grade."""
    if event_type == "grade":
        keep_grade(block, user, event)
        if completes_by_grade(block):
            complete(block, user, 1.0)
    elif event_type == "completion":
        complete(block, user, float(event["completion"]))


def keep_grade(block, user, event: dict) -> None:
    """Store `value` of `max_value` points; with `only_if_higher`, never a smaller share than before."""
    earned, possible = float(event["value"] or 0), float(event["max_value"] or 0)
    usage = block.scope_ids.usage_id
    held = Grade.objects.filter(user=user, usage_key=str(usage)).first()
    if held and event.get("only_if_higher") and _share(earned, possible) <= _share(held.earned, held.possible):
        return
    Grade.objects.update_or_create(
        user=user,
        usage_key=str(usage),
        defaults={"course_key": str(usage.context_key), "earned": earned, "possible": possible},
    )


def _share(earned: float, possible: float) -> float:
    return earned / possible if possible else 0.0


def complete(block, user, share: float) -> None:
    """Store how much of a block (0 to 1) the person has done."""
    BlockCompletion.objects.submit_completion(user=user, block_key=block.scope_ids.usage_id, completion=share)


def completes_by_grade(block) -> bool:
    completable = XBlockCompletionMode.get_mode(block) == XBlockCompletionMode.COMPLETABLE
    return completable and not getattr(block, "has_custom_completion", False)


def completes_by_view(block) -> bool:
    return completes_by_grade(block) and not getattr(block, "has_score", False)
