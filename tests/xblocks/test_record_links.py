"""From a sheet to its files and its review."""

import pytest

from .conftest import select, words
from .sheets import TEAM, edit


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "id"])
def test_a_sheet_leads_to_its_files_and_its_review_once_it_is_saved(bench, factory, language):
    sari = factory("sari")
    bench.add_block("score_worksheet", "w", TEAM, language=language)
    assert "/score/" not in " ".join(link.get("href") for link in select(bench.page("w", sari), "a"))
    number = bench.post("w", "save_cells", {"edits": [edit("facts//line", "A")]}, sari).json["record"]
    page = bench.page("w", sari)
    links = {words(link): link.get("href") for link in select(page, "div.score-tools a")}
    review = {"en": "Review and history", "id": "Tinjauan dan riwayat"}[language]
    assert {label: href for label, href in links.items() if href.startswith("/score/")} == {
        "Excel": f"/score/export/{number}.xlsx?lang={language}",
        "CSV": f"/score/export/{number}.csv?lang={language}",
        review: f"/score/review/{number}/?lang={language}",
    }
    history = [link.get("href") for link in select(page, "details.score-history a")]
    assert history == [f"/score/export/{number}/history.csv?lang={language}"]
