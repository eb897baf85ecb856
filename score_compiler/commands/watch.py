"""`score watch`: builds again whenever a source changes."""

from argparse import Namespace
from contextlib import suppress

from watchfiles import Change, DefaultFilter, watch

from score_compiler.commands.build import build
from score_compiler.commands.common import open_cache
from score_compiler.report import Report

TICK = 300  # milliseconds


class _Sources(DefaultFilter):
    """Neither our own temporary files nor those of editors."""

    def __call__(self, change: Change, path: str) -> bool:
        name = path.replace("\\", "/").rpartition("/")[2]
        return not name.startswith(".") and not name.endswith(("~", ".tmp", ".swp")) and super().__call__(change, path)


def run(args: Namespace, report: Report) -> int:
    cache = open_cache(args)
    changes = watch(
        args.courses, watch_filter=_Sources(), raise_interrupt=True, yield_on_timeout=True, rust_timeout=TICK
    )
    with suppress(KeyboardInterrupt):
        # The first tick comes when the watcher stands, so that no change during the first build is missed.
        next(changes)
        build(args, report, cache)
        report.say("Watching; Ctrl-C ends.", "bold")
        for change in changes:
            if change:
                fresh = Report(as_json=report.as_json, console=report.console)
                build(args, fresh, cache)
                fresh.end()
    return 0
