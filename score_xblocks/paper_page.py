"""A worksheet as a page for paper, which a board in the factory can carry: what templates/print.html needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from score_core import values
from score_xblocks.records.api import RecordView, ReviewView
from score_xblocks.sheet import SectionView, Sheet
from score_xblocks.sheet_charts import charts_of
from score_xblocks.sheet_reviews import review_panel
from score_xblocks.sheet_texts import last_text

Gettext = Callable[..., str]


@dataclass(frozen=True)
class Printed:
    """A section on paper: `head` are the columns of a table, none where rows are cards."""

    view: SectionView
    head: tuple[str, ...]
    charts: tuple[SafeString, ...]


@dataclass(frozen=True)
class SignLine:
    """Who is to sign, and who signed when; a blank line to sign on where nobody did. `note` says what changed since."""

    role: str
    name: str = ""
    day: str = ""
    note: str = ""


def page_context(sheet: Sheet, view: RecordView, occasion: str, gettext: Gettext) -> dict[str, object]:
    """What the template shows of a sheet whose widgets are `Paper`; a register of many columns makes it lie down."""
    language, worksheet = sheet.widgets.language, sheet.worksheet
    panel = review_panel(view, sheet, language, gettext)
    sections = list(_printed(sheet))
    return {
        "title": worksheet.title.pick(language),
        "purpose": worksheet.purpose.pick(language),
        "owner": view.owner_name,
        "occasion": occasion,
        "today": values.show_date(view.today, language),
        "last": last_text(gettext, view, language),
        "review": panel.text if panel else "",
        "sections": sections,
        "wide": any(section.view.layout == "cards" for section in sections),
        "signatures": list(_sign_lines(view.review, language, gettext)) if _is_signed(sheet) else [],
    }


def _printed(sheet: Sheet) -> Iterator[Printed]:
    charts = charts_of(sheet)
    for section in sheet.sections(spare=True):
        if section.hidden:
            continue
        drawn = tuple(chart.html for chart in charts if chart.section == section.key)
        yield Printed(section, _head(section), drawn)


def _head(section: SectionView) -> tuple[str, ...]:
    """The columns of rows that stand in a table: those with a cell for each column, and not too many of them."""
    even = all(len(row.cells) == len(section.columns) for row in section.rows)
    narrow = section.layout == "grid" or (section.layout == "items" and len(section.columns) <= 3)
    return section.columns if even and narrow else ()


def _is_signed(sheet: Sheet) -> bool:
    return sheet.worksheet.review != "none" and not sheet.worksheet.anonymous


def _sign_lines(review: ReviewView | None, language: str, gettext: Gettext) -> Iterator[SignLine]:
    """Those of the enterprise who sign, and the trainer who accepted."""
    signed = {signature.signed_as: signature for signature in review.signatures} if review else {}
    for signed_as, role in (("worker", gettext("For the workers")), ("owner", gettext("The owner"))):
        found = signed.get(signed_as)
        note = "" if found is None or found.current else gettext("changed since then")
        yield SignLine(role, found.by, _day(found.at, language), note) if found else SignLine(role)
    accepted = next((step for step in reversed(review.steps) if step.kind == "accept"), None) if review else None
    counts = accepted is not None and review is not None and review.state == "accepted"
    role = gettext("The trainer")
    yield SignLine(role, accepted.by, _day(accepted.at, language)) if accepted and counts else SignLine(role)


def _day(at: datetime, language: str) -> str:
    return values.show_date(at.date(), language)
