"""The page of a worksheet: which record it shows to whom, as HTML and as what its script needs."""

import functools
from urllib.parse import urlencode

from xblock.exceptions import JsonHandlerError
from xblock.fields import Scope, String

from score_core import worksheet
from score_core.definition import Worksheet
from score_core.messages import N_
from score_core.problems import Problem
from score_xblocks import compat
from score_xblocks.base import ScoreBlock
from score_xblocks.naming import widgets_of
from score_xblocks.record_links import record_links
from score_xblocks.records import api as records
from score_xblocks.records.api import Person, RecordView
from score_xblocks.sheet import Sheet
from score_xblocks.sheet_charts import charts_of
from score_xblocks.sheet_links import Links
from score_xblocks.sheet_reviews import review_panel, row_locks, row_states
from score_xblocks.sheet_state import attached_json, counts, is_open, missing_of
from score_xblocks.sheet_texts import last_text, owner_text
from score_xblocks.widgets import Widgets


@functools.lru_cache(maxsize=128)
def definition(text: str) -> tuple[Worksheet | None, tuple[Problem, ...]]:
    """A worksheet from its source, with the problems found."""
    found, problems = worksheet.parse(text)
    return found, tuple(problems)


class SheetPage(ScoreBlock):
    """A worksheet's block, as far as it shows a record. `content` is the definition's source."""

    script = "worksheet"

    content = String(scope=Scope.content, default="")
    worksheet_key = String(scope=Scope.settings, default="")
    occasion = String(scope=Scope.settings, default="", display_name=N_("Occasion, if filled in several times"))
    sections = String(scope=Scope.settings, default="", display_name=N_("Only these sections (keys)"))
    chosen_occasion = String(scope=Scope.user_state, default="")

    def whole_or_refuse(self) -> Worksheet:
        if told := self.missing_app():
            raise JsonHandlerError(503, told)
        whole, _ = definition(self.content)
        if whole is None:
            raise JsonHandlerError(409, self.gettext("This worksheet has a mistake in its definition."))
        return whole

    def incomplete(self) -> JsonHandlerError:
        return JsonHandlerError(400, self.gettext("The request is not complete. Load the page again."))

    def part(self, whole: Worksheet) -> Worksheet:
        """The worksheet with the sections that this block shows and counts."""
        keys = section_keys(self.sections)
        return whole.only(keys) if keys else whole

    def record(self, whole: Worksheet, person: Person) -> RecordView:
        return records.view_record(person=person, place=self.place(), worksheet=whole, occasion=self.filling(whole))

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
            links=Links(whole, self.filling(whole), view.others.by_key, self.language, self.gettext),
        )

    def filling(self, whole: Worksheet) -> str:
        """The occasion of the record that is shown: the block's own, else the one that this person chose."""
        if self.occasion or not whole.occasions:
            return self.occasion
        return self.chosen_occasion if self.asked_occasion is None else self.asked_occasion

    def addresses(self, whole: Worksheet) -> dict[str, str]:
        """Where the page's script sends and asks."""
        filling = "" if self.occasion else self.filling(whole)

        def handler(name: str) -> str:
            return self.runtime.handler_url(self, name, suffix=filling)

        return {
            "save": handler("save_cells"),
            "load": handler("load_record"),
            "publish": handler("publish_mine"),
            "review": handler("load_review"),
            "step": handler("step_review"),
            "history": handler("load_history"),
            "charts": handler("load_charts") if whole.charts else "",
            "caption": handler("caption_photo"),
            "promote": handler("promote_row") if any(section.promotes for section in whole.sections) else "",
            "fillings": handler("load_fillings") if whole.occasions else "",
            "choose": handler("choose_filling"),
            "compare": handler("compare_fillings"),
            "org": self.place().org,
            "join": self.page("join"),
            "bring": self.page("bring"),
            "photo": self.own_page("upload"),
            "changes": self.own_page("changes", 0),
            "find": self.own_page("find", org=self.place().org, worksheet=whole.key, occasion=self.filling(whole)),
            "login": compat.login_url(),
            "attachment": compat.page_url("photo", "ID"),
        }

    def page(self, name: str, *arguments: object) -> str:
        """The address of one of our pages under /score/, in the block's language; "" where the site has none."""
        url = compat.page_url(name, *arguments)
        return f"{url}?lang={self.language}" if url else ""

    def own_page(self, name: str, *arguments: object, **query: str) -> str:
        """The address of one of our pages that answers to nobody but the person for whom this page was made."""
        url = compat.page_url(name, *arguments)
        query = {**query, "lang": self.language, "user": str(self.person().user_id or "")}
        return f"{url}?{urlencode(query)}" if url else ""

    def storage(self, whole: Worksheet, view: RecordView, person: Person) -> str:
        """The name under which the browser keeps what is not saved yet: one person's, one record's; "" when reading."""
        if not is_open(view):
            return ""
        names = (self.place().org, view.owner, view.owner_name, whole.key, self.filling(whole))
        return "/".join((str(person.user_id), *names))

    def sheet_html(self, sheet: Sheet, view: RecordView, storage: str) -> str:
        writing = sheet.writing
        printed = self.runtime.handler_url(self, "print_sheet", suffix=self.filling(sheet.worksheet))
        return self.from_template(
            "worksheet.html",
            title=sheet.worksheet.title.pick(self.language),
            purpose=sheet.worksheet.purpose.pick(self.language),
            owner=owner_text(self.gettext, sheet.worksheet, view),
            last=last_text(self.gettext, view, self.language),
            notice=records.message(view.message, self.language) if view.message else "",
            required=writing and any(f.required for s in sheet.worksheet.sections for f in s.fields),
            print_url="" if sheet.locked else printed,
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
            history_url=self.page("history-csv", view.record_id),
            record_links=record_links(view.record_id, self.page, self.gettext),
            occasions=sheet.worksheet.occasions and view.owner != "nobody",
            joining=view.owner == "person" and sheet.worksheet.filled_by == "enterprise" and self.page("join"),
            **counts(sheet),
        )


def section_keys(setting: str) -> list[str]:
    """The keys that the setting `sections` names: with commas, spaces or both between them."""
    return setting.replace(",", " ").split()
