"""How far a person is in a course: pages done, and grades counted as an LMS counts them."""

from collections.abc import Mapping
from dataclasses import dataclass

from completion.services import CompletionService
from opaque_keys.edx.keys import UsageKey
from xblock.completable import XBlockCompletionMode

from score_preview.course import Assignment, Course, Node
from score_preview.models import Grade
from score_preview.runtime import PreviewRuntime, block_class


@dataclass(frozen=True)
class Standing:
    """Pages done below a node."""

    done: int
    pages: int

    @property
    def finished(self) -> bool:
        return self.pages > 0 and self.done == self.pages

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.pages) if self.pages else 0


def standings(course: Course, user) -> dict[UsageKey, Standing]:
    """The standing of every page and container; a page is done when each of its blocks that counts is complete."""
    counting = {page.key: _counting(course, page) for page in course.pages}
    keys = [key for blocks in counting.values() for key in blocks]
    shares = CompletionService(user, course.key).get_completions(keys)
    done = {page: all(shares.get(key, 0) >= 1 for key in blocks) for page, blocks in counting.items()}
    found = {}
    for node in course.within(course.root):
        pages = [below.key for below in course.within(node.key) if below.type == "vertical"]
        found[node.key] = Standing(sum(done[page] for page in pages), len(pages))
    return found


def _counting(course: Course, page: Node) -> list[UsageKey]:
    return [node.key for node in course.within(page.key) if _mode(node) == XBlockCompletionMode.COMPLETABLE]


def _mode(node: Node) -> str:
    return XBlockCompletionMode.get_mode(block_class(node.type))


def _percent(share: float) -> int:
    """A share of 1 in whole percent; a half goes up, as in an LMS and in the quiz itself."""
    return int(100 * share + 0.5)


@dataclass(frozen=True)
class LessonGrade:
    """The points of one graded lesson."""

    lesson: Node
    kind: str
    earned: float
    possible: float
    tried: bool

    @property
    def share(self) -> float:
        return self.earned / self.possible if self.possible else 0.0

    @property
    def percent(self) -> int:
        return _percent(self.share)


@dataclass(frozen=True)
class Report:
    """All grades of a person in a course; `total` and `passing` are shares of 1."""

    lessons: tuple[LessonGrade, ...]
    total: float
    passing: float

    @property
    def percent(self) -> int:
        return _percent(self.total)

    @property
    def passing_percent(self) -> int:
        return _percent(self.passing)

    @property
    def passed(self) -> bool:
        return bool(self.lessons) and self.total >= self.passing


def report(course: Course, user) -> Report:
    """The person's grades by graded lesson, and their weighted total."""
    grades = {grade.usage_key: grade for grade in Grade.objects.filter(user=user, course_key=str(course.key))}
    runtime = PreviewRuntime(course, user, keeps=False)
    lessons = tuple(
        _lesson_grade(course, node, grades, runtime)
        for node in course.within(course.root)
        if node.type == "sequential" and course.fields.get((node.key, "graded"))
    )
    total = sum(kind.weight * _average(kind, lessons) for kind in course.assignments)
    return Report(lessons, min(total, 1.0), course.passing)


def _lesson_grade(course: Course, lesson: Node, grades: Mapping[str, Grade], runtime: PreviewRuntime) -> LessonGrade:
    earned = possible = 0.0
    tried = False
    for node in course.within(lesson.key):
        if not getattr(block_class(node.type), "has_score", False):
            continue
        block = runtime.get_block(node.key)
        grade = grades.get(str(node.key))
        most = grade.possible if grade else float(block.max_score() or 0)
        weight = block.weight if getattr(block, "weight", None) is not None else most
        tried = tried or grade is not None
        possible += weight
        if grade and most:
            earned += weight * grade.earned / most
    kind = course.fields.get((lesson.key, "format")) or ""
    return LessonGrade(lesson, str(kind), earned, possible, tried)


def _average(kind: Assignment, lessons: tuple[LessonGrade, ...]) -> float:
    shares = sorted((lesson.share for lesson in lessons if lesson.kind == kind.type), reverse=True)
    kept = shares[: max(1, len(shares) - kind.drop)]
    return sum(kept) / len(kept) if kept else 0.0
