"""`score new module|lesson|worksheet|quiz`: the first files of something, ready to be written on."""

import os
import re
from argparse import Namespace
from datetime import date
from pathlib import Path

import score_compiler
from score_compiler import scaffold
from score_compiler.cache import Cache
from score_compiler.commands.common import WrongUse
from score_compiler.files import write_atomic
from score_compiler.load import NUMBERED, Module, load
from score_compiler.parse.render import WORDS
from score_compiler.report import Report
from score_compiler.scaffold import Names
from score_compiler.shelf import stock
from score_compiler.writeids import slug

_FOLDER = re.compile("[a-z0-9][a-z0-9_-]*")
SCHEMAS = Path(score_compiler.__path__[0]) / "schemas"


def run(args: Namespace, report: Report) -> int:
    title = " ".join(args.title.split())
    names = Names(slug(title), title)
    if not names.id or '"' in title:
        raise WrongUse("A title needs letters, and no double quotes.")
    files = {"module": _module, "lesson": _lesson, "worksheet": _worksheet, "quiz": _quiz}[args.what](args, names)
    for path in files:
        if path.exists():
            raise WrongUse(f"{path.as_posix()} is there already.")
    for path, text in files.items():
        write_atomic(path, (schema_line(path, args.courses) + text).encode())
        report.say(f"{path.as_posix()}: written")
    report.say("Next: write, then run `score ids` and `score check`.")
    report.add("written", [path.as_posix() for path in files])
    return report.end()


def schema_line(path: Path, courses: Path) -> str:
    """The line that tells editors the schema of a YAML file, where both lie in one checkout."""
    if path.suffix != ".yaml" or not SCHEMAS.is_relative_to(courses.resolve().parent):
        return ""
    schema = SCHEMAS / ("course.json" if path.name == "course.yaml" else "worksheet.json")
    return f"# yaml-language-server: $schema={Path(os.path.relpath(schema, path.resolve().parent)).as_posix()}\n"


def _find(args: Namespace, name: str) -> Module:
    module = next((m for m in load(args.courses).modules if name in (m.name, m.config.key if m.config else "")), None)
    if module is None or module.config is None:
        raise WrongUse(f"There is no module “{name}” in {args.courses.as_posix()}.")
    return module


def _module(args: Namespace, names: Names) -> dict[Path, str]:
    if not _FOLDER.fullmatch(args.where) or args.where == "shared":
        raise WrongUse(f"“{args.where}” can't be a module's folder: use a–z, 0–9, - and _, such as module6_energy.")
    languages = tuple(sorted(WORDS))
    files = scaffold.module(names, languages, "SCORE", date.today().isoformat())
    return {args.courses / args.where / name: text for name, text in files.items()}


def _lesson(args: Namespace, names: Names) -> dict[Path, str]:
    module_name, _, section = args.where.partition("/")
    if not NUMBERED.fullmatch(section):
        raise WrongUse("Say where: MODULE/SECTION, such as module2_quality/01-customers.")
    module = _find(args, module_name)
    files = {}
    for edition in module.editions:
        folder = module.folder / edition.language / section
        if not (folder / "index.md").is_file():
            raise WrongUse(f"There is no section {folder.as_posix()}: write its index.md first.")
        number = max((int(path.name[:2]) for path in folder.glob("[0-9][0-9]-*.md")), default=0) + 1
        files[folder / f"{number:02}-{names.id}.md"] = scaffold.lesson(names, edition.language)
    return files


def _worksheet(args: Namespace, names: Names) -> dict[Path, str]:
    _free_key(args, names.id)
    folder = args.courses / "shared" if args.where == "shared" else _find(args, args.where).folder
    return {folder / "worksheets" / f"{names.id}.yaml": scaffold.worksheet(names, tuple(sorted(WORDS)))}


def _quiz(args: Namespace, names: Names) -> dict[Path, str]:
    _free_key(args, names.id)
    module = _find(args, args.where)
    return {
        module.folder / edition.language / "quizzes" / f"{names.id}.md": scaffold.quiz(names, edition.language)
        for edition in module.editions
    }


def _free_key(args: Namespace, key: str) -> None:
    shelf = stock(load(args.courses), Cache(None))
    if key in shelf.sheets or key in {name for _, _, name in shelf.quizzes}:
        raise WrongUse(f"The key “{key}” is taken already: choose another title.")
