"""The progress block: what I have finished of this course, what is next, and whose team I am in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock

from score_xblocks.base import ScoreBlock
from score_xblocks.records import api as records


@dataclass(frozen=True)
class Page:
    """A unit and the keys of what can be completed on it."""

    name: str
    title: str
    keys: tuple[Any, ...]


@dataclass(frozen=True)
class Lesson:
    """A subsection and those of its pages on which there is something to complete."""

    name: str
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Part:
    """A section."""

    title: str
    lessons: tuple[Lesson, ...]


@XBlock.needs("i18n")
@XBlock.wants("user", "completion", "replace_urls")
class ProgressBlock(ScoreBlock):
    """Shows a learner's progress through the course that the block stands in; keeps and counts nothing itself."""

    script = "progress"
    completion_mode = XBlockCompletionMode.EXCLUDED

    @XBlock.supports("multi_device")
    def student_view(self, context=None):
        service = self.runtime.service(self, "completion")
        if not hasattr(service, "get_completions") or not service.completion_tracking_enabled():
            return self.notice(self.gettext("This site does not record what you have finished, so it cannot be shown."))
        person = self.person()
        if person.user_id is None:
            return self.notice(self.gettext("Please sign in to see your progress."))
        parts = parts_of(course_of(self))
        pages = [page for part in parts for lesson in part.lessons for page in lesson.pages]
        completions = service.get_completions([key for page in pages for key in page.keys])
        finished = {page.name for page in pages if all(completions.get(key, 0) >= 1 for key in page.keys)}
        following = next((page for page in pages if page.name not in finished), None)
        html = self.from_template(
            "progress.html",
            title=self.gettext("My progress"),
            prefix=f"{name_of(self)}.",
            team="" if person.acting_as else self.team(person),
            parts=[self.shown(part, finished, following) for part in parts],
            done=len(finished),
            total=len(pages),
            following=following,
        )
        return self.fragment(html)

    def author_view(self, context=None):
        return self.notice(self.gettext("Learners see here what they have finished of this course, and what is next."))

    def studio_view(self, context=None):
        return self.notice(self.gettext("There is nothing to set here."))

    def student_view_data(self, context=None):
        return {"title": self.display_name, "language": self.language}

    def team(self, person) -> str:
        if self.missing_app():
            return ""
        enterprise = records.enterprise_of(user_id=person.user_id, org=self.place().org)
        return enterprise.name if enterprise else ""

    def shown(self, part: Part, finished: set[str], following: Page | None) -> dict[str, Any]:
        lessons = [
            {
                "name": lesson.name,
                "title": lesson.title,
                "done": sum(page.name in finished for page in lesson.pages),
                "total": len(lesson.pages),
                "next": following in lesson.pages,
            }
            for lesson in part.lessons
        ]
        return {"title": part.title, "lessons": lessons}

    @staticmethod
    def workbench_scenarios():
        return [("Progress", '<vertical_demo><score_progress url_name="progress-demo"/></vertical_demo>')]


def course_of(block):
    """The block at the top, above this one."""
    while (above := block.get_parent()) is not None:
        block = above
    return block


def parts_of(course) -> list[Part]:
    """Sections, lessons and pages in their order, those that a learner may see and can complete something in."""
    parts = []
    for section in open_children(course):
        lessons = []
        for lesson in open_children(section):
            pages = tuple(
                Page(name_of(unit), title_of(unit), keys) for unit in open_children(lesson) if (keys := keys_of(unit))
            )
            if pages:
                lessons.append(Lesson(name_of(lesson), title_of(lesson), pages))
        if lessons:
            parts.append(Part(title_of(section), tuple(lessons)))
    return parts


def open_children(block) -> Iterator[Any]:
    """The children that are not kept from learners and have started."""
    if not getattr(block, "has_children", False):
        return
    now = timezone.now()
    for child in block.get_children():
        start = getattr(child, "start", None)
        if child is not None and not getattr(child, "visible_to_staff_only", False) and (start is None or start <= now):
            yield child


def keys_of(block) -> tuple[Any, ...]:
    """Usage keys of all that can be completed in a block: itself, or what is inside it."""
    match XBlockCompletionMode.get_mode(block):
        case XBlockCompletionMode.AGGREGATOR:
            return tuple(key for child in open_children(block) for key in keys_of(child))
        case XBlockCompletionMode.COMPLETABLE:
            return (block.scope_ids.usage_id,)
    return ()


def name_of(block) -> str:
    """The url_name."""
    usage = block.scope_ids.usage_id
    return getattr(usage, "block_id", str(usage))


def title_of(block) -> str:
    return getattr(block, "display_name", "") or name_of(block)
