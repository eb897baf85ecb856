"""Entities of HTML in texts that are no Markdown, where nothing would decode them."""

import html
import re
from collections.abc import Iterator

_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")


def entities(text: str) -> Iterator[tuple[int, str, str]]:
    """Each entity with its column, counted from 1, and the character that it stands for."""
    for match in _ENTITY.finditer(text):
        character = html.unescape(match[0])
        if character != match[0]:
            yield match.start() + 1, match[0], character if character.isprintable() else "a plain space"
