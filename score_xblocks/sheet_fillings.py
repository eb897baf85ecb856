"""A sheet that is filled in several times, and rows that go to another sheet: what people do across records."""

from datetime import date

from xblock.exceptions import JsonHandlerError

from score_core import comparing, values
from score_core.definition import Worksheet
from score_xblocks.base import json_get, json_post
from score_xblocks.naming import people_of
from score_xblocks.records import api as records
from score_xblocks.records.api import OccasionView
from score_xblocks.sheet_actions import LONGEST_PLACE, SheetActions


class SheetFillings(SheetActions):
    """The handlers of repeated fillings, and of rows that are taken over."""

    def fillings(self, whole: Worksheet) -> tuple[OccasionView, ...]:
        return records.occasions(person=self.person(), place=self.place(), worksheet=whole)

    @json_get
    def load_fillings(self, query):
        """The fillings of this sheet, as HTML to choose from, to begin a new one, to compare two."""
        whole, view = self.shown()
        current = self.filling(whole)
        there = self.fillings(whole)
        html = self.from_template(
            "fillings.html",
            fillings=[(one.occasion, self.filling_text(one)) for one in there],
            current=current,
            known=any(one.occasion == current for one in there),
            current_text=current or self.gettext("First filling"),
            others=[(one.occasion, self.filling_text(one)) for one in there if one.occasion != current],
            today=view.today.isoformat(),
            may_begin=view.may_write and not self.occasion,
            may_choose=not self.occasion,
        )
        return {"html": html}

    def filling_text(self, one: OccasionView) -> str:
        """A filling by the day it was begun, and by its name where it has another one."""
        day = values.show_date(begun(one), self.language)
        return day if one.occasion == "" or values.date_of(one.occasion) else f"{one.occasion} ({day})"

    @json_post
    def choose_filling(self, body):
        """Show this person another filling: one that is there, or a new one, called by its day (`2026-11-24`)."""
        whole = self.whole_or_refuse()
        wanted = body.get("occasion")
        if not isinstance(wanted, str) or self.occasion or not whole.occasions:
            raise self.incomplete()
        if values.date_of(wanted) is None and wanted not in ["", *(one.occasion for one in self.fillings(whole))]:
            raise self.incomplete()
        self.chosen_occasion = wanted
        return {"occasion": wanted}

    @json_get
    def compare_fillings(self, query):
        """This filling beside another (`with`), item by item, as HTML; the earlier one stands first."""
        wanted = query.get("with", "")
        whole, view = self.shown()
        there = {one.occasion: one for one in self.fillings(whole)}
        other, current = there.get(wanted), there.get(self.filling(whole))
        if other is None or current is None or other == current:
            raise JsonHandlerError(400, self.gettext("There is nothing to compare yet."))
        second = records.view_record(person=self.person(), place=self.place(), worksheet=whole, occasion=wanted)
        sides = sorted([(current, view), (other, second)], key=lambda side: (begun(side[0]), side[0].record_id))
        (before, then), (after, now) = sides
        lines = comparing.compare(
            self.sheet(whole, view).worksheet,
            then.cells,
            now.cells,
            view.today,
            self.language,
            people_of(view.team),
            view.others.read,
        )
        sections = {section.key: section.title.pick(self.language) for section in whole.sections}
        html = self.from_template(
            "comparison.html",
            before=self.filling_text(before),
            after=self.filling_text(after),
            groups=[
                (title, [line for line in lines if line.section == key])
                for key, title in sections.items()
                if any(line.section == key for line in lines)
            ],
        )
        return {"html": html}

    @json_post
    def promote_row(self, body):
        """Take a `row` of a `section` over into the sheet that the definition names, with a link back."""
        section, row = body.get("section"), body.get("row")
        if not all(isinstance(text, str) and len(text) <= LONGEST_PLACE for text in (section, row)):
            raise self.incomplete()
        whole = self.whole_or_refuse()
        promoted = records.promote(
            person=self.person(),
            place=self.place(),
            worksheet=whole,
            section=section,
            row=row,
            occasion=self.filling(whole),
            lang=self.language,
        )
        whole, view = self.shown()
        link = self.sheet(whole, view).links.made_from(whole.by_key[section], row)
        return {"link": link, "new": promoted.new}


def begun(filling: OccasionView) -> date:
    """The day of a filling: the one that it is called by, else that of the first answer."""
    return values.date_of(filling.occasion) or filling.first
