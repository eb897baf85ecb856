"""`score diff OLD NEW`: what a re-import does to learners."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from score_compiler import archive
from score_compiler.commands.common import WrongUse
from score_compiler.diff import Difference, compare
from score_compiler.report import Report

_STYLES = {"orphaned": "bold red", "regraded": "yellow", "new": "green"}


def run(args: Namespace, report: Report) -> int:
    loses = False
    found = []
    for old, new in _pairs(args.old, args.new):
        try:
            before, after = archive.read(old), archive.read(new)
        except archive.Unreadable as error:
            raise WrongUse(str(error)) from error
        difference = compare(before, after)
        loses |= difference.loses
        _show(f"{old.as_posix()} → {new.as_posix()}", before.key, after.key, difference, report)
        found.append({"old": before.key, "new": after.key, "loses": difference.loses, **asdict(difference)})
    report.add("courses", found)
    report.end()
    return 1 if loses else 0


def _pairs(old: Path, new: Path) -> Iterator[tuple[Path, Path]]:
    """Two courses, or the archives of the same name in two folders."""
    for path in (old, new):
        if not path.exists():
            raise WrongUse(f"There is no file or folder {path.as_posix()}.")
    if old.is_dir() and new.is_dir() and (names := sorted(path.name for path in old.glob("*.tar.gz"))):
        missing = [name for name in names if not (new / name).is_file()]
        if missing:
            raise WrongUse(f"{new.as_posix()} has no {', '.join(missing)}.")
        yield from ((old / name, new / name) for name in names)
    else:
        yield old, new


def _show(title: str, old: str, new: str, difference: Difference, report: Report) -> None:
    report.say(title, "bold")
    if not difference.same_course:
        report.say(f"  {new} is another course than {old}: learners start there from nothing.", "bold red")
        return
    if not difference.loses:
        report.say("  Nothing is lost: all answers, scores and completion stay.", "green")
    for change in difference.changes:
        line = f"  {change.type} {change.url_name} “{change.title}” {change.says}"
        report.say(line, _STYLES.get(change.kind, ""))
