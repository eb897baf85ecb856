"""A bench for our blocks: XBlock's own runtime in memory, with the services that an LMS gives and people to be."""

import json
import re
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from lxml import etree, html
from opaque_keys.edx.keys import CourseKey
from web_fragments.fragment import Fragment
from webob import Request
from xblock.core import XBlockMixin
from xblock.fields import Scope, String
from xblock.reference.user_service import UserService, XBlockUser
from xblock.runtime import DictKeyValueStore, KvsFieldData, MemoryIdManager, NullI18nService, Runtime

from score_xblocks.records import administration

from .sheets import AUDIT, PLAN

COURSE = "course-v1:SCORE+SCORE-COOP-EN+2026"


@dataclass(frozen=True)
class Visitor:
    """Who looks at a block: an account's id, None when signed out; `acting_as` when staff views as this learner."""

    user_id: int | None
    is_staff: bool = False
    acting_as: bool = False


NOBODY = Visitor(None)


class PeopleService(UserService):
    """The user service of an LMS, as far as blocks see it."""

    def __init__(self, visitor: Visitor):
        super().__init__()
        self.visitor = visitor
        self._django_user = SimpleNamespace(real_user=SimpleNamespace() if visitor.acting_as else None)

    def get_current_user(self) -> XBlockUser:
        user = XBlockUser(is_current_user=True)
        if self.visitor.user_id is not None:
            user.opt_attrs["edx-platform.user_id"] = self.visitor.user_id
        user.opt_attrs["edx-platform.is_authenticated"] = self.visitor.user_id is not None
        user.opt_attrs["edx-platform.user_is_staff"] = self.visitor.is_staff
        return user


class ReplaceUrls:
    def replace_urls(self, text: str) -> str:
        return text.replace('"/static/', '"/asset/')


class Ids(MemoryIdManager):
    """Usage keys as an LMS makes them: `block-v1:…+type@score_quiz+block@<url_name>`."""

    def __init__(self, course: str):
        super().__init__()
        self.course = CourseKey.from_string(course)
        self.url_name = ""

    def create_usage(self, def_id):
        usage = self.course.make_usage_key(self.get_block_type(def_id), self.url_name)
        self._usages[usage] = def_id
        return usage


class Named(XBlockMixin):
    """What a modulestore adds to every block."""

    url_name = String(scope=Scope.settings)


class BenchRuntime(Runtime):
    user_id = None  # the base class warns of its own property

    def __init__(self, bench: "Bench", ids: Ids, visitor: Visitor):
        services = {
            "field-data": KvsFieldData(bench.store),
            "user": PeopleService(visitor),
            "i18n": NullI18nService(),
            "completion": SimpleNamespace(),
            "replace_urls": ReplaceUrls(),
        }
        super().__init__(id_reader=ids, id_generator=ids, services=services, mixins=(Named,))
        self.bench = bench
        self.user_id = visitor.user_id

    def handler_url(self, block, handler_name, suffix="", query="", thirdparty=False):
        assert getattr(getattr(block, handler_name), "_is_xblock_handler", False), handler_name
        return f"/handler/{block.scope_ids.usage_id}/{handler_name}/{suffix}"

    def resource_url(self, resource):
        return f"/resource/{resource}"

    def local_resource_url(self, block, uri):
        return f"/local/{block.scope_ids.block_type}/{uri}"

    def publish(self, block, event_type, event_data):
        self.bench.events.append((self.user_id, block.scope_ids.usage_id.block_id, event_type, event_data))

    def applicable_aside_types(self, block):
        return []


@dataclass
class Bench:
    """Blocks by `url_name` of one course; what they published is in `events` as (user id, url_name, type, data)."""

    course: str = COURSE
    store: DictKeyValueStore = field(default_factory=DictKeyValueStore)
    events: list = field(default_factory=list)
    usages: dict = field(default_factory=dict)
    ids: Ids = None

    def __post_init__(self):
        self.ids = Ids(self.course)

    def add(self, olx: str) -> str:
        """Import one block from its OLX; answers its url_name."""
        self.ids.url_name = etree.fromstring(olx).get("url_name")
        self.usages[self.ids.url_name] = BenchRuntime(self, self.ids, NOBODY).parse_xml_string(olx)
        return self.ids.url_name

    def add_block(self, tag: str, url_name: str, content: str = "", **attributes) -> str:
        """Import a block of this tag whose text is `content`."""
        node = etree.Element(tag, url_name=url_name, **attributes)
        node.text = content
        return self.add(etree.tostring(node, encoding="unicode"))

    def block(self, url_name: str, visitor: Visitor = NOBODY):
        """The block itself, as this visitor gets it."""
        return BenchRuntime(self, self.ids, visitor).get_block(self.usages[url_name])

    def export(self, url_name: str) -> str:
        """The block's OLX, as an export writes it."""
        node = etree.Element("unknown")
        self.block(url_name).add_xml_to_node(node)
        return etree.tostring(node, encoding="unicode")

    def view(self, url_name: str, visitor: Visitor = NOBODY, view: str = "student_view", **context) -> Fragment:
        block = self.block(url_name, visitor)
        return block.runtime.render(block, view, context)

    def page(self, url_name: str, visitor: Visitor = NOBODY, view: str = "student_view") -> html.HtmlElement:
        """The HTML of a view, parsed."""
        return html.fromstring(self.view(url_name, visitor, view).content)

    def data(self, url_name: str, visitor: Visitor = NOBODY) -> dict:
        """What a view gives to its script."""
        return self.block(url_name, visitor).student_view({}).json_init_args

    def request(self, url_name: str, handler: str, visitor: Visitor, request: Request):
        block = self.block(url_name, visitor)
        return block.runtime.handle(block, handler, request)

    def get(self, url_name: str, handler: str, visitor: Visitor = NOBODY, path: str = "/"):
        return self.request(url_name, handler, visitor, Request.blank(path))

    def post(self, url_name: str, handler: str, body, visitor: Visitor = NOBODY):
        """POST a value as JSON, or bytes as they are; the webob Response has `.status_code` and `.json`."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = Request.blank("/", method="POST", body=raw, content_type="application/json")
        return self.request(url_name, handler, visitor, request)


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def account(django_user_model):
    """Make an account and be its visitor: `account("sari")`."""

    def make(name: str, **visitor) -> Visitor:
        return Visitor(django_user_model.objects.create(username=name, first_name=name.title()).pk, **visitor)

    return make


def words(element: html.HtmlElement) -> str:
    """What a reader sees of an element, its white space collapsed."""
    return re.sub(r"\s+", " ", element.text_content()).strip()


@pytest.fixture
def factory(account):
    """The enterprise PT Contoh Maju of institution SCORE: make one of its people, `factory("sari", side="worker")`."""
    administration.make_institution(org="SCORE", name="SCORE Indonesia")
    administration.make_enterprise(org="SCORE", key="maju", name="PT Contoh Maju")

    def join(name: str, **duties) -> Visitor:
        visitor = account(name)
        administration.add_member(org="SCORE", key="maju", username=name, **{"side": "worker", **duties})
        return visitor

    return join


def select(element: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """The elements that a simple CSS selector names: tags, classes, attributes, descendants, alternatives."""

    def step(simple: str) -> str:
        tag = re.match(r"[a-z0-9]*", simple)[0] or "*"
        classes = re.findall(r"\.([\w-]+)(?![^\[]*\])", simple)
        tests = [f"contains(concat(' ', @class, ' '), ' {name} ')" for name in classes]
        for name, value in re.findall(r"\[([\w-]+)(?:='?([^'\]]*)'?)?\]", simple):
            tests.append(f"@{name}='{value}'" if value else f"@{name}")
        return f"//{tag}" + "".join(f"[{test}]" for test in tests)

    paths = ["." + "".join(map(step, one.split())) for one in selector.split(",")]
    return element.xpath(" | ".join(paths))


@pytest.fixture
def audit(bench):
    """The bench with the sheets "audit" and "plan", to which the audit's findings may be taken over."""
    bench.add_block("score_worksheet", "audit", AUDIT)
    bench.add_block("score_worksheet", "plan", PLAN)
    return bench


@pytest.fixture
def save(audit):
    """Save edits on a sheet as somebody; nothing may be refused."""

    def saved(visitor, *edits, block="audit"):
        answer = audit.post(block, "save_cells", {"edits": list(edits)}, visitor)
        assert answer.status_code == 200, answer.text
        assert answer.json["refused"] == answer.json["conflicts"] == []
        return answer.json

    return saved
