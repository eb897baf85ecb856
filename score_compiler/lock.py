"""ids.lock: every (type, url_name) that a course ever published, a line each, sorted."""

from score_compiler.model import TYPES, Course, identities

KNOWN = frozenset({"chapter", "sequential", "vertical", *TYPES.values()})

Entry = tuple[str, str]


def read(text: str) -> tuple[list[Entry], list[int]]:
    """The entries of a lock, and the numbers of lines that hold none. Lines that begin with # are comments."""
    entries, bad = [], []
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) == 2 and words[0] in KNOWN:
            entries.append((words[0], words[1]))
        else:
            bad.append(number)
    return entries, bad


def write(entries: set[Entry]) -> str:
    return "".join(f"{tag} {name}\n" for tag, name in sorted(entries))


def of(courses: list[Course]) -> set[Entry]:
    """All entries that these editions of a course publish."""
    return {(tag, name) for course in courses for tag, name, _ in identities(course) if name}
