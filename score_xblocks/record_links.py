"""Where else a record can be seen: as a file, as its reviewers see it, with its history."""

from collections.abc import Callable

Gettext = Callable[..., str]
Page = Callable[..., str]
"""The address of one of the pages under /score/ by its name; "" where the site has none."""


def record_links(record_id: int | None, page: Page, gettext: Gettext) -> list[tuple[str, str]]:
    """Labels and addresses; none before the first save, nor where the site has no such pages."""
    if record_id is None:
        return []
    links = [
        (gettext("Excel"), page("export-xlsx", record_id)),
        (gettext("CSV"), page("export-csv", record_id)),
        (gettext("Review and history"), page("review", record_id)),
    ]
    return [(label, url) for label, url in links if url]
