"""What people do with a worksheet besides filling it in: its review, its history, the captions of its photos."""

from xblock.exceptions import JsonHandlerError

from score_core.definition import Worksheet
from score_xblocks.base import json_get, json_post
from score_xblocks.records import api as records
from score_xblocks.records.api import RecordView
from score_xblocks.sheet_charts import charts_of
from score_xblocks.sheet_history import history_lines
from score_xblocks.sheet_page import SheetPage
from score_xblocks.sheet_reviews import OWN_STEPS, review_panel

LONGEST_PLACE = 200
CAPTION = 300


class SheetActions(SheetPage):
    """The handlers of what happens around the fields."""

    def shown(self) -> tuple[Worksheet, RecordView]:
        """The worksheet and the record that this person's page shows."""
        whole = self.whole_or_refuse()
        view = self.record(whole, self.person())
        return view.newer or whole, view

    @json_get
    def load_review(self, query):
        """Where the review stands, as HTML for the head of the page."""
        whole, view = self.shown()
        panel = review_panel(view, self.sheet(whole, view), self.language, self.gettext)
        html = self.from_template("review.html", review=panel) if panel else ""
        return {"html": html, "revision": view.revision, "record": view.record_id}

    @json_post
    def step_review(self, body):
        """Submit, withdraw or sign: `step` says which, `revision` what the person saw."""
        step, revision = body.get("step"), body.get("revision")
        if step not in OWN_STEPS or type(revision) is not int:
            raise self.incomplete()
        _, view = self.shown()
        if view.record_id is None:
            raise JsonHandlerError(409, self.gettext("Nothing is filled in yet."))
        of = {"person": self.person(), "record_id": view.record_id}
        if step == "withdraw":
            review = records.withdraw(**of)
        elif step == "submit":
            review = records.submit(revision=revision, **of)
        else:
            review = records.sign(revision=revision, signed_as=step.removeprefix("sign_"), **of)
        return {"state": review.state, "round": review.round}

    @json_get
    def load_history(self, query):
        """Who changed what, as HTML, newest first: of the whole sheet, of one `cell` or `row`, going on at `before`."""
        cell, row, before = query.get("cell", ""), query.get("row", ""), query.get("before", "")
        if len(cell) > LONGEST_PLACE or len(row) > LONGEST_PLACE or not (before == "" or before.isdecimal()):
            raise self.incomplete()
        whole, view = self.shown()
        if view.record_id is None:
            return {"html": "", "next": None}
        page = records.history(
            person=self.person(),
            record_id=view.record_id,
            cell=cell,
            row=row,
            before=int(before) if before else None,
        )
        lines = history_lines(page.entries, self.sheet(whole, view))
        return {"html": self.from_template("history.html", lines=lines), "next": page.next}

    @json_get
    def load_charts(self, query):
        """The charts as HTML, by their keys."""
        whole, view = self.shown()
        return {"charts": {chart.key: chart.html for chart in charts_of(self.sheet(whole, view))}}

    @json_post
    def caption_photo(self, body):
        """Change the caption of a photo: `base` is the one that the person saw."""
        told = [body.get(name) for name in ("id", "base", "caption")]
        if not all(isinstance(text, str) and len(text) <= CAPTION for text in told):
            raise self.incomplete()
        attachment_id, base, caption = told
        self.whole_or_refuse()
        view = records.caption_attachment(
            person=self.person(), attachment_id=attachment_id, base=base, caption=caption
        )
        return {"caption": view.caption}
