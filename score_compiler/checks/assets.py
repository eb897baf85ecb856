"""Pictures and other files of static/."""

import re
from collections.abc import Iterator

from lxml import etree

from score_compiler.build import blocks, statics
from score_compiler.context import Context, EditionContext
from score_compiler.documents import Reference
from score_compiler.load import Static
from score_compiler.model import Quiz, Video
from score_compiler.problems import Code, Place
from score_core.problems import Problem, nearest

MISSING = Code("asset-missing", "A picture, video or caption file that is not in static/")
UNUSED = Code("asset-unused", "A file in static/ that nothing shows", level="warning")
NAME = Code("asset-name", "A file in static/ whose name Open edX would change, or whose links it would not rewrite")
COLLISION = Code("asset-collision", "Two files that have the same name in Open edX")
KIND = Code("asset-kind", "A file that browsers don't show as a picture, play as a video or read as captions")
SVG = Code("svg-broken", "An SVG that is not well-formed XML")
SVG_UNSAFE = Code("svg-unsafe", "An SVG with scripts, entities or files of others")
CSS_URL = Code("css-url", "A stylesheet that asks for other files, whose addresses Open edX does not rewrite")
CAPTIONS = Code("captions-broken", "Captions that are not SRT, of which Open edX would show none")

CODES = (MISSING, UNUSED, NAME, COLLISION, KIND, SVG, SVG_UNSAFE, CSS_URL, CAPTIONS)

_GOOD = re.compile(r"(?!xblock)[a-z0-9][a-z0-9_-]*\.[a-z0-9]+")
_CUE = re.compile(r"^\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}[ \t]*\r?\n[^\r\n]", re.MULTILINE)
_PICTURES = ("svg", "png", "jpg", "jpeg", "webp", "gif")
_FOREIGN = re.compile(r"@import|url\(\s*['\"]?(?!\s*['\"]?#)", re.IGNORECASE)
_TAGS = frozenset({"script", "foreignObject", "iframe", "object", "embed", "handler", "audio", "video"})


def check(context: Context) -> Iterator[Problem]:
    there = statics(context.courses, context.module)
    yield from _collisions(context)
    for static in there.values():
        yield from _file(static)
    used: set[str] = set()
    for edition in context.editions:
        used.update(asset.name for asset in edition.course.assets)
        for reference, kinds in _wanted(context, edition):
            yield from _reference(reference, kinds, there)
    for static in context.module.statics:
        if static.name not in used:
            yield UNUSED.at(
                Place(static.shown), f"Nothing shows {static.name}.", "Show it in a lesson, or remove the file."
            )


def _collisions(context: Context) -> Iterator[Problem]:
    first: dict[str, Static] = {}
    for static in (*context.courses.statics, *context.module.statics):
        other = first.setdefault(static.name, static)
        if other is not static:
            yield COLLISION.at(
                Place(static.shown),
                f"In Open edX this has the same name as {other.shown}: {static.name}.",
                "Rename one of the two.",
            )


def _wanted(context: Context, edition: EditionContext) -> Iterator[tuple[Reference, tuple[str, ...]]]:
    """Every use of an asset, with the kinds of file that may stand there."""
    for document in edition.parsed.documents():
        for picture in document.pictures:
            yield picture, _PICTURES
    quizzes = context.shelf.quizzes_of(context.module.name, edition.language)
    for block in blocks(edition.course.chapters):
        if isinstance(block, Quiz) and block.quiz_key in quizzes:
            for picture in quizzes[block.quiz_key].pictures:
                yield picture, _PICTURES
        elif isinstance(block, Video):
            if block.file:
                yield Reference(block.file, block.place), ("mp4", "webm")
            if block.captions:
                yield Reference(block.captions, block.place), ("srt",)
    if edition.course.image:
        yield Reference(edition.course.image, context.config.image_place), ("png", "jpg", "jpeg")


def _reference(reference: Reference, kinds: tuple[str, ...], there: dict[str, Static]) -> Iterator[Problem]:
    name = reference.target
    if name not in there:
        near = nearest(name, sorted(there))
        flat = name.rpartition("/")[2]
        if flat in there and flat != name:
            remedy = f"Write the bare name: {flat}"
        elif near:
            remedy = f"Did you mean {near}?"
        else:
            remedy = "Put the file into the module's static/ and write its bare name."
        yield MISSING.at(reference.place, f"There is no “{name}” in static/.", remedy)
    elif name.rpartition(".")[2] not in kinds:
        yield KIND.at(reference.place, f"“{name}” can't stand here.", f"Use a file of the kind {', '.join(kinds)}.")


def _file(static: Static) -> Iterator[Problem]:
    place = Place(static.shown)
    if not _GOOD.fullmatch(static.name):
        yield NAME.at(
            place,
            f"Open edX would change the name “{static.path.name}”, or not link to it.",
            "Use small letters, digits, - and _, with one dot before the ending; don't begin with xblock.",
        )
    if static.name.endswith(".svg"):
        yield from _svg(static.path.read_bytes(), static.shown)
    elif static.name.endswith(".srt") and not _CUE.search(static.path.read_text("utf-8-sig", "replace")):
        yield CAPTIONS.at(
            place,
            f"{static.name} holds no captions.",
            "Save them as SRT: a number, a line 00:00:01,000 --> 00:00:04,000, the words, an empty line.",
        )
    elif static.name.endswith(".css") and _FOREIGN.search(static.path.read_text("utf-8", "replace")):
        yield CSS_URL.at(
            place, f"The stylesheet {static.name} asks for another file by @import or url().", "Draw it with CSS alone."
        )


def _svg(data: bytes, shown: str) -> Iterator[Problem]:
    for mark in (b"<!DOCTYPE", b"<!ENTITY", b"<?xml-stylesheet"):
        if (at := data.find(mark)) >= 0:
            place = Place(shown, data.count(b"\n", 0, at) + 1, at - data.rfind(b"\n", 0, at))
            yield SVG_UNSAFE.at(place, f"The picture carries {mark.decode()}.", "Save it as plain SVG.")
            return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield SVG.at(
            Place(shown, error.lineno or 1, (error.offset or 0) + 1),
            f"This is not XML: {error.msg}.",
            "Mend it, or save it anew.",
        )
        return
    if etree.QName(root).localname != "svg":
        yield SVG.at(Place(shown, 1, 1), "This file is not an SVG picture.", "Its outermost element must be <svg>.")
    for element in root.iter(etree.Element):
        line = element.sourceline
        if complaint := _unsafe(element):
            yield SVG_UNSAFE.at(
                Place(shown, line if isinstance(line, int) else 1, 1),
                complaint,
                "Save it as plain SVG, with nothing but shapes and text.",
            )


def _unsafe(element: etree._Element) -> str:
    tag = etree.QName(element).localname
    if tag in _TAGS:
        return f"The picture carries <{tag}>."
    if tag == "style" and _FOREIGN.search(element.text or ""):
        return "The picture's style asks for another file."
    for name, value in element.attrib.items():
        local = etree.QName(name).localname
        if local.lower().startswith("on"):
            return f"The picture carries the script {local}."
        if local == "href" and not str(value).startswith("#"):
            return f"The picture asks for another file, “{str(value)[:60]}”."
        if _FOREIGN.search(str(value)):
            return f"The picture asks for another file in {local}."
    return ""
