"""The command `score`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from score_compiler.commands import build, check, diff, ids, new, watch
from score_compiler.commands.common import WrongUse, folder
from score_compiler.parse.render import WORDS
from score_compiler.report import Report

EPILOG = "Exit code: 0 when all is well, 1 when the sources have errors, 2 when the command can't be carried out."


def _languages(text: str) -> list[str]:
    found = [word for word in text.replace(",", " ").split() if word]
    for word in found:
        if word not in WORDS:
            raise argparse.ArgumentTypeError(
                f"there are no courses in “{word}”; choose from {', '.join(sorted(WORDS))}"
            )
    return found


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--courses", type=Path, default=Path("courses"), metavar="DIR", help="where the sources lie")
    common.add_argument("--json", action="store_true", help="print one JSON object, for machines")
    common.add_argument("--no-cache", action="store_true", help="compute everything anew")
    top = argparse.ArgumentParser(
        prog="score",
        description="Checks courses written in Markdown and YAML and packs them for Open edX.",
        epilog=EPILOG,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    one = commands.add_parser("build", parents=[common], help="check the courses and write their archives")
    _building(one)
    one.set_defaults(run=build.run)

    one = commands.add_parser("check", parents=[common], help="name every problem, write nothing")
    one.add_argument("paths", nargs="*", metavar="PATH", help="files or folders to look at (all)")
    one.set_defaults(run=check.run)

    one = commands.add_parser("ids", parents=[common], help="write missing ids into the sources, and ids.lock")
    one.add_argument("modules", nargs="*", metavar="MODULE", help="folder or key of a module (all)")
    one.set_defaults(run=ids.run)

    one = commands.add_parser(
        "diff",
        help="say what a re-import does to learners; exit code 1 when they lose something",
    )
    one.add_argument(
        "old", type=Path, metavar="OLD", help="what was imported: an archive, its folder, or a folder of archives"
    )
    one.add_argument("new", type=Path, metavar="NEW", help="what shall be imported")
    one.add_argument("--json", action="store_true", help="print one JSON object, for machines")
    one.set_defaults(run=diff.run)

    one = commands.add_parser(
        "new", parents=[common], help="write the first files of a module, lesson, worksheet or quiz"
    )
    one.add_argument("what", choices=("module", "lesson", "worksheet", "quiz"))
    one.add_argument(
        "where", metavar="WHERE", help="a module's folder; for a lesson MODULE/SECTION; for a worksheet also shared"
    )
    one.add_argument("title", metavar="TITLE", help="its title, from which its key and ids are made")
    one.set_defaults(run=new.run)

    one = commands.add_parser("watch", parents=[common], help="build again whenever a source changes")
    _building(one)
    one.set_defaults(run=watch.run)
    return top


def _building(one: argparse.ArgumentParser) -> None:
    one.add_argument("modules", nargs="*", metavar="MODULE", help="folder or key of a module (all)")
    one.add_argument("--lang", dest="languages", type=_languages, default=[], metavar="en,id", help="languages (all)")
    one.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="where the archives go (dist)")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `score` with these arguments (the process's own when None) and returns its exit code."""
    args = parser().parse_args(argv)
    report = Report(as_json=args.json)
    try:
        if "courses" in args:
            folder(args)
        code: int = args.run(args, report)
    except WrongUse as wrong:
        print(f"score: {wrong}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read the output has enough of it, such as `head`. Nothing may be written at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as error:
        print(f"score: {error.filename} can't be used: {error.strerror}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code
