"""What several commands share."""

from argparse import Namespace
from pathlib import Path

from score_compiler.cache import Cache
from score_compiler.load import Courses, Module
from score_core.problems import did_you_mean


class WrongUse(Exception):
    """A command that can't be carried out as it was typed; its text is for the person who typed it."""


def open_cache(args: Namespace) -> Cache:
    return Cache(None) if args.no_cache else Cache.beside(args.courses)


def folder(args: Namespace) -> Path:
    """The courses' folder, which must be there."""
    path: Path = args.courses
    if not path.is_dir():
        raise WrongUse(f"There is no folder {path.as_posix()}: name the courses' folder with --courses.")
    return path


def modules(args: Namespace, courses: Courses) -> list[Module]:
    """The modules that are asked for by folder or key; all of them when none is."""
    if not args.modules:
        return list(courses.modules)
    known = {module.name: module for module in courses.modules}
    known |= {module.config.key: module for module in courses.modules if module.config}
    found: list[Module] = []
    for name in args.modules:
        bare = Path(name).name
        if bare not in known:
            none = "" if known else "No course has been written yet."
            raise WrongUse(f"There is no module “{name}”. {did_you_mean(bare, sorted(known), none)}")
        if known[bare] not in found:
            found.append(known[bare])
    return found
