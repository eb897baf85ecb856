"""What a page's blocks want loaded: addresses, and the texts that some core blocks write into the page."""

import re
from dataclasses import dataclass

from web_fragments.fragment import Fragment

_REMOTE_IMPORT = re.compile(r"""@import\s+(?:url\()?\s*["']?(?:https?:)?//[^;]*;""")
_WITHOUT_PLATFORM = ("html", "video", "vertical", "score_worksheet", "score_quiz", "score_progress")


def without_remote(css: str) -> str:
    """A style sheet that asks no other host for fonts."""
    return _REMOTE_IMPORT.sub("", css)


@dataclass(frozen=True)
class PageAssets:
    """Style sheets and scripts of a page, each once, in the order in which the blocks asked for them.

    `needs_platform`: some block expects the globals of an LMS page (jQuery among them).
    """

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    script_texts: tuple[str, ...]
    needs_platform: bool

    @classmethod
    def of(cls, fragment: Fragment, types: set[str]) -> "PageAssets":
        """Of a rendered page. Style texts of the html block are left out: they would fight the course's own."""
        kinds: dict[tuple[str, str], list[str]] = {}
        for resource in fragment.resources:
            kinds.setdefault((resource.kind, resource.mimetype), []).append(resource.data)

        def once(kind: str, mimetype: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(kinds.get((kind, mimetype), [])))

        return cls(
            styles=once("url", "text/css"),
            scripts=once("url", "application/javascript"),
            script_texts=once("text", "application/javascript"),
            needs_platform=any(kind not in _WITHOUT_PLATFORM for kind in types),
        )
