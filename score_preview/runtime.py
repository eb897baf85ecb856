"""XBlock's runtime for the preview: makes blocks, renders them, takes their events."""

import html
import json

from django.urls import reverse
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.exceptions import NoSuchUsage
from xblock.fields import ScopeIds
from xblock.runtime import KvsFieldData, Runtime

from score_preview import services
from score_preview.blocks import TYPES, LmsFields, UnknownBlock
from score_preview.store import CourseStore


class PreviewRuntime(Runtime):
    """Runs the blocks of one course for one person; with `keeps` false nothing that happens is kept (a GET)."""

    user_id = None  # the base class has a deprecated property of this name

    def __init__(self, course, user, keeps: bool):
        self.course = course
        self.course_id = course.key
        self.user = user
        self.user_id = user.pk
        self.keeps = keeps
        self.resources_fs = None
        super().__init__(
            id_reader=None,
            id_generator=None,
            mixins=(LmsFields,),
            services={
                "field-data": KvsFieldData(CourseStore(course.fields, course.parents, keeps)),
                **services.for_person(course, user),
            },
        )

    def load_block_type(self, block_type: str):
        return block_class(block_type)

    def get_block(self, usage_id: UsageKey, for_parent=None) -> XBlock:
        """The block of this usage key, bound to the person; NoSuchUsage when the course has none."""
        if usage_id not in self.course.nodes:
            raise NoSuchUsage(str(usage_id))
        ids = ScopeIds(self.user_id, usage_id.block_type, usage_id, usage_id)
        return self.construct_xblock(usage_id.block_type, ids, for_parent=for_parent)

    def handler_url(self, block, handler_name, suffix="", query="", thirdparty=False) -> str:
        parts = [block.scope_ids.usage_id, handler_name, suffix] if suffix else [block.scope_ids.usage_id, handler_name]
        url = reverse("handler", args=parts)
        return f"{url}?{query}" if query else url

    def resource_url(self, resource: str) -> str:
        return reverse("site-file", args=[resource])

    def local_resource_url(self, block, uri: str) -> str:
        return reverse("block-file", args=[block.scope_ids.block_type, uri])

    def applicable_aside_types(self, block) -> list[str]:
        return []

    def publish(self, block, event_type: str, event_data: dict) -> None:
        """Keep a grade or a completion that a block's server code announced; other events go nowhere."""
        if self.keeps:
            services.keep_event(block, self.user, event_type, event_data)

    def wrap_xblock(self, block, view, frag, context) -> Fragment:
        """The block's HTML in the element that its script is started on, course addresses rewritten."""
        usage = block.scope_ids.usage_id
        attributes = {
            "class": f"xblock xblock-{view} xblock-type-{usage.block_type}",
            "id": usage.block_id,
            "data-usage-id": str(usage),
            "data-block-type": usage.block_type,
            "data-handler-base": reverse("handlers", args=[usage]),
        }
        if services.completes_by_view(block):
            attributes["data-read-on-view"] = "true"
        if frag.js_init_fn:
            attributes["data-init"] = frag.js_init_fn
            if frag.json_init_args is not None:
                attributes["data-init-arguments"] = json.dumps(frag.json_init_args)
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
        wrapped = Fragment()
        wrapped.add_content(self.course.replace_urls(f"<div{written}>{frag.body_html()}</div>"))
        wrapped.add_fragment_resources(frag)
        return wrapped


def block_class(block_type: str) -> type[XBlock]:
    """The class of a block type: ours, the core ones', an installed one's, or the one for unknown tags."""
    if block_type in TYPES:
        return TYPES[block_type]
    return XBlock.load_class(block_type, default=UnknownBlock)
