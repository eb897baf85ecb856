"""The worksheet block: any worksheet from its definition, filled in together by an enterprise's team."""

import functools
from urllib.parse import urlencode

from django.utils import timezone
from webob import Response
from xblock.completable import CompletableXBlockMixin
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError
from xblock.fields import Boolean, Scope, String

from score_core import worksheet
from score_core.definition import Worksheet
from score_core.messages import N_
from score_core.problems import Problem
from score_xblocks import compat, saving
from score_xblocks.base import json_get, json_post
from score_xblocks.naming import people_of, rows_named, widgets_of
from score_xblocks.paper import Paper
from score_xblocks.records import api as records
from score_xblocks.records.api import NotAllowed, Person, RecordView
from score_xblocks.scenarios import WORKSHEETS
from score_xblocks.sheet import Sheet
from score_xblocks.sheet_actions import SheetActions
from score_xblocks.sheet_charts import charts_of
from score_xblocks.sheet_links import Links
from score_xblocks.sheet_reviews import review_panel, row_locks, row_states
from score_xblocks.sheet_state import attached_json, missing_of
from score_xblocks.sheet_texts import last_text, owner_text, script_texts, sheet_script_texts
from score_xblocks.studio import SourceEditing
from score_xblocks.widgets import Widgets


@functools.lru_cache(maxsize=128)
def definition(text: str) -> tuple[Worksheet | None, tuple[Problem, ...]]:
    """A worksheet from its source, with the problems found."""
    found, problems = worksheet.parse(text)
    return found, tuple(problems)


class WorksheetBlock(CompletableXBlockMixin, SheetActions, SourceEditing):
    """A worksheet. `content` is its definition's source, `occasion` tells repeated fillings from each other.

    It is complete for a person when the required fields of the sections shown are filled, by whomever of the team.
    """

    script = "worksheet"
    edited_settings = ("display_name", "language", "occasion", "sections")
    key_setting = "worksheet_key"

    content = String(scope=Scope.content, default="")
    worksheet_key = String(scope=Scope.settings, default="")
    occasion = String(scope=Scope.settings, default="", display_name=N_("Occasion, if filled in several times"))
    sections = String(scope=Scope.settings, default="", display_name=N_("Only these sections (keys)"))
    told_complete = Boolean(scope=Scope.user_state, default=False)

    @XBlock.supports("multi_device")
    def student_view(self, context=None):
        whole, problems = definition(self.content)
        if whole is None:
            return self.broken(problems if self.person().is_staff else ())
        if told := self.missing_app():
            return self.notice(told)
        person = self.person()
        try:
            view = self.record(whole, person)
        except NotAllowed as refusal:
            return self.notice(self.refusal_text(refusal))
        whole = view.newer or whole
        writing = is_open(view)
        sheet = self.sheet(whole, view, writing=writing)
        data = {
            "complete": sheet.completeness.done and view.owner != "nobody" and not self.told_complete,
            "user": person.user_id,
            "record": view.record_id,
            "version": whole.version,
            "texts": script_texts(self.gettext) | sheet_script_texts(self.gettext),
            **self.addresses(whole),
        }
        return self.fragment(self.sheet_html(sheet, view, self.storage(whole, view, person)), data)

    def author_view(self, context=None):
        """The sheet with its fields empty and locked: a preview in Studio touches no records."""
        whole, problems = definition(self.content)
        if whole is None:
            return self.broken(problems)
        view = RecordView("nobody", "", {}, 0, False, (), None, timezone.localdate())
        sheet = Sheet(self.part(whole), {}, view.today, self.widgets(whole, view), locked=True)
        html = self.sheet_html(sheet, view, "")
        return self.fragment(f'<fieldset class="score-locked" disabled>{html}</fieldset>', {})

    def student_view_data(self, context=None):
        """What an app may know of the block while nobody is known: no answers."""
        whole, _ = definition(self.content)
        title = whole.title.pick(self.language) if whole else self.display_name
        names = {"worksheet_key": self.worksheet_key, "occasion": self.occasion, "language": self.language}
        return {**names, "title": title}

    def index_dictionary(self):
        whole, _ = definition(self.content)
        texts = [whole.title, whole.purpose] if whole else []
        for section in self.part(whole).sections if whole else ():
            texts += [section.title, section.help, *(field.label for field in section.fields)]
        words = " ".join(filter(None, (text.pick(self.language) for text in texts)))
        return {"content": {"display_name": self.display_name, "worksheet": words}, "content_type": "Worksheet"}

    @json_post
    def save_cells(self, body):
        """Save edits whose values are as typed in the block's language; the answer says what became of each."""
        whole = self.whole_or_refuse()
        try:
            edits = saving.read_edits(body)
        except ValueError:
            raise JsonHandlerError(400, self.gettext("The request is not complete. Load the page again.")) from None
        # The page was made for somebody: a save from a page that another person left open is not this person's.
        if body.get("user") not in (None, 0, self.person().user_id):
            raise JsonHandlerError(409, self.gettext("Somebody else is signed in here now. Load the page again."))
        person = self.person(writes=True)
        readable, refused = saving.canonical(whole, edits, self.language)
        saved = records.save_edits(
            person=person,
            place=self.place(),
            worksheet=whole,
            text=self.content,
            edits=readable,
            occasion=self.occasion,
        )
        whole = saved.newer or whole
        named = any(saving.is_person(whole, conflict.edit.cell) for conflict in saved.conflicts)
        team = self.record(whole, person).team if named else ()
        widgets = Widgets(
            self.language,
            self.gettext,
            self.prefix(),
            people_of(team),
            rows_named(whole, saved.cells, saved.others, self.language, {}),
        )
        sheet = Sheet(self.part(whole), saved.cells, saved.today, widgets, others=saved.others)
        if sheet.completeness.done:
            self.emit_completion(1.0)
        return {
            **saving.answer(whole, edits, saved, refused, sheet.widgets),
            "record": saved.record_id,
            "shown": sheet.formulas,
            **state_of(sheet),
        }

    @json_get
    def load_record(self, query):
        """The record as it stands: canonical cells, what formulas show, how much is filled."""
        whole = self.whole_or_refuse()
        view = self.record(whole, self.person())
        sheet = self.sheet(view.newer or whole, view)
        state = {"cells": view.cells, "shown": sheet.formulas, "revision": view.revision, "may_write": is_open(view)}
        return {**state, "record": view.record_id, **state_of(sheet)}

    @XBlock.handler
    def print_sheet(self, request, suffix=""):
        """The sheet as a page of its own, for paper: all rows, lines to write on where nothing is filled in yet."""
        try:
            whole = self.whole_or_refuse()
            view = self.record(whole, self.person())
        except JsonHandlerError as refusal:
            return self.paper_page(refusal.status_code, notice=refusal.message)
        except NotAllowed as refusal:
            return self.paper_page(403, notice=self.refusal_text(refusal))
        whole = view.newer or whole
        paper = widgets_of(view, whole, self.language, self.gettext, self.prefix(), Paper)
        return self.paper_page(
            200,
            title=whole.title.pick(self.language),
            purpose=whole.purpose.pick(self.language),
            owner=view.owner_name,
            occasion=self.occasion,
            today=paper.day(view.today),
            last=last_text(self.gettext, view, self.language),
            sections=self.sheet(whole, view, widgets=paper).sections(spare=True),
        )

    @json_post
    def publish_mine(self, body):
        """Report completion for a member of a team that completed the sheet while this member was elsewhere."""
        whole = self.whole_or_refuse()
        view = self.record(whole, self.person())
        done = self.sheet(view.newer or whole, view).completeness.done
        if done:
            self.emit_completion(1.0)
            self.told_complete = True
        return {"done": done}

    def read_source(self, text):
        return definition(text)

    def setting_mistakes(self, whole, values):
        known = [section.key for section in whole.sections]
        unknown = [key for key in section_keys(values.get("sections", "")) if key not in known]
        if not unknown:
            return {}
        return {
            "sections": self.gettext(
                "There is no section “{key}”. There are: {known}.", key=unknown[0], known=", ".join(known)
            )
        }

    @staticmethod
    def workbench_scenarios():
        return WORKSHEETS

    def whole_or_refuse(self) -> Worksheet:
        if told := self.missing_app():
            raise JsonHandlerError(503, told)
        whole, _ = definition(self.content)
        if whole is None:
            raise JsonHandlerError(409, self.gettext("This worksheet has a mistake in its definition."))
        return whole

    def part(self, whole: Worksheet) -> Worksheet:
        """The worksheet with the sections that this block shows and counts."""
        keys = section_keys(self.sections)
        return whole.only(keys) if keys else whole

    def record(self, whole: Worksheet, person: Person) -> RecordView:
        return records.view_record(person=person, place=self.place(), worksheet=whole, occasion=self.occasion)

    def broken(self, problems):
        """What is seen of a sheet with a mistake; its list is for those who can mend it."""
        return self.notice(self.gettext("This worksheet has a mistake in its definition."), problems)

    def prefix(self) -> str:
        """What the HTML ids of this block begin with: two sheets may stand on one page."""
        return f"{self.place().usage_key.rsplit('@', 1)[-1]}."

    def widgets(self, whole: Worksheet, view: RecordView) -> Widgets:
        return widgets_of(view, whole, self.language, self.gettext, self.prefix())

    def sheet(
        self, whole: Worksheet, view: RecordView, *, writing: bool = False, widgets: Widgets | None = None
    ) -> Sheet:
        """What this block shows of a record."""
        review = view.review
        return Sheet(
            self.part(whole),
            view.cells,
            view.today,
            widgets or self.widgets(whole, view),
            writing,
            others=view.others,
            locks=row_locks(review, self.language),
            states=row_states(review, self.gettext),
            links=Links(whole, self.filling(), view.others.by_key, self.language, self.gettext),
        )

    def query(self) -> str:
        """What the handlers' addresses say of the filling that the page shows."""
        return urlencode({"occasion": self.filling()}) if self.filling() != self.occasion else ""

    def filling(self) -> str:
        """The occasion whose record is shown: the block's own."""
        return self.occasion

    def addresses(self, whole: Worksheet) -> dict[str, str]:
        """Where the page's script sends and asks."""

        def handler(name: str) -> str:
            return self.runtime.handler_url(self, name, query=self.query())

        return {
            "save": handler("save_cells"),
            "publish": handler("publish_mine"),
            "review": handler("load_review"),
            "step": handler("step_review"),
            "history": handler("load_history"),
            "charts": handler("load_charts") if whole.charts else "",
            "caption": handler("caption_photo"),
            "photo": compat.page_url("upload"),
            "attachment": compat.page_url("photo", "ID"),
        }

    def storage(self, whole: Worksheet, view: RecordView, person: Person) -> str:
        """The name under which the browser keeps what is not saved yet: one person's, one record's; "" when reading."""
        if not is_open(view):
            return ""
        return "/".join((str(person.user_id), self.place().org, view.owner, view.owner_name, whole.key, self.filling()))

    def sheet_html(self, sheet: Sheet, view: RecordView, storage: str) -> str:
        writing = sheet.writing
        return self.from_template(
            "worksheet.html",
            title=sheet.worksheet.title.pick(self.language),
            purpose=sheet.worksheet.purpose.pick(self.language),
            owner=owner_text(self.gettext, sheet.worksheet, view),
            last=last_text(self.gettext, view, self.language),
            notice=records.message(view.message, self.language) if view.message else "",
            required=writing and any(f.required for s in sheet.worksheet.sections for f in s.fields),
            print_url="" if sheet.locked else self.runtime.handler_url(self, "print_sheet", query=self.query()),
            writing=writing,
            people=sheet.widgets.people,
            prefix=sheet.widgets.prefix,
            sections=sheet.sections(),
            charts=charts_of(sheet),
            revision=view.revision,
            storage=storage,
            program=sheet.program() if writing else "",
            unseen=sheet.unseen() if writing else "",
            attached=attached_json(sheet.widgets) if writing else "",
            review=review_panel(view, sheet, self.language, self.gettext),
            missing=missing_of(sheet) if writing else [],
            history=view.record_id is not None and not sheet.locked,
            **counts(sheet),
        )

    def paper_page(self, status: int, **context) -> Response:
        style = self.runtime.local_resource_url(self, "public/css/print.css")
        html = self.from_template("print.html", style=style, **context)
        return Response(html, status=status, content_type="text/html", charset="utf-8")


def section_keys(setting: str) -> list[str]:
    """The keys that the setting `sections` names: with commas, spaces or both between them."""
    return setting.replace(",", " ").split()


def counts(sheet: Sheet) -> dict:
    """How much of a sheet is filled."""
    counted = sheet.completeness
    return {"done": counted.done, "filled": counted.filled, "wanted": counted.wanted}


def state_of(sheet: Sheet) -> dict:
    """What the page's script needs to know of a sheet after each save: how full it is, what lacks, what is hidden."""
    return {**counts(sheet), "missing": missing_of(sheet), "hidden": sorted(sheet.visible.hidden)}


def is_open(view: RecordView) -> bool:
    """Whether this person may write in the sheet now: its review may have closed it."""
    return view.may_write and not (view.review and view.review.locked)
