"""What one member of a team completed is complete for all of the team, by the platform's own calls."""

import pytest
from completion.models import BlockCompletion
from django.apps import apps
from django.core.cache import cache
from edx_django_utils.cache import RequestCache
from opaque_keys.edx.keys import UsageKey
from waffle.models import Switch

from score_xblocks import compat
from tests.preview.fixture_archive import usage

KEY = UsageKey.from_string(usage("score_worksheet", "charter"))


@pytest.fixture(autouse=True)
def new_request():
    """The platform remembers its switches as long as a request lasts, and in the cache."""
    RequestCache.clear_all_namespaces()
    yield
    RequestCache.clear_all_namespaces()
    cache.clear()


@pytest.fixture
def team(as_person, django_user_model):
    as_person()
    return [django_user_model.objects.get(username=name).pk for name in ("worker", "supervisor", "owner")]


def completed() -> dict[int, float]:
    return dict(BlockCompletion.objects.filter(block_key=KEY).values_list("user_id", "completion"))


def test_a_block_is_complete_for_all_once(team, django_assert_num_queries):
    assert sorted(compat.publish_for_team(KEY, team)) == sorted(team)
    assert completed() == dict.fromkeys(team, 1.0)
    with django_assert_num_queries(1):
        assert compat.publish_for_team(KEY, team) == ()


def test_half_done_is_raised_and_others_are_left_alone(team, django_user_model):
    newcomer = django_user_model.objects.get(username="newcomer")
    worker = django_user_model.objects.get(username="worker")
    BlockCompletion.objects.submit_completion(user=worker, block_key=KEY, completion=0.5)
    BlockCompletion.objects.submit_completion(user=newcomer, block_key=KEY, completion=0.5)
    compat.publish_for_team(KEY, team)
    assert completed() == {**dict.fromkeys(team, 1.0), newcomer.pk: 0.5}


def test_a_deactivated_account_gets_nothing(team, django_user_model):
    django_user_model.objects.filter(username="owner").update(is_active=False)
    assert len(compat.publish_for_team(KEY, team)) == 2


def test_where_completion_is_switched_off_nothing_happens(team):
    Switch.objects.create(name="completion.enable_completion_tracking", active=False)
    cache.clear()
    assert compat.publish_for_team(KEY, team) == ()
    assert completed() == {}


def test_a_key_that_is_no_usage_key_is_nobodys(team):
    assert compat.publish_for_team("charter.d0.u0", team) == ()


def test_only_those_who_are_enrolled_get_it(team, monkeypatch):
    """As in an LMS: its student app knows who is enrolled."""
    asked = []

    class Enrolments:
        def filter(self, **wanted):
            asked.append(wanted)
            return self

        def values_list(self, name, flat):
            return [team[0]]

    class CourseEnrollment:
        objects = Enrolments()

    get_model, is_installed = apps.get_model, apps.is_installed

    def lms_model(label, *name, **options):
        return CourseEnrollment if label == "student" else get_model(label, *name, **options)

    monkeypatch.setattr(apps, "is_installed", lambda name: name == "common.djangoapps.student" or is_installed(name))
    monkeypatch.setattr(apps, "get_model", lms_model)
    assert compat.publish_for_team(KEY, team) == (team[0],)
    assert asked == [{"course_id": KEY.context_key, "user_id__in": team, "is_active": True}]


def test_the_pages_under_score_are_there(as_person):
    told = as_person("worker").get("/score/team/", {"org": "SCORE"}).json()
    assert told["enterprise"]["name"] == "PT Contoh Maju"
    assert {member["name"] for member in told["team"]} >= {"Sari", "Budi"}
