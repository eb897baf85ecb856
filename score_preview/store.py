"""Where blocks find their fields: the course's in the imported archive, a person's in the database."""

from collections.abc import Mapping, MutableMapping
from typing import Any

import simplejson
from opaque_keys.edx.keys import UsageKey
from xblock.fields import BlockScope, Scope, UserScope
from xblock.runtime import KeyValueStore

from score_preview.blocks import INHERITED
from score_preview.models import BlockState

CourseFields = Mapping[tuple[Any, str], Any]
"""Values of the archive by (usage key, field name), as JSON has them."""


class CourseStore(KeyValueStore):
    """The store of one request.

    `fields` is the course's; what a block sets of it lasts as long as the request. A person's values are read and
    written as rows; with `keeps` false (a GET) they last as long as the request, too, so that looking changes nothing.
    """

    def __init__(self, fields: CourseFields, parents: Mapping[UsageKey, UsageKey | None], keeps: bool):
        self._fields = fields
        self._parents = parents
        self._keeps = keeps
        self._set: MutableMapping[KeyValueStore.Key, Any] = {}
        self._rows: dict[tuple[str, int, str], dict[str, Any]] = {}

    def get(self, key: KeyValueStore.Key) -> Any:
        if key in self._set:
            return self._set[key]
        if _is_of_course(key):
            return self._fields[(key.block_scope_id, key.field_name)]
        return self._states(key)[key.field_name]

    def has(self, key: KeyValueStore.Key) -> bool:
        if key in self._set:
            return True
        if _is_of_course(key):
            return (key.block_scope_id, key.field_name) in self._fields
        return key.field_name in self._states(key)

    def default(self, key: KeyValueStore.Key) -> Any:
        """A container's value of an inherited field; a seed that stays the same without being written."""
        if key.field_name == "seed" and not _is_of_course(key):
            return (key.user_id or 0) % 1000
        parent = self._parents.get(key.block_scope_id) if key.field_name in INHERITED else None
        while parent is not None:
            if (parent, key.field_name) in self._fields:
                return self._fields[(parent, key.field_name)]
            parent = self._parents.get(parent)
        raise KeyError(repr(key))

    def set(self, key: KeyValueStore.Key, value: Any) -> None:
        if _is_of_course(key) or not self._keeps:
            self._set[key] = value
            return
        scope, person, block = _row(key)
        BlockState.objects.update_or_create(
            scope=scope, person=person, block=block, field=key.field_name, defaults={"value": simplejson.dumps(value)}
        )
        self._states(key)[key.field_name] = value

    def delete(self, key: KeyValueStore.Key) -> None:
        self._set.pop(key, None)
        if _is_of_course(key):
            return
        self._states(key).pop(key.field_name, None)
        if self._keeps:
            scope, person, block = _row(key)
            BlockState.objects.filter(scope=scope, person=person, block=block, field=key.field_name).delete()

    def _states(self, key: KeyValueStore.Key) -> dict[str, Any]:
        """All values of one person, block and scope: read once a request."""
        row = _row(key)
        if row not in self._rows:
            scope, person, block = row
            stored = BlockState.objects.filter(scope=scope, person=person, block=block).values_list("field", "value")
            self._rows[row] = {field: simplejson.loads(value) for field, value in stored}
        return self._rows[row]


def _is_of_course(key: KeyValueStore.Key) -> bool:
    """Whether the value belongs to the course: the tree itself, content and settings."""
    return key.scope in (Scope.children, Scope.parent) or key.scope.user == UserScope.NONE


def _row(key: KeyValueStore.Key) -> tuple[str, int, str]:
    scope = key.scope.name or f"{key.scope.user.value}-{key.scope.block.value}"
    block = "" if key.scope.block == BlockScope.ALL else str(key.block_scope_id)
    return scope, key.user_id or 0, block
