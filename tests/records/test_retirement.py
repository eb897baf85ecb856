"""A retired person is gone from the tables, and the enterprise keeps what is its own."""

import sys
import uuid
from types import ModuleType

import pytest
from django.apps import apps
from django.dispatch import Signal
from edx_django_utils.plugins import connect_plugin_receivers

from score_xblocks.records import api
from score_xblocks.records.models import (
    Attachment,
    Edit,
    InstitutionRole,
    JoinTries,
    Membership,
    QuizAttempt,
    Record,
    ReviewEvent,
    TrainerAssignment,
)
from score_xblocks.records.retirement import on_user_retired

from . import pictures, sheets

REVIEWED = {"review": "row", "more": sheets.FILES}


@pytest.fixture
def folder(settings, tmp_path):
    settings.SCORE_PRIVATE_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def written(house, place, save, folder):
    """What 'worker' and a colleague left in every table."""
    Membership.objects.filter(user_id=house.id("worker")).update(gender="f")
    for who in ("worker", "leader"):
        number = save(house[who], {f"log/{who}/what": "bolts"}, **REVIEWED).record_id
        own = save(house[who], {"top//remark": "mine"}, "learner", more=sheets.FILES).record_id
        for record_id in (number, own):
            sent = {"attachment_id": str(uuid.uuid4()), "name": "", "content": pictures.picture()}
            api.store_attachment(person=house[who], record_id=record_id, cell="proof//photo", **sent)
        api.sign(person=house[who], record_id=number, revision=1 if who == "worker" else 2, signed_as="worker")
        JoinTries.objects.create(user=house.users[who])
        save(house[who], {"top//remark": "too loud"}, "feedback")
        api.save_attempt(
            person=house[who],
            place=place,
            quiz_key="quiz",
            purpose="graded",
            attempt_id=str(uuid.uuid4()),
            answers={},
            score=1,
            max_score=1,
            limit=None,
        )
    return house


def test_reviews_and_photos_lose_the_person_and_own_photos_are_gone(
    written, folder, django_capture_on_commit_callbacks
):
    assert len(list(folder.rglob("*.jpeg"))) == 4
    with django_capture_on_commit_callbacks(execute=True):
        on_user_retired(sender=None, user=written.users["worker"])
    assert len(list(folder.rglob("*.jpeg"))) == 3
    leader = written.id("leader")
    assert list(ReviewEvent.objects.order_by("id").values_list("user_id", flat=True)) == [None, leader]
    assert sorted(Attachment.objects.values_list("user_id", flat=True), key=bool) == [None, leader, leader]
    assert JoinTries.objects.get().user_id == leader


def test_the_person_is_gone_and_the_enterprises_record_stays(written, view):
    on_user_retired(sender=None, user=written.users["worker"])
    worker = written.id("worker")
    assert not Edit.objects.filter(user_id=worker).exists()
    assert not Record.objects.filter(person_id=worker).exists()
    assert not QuizAttempt.objects.filter(quiz_record__user_id=worker).exists()
    assert not Membership.objects.filter(user_id=worker).exists()
    seen = view(written["leader"])
    assert seen.cells == {"log/worker/what": "bolts", "log/leader/what": "bolts"}
    assert "worker" not in [member.name for member in seen.team]


def test_the_membership_is_ended_and_blank_and_stays_countable(written):
    on_user_retired(sender=None, user=written.users["worker"])
    (ended,) = Membership.objects.filter(active=None)
    assert (ended.user_id, ended.gender, ended.side) == (None, "", "worker")
    assert ended.until is not None


def test_a_colleague_keeps_everything(written, view):
    on_user_retired(sender=None, user=written.users["worker"])
    leader = written["leader"]
    assert view(leader, "learner").cells == {"top//remark": "mine"}
    assert view(leader, "feedback").cells == {"top//remark": "too loud"}
    assert Edit.objects.filter(user_id=leader.user_id).count() == 2
    assert QuizAttempt.objects.count() == 1
    assert Membership.objects.filter(active=True).count() == 5


def test_anonymous_answers_stay_since_they_are_nobodys(written):
    on_user_retired(sender=None, user=written.users["worker"])
    assert Record.objects.filter(worksheet_key="sheet-feedback").count() == 2


def test_trainers_and_those_who_run_an_institution_are_ended(written):
    for name in ("trainer", "expert"):
        on_user_retired(sender=None, user=written.users[name])
    assert TrainerAssignment.objects.filter(active=None, user=None).exclude(until=None).count() == 1
    assert InstitutionRole.objects.filter(active=None, user=None).exclude(until=None).count() == 1


def test_retiring_again_changes_nothing(written):
    on_user_retired(sender=None, user=written.users["worker"])
    before = list(Membership.objects.order_by("id").values())
    on_user_retired(sender=None, user=written.users["worker"])
    assert list(Membership.objects.order_by("id").values()) == before


def test_deleting_the_user_leaves_the_history_too(written):
    written.users["worker"].delete()
    assert Edit.objects.filter(cell="log/worker/what", user=None).count() == 1
    assert not Record.objects.filter(worksheet_key="sheet-learner").exclude(person_id=written.id("leader")).exists()


def test_the_platforms_signal_is_listened_to(written, monkeypatch):
    """As the LMS connects the receivers of its plugins."""
    signals = "openedx.core.djangoapps.user_api.accounts.signals"
    module = ModuleType(signals)
    module.USER_RETIRE_LMS_CRITICAL = Signal()
    for depth in range(1, signals.count(".") + 1):
        package = ".".join(signals.split(".")[:depth])
        monkeypatch.setitem(sys.modules, package, ModuleType(package))
    monkeypatch.setitem(sys.modules, signals, module)
    ours = [type(apps.get_app_config("score_records"))]
    monkeypatch.setattr("edx_django_utils.plugins.registry.get_plugin_app_configs", lambda project: ours)
    connect_plugin_receivers("lms.djangoapp")
    module.USER_RETIRE_LMS_CRITICAL.send(sender=object, user=written.users["worker"])
    assert not Membership.objects.filter(user_id=written.id("worker")).exists()
