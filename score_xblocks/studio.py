"""Editing a block in Studio: its source as text, its settings, and what is wrong with them, by line."""

from django.conf import settings
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError

from score_core.problems import Problem
from score_xblocks import compat
from score_xblocks.base import ScoreBlock, json_post


class SourceEditing(ScoreBlock):
    """A block that authors edit as text in its field `content`. `edited_settings` names the settings beside it."""

    edited_settings: tuple[str, ...] = ("display_name", "language")

    def source_problems(self, text: str) -> list[Problem]:
        """What is wrong with a source; a text with an error is not taken."""
        raise NotImplementedError

    def source_taken(self) -> None:
        """What follows from a new source."""

    def setting_label(self, name: str) -> str:
        return self.fields[name].display_name or name

    @XBlock.supports("multi_device")
    def studio_view(self, context=None):
        rows = [
            {"name": name, "label": self.gettext(self.setting_label(name)), "value": getattr(self, name)}
            for name in self.edited_settings
        ]
        html = self.from_template("studio.html", settings=rows, content=self.content)
        data = {
            "url": self.runtime.handler_url(self, "save_source"),
            "texts": {
                "line": self.gettext("Line {line}:"),
                "refused": self.gettext("Not saved. Please mend this first:"),
                "failed": self.gettext("Not saved: {reason}"),
                "network": self.gettext("the server cannot be reached. Try again."),
                "session": self.gettext("you are signed out. Sign in again in another tab, then save here."),
            },
        }
        return self.fragment(html, data, script="studio")

    @json_post
    def save_source(self, body):
        """Take a source and settings, all text, or answer with the problems and take nothing."""
        if not compat.may_author(self.runtime.service(self, "user").get_current_user(), settings):
            raise JsonHandlerError(403, self.gettext("Only authors change a course."))
        wanted = {"content", *self.edited_settings}
        if set(body) != wanted or not all(isinstance(value, str) for value in body.values()):
            raise JsonHandlerError(400, self.gettext("The request is not complete. Load the page again."))
        problems = self.source_problems(body["content"])
        told = [
            {"line": p.line, "column": p.column, "level": p.level, "message": p.message, "remedy": p.remedy}
            for p in problems
        ]
        if any(problem.level == "error" for problem in problems):
            return {"saved": False, "problems": told}
        for name, value in body.items():
            field = self.fields[name]
            try:
                setattr(self, name, field.from_string(value) if name != "content" else value)
            except (TypeError, ValueError):
                raise JsonHandlerError(
                    400, self.gettext("“{value}” does not fit “{name}”.", value=value, name=self.setting_label(name))
                ) from None
        self.source_taken()
        return {"saved": True, "problems": told}
