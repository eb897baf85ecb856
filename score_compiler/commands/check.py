"""`score check`: every problem, and nothing written."""

from argparse import Namespace
from pathlib import Path, PurePosixPath

from score_compiler import pipeline
from score_compiler.commands.common import WrongUse, open_cache
from score_compiler.load import Module
from score_compiler.report import Report
from score_core.problems import Problem


def run(args: Namespace, report: Report) -> int:
    cache = open_cache(args)
    wanted = [_known(path) for path in args.paths]
    with report.working() as progress:
        task = progress.add_task("reading sources")
        courses, shelf = pipeline.read(args.courses, cache)
        for module in courses.modules:
            if not wanted or any(_touches(path, module) for path in wanted):
                progress.update(task, description=f"checking {module.name}")
                problems = pipeline.check(courses, shelf, module, cache).problems
                report.tell(problem for problem in problems if _below(problem, wanted))
    if not report.problems:
        report.say("No problems.", "green")
    return report.end()


def _known(path: str) -> PurePosixPath:
    if not Path(path).exists():
        raise WrongUse(f"There is no file or folder {path}.")
    return PurePosixPath(Path(path).as_posix())


def _touches(path: PurePosixPath, module: Module) -> bool:
    """Whether the path is the module's, above it, or in what modules share."""
    shown = PurePosixPath(module.shown)
    return path.is_relative_to(shown) or shown.is_relative_to(path) or "shared" in path.parts


def _below(problem: Problem, wanted: list[PurePosixPath]) -> bool:
    return not wanted or any(PurePosixPath(problem.file).is_relative_to(path) for path in wanted)
