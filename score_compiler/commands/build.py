"""`score build`: checked archives in dist/."""

from argparse import Namespace
from pathlib import Path

from score_compiler import pipeline
from score_compiler.cache import Cache
from score_compiler.commands.common import modules, open_cache
from score_compiler.pack import write
from score_compiler.report import Report


def run(args: Namespace, report: Report) -> int:
    cache = open_cache(args)
    build(args, report, cache)
    if not args.modules and not report.errors:
        cache.forget_unused()
    return report.end()


def build(args: Namespace, report: Report, cache: Cache) -> None:
    """Builds the modules that are asked for. One with errors writes nothing and leaves its last good archives."""
    made = []
    with report.working() as progress:
        task = progress.add_task("reading sources")
        courses, shelf = pipeline.read(args.courses, cache)
        for module in modules(args, courses):
            progress.update(task, description=f"building {module.name}")
            checked = pipeline.check(courses, shelf, module, cache)
            report.tell(checked.problems)
            if not checked.sound:
                report.say(f"{module.name}: not built", "bold red")
            for archive in pipeline.archives(checked, args.languages):
                path = Path(args.out) / archive.name
                changed = write(path, archive.data)
                size = f"{len(archive.data) / 1000:.0f} KB"
                report.say(f"{path}: {'written' if changed else 'unchanged'}, {size}")
                made.append({"path": path.as_posix(), "bytes": len(archive.data), "changed": changed})
    report.add("archives", made)
    report.add("cache", {"hits": cache.hits, "misses": cache.misses})
