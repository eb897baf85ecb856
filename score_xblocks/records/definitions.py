"""Worksheets as the tables keep them: words that were asked once, read again."""

import functools

from score_core import worksheet
from score_core.worksheet import Worksheet

from .models import Definition
from .shapes import NotAllowed


@functools.lru_cache(maxsize=256)
def parsed(text: str) -> Worksheet | None:
    """The worksheet of a stored text; None when today's rules can't read it."""
    return worksheet.parse(text)[0]


def of(definition: Definition) -> Worksheet:
    """The worksheet of a definition. Raises NotAllowed when today's rules can't read it."""
    found = parsed(definition.text)
    if found is None:
        raise NotAllowed("bad-definition")
    return found


def known_worksheet(*, org: str, key: str) -> tuple[Worksheet, str] | None:
    """Never take it as leave to read anything. The newest definition that an institution has seen, and its source."""
    seen = Definition.objects.filter(institution__org=org.lower(), key=key).order_by("-version", "-id")
    newest = seen.first()
    return (of(newest), newest.text) if newest else None
