"""The worksheet block: any worksheet from its definition, filled in together by an enterprise's team."""

import dataclasses

from django.utils import timezone
from webob import Response
from xblock.completable import CompletableXBlockMixin
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError
from xblock.fields import Boolean, Scope

from score_core.definition import Worksheet
from score_xblocks import compat, revising, saving
from score_xblocks.base import json_get, json_post
from score_xblocks.naming import people_of, rows_named, widgets_of
from score_xblocks.paper import Paper
from score_xblocks.paper_page import page_context
from score_xblocks.records import api as records
from score_xblocks.records.api import NotAllowed, Person, RecordView
from score_xblocks.scenarios import WORKSHEETS
from score_xblocks.sheet import Sheet
from score_xblocks.sheet_fillings import SheetFillings
from score_xblocks.sheet_page import definition, section_keys
from score_xblocks.sheet_state import is_open, state_of
from score_xblocks.sheet_texts import script_texts, sheet_script_texts
from score_xblocks.studio import SourceEditing
from score_xblocks.widgets import Widgets


class WorksheetBlock(CompletableXBlockMixin, SheetFillings, SourceEditing):
    """A worksheet. `content` is its definition's source, `occasion` tells repeated fillings from each other.

    It is complete for a person when the required fields of the sections shown are filled, by whomever of the team.
    """

    edited_settings = ("display_name", "language", "occasion", "sections")
    key_setting = "worksheet_key"

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
        whole, text = self.asked(body.get("version"))
        try:
            edits = saving.read_edits(body)
        except ValueError:
            raise self.incomplete() from None
        # The page was made for somebody: a save from a page that another person left open is not this person's.
        if body.get("user") not in (None, 0, self.person().user_id):
            raise NotAllowed("somebody-else")
        person = self.person(writes=True)
        readable, refused = saving.canonical(whole, edits, self.language)
        saved = records.save_edits(
            person=person,
            place=self.place(),
            worksheet=whole,
            text=text,
            edits=readable,
            occasion=self.filling(whole),
            made_under=body.get("version"),
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
            self.publish_done(person, sheet, saved)
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
        self.asked_occasion = suffix
        try:
            whole = self.whole_or_refuse()
            view = self.record(whole, self.person())
        except JsonHandlerError as refusal:
            return self.paper_page(refusal.status_code, notice=refusal.message)
        except NotAllowed as refusal:
            return self.paper_page(403, notice=self.refusal_text(refusal))
        whole = view.newer or whole
        paper = widgets_of(view, whole, self.language, self.gettext, self.prefix(), Paper)
        sheet = self.sheet(whole, view, widgets=paper)
        return self.paper_page(200, **page_context(sheet, view, self.filling(whole), self.gettext))

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

    def revision_problems(self, before, whole):
        return revising.problems(before, whole, self.gettext)

    @staticmethod
    def workbench_scenarios():
        return WORKSHEETS

    def asked(self, version: object) -> tuple[Worksheet, str]:
        """The worksheet that a page with this version was made from, and its source.

        Another course may have a later edition: once the record has seen that, pages show it.
        """
        whole = self.whole_or_refuse()
        if version is not None and type(version) is not int:
            raise self.incomplete()
        if version is not None and version > whole.version:
            known = records.known_worksheet(org=self.place().org, key=whole.key)
            if known and known[0].version >= version:
                return known
        return whole, self.content

    def publish_done(self, person: Person, sheet: Sheet, saved: records.Saved) -> None:
        """Report a complete sheet for this person; when it is complete since just now, for all of the team."""
        self.emit_completion(1.0)
        before = dataclasses.replace(sheet, cells=saved.before)
        if saved.record_id is not None and not before.completeness.done:
            team = records.members_of(person=person, record_id=saved.record_id)
            compat.publish_for_team(self.scope_ids.usage_id, team)

    def broken(self, problems):
        """What is seen of a sheet with a mistake; its list is for those who can mend it."""
        return self.notice(self.gettext("This worksheet has a mistake in its definition."), problems)

    def paper_page(self, status: int, **context) -> Response:
        style = self.runtime.local_resource_url(self, "public/css/print.css")
        html = self.from_template("print.html", style=style, **context)
        return Response(html, status=status, content_type="text/html", charset="utf-8")
