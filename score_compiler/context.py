"""All that a check may look at: one module, read, built, in each of its languages."""

from dataclasses import dataclass

from score_compiler.build import ParsedEdition
from score_compiler.config import Config
from score_compiler.load import Courses, Module
from score_compiler.model import Course
from score_compiler.shelf import Shelf


@dataclass(frozen=True)
class EditionContext:
    parsed: ParsedEdition
    course: Course

    @property
    def language(self) -> str:
        return self.course.language


@dataclass(frozen=True)
class Context:
    courses: Courses
    module: Module
    config: Config
    shelf: Shelf
    editions: tuple[EditionContext, ...]
