"""What a reviewer sees at a place of a sheet: what changed since the last round, comments, a way to comment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from score_core.definition import Field
from score_xblocks.records.api import Comment
from score_xblocks.sheet_texts import moment
from score_xblocks.widgets import Widgets, element

from .places import anchor

# What a link to a comment shows.
PENCIL = mark_safe(
    '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
    '<path d="M2.5 13.5l.8-3.3 7.6-7.6a1.2 1.2 0 0 1 1.7 0l.8.8a1.2 1.2 0 0 1 0 1.7l-7.6 7.6zM9.8 3.7l2.5 2.5" '
    'fill="none" stroke="currentColor" stroke-width="1.4"/></svg>'
)


@dataclass(frozen=True)
class Marks:
    """`before`: what changed cells were; `comments` by place, oldest first; `drafts`: this reviewer's, by place.

    `link`, the page's own address, leads to the form of a comment; "" where this person can't comment now.
    """

    language: str = "en"
    before: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, tuple[Comment, ...]] = field(default_factory=dict)
    drafts: Mapping[str, Comment] = field(default_factory=dict)
    link: str = ""

    def of_comments(self, place: str) -> SafeString:
        """The comments at a place: those that were sent, and this reviewer's."""
        parts = [self._comment(comment) for comment in self.comments.get(place, ())]
        draft = self.drafts.get(place)
        if draft:
            note = element("p", {"class": "by"}, gettext("Your comment, not sent yet"))
            parts.append(element("div", {"class": "comment comment-draft"}, note, element("p", {}, draft.text)))
        return mark_safe("".join(parts))

    def _comment(self, comment: Comment) -> SafeString:
        told = {"round": comment.round, "name": comment.by, "when": moment(comment.at, self.language)}
        by = gettext("Round %(round)s: %(name)s, %(when)s") % told
        return element("div", {"class": "comment"}, element("p", {"class": "by"}, by), element("p", {}, comment.text))

    def way(self, place: str, about: str, words: str = "") -> SafeString:
        """The link to the form of a comment, with these words; a pencil alone where there are many."""
        if not self.link:
            return SafeString()
        joined = "&" if "?" in self.link else "?"
        href = f"{self.link}{joined}at={place}#comment"
        told = gettext("Change the comment") if place in self.drafts else words or gettext("Comment")
        shown = told if words else element("span", {"class": "unseen"}, f"{told}: {about}")
        return element("a", {"class": "comment-link", "href": href, "aria-label": f"{told}: {about}"}, PENCIL, shown)


@dataclass(frozen=True)
class ReviewWidgets(Widgets):
    """Cells for reading, each with its marks."""

    marks: Marks = Marks()

    def reading(self, address: str, fld: Field, value: str, *, hidden: bool = False) -> SafeString:
        if hidden:
            return SafeString()
        cell = super().reading(address, fld, value)
        if fld.kind == "note":
            return cell
        changed = address in self.marks.before
        parts = [cell, self._changed(fld, self.marks.before[address]) if changed else ""]
        told = self.marks.of_comments(address)
        parts += [told, self.marks.way(address, self.label(fld))]
        kind = f"cell cell-{fld.kind}" + (" is-changed" if changed else "") + (" is-told" if told else "")
        return element("div", {"class": kind, "id": anchor(address)}, *parts)

    def _changed(self, fld: Field, before: str) -> SafeString:
        mark = element("strong", {}, element("span", {"aria-hidden": "true"}, "△ "), gettext("Changed"))
        was = element("del", {}, self.shown(fld, before)) if before else element("span", {}, gettext("blank"))
        return element("p", {"class": "changed"}, mark, " ", gettext("Before:"), " ", was)


def by_place(comments: Iterable[Comment]) -> dict[str, tuple[Comment, ...]]:
    """The comments by what they are about."""
    found: dict[str, tuple[Comment, ...]] = {}
    for comment in comments:
        found[comment.target] = (*found.get(comment.target, ()), comment)
    return found
