"""`score ids`: writes missing ids into the sources, then ids.lock."""

from argparse import Namespace
from collections import defaultdict
from pathlib import Path

from score_compiler import lock, pipeline, writeids
from score_compiler.cache import Cache
from score_compiler.checks import ids as codes
from score_compiler.commands.common import modules
from score_compiler.files import write_atomic
from score_compiler.load import LOCK, Module
from score_compiler.report import Report
from score_core import quiz_ids

MENDED = codes.LOCK_MISSING.name  # what the lock that is about to be written makes good


def run(args: Namespace, report: Report) -> int:
    cache = Cache(None)
    courses, shelf = pipeline.read(args.courses, cache)
    written: list[str] = []
    for module in modules(args, courses):
        checked = pipeline.check(courses, shelf, module, cache)
        if checked.context:
            written += _headings(checked)
            written += _quizzes(module)
    courses, shelf = pipeline.read(args.courses, cache)
    for module in modules(args, courses):
        checked = pipeline.check(courses, shelf, module, cache)
        others = [problem for problem in checked.problems if problem.code != MENDED]
        report.tell(others)
        if checked.context and all(problem.level != "error" for problem in others):
            written += _lock(module, checked)
        else:
            report.say(f"{module.shown}/{LOCK}: not written while the course has errors", "bold red")
    for path in written:
        report.say(f"{path}: written")
    if not written:
        report.say("All ids are there.")
    report.add("written", written)
    return report.end()


def _headings(checked: pipeline.Checked) -> list[str]:
    assert checked.context is not None
    parsed = [edition.parsed for edition in checked.context.editions]
    locked = {name for _, name in lock.read(checked.module.lock.text)[0]} if checked.module.lock else set()
    by_file = defaultdict(list)
    for given in writeids.missing(parsed, locked):
        by_file[given.place.file].append(given)
    for shown, given_there in sorted(by_file.items()):
        _rewrite(Path(shown), writeids.insert(_source(Path(shown)), given_there))
    return sorted(by_file)


def _quizzes(module: Module) -> list[str]:
    written = []
    for edition in module.editions:
        for file in edition.quizzes:
            text = _source(file.path)
            new = quiz_ids.with_ids(text)
            if new != text:
                _rewrite(file.path, new)
                written.append(file.shown)
    return written


def _source(path: Path) -> str:
    """The text with its own line ends."""
    return path.read_bytes().decode("utf-8")


def _rewrite(path: Path, text: str) -> None:
    write_atomic(path, text.encode())


def _lock(module: Module, checked: pipeline.Checked) -> list[str]:
    """Adds what is new; what is gone stays until it is retired, since learners' work hangs on it."""
    entries = lock.of(list(checked.courses))
    if module.lock:
        entries |= set(lock.read(module.lock.text)[0])
    text = lock.write(entries)
    if module.lock and module.lock.text == text:
        return []
    _rewrite(module.folder / LOCK, text)
    return [f"{module.shown}/{LOCK}"]
