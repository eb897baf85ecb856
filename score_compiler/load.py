"""The courses' folder into memory. Nothing is understood yet but names, encodings and course.yaml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from score_compiler.codes import sources as codes
from score_compiler.config import Config
from score_compiler.config import read as read_config
from score_compiler.parse.render import WORDS
from score_compiler.problems import Place
from score_core.problems import Problem

LOCK = "ids.lock"
NUMBERED = re.compile(r"(\d{2})-[a-z0-9][a-z0-9-]*")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_IGNORED = re.compile(r"\.|.*~$|Thumbs\.db$|__pycache__$")
_LANGUAGE_VERSION = re.compile(r"(?P<stem>.+)\.(?P<language>[a-z]{2})(?P<suffix>\.[^.]+)")


@dataclass(frozen=True)
class File:
    shown: str  # as problems name it
    path: Path
    text: str


@dataclass(frozen=True)
class Section:
    index: File
    lessons: tuple[File, ...]


@dataclass(frozen=True)
class Edition:
    """One language of a module."""

    language: str
    folder: str
    about: File | None
    sections: tuple[Section, ...]
    quizzes: tuple[File, ...]


@dataclass(frozen=True)
class Static:
    name: str  # in Open edX
    path: Path
    shown: str
    shared: bool


@dataclass(frozen=True)
class Module:
    name: str
    folder: Path
    shown: str
    config: Config | None
    config_file: File | None
    lock: File | None
    editions: tuple[Edition, ...]
    worksheets: tuple[File, ...]
    statics: tuple[Static, ...]


@dataclass(frozen=True)
class Courses:
    """Everything under `courses/`; `modules` are all of them, whichever are built."""

    root: Path
    modules: tuple[Module, ...]
    worksheets: tuple[File, ...]  # shared ones
    statics: tuple[Static, ...]  # shared ones
    problems: tuple[Problem, ...]


class Reader:
    """Reads files below one root and collects what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.real = root.resolve()
        self.problems: list[Problem] = []

    def shown(self, path: Path) -> str:
        return path.as_posix()

    def children(self, folder: Path) -> list[Path]:
        """Files and folders by name, without those of editors and file managers."""
        if not folder.is_dir():
            return []
        return sorted((path for path in folder.iterdir() if not _IGNORED.match(path.name)), key=lambda path: path.name)

    def inside(self, path: Path) -> bool:
        if path.resolve().is_relative_to(self.real):
            return True
        self.problems.append(
            codes.OUTSIDE.at(
                Place(self.shown(path)),
                "This leads out of the courses' folder.",
                "Put a copy of the file here instead of a link.",
            )
        )
        return False

    def read(self, path: Path) -> File | None:
        """A text file with its line ends made equal; None when it can't be read."""
        if not self.inside(path):
            return None
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            column = error.start - data.rfind(b"\n", 0, error.start)
            self.problems.append(
                codes.ENCODING.at(
                    Place(self.shown(path), line, column),
                    "This file is not UTF-8.",
                    "Save it again in the encoding UTF-8.",
                )
            )
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        for match in _CONTROL.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            self.problems.append(
                codes.CONTROL.at(
                    Place(self.shown(path), line, column),
                    f"An invisible character (U+{ord(match[0]):04X}) stands here.",
                    "Delete it; it often comes from copying out of another program.",
                )
            )
        return File(self.shown(path), path, text)

    def texts(self, folder: Path, suffix: str) -> tuple[File, ...]:
        return tuple(file for path in self._named(folder, suffix) if (file := self.read(path)))

    def _named(self, folder: Path, suffix: str) -> Iterator[Path]:
        for path in self.children(folder):
            if path.suffix == suffix and path.is_file():
                yield path
            else:
                self.misnamed(path, f"Only files named something{suffix} belong here.")

    def misnamed(self, path: Path, remedy: str) -> None:
        self.problems.append(codes.NAME.at(Place(self.shown(path)), f"“{path.name}” has no place in a course.", remedy))

    def numbered(self, folder: Path, folders: bool, besides: tuple[str, ...]) -> list[Path]:
        """The `NN-name` children of a folder in their order; all others must be among `besides`."""
        found: list[Path] = []
        suffix = "" if folders else ".md"
        for path in self.children(folder):
            stem = path.name if folders else path.name.removesuffix(".md")
            if path.is_dir() == folders and path.suffix == suffix and NUMBERED.fullmatch(stem):
                if found and found[-1].name[:2] == path.name[:2]:
                    self.problems.append(
                        codes.NUMBER_DOUBLED.at(
                            Place(self.shown(path)),
                            f"“{path.name}” has the same number as “{found[-1].name}”.",
                            "Give each its own number: numbers alone make the order.",
                        )
                    )
                found.append(path)
            elif path.name not in besides:
                what = "Sections are folders" if folders else "Lessons are files"
                self.misnamed(path, f"{what} named like 01-start{suffix}, in small letters.")
        return found

    def require(self, path: Path, why: str) -> File | None:
        if path.is_file():
            return self.read(path)
        self.problems.append(codes.MISSING.at(Place(self.shown(path)), f"{path.name} is missing.", why))
        return None

    def statics(self, folder: Path, shared: bool) -> tuple[Static, ...]:
        found = []
        for path in self.children(folder):
            if path.is_dir():
                self.misnamed(path, "Put its files into static/ itself: Open edX has no folders there.")
            elif self.inside(path):
                match = _LANGUAGE_VERSION.fullmatch(path.name)
                name = f"{match['stem']}-{match['language']}{match['suffix']}" if match else path.name
                found.append(Static(name, path, self.shown(path), shared))
        return tuple(found)


def _edition(reader: Reader, module: Path, language: str) -> Edition:
    folder = module / language
    about = reader.require(folder / "about.md", "Say in it what the course is about: it becomes the course's page.")
    sections = []
    for section in reader.numbered(folder, True, ("about.md", "quizzes")):
        index = reader.require(section / "index.md", "Write the section's title into it: # Title {#id}")
        lessons = tuple(file for path in reader.numbered(section, False, ("index.md",)) if (file := reader.read(path)))
        if index:
            sections.append(Section(index, lessons))
    return Edition(language, reader.shown(folder), about, tuple(sections), reader.texts(folder / "quizzes", ".md"))


def _module(reader: Reader, folder: Path) -> Module:
    file = reader.require(folder / "course.yaml", "Every course has one; `score new module` writes it.")
    config, problems = read_config(file.text, file.shown) if file else (None, [])
    reader.problems.extend(problems)
    lock = reader.read(folder / LOCK) if (folder / LOCK).is_file() else None
    editions = tuple(_edition(reader, folder, language) for language in config.languages) if config else ()
    if config:
        for path in reader.children(folder):
            if path.name not in ("course.yaml", LOCK, "worksheets", "static", "README.md", *config.languages):
                reader.misnamed(
                    path, f"A module has {', '.join(config.languages)}, worksheets, static, course.yaml and {LOCK}."
                )
    return Module(
        folder.name,
        folder,
        reader.shown(folder),
        config,
        file,
        lock,
        editions,
        reader.texts(folder / "worksheets", ".yaml"),
        reader.statics(folder / "static", shared=False),
    )


def load(root: Path) -> Courses:
    """Reads all of `courses/`: every folder with a course.yaml or a language is a module, `shared` is for all."""
    reader = Reader(root)
    modules = tuple(
        _module(reader, path)
        for path in reader.children(root)
        if (path / "course.yaml").is_file() or any((path / language / "about.md").is_file() for language in WORDS)
    )
    shared = root / "shared"
    worksheets = reader.texts(shared / "worksheets", ".yaml")
    statics = reader.statics(shared / "static", shared=True)
    return Courses(root, modules, worksheets, statics, tuple(reader.problems))
