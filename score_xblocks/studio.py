"""Editing a block in Studio: its source, its settings, what is wrong with them by line, and how the block will look."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError
from xblock.field_data import DictFieldData

from score_core.problems import Problem
from score_xblocks import compat
from score_xblocks.base import ScoreBlock, json_post

KEY_LINE = re.compile(r"^key[ \t]*:", re.MULTILINE)


class SourceEditing(ScoreBlock):
    """A block that authors edit as text in its field `content`.

    `edited_settings` names the settings beside it, `key_setting` the one that keeps the definition's key.
    """

    edited_settings: tuple[str, ...] = ("display_name", "language")
    key_setting: str

    def read_source(self, text: str) -> tuple[Any, Sequence[Problem]]:
        """The definition that a source holds, it has a `key`, or None; and what is wrong with the source."""
        raise NotImplementedError

    def setting_mistakes(self, whole: Any, values: Mapping[str, Any]) -> Mapping[str, str]:
        """What is wrong with settings that are fine by themselves but not for this definition, by their names."""
        return {}

    def revision_problems(self, before: Any, whole: Any) -> Sequence[Problem]:
        """What an author should know of a definition that takes the place of another one with the same key."""
        return ()

    @XBlock.supports("multi_device")
    def studio_view(self, context=None):
        html = self.from_template(
            "studio.html",
            settings=[self._shown(name) for name in self.edited_settings],
            content=self.content,
            style=self.runtime.local_resource_url(self, f"public/css/{self.script}.css"),
        )
        data = {
            "save": self.runtime.handler_url(self, "save_source"),
            "check": self.runtime.handler_url(self, "check_source"),
            "texts": {
                "line": self.gettext("Line {line}:"),
                "warning": self.gettext("Warning:"),
                "checking": self.gettext("Checking…"),
                "right": self.gettext("No mistakes."),
                "warnings": self.gettext("No mistakes. Warnings: {count}."),
                "mistakes": self.gettext("Mistakes: {count}. Mend them, then save."),
                "blocked": self.gettext("Mistakes to mend before saving: {count}"),
                "save": self.gettext("Save"),
                "saving": self.gettext("Saving…"),
                "saved": self.gettext("Saved"),
                "unchecked": self.gettext("Not checked: {reason}"),
                "refused": self.gettext("Not saved"),
                "failed": self.gettext("Not saved: {reason}"),
                "network": self.gettext("the server cannot be reached. Try again."),
                "session": self.gettext("you are signed out. Sign in again in another tab, then save here."),
                "leave": self.gettext("Close without saving? What you changed here will be lost."),
            },
        }
        return self.fragment(html, data, script="studio")

    @json_post
    def check_source(self, body):
        """What is wrong with a source and settings, and the HTML of a block that had them; nothing is kept."""
        values, definition, problems = self._checked(body)
        return {"problems": problems, "preview": self._draft(values) if definition else ""}

    @json_post
    def save_source(self, body):
        """Take a source and settings, all text, or answer with the problems and take nothing."""
        values, definition, problems = self._checked(body)
        if any(problem["level"] == "error" for problem in problems):
            return {"saved": False, "problems": problems}
        for name, value in values.items():
            setattr(self, name, value)
        setattr(self, self.key_setting, definition.key)
        return {"saved": True, "problems": problems}

    def _checked(self, body: dict) -> tuple[dict[str, Any], Any, list[dict]]:
        """What an author sent: the values that fit their fields, the definition or None, and all problems."""
        if not compat.may_author(self.runtime.service(self, "user").get_current_user(), settings):
            raise JsonHandlerError(403, self.gettext("Only authors change a course."))
        wanted = {"content", *self.edited_settings}
        if set(body) != wanted or not all(isinstance(value, str) for value in body.values()):
            raise JsonHandlerError(400, self.gettext("The request is not complete. Load the page again."))
        definition, found = self.read_source(body["content"])
        values, mistakes = self._settings(body)
        if definition:
            found = [*self._changed(body["content"], definition), *found]
            mistakes |= self.setting_mistakes(definition, values)
        problems = [
            {"line": p.line, "column": p.column, "level": p.level, "message": p.message, "remedy": p.remedy}
            for p in found
        ]
        problems += [
            {"setting": name, "line": 0, "column": 0, "level": "error", "message": told, "remedy": ""}
            for name, told in mistakes.items()
        ]
        return {**values, "content": body["content"]}, definition, problems

    def _settings(self, body: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
        """The settings as their fields hold them, and what is wrong with those that do not fit, by name."""
        values, mistakes = {}, {}
        for name in self.edited_settings:
            field, typed = self.fields[name], body[name].strip()
            try:
                value = field.from_json(typed)
            except ValueError:
                value = None
            if value is None or (field.values and value not in [choice["value"] for choice in field.values]):
                mistakes[name] = self.gettext("“{value}” does not fit “{name}”.", value=typed, name=self._label(name))
            else:
                values[name] = value
        return values, mistakes

    def _changed(self, text: str, whole: Any) -> Sequence[Problem]:
        """Answers are kept under the definition's key: once a block has one, it keeps it."""
        if not self.content.strip():
            return []
        before, _ = self.read_source(self.content)
        held = before.key if before else getattr(self, self.key_setting)
        if held in ("", whole.key):
            return self.revision_problems(before, whole) if before else []
        found = KEY_LINE.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        message = self.gettext(
            "The key was “{before}”. What people have answered is kept under it, and would not be seen here any more.",
            before=held,
        )
        remedy = self.gettext("Write “{before}” again; for something new, add another block.", before=held)
        return [Problem("", line, 1, "key-changed", message, remedy)]

    def _draft(self, values: Mapping[str, Any]) -> str:
        """The HTML that authors see of a block with these values; this block stays as it is."""
        held = {name: getattr(self, name) for name in self.edited_settings}
        draft = self.runtime.construct_xblock_from_class(
            type(self), self.scope_ids, field_data=DictFieldData({**held, **values})
        )
        return draft.author_view().content

    def _label(self, name: str) -> str:
        return self.gettext(self.fields[name].display_name or name)

    def _shown(self, name: str) -> dict[str, Any]:
        """A setting as the editor shows it: with a list of choices where only those fit."""
        value = getattr(self, name)
        labels = {choice["value"]: choice["display_name"] for choice in self.fields[name].values or ()}
        if labels:
            labels.setdefault(value, value)
        choices = [{"value": choice, "label": self.gettext(label)} for choice, label in labels.items()]
        return {"name": name, "label": self._label(name), "value": value, "choices": choices}
