"""A record that a page opens by its number, as a sheet in a language."""

from collections.abc import Callable
from dataclasses import dataclass

from score_xblocks.base import catalogue
from score_xblocks.naming import widgets_of
from score_xblocks.records import api as records
from score_xblocks.records.api import OpenRecord, Person
from score_xblocks.sheet import Sheet
from score_xblocks.sheet_links import Links
from score_xblocks.sheet_reviews import row_states
from score_xblocks.widgets import Widgets

Gettext = Callable[..., str]


@dataclass(frozen=True)
class Opened:
    """The record's number, the record, its sheet for reading, and the texts of sheets in its language."""

    id: int
    record: OpenRecord
    sheet: Sheet
    gettext: Gettext

    @property
    def language(self) -> str:
        return self.sheet.widgets.language

    @property
    def title(self) -> str:
        return self.record.worksheet.title.pick(self.language)

    @property
    def owner(self) -> str:
        return self.record.view.owner_name


def opened(person: Person, record_id: int, language: str, made: type[Widgets] = Widgets) -> Opened:
    """The record, for those who may read it; `made` makes its cells. Raises NotAllowed as `open_record` does."""
    record = records.open_record(person=person, record_id=record_id)
    view, worksheet, gettext = record.view, record.worksheet, texts_in(language)
    sheet = Sheet(
        worksheet,
        view.cells,
        view.today,
        widgets_of(view, worksheet, language, gettext, "at-", made),
        others=view.others,
        states=row_states(view.review, gettext),
        links=Links(worksheet, record.occasion, view.others.by_key, language, gettext),
    )
    return Opened(record_id, record, sheet, gettext)


def texts_in(language: str) -> Gettext:
    """What speaks the blocks' texts in this language."""
    known = catalogue(language)

    def gettext(message: str, **params: object) -> str:
        translated = known.gettext(message) if message else ""
        return translated.format(**params) if params else translated

    return gettext
