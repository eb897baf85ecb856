"""The people and sheets of the records' tests, each person with a browser."""

import pytest
from django.test import Client

from tests.records.conftest import house, place, save, view

__all__ = ["house", "place", "save", "view"]


@pytest.fixture
def browser(house):
    """A client that is signed in as this person; of "" one that is not."""

    def browser(who: str = "", **options) -> Client:
        client = Client(**options)
        if who:
            client.force_login(house.users[who])
        return client

    return browser


@pytest.fixture
def folder(settings, tmp_path):
    settings.SCORE_PRIVATE_ROOT = str(tmp_path / "private")
    return tmp_path / "private"
