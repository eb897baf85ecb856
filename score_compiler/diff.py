"""What a re-import does to learners: their work hangs on type and id, so only what loses its id loses their work."""

from collections.abc import Iterator
from dataclasses import dataclass

from score_compiler.archive import CONTAINERS, Item, Published

# What hangs on a block, by its type, in a learner's words.
_LOST = {
    "score_quiz": "answers, attempts, score and completion",
    "score_worksheet": "completion (what the team wrote stays, it belongs to the worksheet's key)",
    "html": "completion",
    "video": "completion and the place where it was paused",
    "vertical": "bookmarks and links to it",
    "sequential": "links to it",
    "chapter": "links to it",
}


@dataclass(frozen=True)
class Change:
    """`kind` is "orphaned", "new", "moved", "retitled", "regraded" or "changed"."""

    kind: str
    type: str
    url_name: str
    title: str
    says: str


@dataclass(frozen=True)
class Difference:
    same_course: bool
    changes: tuple[Change, ...]

    @property
    def loses(self) -> bool:
        """Whether learners lose anything."""
        return not self.same_course or any(change.kind == "orphaned" for change in self.changes)


def compare(old: Published, new: Published) -> Difference:
    """Everything that an import of `new` over `old` changes for learners."""
    return Difference(old.key == new.key, tuple(_changes(old, new)))


def _changes(old: Published, new: Published) -> Iterator[Change]:
    before = {(item.type, item.url_name): item for item in old.items}
    after = {(item.type, item.url_name): item for item in new.items}
    titles = {item.url_name: item.title for item in (*old.items, *new.items)}
    for key, item in before.items():
        if key not in after:
            yield _change("orphaned", item, _orphaned(item, new))
    for key, item in after.items():
        if key not in before:
            yield _change("new", item, "is new")
            continue
        was = before[key]
        if was.parent != item.parent:
            where = f"from “{titles.get(was.parent, was.parent)}” to “{titles.get(item.parent, item.parent)}”"
            yield _change("moved", item, f"moves {where}; nothing is lost")
        if was.title != item.title:
            yield _change("retitled", item, f"was called “{was.title}”; nothing is lost")
        if was.graded != item.graded:
            yield _change("regraded", item, f"counted as {was.graded or 'nothing'}, now as {item.graded or 'nothing'}")
        if was.digest != item.digest and item.type not in CONTAINERS:
            yield _change("changed", item, "changes its text or settings; nothing is lost")


def _change(kind: str, item: Item, says: str) -> Change:
    return Change(kind, item.type, item.url_name, item.title, says)


def _orphaned(item: Item, new: Published) -> str:
    text = f"loses {_LOST.get(item.type, 'answers, score and completion')}"
    twins = [other.url_name for other in new.items if other.type == item.type and other.title == item.title]
    return text + (f" (renamed to “{twins[0]}”? Give it its id back)" if len(twins) == 1 else "")
