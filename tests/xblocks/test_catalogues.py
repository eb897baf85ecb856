"""Every text of the blocks and pages is there in every language, compiled from today's sources."""

import importlib.util
from pathlib import Path

import pytest

pytest.importorskip("babel", reason="an LMS has no Babel; the other environments test this")
TOOL = Path(__file__).resolve().parents[2] / "tools" / "catalogues.py"


def test_catalogues_are_complete_fresh_and_compiled():
    spec = importlib.util.spec_from_file_location("catalogues", TOOL)
    catalogues = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(catalogues)
    assert catalogues.stale() == []
