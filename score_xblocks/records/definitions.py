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
