"""What was written before there were revisions and versions gets them."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from score_xblocks.records.models import Edit

REMARK = "top//remark"


def test_edits_of_before_are_numbered_as_they_were_made(house, save):
    save(house["worker"], {REMARK: "a", "log/r1/what": "x"})
    save(house["neighbour"], {REMARK: "theirs"}, version=3)
    save(house["leader"], {REMARK: "b"}, bases={REMARK: "a"}, version=3)
    save(house["worker"], {REMARK: "c", "log/r2/what": "y"}, bases={REMARK: "b"}, version=3)
    now = list(Edit.objects.order_by("id").values_list("record_id", "revision"))
    Edit.objects.update(revision=0, version=1)
    migration = import_module("score_xblocks.records.migrations.0002_teams_reviews_files")
    migration.number_history(apps, SimpleNamespace(connection=connection))
    assert list(Edit.objects.order_by("id").values_list("record_id", "revision")) == now
    assert set(Edit.objects.values_list("version", flat=True)) == {3}


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "score_records", check=True, dry_run=True, verbosity=0)
