"""A sheet as its reviewer reads it: sections and rows with their marks, and what stands beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from score_core.answers import AT, GONE
from score_xblocks.records.api import Comment, HistoryEntry, ReviewStep, ReviewView
from score_xblocks.sheet import RowView, SectionView
from score_xblocks.sheet_charts import charts_of
from score_xblocks.sheet_history import history_lines
from score_xblocks.sheet_texts import moment

from .marks import Marks, by_place
from .places import anchor, place_text
from .sheets import Opened

MOST = 100
"""So many changes are listed beside the sheet; all of them are marked in it."""


@dataclass(frozen=True)
class RowPart:
    """A row: `place` is "section/row", `badges` say what is new about it; a folded one has nothing new."""

    place: str
    anchor: str
    view: RowView
    title: str
    badges: tuple[str, ...]
    marks: SafeString
    folded: bool


@dataclass(frozen=True)
class SectionPart:
    view: SectionView
    anchor: str
    rows: tuple[RowPart, ...]
    marks: SafeString
    charts: tuple[SafeString, ...]


@dataclass(frozen=True)
class Told:
    """A place with what is told of it, in lists beside the sheet."""

    anchor: str
    about: str
    text: str
    by: str = ""
    before: str = ""
    after: str = ""


def marked(opened: Opened, link: str) -> tuple[Opened, Marks]:
    """The sheet with the marks of its review at every cell."""
    review = opened.record.view.review
    marks = Marks(opened.language)
    if review:
        drafts = {comment.target: comment for comment in review.draft}
        shown = link if "comment" in review.may else ""
        marks = Marks(opened.language, review.before, by_place(review.comments), drafts, shown)
    widgets = replace(opened.sheet.widgets, marks=marks)
    return replace(opened, sheet=replace(opened.sheet, widgets=widgets)), marks


def section_parts(opened: Opened, marks: Marks) -> list[SectionPart]:
    """The sections that are shown."""
    charts = charts_of(opened.sheet)
    parts = []
    for section in opened.sheet.sections():
        if section.hidden:
            continue
        rows = tuple(_row(opened, marks, section, row) for row in section.rows)
        drawn = tuple(chart.html for chart in charts if chart.section == section.key)
        way = marks.way(section.key, section.title, gettext("Comment on this section"))
        about = mark_safe(marks.of_comments(section.key) + way)
        parts.append(SectionPart(section, anchor(section.key), rows, about, drawn))
    return parts


def _row(opened: Opened, marks: Marks, section: SectionView, row: RowView) -> RowPart:
    place = f"{section.key}/{row.id}"
    if section.layout == "single":
        return RowPart(place, "", row, "", (), SafeString(), False)
    changed = {cell.rpartition("/")[2] for cell in marks.before if cell.startswith(f"{place}/")}
    badges = [row.state] if row.state else []
    if AT in changed and not marks.before[f"{place}/{AT}"] and not row.label:
        badges.append(gettext("New row"))
    elif changed - {AT}:
        badges.append(gettext("Changed"))
    title = row.label or f"{section.title} {row.number}"
    new = bool(changed - {AT}) or any(target.startswith(place) for target in marks.drafts)
    about = mark_safe(marks.of_comments(place) + marks.way(place, title, gettext("Comment on this row")))
    return RowPart(place, anchor(place), row, title, tuple(badges), about, bool(row.state) and not new)


def changes(opened: Opened) -> tuple[list[Told], int]:
    """What the team changed since the last answer, and how many of these changes are not listed."""
    view, review = opened.record.view, opened.record.view.review
    if not review or not review.before:
        return [], 0
    at = view.last.at if view.last else review.steps[-1].at
    entries = [
        HistoryEntry(0, cell, before, view.cells.get(cell, ""), "", at, opened.record.worksheet.version, "")
        for cell, before in sorted(review.before.items())
        if not cell.endswith(f"/{AT}")
    ]
    lines = history_lines(entries[:MOST], opened.sheet)
    places = [entry.cell.removesuffix(f"/{GONE}") for entry in entries]
    told = [
        Told(anchor(place), line.what, "", "", line.before, line.after)
        for place, line in zip(places, lines, strict=False)
    ]
    return told, max(len(entries) - MOST, 0)


def rounds(opened: Opened) -> list[tuple[int, list[Told]]]:
    """All comments that were sent, by their round, the last round first."""
    review = opened.record.view.review
    found: dict[int, list[Told]] = {}
    for comment in review.comments if review else ():
        found.setdefault(comment.round, []).append(_told(opened, comment))
    return sorted(found.items(), reverse=True)


def drafts(opened: Opened) -> list[tuple[str, Told]]:
    """This reviewer's comments that are not sent, with their places."""
    review = opened.record.view.review
    return [(comment.target, _told(opened, comment)) for comment in (review.draft if review else ()) if comment.target]


def standing(review: ReviewView, language: str) -> str:
    """Where the review stands, in one sentence."""
    kinds = {"submitted": "submit", "in_review": "begin", "returned": "return", "accepted": "accept"}
    step = next((step for step in reversed(review.steps) if step.kind == kinds.get(review.state)), None)
    return _told_step(step, language) if step else gettext("The team is working on it and has not submitted it yet.")


def steps(review: ReviewView, language: str) -> Iterator[str]:
    """The course of the review in sentences, the last step first."""
    for step in reversed(review.steps):
        yield _told_step(step, language)


def _told(opened: Opened, comment: Comment) -> Told:
    about = place_text(opened.sheet, comment.target, gettext("The whole sheet"))
    by = f"{comment.by}, {moment(comment.at, opened.language)}"
    return Told(anchor(comment.target), about, comment.text, by)


def _told_step(step: ReviewStep, language: str) -> str:
    told = {"round": step.round, "name": step.by or gettext("somebody"), "when": moment(step.at, language)}
    return _sentence(step) % (told | {"count": len(step.rows)})


def _sentence(step: ReviewStep) -> str:
    rows = len(step.rows)
    match step.kind:
        case "submit":
            return gettext("Round %(round)s: submitted by %(name)s, %(when)s")
        case "withdraw":
            return gettext("Withdrawn by %(name)s, %(when)s")
        case "begin":
            return gettext("Round %(round)s: review begun by %(name)s, %(when)s")
        case "return":
            return gettext("Round %(round)s: returned by %(name)s, %(when)s")
        case "accept":
            return gettext("Round %(round)s: accepted by %(name)s, %(when)s")
        case "accept_rows":
            return ngettext(
                "%(count)s row accepted by %(name)s, %(when)s", "%(count)s rows accepted by %(name)s, %(when)s", rows
            )
        case "verify_rows":
            return ngettext(
                "%(count)s row seen done by %(name)s, %(when)s", "%(count)s rows seen done by %(name)s, %(when)s", rows
            )
        case "reopen":
            return gettext("Opened again by %(name)s, %(when)s")
    return gettext("Signed by %(name)s, %(when)s")
