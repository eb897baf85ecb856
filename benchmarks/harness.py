"""One course of blocks in the preview's runtime, on SQLite, without a server: every block under the same conditions."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import simplejson
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from lxml import etree
from opaque_keys.edx.keys import UsageKey
from webob import Request
from xblock.fields import BlockScope, Scope, UserScope
from xblock.runtime import KeyValueStore, KvsFieldData

from score_preview.archive import Archive
from score_preview.course import Course
from score_preview.models import BlockState
from score_preview.olx import import_course
from score_preview.runtime import PreviewRuntime
from score_preview.store import CourseStore


class FlagThatIsOff:
    """What drag-and-drop asks the platform for: a course's flag."""

    def __init__(self, *names: str):
        self.names = names

    def is_enabled(self, course_key=None) -> bool:
        return False


platform = ModuleType("openedx.core.djangoapps.waffle_utils")
platform.CourseWaffleFlag = FlagThatIsOff
sys.modules[platform.__name__] = platform


def block(
    tag: str, url_name: str, content: str = "", /, *, children: Sequence[etree._Element] = (), **fields: Any
) -> etree._Element:
    """The OLX of a block; fields that are no text are written as JSON."""
    values = {key: value if isinstance(value, str) else json.dumps(value) for key, value in fields.items()}
    element = etree.Element(tag, values, url_name=url_name)
    element.text = content
    element.extend(children)
    return element


def course_of(blocks: Sequence[etree._Element]) -> Course:
    """An imported course whose only page holds these blocks."""
    page = b"".join(etree.tostring(each, encoding="utf-8") for each in blocks)
    files = {
        "course.xml": b'<course url_name="2026" org="SCORE" course="BENCH"/>',
        "course/2026.xml": b'<course><chapter url_name="c"><sequential url_name="s"><vertical url_name="v">'
        + page
        + b"</vertical></sequential></chapter></course>",
        "policies/2026/policy.json": b'{"course/2026": {"language": "en"}}',
    }
    return import_course(Archive("bench.en.tar.gz", files))


def of_course(key: KeyValueStore.Key) -> bool:
    return key.scope in (Scope.children, Scope.parent) or key.scope.user == UserScope.NONE


class StateStore(KeyValueStore):
    """Keeps what an LMS keeps, as it does: one row for the state of one person in one block, written once a save."""

    def __init__(self, course: Course):
        self.course = CourseStore(course.fields, course.parents, keeps=False)
        self.rows: dict[tuple, dict[str, Any]] = {}

    def get(self, key):
        return self.course.get(key) if of_course(key) else self._state(key)[key.field_name]

    def has(self, key):
        return self.course.has(key) if of_course(key) else key.field_name in self._state(key)

    def default(self, key):
        return self.course.default(key)

    def delete(self, key):
        self._state(key).pop(key.field_name, None)

    def set(self, key, value):
        self.set_many({key: value})

    def set_many(self, values: Mapping):
        changed = {}
        for key, value in values.items():
            if of_course(key):
                self.course.set(key, value)
            else:
                self._state(key)[key.field_name] = value
                changed[self._row(key)] = self._state(key)
        names = ("scope", "person", "block", "field")
        rows = [
            BlockState(**dict(zip(names, row, strict=True)), value=simplejson.dumps(state))
            for row, state in changed.items()
        ]
        BlockState.objects.bulk_create(rows, update_conflicts=True, unique_fields=names, update_fields=["value"])

    def _state(self, key) -> dict[str, Any]:
        row = self._row(key)
        if row not in self.rows:
            scope, person, name, field = row
            held = BlockState.objects.filter(scope=scope, person=person, block=name, field=field).first()
            self.rows[row] = simplejson.loads(held.value) if held else {}
        return self.rows[row]

    @staticmethod
    def _row(key) -> tuple:
        name = "" if key.scope.block == BlockScope.ALL else str(key.block_scope_id)
        return key.scope.name or "other", key.user_id or 0, name, "*"


class Ids:
    """A definition's id is its usage key, which names the type."""

    @staticmethod
    def get_definition_id(usage_id: UsageKey) -> UsageKey:
        return usage_id

    @staticmethod
    def get_block_type(def_id: UsageKey) -> str:
        return def_id.block_type


class BenchRuntime(PreviewRuntime):
    """One request's runtime, with what peers ask of it besides."""

    def __init__(self, course: Course, user):
        super().__init__(course, user, keeps=True)
        self.id_reader = Ids()
        self.anonymous_student_id = f"bench-{user.pk}"
        self._services["field-data"] = KvsFieldData(StateStore(course))


@dataclass(frozen=True)
class Bench:
    """A course and a person in it."""

    course: Course
    user: Any

    def view(self, name: str, holds: str) -> None:
        """Make what a page shows of a block; ValueError unless this text is in it."""
        runtime = BenchRuntime(self.course, self.user)
        shown = runtime.render(runtime.get_block(self.course.by_name[name].key), "student_view", {})
        if holds not in shown.content:
            raise ValueError(f"{name} does not show {holds!r}: {shown.content[:500]}")

    def post(self, name: str, handler: str, body: Any, took: Callable[[Any], bool]) -> None:
        """Call a handler, its writes in one transaction; ValueError unless its answer says that it `took` the body."""
        request = Request.blank("/", method="POST", body=json.dumps(body).encode(), content_type="application/json")
        with transaction.atomic():
            runtime = BenchRuntime(self.course, self.user)
            answer = runtime.handle(runtime.get_block(self.course.by_name[name].key), handler, request)
        if answer.status_code != 200 or not took(answer.json):
            raise ValueError(f"{name}.{handler}: {answer.status} {answer.text[:200]}")

    def forget(self, name: str) -> None:
        """Make the person new to a block."""
        BlockState.objects.filter(block__endswith=f"@{name}").delete()


def statements(act) -> int:
    """How many SQL statements an act takes, those that begin and end transactions left out."""
    with CaptureQueriesContext(connection) as told:
        act()
    beginnings = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(beginnings) for query in told)
