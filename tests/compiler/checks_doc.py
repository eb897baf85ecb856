"""Reads docs/checks.md: the course that its examples stand in, and for each code a failing and a mended example."""

import re
import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt

from score_compiler import lock, pipeline
from score_compiler.cache import Cache
from score_core.problems import Problem

DOC = Path(__file__).resolve().parents[2] / "docs" / "checks.md"
MODULE = "example"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63600000000200"
    "0148afa4710000000049454e44ae426082"
)
FAILS, MENDED, BASE = "fails", "mended", "base"

Files = dict[str, str]  # by path as the doc writes it: seen from the module's folder


@dataclass
class Entry:
    """What the doc says of one code."""

    code: str
    level: str = "error"
    words: str = ""
    examples: dict[str, Files] = field(default_factory=lambda: {FAILS: {}, MENDED: {}})


@cache
def read() -> tuple[Files, dict[str, Entry]]:
    """The base course, and the entries by code in the order of the doc."""
    base: Files = {}
    entries: dict[str, Entry] = {}
    entry: Entry | None = None
    tokens = MarkdownIt("commonmark").parse(DOC.read_text("utf-8"))
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            title = tokens[index + 1].content
            found = re.fullmatch(r"`([a-z0-9-]+)`( \(warning\))?", title) if token.tag == "h3" else None
            entry = Entry(found[1], "warning" if found[2] else "error") if found else None
            if entry:
                assert entry.code not in entries, f"{entry.code} stands twice"
                entries[entry.code] = entry
        elif token.type == "inline" and entry and tokens[index - 1].type == "paragraph_open":
            entry.words += token.content + "\n"
        elif token.type == "fence" and len(words := token.info.split()) == 3:
            _, path, state = words
            if state == BASE:
                base[path] = token.content
            else:
                assert entry, f"an example outside of a code: {token.info}"
                entry.examples[state][path] = token.content
    return base, entries


def laid(base: Files, example: Files) -> Files:
    """The course with an example in it; what is Indonesian is a copy of the English, unless the example shows it."""
    files = dict(base)
    for path, text in example.items():
        twin = path.replace("id/", "en/", 1) if path.startswith("id/") else path
        files[path] = _within(files.get(path, files.get(twin, "")), text, path)
    for path, text in list(files.items()):
        if path.startswith("en/"):
            files.setdefault(path.replace("en/", "id/", 1), text)
    return files


def _within(whole: str, text: str, path: str) -> str:
    """A part takes its place in the file; what begins as the file begins is all of it."""
    if not whole or text.startswith(("key:", "---", "# ", "<")) or path.endswith((".lock", "index.md", "about.md")):
        return text
    if path.endswith(".md"):
        head, heading, _ = re.split(r"^(## .*\n)", whole, maxsplit=1, flags=re.MULTILINE)
        return head + text if text.startswith("## ") else f"{head}{heading}\n{text}"
    if text.startswith("- "):
        return whole[: whole.index("    fields:\n")] + "    fields:\n" + re.sub("^", "      ", text, flags=re.MULTILINE)
    return "".join((_by_key(whole) | _by_key(text)).values())


def _by_key(text: str) -> dict[str, str]:
    return {part.split(":")[0]: part for part in re.split(r"^(?=[A-Za-z_]+:)", text, flags=re.MULTILINE) if part}


def write(files: Files, root: Path) -> None:
    """The files below `root`, which is the folder `courses`; ids.lock as `score ids` writes it, unless it is shown."""
    for path, text in files.items():
        place = root / PurePosixPath(MODULE) / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
    (root / MODULE / "static").mkdir(exist_ok=True)
    if "image: course.png" in files["course.yaml"]:
        (root / MODULE / "static" / "course.png").write_bytes(PICTURE)
    if "ids.lock" not in files:
        courses = checked(root).courses
        (root / MODULE / "ids.lock").write_text(lock.write(lock.of(list(courses))))


def fresh(files: Files, root: Path) -> None:
    """Like `write`, into an empty folder."""
    shutil.rmtree(root, ignore_errors=True)
    write(files, root)


def checked(root: Path) -> pipeline.Checked:
    cache_ = Cache(None)
    courses, shelf = pipeline.read(root, cache_)
    (module,) = [module for module in courses.modules if module.name == MODULE]
    return pipeline.check(courses, shelf, module, cache_)


def problems(root: Path) -> list[Problem]:
    return list(checked(root).problems)
