"""Refresh and compile the catalogues of texts; `--check` changes nothing and says what is not fresh or not translated.

The blocks read `score_xblocks/translations/<lang>/LC_MESSAGES/text.mo`, Django's pages `<app>/locale/…/django.mo`.
English needs none: its texts are the sources' own.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

from score_core.messages import MESSAGES

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("id",)
KEYWORDS = {
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop", "_", "N_")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
}
PLURALS = {"id": "nplurals=1; plural=0;"}
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plurals}\\n"\n'
TEXT_TAG = re.compile(r"""text\s+(?P<quote>["'])(?P<text>.*?)(?P=quote)""", re.DOTALL)


@dataclass(frozen=True)
class Domain:
    """A catalogue: where it lies, and which sources it is for."""

    name: str
    folder: str
    sources: tuple[str, ...]
    extra: tuple[str, ...] = ()

    def path(self, language: str, suffix: str) -> Path:
        return ROOT / self.folder / language / "LC_MESSAGES" / f"{self.name}.{suffix}"


DOMAINS = (
    Domain(
        "text",
        "score_xblocks/translations",
        ("score_xblocks/*.py", "score_xblocks/templates/**/*.html"),
        tuple(MESSAGES.values()),
    ),
    Domain(
        "django",
        "score_xblocks/records/locale",
        ("score_xblocks/records/**/*.py", "score_xblocks/records/templates/**/*.html"),
    ),
    Domain(
        "django",
        "score_xblocks/pages/locale",
        ("score_xblocks/pages/**/*.py", "score_xblocks/pages/templates/**/*.html"),
    ),
    Domain("django", "score_preview/locale", ("score_preview/**/*.py", "score_preview/templates/**/*.html")),
)


def texts(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Every text that a source asks a catalogue for; singular and plural together."""
    source = path.read_text("utf-8")
    if path.suffix == ".html":
        for token in Lexer(source).tokenize():
            if token.token_type == TokenType.BLOCK and (found := TEXT_TAG.match(token.contents)):
                yield found["text"]
    # What Django makes of a template are calls of gettext amid letters that are no language: a lenient reader takes it.
    language, code = ("javascript", templatize(source)) if path.suffix == ".html" else ("python", source)
    for _, message, _, _ in extract(language, io.BytesIO(code.encode()), KEYWORDS):
        if message:
            yield message


def template_of(domain: Domain) -> Catalog:
    catalog = Catalog()
    for pattern in domain.sources:
        for path in sorted(ROOT.glob(pattern)):
            for text in texts(path):
                catalog.add(text)
    for text in domain.extra:
        catalog.add(text)
    return catalog


def refreshed(domain: Domain, language: str) -> Catalog:
    """The catalogue with the texts of today's sources and the translations that it had."""
    path = domain.path(language, "po")
    known = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    fresh = read_po(io.StringIO(HEADER.format(plurals=PLURALS[language])), locale=language)
    fresh.project = "score-courses"
    fresh.fuzzy = False
    for message in template_of(domain):
        if not message.id:
            continue
        earlier = known.get(message.id)
        fresh.add(message.id, earlier.string if earlier else "")
    return fresh


def written(catalog: Catalog) -> tuple[bytes, bytes]:
    """The bytes of the .po and of the .mo; the header of the latter names day and tool."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=110, sort_output=True, no_location=True)
    kept = b"".join(line for line in po.getvalue().splitlines(keepends=True) if not DATED.match(line))
    write_mo(mo, read_po(io.BytesIO(kept), locale=catalog.locale))
    return kept, mo.getvalue()


# Headers that change with the day and the tool.
DATED = re.compile(rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team)|#( |$)')


def is_fresh(path: Path, content: bytes) -> bool:
    if not path.exists() or path.suffix == ".po":
        return path.exists() and path.read_bytes() == content
    old, new = (read_mo(io.BytesIO(data)) for data in (path.read_bytes(), content))
    return [(m.id, m.string) for m in old if m.id] == [(m.id, m.string) for m in new if m.id]


def done(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else message.string
    return bool(strings) and all(strings)


def stale() -> list[str]:
    """The catalogue files that today's sources would write otherwise, and texts without a translation."""
    told = []
    for domain in DOMAINS:
        for language in LANGUAGES:
            catalog = refreshed(domain, language)
            told += [f"{domain.folder}/{language}: no translation of {m.id!r}" for m in catalog if m.id and not done(m)]
            for suffix, content in zip(("po", "mo"), written(catalog), strict=True):
                path = domain.path(language, suffix)
                if not is_fresh(path, content):
                    told.append(f"{path.relative_to(ROOT)}: not fresh")
    return told


def refresh() -> None:
    for domain in DOMAINS:
        for language in LANGUAGES:
            for suffix, content in zip(("po", "mo"), written(refreshed(domain, language)), strict=True):
                path = domain.path(language, suffix)
                if not is_fresh(path, content):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)


def main(*words: str) -> int:
    if words != ("--check",):
        refresh()
    told = stale()
    print("\n".join(told) or "The catalogues are fresh and complete.")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
