"""The admin's pages open, people are ended there and not doubled, and answers stay out of it."""

import uuid

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse

from score_xblocks.records import api, models
from score_xblocks.records.models import Enterprise, Membership, TrainerAssignment

from . import pictures

REGISTERED = [m for m in admin.site._registry if m._meta.app_label == "score_records"]


@pytest.fixture
def site(house, client):
    client.force_login(get_user_model().objects.create_superuser("root"))
    return client


def address(model, page: str, *arguments) -> str:
    return reverse(f"admin:score_records_{model._meta.model_name}_{page}", args=arguments)


def inlines(enterprise: Enterprise, memberships=(), trainers=()) -> dict:
    """The form of an enterprise with these memberships and trainers."""
    rows = {"memberships": memberships, "trainers": trainers}
    form = {"institution": enterprise.institution_id, "key": enterprise.key, "name": enterprise.name}
    form |= {"created_0": "2026-01-01", "created_1": "00:00:00"}
    for prefix, listed in rows.items():
        known = sum(bool(row["id"]) for row in listed)
        form |= {f"{prefix}-TOTAL_FORMS": len(listed), f"{prefix}-INITIAL_FORMS": known}
        for number, row in enumerate(listed):
            when = {"since_0": "2026-01-01", "since_1": "00:00:00", "enterprise": enterprise.pk}
            form |= {f"{prefix}-{number}-{name}": value for name, value in (when | row).items()}
    return form


@pytest.mark.parametrize("model", REGISTERED)
def test_every_page_opens_and_shows_no_answer(site, house, save, place, model, settings, tmp_path):
    settings.SCORE_PRIVATE_ROOT = str(tmp_path)
    number = save(house["worker"], {"top//remark": "secret noise"}, "reviewed").record_id
    api.submit(person=house["worker"], record_id=number, revision=1)
    api.begin_review(person=house["trainer"], record_id=number)
    answered = {"record_id": number, "revision": 1, "comments": {"top//remark": "secret why"}}
    api.return_for_changes(person=house["trainer"], **answered)
    sent = {"name": "secret.jpg", "caption": "secret", "content": pictures.picture()}
    kept = {"cell": "proof//photo", "attachment_id": str(uuid.uuid4())}
    api.store_attachment(person=house["worker"], record_id=number, **kept, **sent)
    save(house["worker"], {"top//remark": "secret dust"}, "learner")
    api.save_attempt(
        person=house["worker"],
        place=place,
        quiz_key="quiz",
        purpose="graded",
        attempt_id=str(uuid.uuid4()),
        answers={"ppm": "secret"},
        score=1,
        max_score=1,
        limit=None,
    )
    pages = [site.get(address(model, "changelist"))]
    pages += [site.get(address(model, "change", row.pk)) for row in model.objects.all()]
    assert len(pages) > 1
    for page in pages:
        assert page.status_code == 200
        assert "secret" not in page.content.decode()


@pytest.mark.parametrize("name", ["Record", "Definition", "QuizRecord", "ReviewEvent", "Attachment"])
def test_what_learners_wrote_cannot_be_changed(site, house, save, name):
    assert site.get(address(getattr(models, name), "add")).status_code == 403


def test_a_membership_is_ended_in_its_enterprise(site, house):
    enterprise = Enterprise.objects.get(key="maju")
    membership = Membership.objects.get(user_id=house.id("worker"))
    row = {"id": membership.pk, "user": house.id("worker"), "side": "worker", "role": "member", "active": ""}
    response = site.post(address(Enterprise, "change", enterprise.pk), inlines(enterprise, [row]))
    assert response.status_code == 302
    membership.refresh_from_db()
    assert membership.active is None
    assert membership.until is not None


def test_a_second_active_membership_is_refused_in_words(site, house):
    enterprise = Enterprise.objects.get(key="jaya")
    row = {"id": "", "user": house.id("worker"), "side": "worker", "role": "member", "active": "True"}
    response = site.post(address(Enterprise, "change", enterprise.pk), inlines(enterprise, [row]))
    assert "end that first" in response.content.decode()
    assert Membership.objects.filter(user_id=house.id("worker")).count() == 1


def test_a_trainer_is_assigned_once(site, house):
    enterprise = Enterprise.objects.get(key="maju")
    row = {"id": "", "user": house.id("trainer"), "active": "True"}
    response = site.post(address(Enterprise, "change", enterprise.pk), inlines(enterprise, trainers=[row]))
    assert "end that first" in response.content.decode()
    assert TrainerAssignment.objects.filter(user_id=house.id("trainer")).count() == 1


def test_a_new_enterprise_with_its_people(site, house):
    new = Enterprise(institution=models.Institution.objects.get(), key="baru", name="PT Contoh Baru")
    row = {"id": "", "user": house.id("alone"), "side": "manager", "role": "owner", "active": "True", "enterprise": ""}
    response = site.post(address(Enterprise, "add"), inlines(new, [row]))
    assert response.status_code == 302
    assert Enterprise.objects.get(key="baru").memberships.get().user_id == house.id("alone")


def test_a_role_is_given_once(site, house):
    institution = models.Institution.objects.get()
    row = {"id": "", "user": house.id("expert"), "role": "expert", "active": "True", "institution": institution.pk}
    row |= {"since_0": "2026-01-01", "since_1": "00:00:00"}
    form = {"org": "score", "name": "SCORE", "time_zone": "Asia/Jakarta"}
    form |= {"roles-TOTAL_FORMS": 1, "roles-INITIAL_FORMS": 0}
    form |= {f"roles-0-{name}": value for name, value in row.items()}
    response = site.post(address(models.Institution, "change", institution.pk), form)
    assert "end that first" in response.content.decode()


def test_a_time_zone_is_a_real_one(site, house):
    institution = models.Institution.objects.get()
    form = {"org": "score", "name": "SCORE", "time_zone": "Mars", "roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}
    response = site.post(address(models.Institution, "change", institution.pk), form)
    assert "is no time zone" in response.content.decode()
