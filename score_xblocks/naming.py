"""What the cells of a sheet name and its definition does not tell: people, rows of other sheets, photos and files."""

from collections.abc import Callable, Iterable, Mapping

from score_core import answers, fields
from score_core.definition import Field, Section, Worksheet
from score_core.filled import Cells
from score_xblocks import compat
from score_xblocks.records.api import AttachmentView, Others, RecordView, TeamMember
from score_xblocks.widgets import Attached, Widgets

SHORT = 60
"""Rows are named by so many letters at most."""
SUMMARY_KINDS = ("text", "long_text", "person", "date", "month", "choice")


def widgets_of(
    view: RecordView, worksheet: Worksheet, language: str, gettext: Callable[..., str], prefix: str, made=Widgets
) -> Widgets:
    """Widgets that know all that a record's cells name; `made` is their class."""
    people = people_of(view.team)
    pictures = {"//".join(field.picture) for section in worksheet.whole for field in section.fields if field.picture}
    return made(
        language,
        gettext,
        prefix,
        people,
        rows_named(worksheet, view.cells, view.others, language, people),
        attached_of(view.attachments),
        {cell: view.cells.get(cell, "") for cell in pictures},
    )


def people_of(team: Iterable[TeamMember]) -> dict[str, str]:
    """Names of a team by `user:<id>`; namesakes are numbered, so that each can be chosen."""
    people: dict[str, str] = {}
    for member in team:
        same = sum(name == member.name or name.startswith(f"{member.name} (") for name in people.values())
        people[f"user:{member.user_id}"] = f"{member.name} ({same + 1})" if same else member.name
    return people


def attached_of(attachments: Iterable[AttachmentView]) -> dict[str, Attached]:
    """Photos and files by their id, each with the address that serves it."""
    return {each.id: Attached(compat.page_url("photo", each.id), each.caption, each.name) for each in attachments}


def rows_named(
    worksheet: Worksheet, cells: Cells, others: Others, language: str, people: Mapping[str, str]
) -> dict[str, str]:
    """The rows that references may point to, by "sheet/section/row": each by its number and what it shows."""
    named: dict[str, str] = {}
    for field in (field for section in worksheet.whole for field in section.fields if field.to):
        key, section_key = field.to
        sheet, there = (worksheet, cells) if key == worksheet.key else others.by_key.get(key, (None, {}))
        section = sheet.by_key.get(section_key) if sheet else None
        if section is None:
            continue
        shown = section.by_key.get(field.shows_field)
        for number, row in enumerate(answers.rows(section, there), 1):
            told = (row.cells, language, people)
            text = _text(shown, *told) if shown else row_text(section, *told)
            named[f"{key}/{section_key}/{row.id}"] = f"{number}. {text}" if text else str(number)
    return named


def row_text(section: Section, cells: Mapping[str, str], language: str, people: Mapping[str, str]) -> str:
    """The first two short answers of a row, to recognise it by."""
    told = []
    for field in section.fields:
        if field.kind in SUMMARY_KINDS and (text := _text(field, cells, language, people)):
            told.append(text)
        if len(told) == 2:
            break
    return " · ".join(told)


def _text(field: Field, cells: Mapping[str, str], language: str, people: Mapping[str, str]) -> str:
    text = fields.show(field, cells.get(field.key, ""), language, people)
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
