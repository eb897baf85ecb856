"""The preview on a temporary folder of archives, with its demo people and a client for each."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from score_preview.demo import make_people
from tests.preview.fixture_archive import COURSE_KEY, fixture_archive


@pytest.fixture
def dist(tmp_path: Path, settings) -> Path:
    """An empty folder of archives that the preview looks at."""
    settings.SCORE_PREVIEW_DIST = tmp_path / "dist"
    settings.SCORE_PREVIEW_DIST.mkdir()
    return settings.SCORE_PREVIEW_DIST


@pytest.fixture
def archive(dist: Path) -> Path:
    """The fixture course in that folder."""
    return fixture_archive(dist)


@pytest.fixture
def as_person(db) -> Callable[[str], Client]:
    """A client that is this demo person; of "" one that has not chosen yet."""
    make_people()

    def become(name: str = "", **options) -> Client:
        client = Client(**options)
        if name:
            client.force_login(get_user_model().objects.get(username=name))
        return client

    return become


@pytest.fixture
def sari(as_person) -> Client:
    return as_person("worker")


@pytest.fixture
def course_url() -> str:
    return f"/c/{COURSE_KEY}/"
