"""Imports an archive's OLX as Studio does: containers by pointers, each block by its own class's parse_xml."""

from types import SimpleNamespace
from typing import Any

from fs.memoryfs import MemoryFS
from lxml import etree
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey
from opaque_keys.edx.locator import CourseLocator
from xblock.fields import Scope, ScopeIds
from xblock.runtime import KvsFieldData, NullI18nService, Runtime

from score_preview.archive import Archive, ArchiveError
from score_preview.blocks import LmsFields
from score_preview.course import Course, Node, grading_of, policy_of
from score_preview.runtime import block_class
from score_preview.store import CourseStore

CONTAINERS = ("course", "chapter", "sequential", "vertical")
IGNORED = ("wiki",)


def import_course(archive: Archive) -> Course:
    """The course in an archive; ArchiveError, with a message for the author, when its OLX can't be imported."""
    pointer = archive.xml("course.xml")
    try:
        run, org, number = (pointer.attrib[name] for name in ("url_name", "org", "course"))
        key = CourseLocator(org=org, course=number, run=run)
    except KeyError as error:
        raise ArchiveError(f"{archive.name}: course.xml lacks the attribute {error}.") from error
    except InvalidKeyError as error:
        raise ArchiveError(f"{archive.name}: course.xml does not name a valid course: {error}") from error
    runtime = ImportRuntime(archive, key, policy_of(archive, run))
    try:
        root = runtime.add(pointer, None)
    except (ValueError, TypeError, KeyError, InvalidKeyError, etree.LxmlError) as error:
        if isinstance(error, ArchiveError):
            raise
        raise ArchiveError(f"{archive.name}: {runtime.at} can't be imported: {error}") from error
    assignments, passing = grading_of(archive, run)
    module, _, named_language = archive.name.removesuffix(".tar.gz").rpartition(".")
    fields = runtime.fields
    about = {name: archive.files.get(f"about/{name}.html", b"") for name in ("short_description", "overview")}
    return Course(
        key=key,
        module=module or named_language,
        language=str(fields.get((root, "language")) or named_language),
        title=str(fields.get((root, "display_name")) or number),
        short_description=about["short_description"].decode("utf-8", "replace").strip(),
        about=about["overview"].decode("utf-8", "replace"),
        image=str(fields.get((root, "course_image")) or ""),
        root=root,
        nodes=runtime.nodes(),
        fields=fields,
        archive=archive,
        assignments=assignments,
        passing=passing,
    )


class ImportRuntime(Runtime):
    """Parses blocks into `fields`; it is its own id generator, and a definition's id is the usage key."""

    user_id = None

    def __init__(self, archive: Archive, course_key: CourseKey, policy: dict[str, Any]):
        self.archive = archive
        self.course_key = course_key
        self.policy = policy
        self.at = "course.xml"
        self.fields: dict[tuple[Any, str], Any] = {}
        self.parents: dict[UsageKey, UsageKey | None] = {}
        self.resources_fs = MemoryFS()
        for path in archive.files:
            if path.startswith(("html/", "problem/", "video/")):
                self.resources_fs.makedirs(path.rpartition("/")[0], recreate=True)
                self.resources_fs.writebytes(path, archive.files[path])
        store = ImportStore(self.fields, self.parents)
        super().__init__(
            id_reader=None,
            id_generator=self,
            mixins=(LmsFields,),
            services={"field-data": KvsFieldData(store), "i18n": NullI18nService(), "user": SimpleNamespace()},
        )

    def nodes(self) -> dict[UsageKey, Node]:
        """The tree of what was imported."""
        return {
            key: Node(
                key=key,
                title=str(self.fields.get((key, "display_name")) or key.block_id),
                parent=parent,
                children=tuple(self.fields.get((key, "children")) or ()),
            )
            for key, parent in self.parents.items()
        }

    def add(self, node: etree._Element, parent: UsageKey | None) -> UsageKey:
        """Import one element and all below it; answers its usage key."""
        block_type = node.tag
        url_name = node.get("url_name")
        if not url_name:
            raise ArchiveError(f"{self.archive.name}: a <{block_type}> in {self.at} has no url_name.")
        key = self.course_key.make_usage_key(block_type, url_name)
        self._check_place(key, parent)
        if key in self.parents:
            raise ArchiveError(f"{self.archive.name}: there are two <{block_type} url_name={url_name!r}>.")
        self.parents[key] = parent
        outer, self.at = self.at, f"<{block_type} url_name={url_name!r}>"
        cls = self.mixologist.mix(block_class(block_type))
        if hasattr(cls, "load_definition_xml"):  # the core blocks follow their pointers themselves
            self._check_definition(node)
        else:
            node = self._definition(node)
        block = cls.parse_xml(node, self, ScopeIds(None, block_type, key, key))
        if block_type in CONTAINERS:
            for name, value in self.get_policy(key).items():
                if name in block.fields and block.fields[name].scope == Scope.settings:
                    setattr(block, name, block.fields[name].from_json(value))
        block.parent = parent
        block.save()
        self.at = outer
        return key

    def _check_place(self, key: UsageKey, parent: UsageKey | None) -> None:
        """Refuse a tree that is not course, chapter, sequential, vertical, block."""
        above = parent.block_type if parent else None
        if key.block_type in CONTAINERS:
            fits = above == (None, *CONTAINERS)[CONTAINERS.index(key.block_type)]
        else:
            fits = above not in (None, "course", "chapter", "sequential")
        if not fits:
            what = f"<{key.block_type} url_name={key.block_id!r}>"
            where = f"in a <{above}>" if above else "at the root"
            raise ArchiveError(
                f"{self.archive.name}: {what} stands {where}; OLX goes course, chapter, sequential, vertical, block."
            )

    def _definition(self, node: etree._Element) -> etree._Element:
        """What a container's pointer points to, or the element itself, without what is no field and no block."""
        attributes = {"url_name", "org", "course"} if node.tag == "course" else {"url_name"}
        path = f"{node.tag}/{node.get('url_name')}.xml"
        if node.tag in CONTAINERS and len(node) == 0 and set(node.attrib) == attributes:
            node = self.archive.xml(path)
        for name in ("url_name", "org", "course", "slug"):
            node.attrib.pop(name, None)
        for child in [child for child in node if child.tag in IGNORED]:
            node.remove(child)
        return node

    def _check_definition(self, node: etree._Element) -> None:
        """Say clearly what a core block's parser would only stumble over: a missing or broken file."""
        if len(node) or (node.text or "").strip():
            return
        path = f"{node.tag}/{node.get('url_name')}.xml"
        definition = self.archive.xml(path) if set(node.attrib) == {"url_name"} else node
        if node.tag == "html" and definition.get("filename"):
            self.archive.text(f"html/{definition.get('filename')}.html")

    # What Runtime and the blocks' parsers call.

    def add_node_as_child(self, block, node: etree._Element) -> None:
        block.children.append(self.add(node, block.scope_ids.usage_id))

    def load_block_type(self, block_type: str):
        return block_class(block_type)

    def create_definition(self, block_type: str, slug: str | None = None) -> UsageKey:
        return self.course_key.make_usage_key(block_type, slug)

    def create_usage(self, def_id: UsageKey) -> UsageKey:
        return def_id

    def get_policy(self, usage_id: UsageKey) -> dict[str, Any]:
        policy = self.policy.get(f"{usage_id.block_type}/{usage_id.block_id}", {})
        return policy if isinstance(policy, dict) else {}

    def parse_asides(self, node, def_id, usage_id, id_generator) -> list[str]:
        return []

    def error_tracker(self, message: str) -> None:
        """Html that lxml finds odd is shown all the same."""

    def applicable_aside_types(self, block) -> list[str]:
        return []

    def handler_url(self, block, handler_name, suffix="", query="", thirdparty=False) -> str:
        return ""

    def resource_url(self, resource: str) -> str:
        return ""

    def local_resource_url(self, block, uri: str) -> str:
        return ""

    def publish(self, block, event_type: str, event_data: dict) -> None:
        """An import has no events."""


class ImportStore(CourseStore):
    """Takes the values of the archive; no person has any."""

    def __init__(self, fields: dict[tuple[Any, str], Any], parents: dict[UsageKey, UsageKey | None]):
        super().__init__(fields, parents, keeps=False)
        self._written = fields

    def set(self, key, value) -> None:
        self._written[(key.block_scope_id, key.field_name)] = value

    def _states(self, key) -> dict[str, Any]:
        return {}
