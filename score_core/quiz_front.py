"""The settings between two lines of hyphens with which a quiz begins."""

import re
from dataclasses import dataclass, field
from typing import cast, get_args

from score_core import quantities, yamltext
from score_core.problems import nearest
from score_core.quiz import PASS, Draw, Feedback
from score_core.quiz_html import Markdown

ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
KEYS = ("key", "pass", "feedback", "draw")
DRAW_KEYS = ("from", "count", "per")


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
    feedback: Feedback = "after attempt"
    draw: Draw | None = None


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
        elif name not in KEYS:
            report(line, "quiz-unknown-key", name=name, instead=instead(name, KEYS))
        elif name in settings:
            report(line, "quiz-duplicate-key", name=name)
        else:
            lines[name] = line
            settings[name] = re.sub(r"\s+#.*$", "", value).strip("\"'")
    key = settings.get("key", "")
    if not key:
        report(1, "quiz-no-key")
    elif not ID.fullmatch(key):
        report(lines["key"], "quiz-bad-id", key, name=key)
    percent = PASS
    if (passing := settings.get("pass")) is not None:
        read = quantities.read_one(passing.removesuffix("%"))
        percent = read if read is not None and 0 <= read <= 100 else -1.0
        if percent < 0:
            report(lines["pass"], "quiz-bad-pass", passing, written=passing)
    feedback = settings.get("feedback", "after attempt")
    if feedback not in get_args(Feedback):
        report(lines["feedback"], "quiz-bad-feedback", feedback, written=feedback)
    draw = None
    if "draw" in settings:
        draw = _draw(settings["draw"], lines["draw"])
        if draw is None:
            report(lines["draw"], "quiz-bad-draw", settings["draw"], written=settings["draw"])
    return Settings(key, percent, cast(Feedback, feedback), draw)


def _draw(written: str, line: int) -> Draw | None:
    """What is drawn: `{from: [key, …], count: 6, per: topic}`, of which only `count` is needed."""
    node, problems = yamltext.load(written, "")
    if problems or not isinstance(node, yamltext.Mapping):
        return None
    values = {key.text: value for key, value in node.pairs}
    count, per, sources = values.get("count"), values.get("per"), values.get("from")
    if values.keys() - set(DRAW_KEYS) or not isinstance(count, yamltext.Scalar):
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,2}", count.text, re.ASCII):
        return None
    if per is not None and not (isinstance(per, yamltext.Scalar) and per.text == "topic"):
        return None
    names: list[str] = []
    if sources is not None:
        items = sources.items if isinstance(sources, yamltext.Sequence) else (sources,)
        names = [item.text for item in items if isinstance(item, yamltext.Scalar) and ID.fullmatch(item.text)]
        if not names or len(set(names)) < len(items):
            return None
    return Draw(int(count.text), tuple(names), "topic" if per else "", line)


def instead(word: str, known: tuple[str, ...]) -> str:
    """A remedy for a word that is not known."""
    like = nearest(word, known)
    return f"Did you mean “{like}”?" if like else f"Use one of: {', '.join(known)}."
