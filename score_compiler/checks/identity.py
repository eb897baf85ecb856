"""Whether two modules claim the same place in Open edX. The code stands in `course`."""

from collections.abc import Iterator

from score_compiler.codes import course as codes
from score_compiler.config import Config
from score_compiler.context import Context
from score_core.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Tells it of the later of the two."""
    mine = context.config
    for module in context.courses.modules:
        if module.name >= context.module.name or module.config is None:
            continue
        if module.config.key == mine.key:
            what = f"the key “{mine.key}”"
        elif shared := _addresses(module.config).keys() & _addresses(mine).keys():
            what = f"the address {_addresses(mine)[min(shared)]}"
        else:
            continue
        yield codes.SAME_COURSE.at(
            mine.place, f"The course has {what}, as {module.shown} has.", "Give it a key and numbers of its own."
        )


def _addresses(config: Config) -> dict[str, str]:
    """The addresses of a course, by how the database knows them: without capital letters."""
    addresses = (f"course-v1:{config.org}+{number}+{config.run}" for number in config.number.values())
    return {address.casefold(): address for address in addresses}
