"""What a cheap phone on a weak network can load, and what Studio can import."""

from collections.abc import Iterator

from score_compiler.context import Context, EditionContext
from score_compiler.model import Html
from score_compiler.problems import Code, Place
from score_core.problems import Problem

PAGE = Code("page-too-large", "A page whose text is larger than 300 KB", level="warning")
PICTURE = Code("picture-too-large", "A picture larger than 300 KB", level="warning")
ARCHIVE = Code("archive-too-large", "A course whose files are larger than 20 MB together")

CODES = (PAGE, PICTURE, ARCHIVE)

KB = 1000
LARGEST_PAGE = 300 * KB
LARGEST_PICTURE = 300 * KB
LARGEST_ARCHIVE = 20_000 * KB


def check(context: Context) -> Iterator[Problem]:
    for edition in context.editions:
        yield from _pages(edition)
        total = sum(asset.path.stat().st_size for asset in edition.course.assets)
        if total > LARGEST_ARCHIVE:
            yield ARCHIVE.at(
                Place(f"{context.module.shown}/static"),
                f"The files of the edition “{edition.language}” have {total / 1e6:.0f} MB together.",
                "Shrink pictures, and put videos on a video host.",
            )
    used = {asset.name for edition in context.editions for asset in edition.course.assets}
    shared = (static for static in context.courses.statics if static.name in used)
    for static in (*context.module.statics, *shared):
        size = static.path.stat().st_size
        if size > LARGEST_PICTURE and not static.name.endswith((".mp4", ".webm", ".srt", ".css")):
            yield PICTURE.at(
                Place(static.shown),
                f"{static.name} has {size // KB} KB; a phone on a weak network waits for it.",
                "Shrink it to 1200 pixels, or draw it as SVG.",
            )


def _pages(edition: EditionContext) -> Iterator[Problem]:
    for chapter in edition.course.chapters:
        for sequential in chapter.sequentials:
            for vertical in sequential.verticals:
                size = sum(len(block.html.encode()) for block in vertical.blocks if isinstance(block, Html))
                if size > LARGEST_PAGE:
                    yield PAGE.at(
                        vertical.place,
                        f"The text of the page “{vertical.display_name}” has {size // KB} KB.",
                        "Split it into several pages.",
                    )
