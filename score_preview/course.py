"""A course as it was imported: its tree of blocks, their fields, its files and its grading."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from opaque_keys.edx.keys import CourseKey, UsageKey

from score_preview.archive import Archive, ArchiveError

_QUOTED_URL = re.compile(
    r"""(?P<quote>\\?["']|&quot;|&\#x27;|&\#3[49];)/(?P<kind>static|jump_to_id|course)/(?P<rest>[^"'\\\s<>&]*)(?P=quote)"""
)


@dataclass(frozen=True)
class Node:
    """One block of the tree."""

    key: UsageKey
    title: str
    parent: UsageKey | None
    children: tuple[UsageKey, ...]

    @property
    def type(self) -> str:
        return self.key.block_type

    @property
    def name(self) -> str:
        """The url_name."""
        return self.key.block_id


@dataclass(frozen=True)
class Assignment:
    """A kind of graded lesson, from grading_policy.json; `weight` is a share of 1."""

    type: str
    short: str
    weight: float
    drop: int


@dataclass(frozen=True)
class Course:
    """An imported course."""

    key: CourseKey
    module: str
    language: str
    title: str
    short_description: str
    about: str
    image: str
    root: UsageKey
    nodes: Mapping[UsageKey, Node]
    fields: Mapping[tuple[Any, str], Any]
    archive: Archive
    assignments: tuple[Assignment, ...]
    passing: float

    @cached_property
    def parents(self) -> dict[UsageKey, UsageKey | None]:
        return {key: node.parent for key, node in self.nodes.items()}

    @cached_property
    def by_name(self) -> dict[str, Node]:
        """Nodes by url_name; the names are unique in a course across types."""
        return {node.name: node for node in self.nodes.values()}

    def children(self, key: UsageKey) -> list[Node]:
        return [self.nodes[child] for child in self.nodes[key].children]

    def within(self, key: UsageKey) -> Iterator[Node]:
        """The node and all below it, in the order of the course."""
        yield self.nodes[key]
        for child in self.nodes[key].children:
            yield from self.within(child)

    def ancestor(self, key: UsageKey, block_type: str) -> Node | None:
        """The node itself or the nearest above it that is of this type."""
        while key is not None:
            if key.block_type == block_type:
                return self.nodes[key]
            key = self.nodes[key].parent
        return None

    @cached_property
    def pages(self) -> list[Node]:
        """The units, in the order of the course."""
        return [node for node in self.within(self.root) if node.type == "vertical"]

    def page_url(self, node: Node) -> str | None:
        """Where a node is shown: a page, with the place on it; the first page of a container; None when it is empty."""
        page = self.ancestor(node.key, "vertical")
        if page is None:
            page = next((below for below in self.within(node.key) if below.type == "vertical"), None)
        if page is None:
            return None
        url = reverse("page", args=[self.key, page.name])
        return url if node.key == page.key or node.type in ("chapter", "sequential") else f"{url}#{node.name}"

    def asset_text(self, name: str) -> str:
        """A text file of static/; empty when it is not there."""
        return self.archive.text(f"static/{name}") if f"static/{name}" in self.archive.files else ""

    def replace_urls(self, text: str) -> str:
        """Text whose quoted addresses /static/…, /jump_to_id/… and /course/… lead to this course's, as in an LMS."""
        urls: dict[str, Callable[[str], str]] = {
            "static": lambda rest: reverse("asset", args=[self.key, rest]) if rest else f"/static/{rest}",
            "jump_to_id": lambda rest: reverse("jump", args=[self.key, rest]) if rest else f"/jump_to_id/{rest}",
            "course": lambda rest: reverse("course", args=[self.key]) + quote(rest, safe="/#?=&%"),
        }

        def rewritten(match: re.Match[str]) -> str:
            return match["quote"] + urls[match["kind"]](match["rest"]) + match["quote"]

        return _QUOTED_URL.sub(rewritten, text)


def policy_of(archive: Archive, run: str) -> dict[str, Any]:
    """policy.json of a run, by "type/url_name"."""
    return archive.json(f"policies/{run}/policy.json")


def grading_of(archive: Archive, run: str) -> tuple[tuple[Assignment, ...], float]:
    """Kinds of assignments and the share of points that passes (0 to 1), from grading_policy.json."""
    policy = archive.json(f"policies/{run}/grading_policy.json")
    try:
        kinds = tuple(
            Assignment(
                type=str(kind["type"]),
                short=str(kind.get("short_label") or kind["type"]),
                weight=float(kind["weight"]),
                drop=int(kind.get("drop_count", 0)),
            )
            for kind in policy.get("GRADER", [])
        )
        cutoffs = [float(value) for value in policy.get("GRADE_CUTOFFS", {}).values()]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArchiveError(f"{archive.name}: grading_policy.json can't be read: {error!r}") from error
    return kinds, min(cutoffs, default=0.5)
