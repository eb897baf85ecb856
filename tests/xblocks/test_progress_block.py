"""The progress block in a course's tree: what is finished, what is next, whose team."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import html
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Boolean, DateTime, Scope, String

from score_xblocks.progress import ProgressBlock
from score_xblocks.records.models import Enterprise, Institution, Membership

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)


class Leaf(XBlock):
    display_name = String(scope=Scope.settings, default="")
    visible_to_staff_only = Boolean(scope=Scope.settings, default=False)
    start = DateTime(scope=Scope.settings, default=None)


class Container(Leaf):
    has_children = True
    completion_mode = XBlockCompletionMode.AGGREGATOR


class Excluded(Leaf):
    completion_mode = XBlockCompletionMode.EXCLUDED


@pytest.fixture(autouse=True)
def types(monkeypatch):
    """The core types of a course, which XBlock itself does not bring."""
    ours = XBlock.load_class
    core = {"html": Leaf, "discussion": Excluded}
    core |= dict.fromkeys(("course", "chapter", "sequential", "vertical"), Container)
    monkeypatch.setattr(XBlock, "load_class", lambda name, *args, **more: core.get(name) or ours(name, *args, **more))


class Completion:
    """The platform's service, as far as the block asks it."""

    def __init__(self, finished=(), tracking=True):
        self.finished, self.tracking, self.asked = set(finished), tracking, []

    def completion_tracking_enabled(self):
        return self.tracking

    def get_completions(self, keys):
        self.asked.append(list(keys))
        return {key: 1.0 if key.block_id in self.finished else 0.0 for key in keys}


def tree(bench, spec, parent=None):
    """Build blocks from (type, url_name, fields, children…), each knowing its parent."""
    tag, name, values, *children = spec
    bench.add_block(tag, name)
    block = bench.block(name)
    block.parent = parent
    for field, value in values.items():
        setattr(block, field, value)
    usage = block.scope_ids.usage_id
    if children:
        block.children = [tree(bench, child, usage) for child in children]
    block.save()
    return usage


def page(name, *leaves, **values):
    return ("vertical", name, {"display_name": name.title(), **values}, *[("html", leaf, {}) for leaf in leaves])


def course(*sections):
    return ("course", "course", {"display_name": "Course"}, *sections)


OWN = ("score_progress", "progress", {})
COURSE = course(
    (
        "chapter",
        "one",
        {"display_name": "Section & one"},
        ("sequential", "why", {"display_name": "Why <cooperate>"}, page("first", "a", "b"), page("second", "c")),
        ("sequential", "how", {"display_name": "How"}, page("third", "d"), page("only-talk")),
    ),
    (
        "chapter",
        "two",
        {"display_name": "Section two"},
        ("sequential", "end", {"display_name": "End"}, page("last", "e")),
        ("sequential", "empty", {"display_name": "Nothing here"}),
    ),
    (
        "chapter",
        "mine",
        {},
        ("sequential", "own", {}, ("vertical", "own-page", {}, OWN, ("discussion", "talk", {}))),
    ),
)


def view(bench, visitor, service, name="student_view"):
    block = bench.block("progress", visitor)
    block.runtime._services["completion"] = service
    return getattr(block, name)({})


def shown(bench, visitor, *finished):
    root = html.fromstring(view(bench, visitor, Completion(finished)).content)
    assert "score-my-progress" in root.get("class")
    return root


def words(element):
    return " ".join(element.text_content().split())


def test_each_lesson_tells_how_far_i_am(bench, account):
    tree(bench, COURSE)
    root = shown(bench, account("sari"), "a", "b", "d")
    lessons = {item.xpath("a/@href")[0]: words(item) for item in root.xpath("//li")}
    assert lessons == {
        "/jump_to_id/why": "Why <cooperate> Pages finished: 1 of 2",
        "/jump_to_id/how": "How ✓ Finished",
        "/jump_to_id/end": "End Pages finished: 0 of 1",
    }
    assert [heading.text for heading in root.iter("h4")] == ["Section & one", "Section two"]
    assert "Pages finished: 2 of 4" in words(root)
    bars = [(bar.get("value"), bar.get("max")) for bar in root.iter("progress")]
    assert bars == [("2", "4"), ("1", "2"), ("1", "1"), ("0", "1")]


def test_the_next_page_is_the_first_unfinished_one(bench, account):
    tree(bench, COURSE)
    sari = account("sari")

    def following(*finished):
        links = shown(bench, sari, *finished).xpath("//a[contains(@class, 'score-main')]")
        return [(link.get("href"), words(link)) for link in links]

    assert following() == [("/jump_to_id/first", "Next: First")]
    assert following("a") == [("/jump_to_id/first", "Next: First")]
    assert following("a", "b", "d") == [("/jump_to_id/second", "Next: Second")]
    assert following("a", "b", "c", "d", "e") == []
    assert "You have finished every page" in words(shown(bench, sari, "a", "b", "c", "d", "e"))


def test_what_learners_may_not_see_yet_is_not_told(bench, account):
    tree(
        bench,
        course(
            ("chapter", "hidden", {"visible_to_staff_only": True}, ("sequential", "s1", {}, page("p1", "a"))),
            ("chapter", "later", {"start": NOW + timedelta(days=1)}, ("sequential", "s2", {}, page("p2", "b"))),
            ("chapter", "open", {"start": NOW - timedelta(days=1)}, ("sequential", "s3", {}, page("p3", "c"))),
            ("chapter", "mine", {}, ("sequential", "s4", {}, ("vertical", "p4", {}, OWN))),
        ),
    )
    root = shown(bench, account("sari"))
    assert root.xpath("//li/a/@href") == ["/jump_to_id/s3"]


def test_a_course_with_nothing_to_finish(bench, account):
    mine = ("sequential", "s", {}, ("vertical", "v", {}, OWN))
    tree(bench, course(("chapter", "c", {}, mine)))
    root = shown(bench, account("sari"))
    assert "nothing to finish" in words(root) and list(root.iter("progress")) == []


def join(visitor, name):
    institution = Institution.objects.get_or_create(org="score", defaults={"name": "Institute"})[0]
    enterprise = Enterprise.objects.create(institution=institution, key=name.lower().replace(" ", "-"), name=name)
    Membership.objects.create(enterprise=enterprise, user_id=visitor.user_id, side="worker")


def test_my_team_is_named_to_me_and_not_to_staff_acting_as_me(bench, account):
    tree(bench, COURSE)
    sari = account("sari")
    join(sari, "PT <Maju>")
    assert "Your team: PT <Maju>" in words(shown(bench, sari))
    assert "Your team" not in words(shown(bench, account("budi")))
    assert "Maju" not in words(shown(bench, type(sari)(sari.user_id, acting_as=True)))


def test_a_bigger_course_asks_no_more(bench, account, django_assert_max_num_queries):
    sari = account("sari")
    join(sari, "PT Maju")
    lessons = [
        ("sequential", f"s{n}", {}, *[page(f"s{n}p{m}", *[f"s{n}p{m}x{k}" for k in range(3)]) for m in range(5)])
        for n in range(12)
    ]
    mine = ("sequential", "mine", {}, ("vertical", "my-page", {}, OWN))
    tree(bench, course(("chapter", "c", {}, *lessons, mine)))
    service = Completion()
    with django_assert_max_num_queries(3) as queries:
        view(bench, sari, service)
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
    assert [len(keys) for keys in service.asked] == [180]
    assert bench.events == []


@pytest.mark.parametrize("service", [None, object(), Completion(tracking=False)])
def test_without_completions_it_says_so(bench, account, service):
    tree(bench, COURSE)
    content = view(bench, account("sari"), service).content
    assert "does not record what you have finished" in content


def test_alone_without_a_course_it_says_so(bench, account):
    bench.add('<score_progress url_name="progress"/>')
    assert "nothing to finish" in view(bench, account("sari"), Completion()).content


def test_nobody_is_asked_to_sign_in(bench, account):
    tree(bench, COURSE)
    service = Completion()
    nobody = type(account("sari"))(None)
    assert "Please sign in" in view(bench, nobody, service).content
    assert service.asked == []


def test_other_views_and_what_is_collected_need_nobody(bench, account):
    tree(bench, COURSE)
    author = account("sari")
    assert "Learners see here" in view(bench, author, None, "author_view").content
    assert "nothing to set" in view(bench, author, None, "studio_view").content
    assert bench.block("progress").student_view_data() == {"title": "", "language": "en"}


def test_it_counts_as_nothing_itself():
    assert XBlockCompletionMode.get_mode(ProgressBlock) == XBlockCompletionMode.EXCLUDED
    assert not getattr(ProgressBlock, "has_score", False)


def test_it_speaks_the_language_of_its_course(bench, account):
    tree(bench, COURSE)
    block = bench.block("progress")
    block.language = "id"
    block.save()
    assert shown(bench, account("sari")).get("lang") == "id"
