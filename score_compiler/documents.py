"""What a lesson's Markdown says, before it becomes blocks. The result of `parse`, and what the cache keeps."""

from dataclasses import dataclass

from score_compiler.problems import Place
from score_core.problems import Problem


@dataclass(frozen=True)
class Option:
    name: str
    value: str
    place: Place


@dataclass(frozen=True)
class Directive:
    """A directive that becomes a block of its own: worksheet, quiz, progress, video."""

    name: str
    argument: str
    options: tuple[Option, ...]
    place: Place

    def option(self, name: str) -> Option | None:
        return next((option for option in self.options if option.name == name), None)

    def value(self, name: str) -> str:
        option = self.option(name)
        return option.value if option else ""

    @property
    def id(self) -> str:
        return self.value("id")


@dataclass(frozen=True)
class Prose:
    """The text between two directives, as sanitised HTML."""

    html: str
    place: Place


@dataclass(frozen=True)
class Page:
    id: str
    title: str
    place: Place
    items: tuple[Prose | Directive, ...]


@dataclass(frozen=True)
class Reference:
    """Something that a text points to: a link's target without its "#", or a picture's name."""

    target: str
    place: Place


@dataclass(frozen=True)
class Lesson:
    """One Markdown file. A section's index.md and about.md are lessons without pages."""

    id: str
    title: str
    place: Place
    graded: str  # the key of an assignment, or ""
    minutes: int  # 0 = not said
    pages: tuple[Page, ...]
    body: str  # HTML between title and first page: about.md only
    links: tuple[Reference, ...]
    pictures: tuple[Reference, ...]
    problems: tuple[Problem, ...]
