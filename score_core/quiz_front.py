"""The settings between two lines of hyphens with which a quiz begins."""

import re
from dataclasses import dataclass, field

from score_core import quantities
from score_core.problems import nearest
from score_core.quiz import PASS
from score_core.quiz_html import Markdown

ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
_KEYS = ("key", "pass")


@dataclass
class Front:
    """The lines between the two `---`, with their numbers; `closed` is False when the second is missing."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    closed: bool = True


def split(text: str) -> tuple[Front, str]:
    """The front matter and the rest; in the rest its lines are blank, so that all others keep their numbers."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].rstrip() != "---":
        return Front(), "\n".join(lines)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        # Up to the first line that cannot be a setting, so that the rest is still checked.
        end = next((number for number, line in enumerate(lines[1:], 1) if not re.match(r"\w[\w-]*:", line)), len(lines))
        front = Front([(number + 1, lines[number]) for number in range(1, end)], closed=False)
        return front, "\n".join([""] * end + lines[end:])
    front = Front([(number + 1, lines[number]) for number in range(1, end)])
    return front, "\n".join([""] * (end + 1) + lines[end + 1 :])


@dataclass(frozen=True)
class Settings:
    key: str
    pass_percent: float = PASS


def read_settings(front: Front, markdown: Markdown) -> Settings:
    """The settings; what is wrong with them is noted in `markdown`."""
    report = markdown.problem
    settings: dict[str, str] = {}
    lines: dict[str, int] = {}
    if not front.closed:
        report(1, "quiz-front-matter-open")
    for line, written in front.lines:
        markdown.lines[line - 1] = written
        name, colon, value = (part.strip() for part in written.partition(":"))
        if not written.strip() or written.lstrip().startswith("#"):
            continue
        if not colon:
            report(line, "quiz-front-matter", written=written.strip())
        elif name not in _KEYS:
            report(line, "quiz-unknown-key", name=name, instead=instead(name, _KEYS))
        elif name in settings:
            report(line, "quiz-duplicate-key", name=name)
        else:
            lines[name] = line
            settings[name] = re.sub(r"\s+#.*$", "", value).strip("\"'")
    key, percent = settings.get("key", ""), settings.get("pass")
    if not key:
        report(1, "quiz-no-key")
    elif not ID.fullmatch(key):
        report(lines["key"], "quiz-bad-id", key, name=key)
    if percent is None:
        return Settings(key)
    read = quantities.read_one(percent.removesuffix("%"))
    if read is None or not 0 <= read <= 100:
        report(lines["pass"], "quiz-bad-pass", percent, written=percent)
    return Settings(key, read or 0.0)


def instead(word: str, known: tuple[str, ...]) -> str:
    """A remedy for a word that is not known."""
    like = nearest(word, known)
    return f"Did you mean “{like}”?" if like else f"Use one of: {', '.join(known)}."
