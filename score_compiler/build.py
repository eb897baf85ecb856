"""Lessons to a course: ids, titles and defaults. Total: what is wrong is named by `validate`, not here."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from score_compiler import model
from score_compiler.config import Config
from score_compiler.documents import Directive, Lesson, Page, Prose
from score_compiler.load import Courses, Edition, Module, Static
from score_compiler.parse.render import clean, words
from score_compiler.shelf import Shelf

STYLESHEET = "score.css"
_ATTEMPTS = {"pre": 1}  # what is known before a course is asked once


@dataclass(frozen=True)
class ParsedSection:
    index: Lesson
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class ParsedEdition:
    """One language of a module, read but not yet a course."""

    edition: Edition
    about: Lesson | None
    sections: tuple[ParsedSection, ...]

    def documents(self) -> Iterator[Lesson]:
        if self.about:
            yield self.about
        for section in self.sections:
            yield section.index
            yield from section.lessons


@dataclass(frozen=True)
class Builder:
    module: Module
    config: Config
    edition: ParsedEdition
    shelf: Shelf

    @property
    def language(self) -> str:
        return self.edition.edition.language

    def chapters(self) -> tuple[model.Chapter, ...]:
        return tuple(
            model.Chapter(
                section.index.id,
                section.index.title,
                tuple(self.sequential(lesson) for lesson in section.lessons),
                section.index.place,
            )
            for section in self.edition.sections
        )

    def sequential(self, lesson: Lesson) -> model.Sequential:
        verticals = tuple(self.vertical(page, lesson, first=page is lesson.pages[0]) for page in lesson.pages)
        return model.Sequential(lesson.id, lesson.title, lesson.graded, verticals, lesson.place)

    def vertical(self, page: Page, lesson: Lesson, first: bool) -> model.Vertical:
        blocks: list[model.Block] = []
        before = ""
        for item in page.items:
            if isinstance(item, Directive):
                blocks.append(self.block(item, page, lesson))
                before = item.id
            else:
                minutes = lesson.minutes if first and not blocks else 0
                blocks.append(self.prose(item, page, before, minutes))
        return model.Vertical(page.id, page.title, tuple(blocks), page.place)

    def prose(self, prose: Prose, page: Page, before: str, minutes: int) -> model.Html:
        url_name = f"{page.id}-after-{before}" if before else f"{page.id}-text"
        html = prose.html
        if minutes:
            html = f'<p class="score-minutes">{words(self.language)["minutes"].format(minutes)}</p>\n' + html
        return model.Html(url_name if page.id else "", page.title, html, prose.place)

    def block(self, directive: Directive, page: Page, lesson: Lesson) -> model.Block:
        title, place = directive.value("title"), directive.place
        if directive.name == "worksheet":
            sheet = self.shelf.sheets.get(directive.argument)
            return model.Worksheet(
                directive.id,
                title or (sheet.title.pick(self.language) if sheet else "") or page.title,
                directive.argument,
                directive.value("occasion"),
                tuple(directive.value("sections").replace(",", " ").split()),
                sheet.file.text if sheet else "",
                place,
            )
        if directive.name == "quiz":
            quiz = self.shelf.quizzes.get((self.module.name, self.language, directive.argument))
            attempts = directive.value("attempts")
            purpose = directive.value("purpose") or ("graded" if lesson.graded else "practice")
            return model.Quiz(
                directive.id,
                title or (quiz.title if quiz else "") or page.title,
                directive.argument,
                purpose,
                int(attempts) if attempts.isascii() and attempts.isdigit() else _ATTEMPTS.get(purpose, 0),
                quiz.points if quiz else 0.0,
                quiz.content if quiz else "",
                place,
            )
        if directive.name == "video":
            return model.Video(
                directive.id, title, directive.argument, directive.value("captions"), directive.value("youtube"), place
            )
        return model.Progress(directive.id, title or page.title, place)


def pictures_wanted(
    edition: ParsedEdition, course_blocks: Iterable[model.Block], shelf: Shelf, module: str
) -> set[str]:
    """Names of all assets that lessons, quizzes and videos ask for."""
    wanted = {picture.target for document in edition.documents() for picture in document.pictures}
    for block in course_blocks:
        if isinstance(block, model.Quiz):
            quiz = shelf.quizzes.get((module, edition.edition.language, block.quiz_key))
            if quiz:
                wanted.update(picture.target for picture in quiz.pictures)
        elif isinstance(block, model.Video):
            wanted.update(name for name in (block.file, block.captions) if name)
    return wanted


def statics(courses: Courses, module: Module) -> dict[str, Static]:
    """Every file that a course may use, by its name in Open edX; the module's own go before the shared ones."""
    return {static.name: static for static in (*courses.statics, *module.statics)}


def blocks(chapters: Iterable[model.Chapter]) -> Iterator[model.Block]:
    for chapter in chapters:
        for sequential in chapter.sequentials:
            for vertical in sequential.verticals:
                yield from vertical.blocks


def build(courses: Courses, module: Module, config: Config, edition: ParsedEdition, shelf: Shelf) -> model.Course:
    """One language of a module as a course."""
    builder = Builder(module, config, edition, shelf)
    chapters = builder.chapters()
    language = edition.edition.language
    counts = Counter(lesson.graded for section in edition.sections for lesson in section.lessons)
    there = statics(courses, module)
    wanted = pictures_wanted(edition, blocks(chapters), shelf, module.name)
    wanted.update(name for name in (config.image, STYLESHEET) if name)
    return model.Course(
        key=config.key,
        org=config.org,
        number=config.number.pick(language),
        run=config.run,
        language=language,
        title=config.title.pick(language),
        short_description=config.short_description.pick(language),
        start=config.start,
        end=config.end,
        image=config.image,
        passing=config.passing,
        assignments=tuple(
            model.Assignment(a.key, a.type.pick(language), a.short.pick(language), a.weight, a.drop, counts[a.key])
            for a in config.assignments
        ),
        overview=clean(edition.about.body) if edition.about else "",
        chapters=chapters,
        assets=tuple(model.Asset(name, there[name].path) for name in sorted(wanted & there.keys())),
        stylesheet=STYLESHEET if STYLESHEET in there else "",
    )
