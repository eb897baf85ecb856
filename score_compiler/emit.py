"""A course as OLX: the files of its archive, in memory."""

import json
import re
from collections.abc import Mapping
from datetime import date

from score_compiler import model

ROOT = "course"
ADVANCED = ("score_worksheet", "score_quiz", "score_progress")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = _ESCAPES | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_TEXT_PATTERN = re.compile("[&<>\r]")
_ATTRIBUTE_PATTERN = re.compile('[&<>\r"\n\t]')

Tree = dict[str, bytes]


def text(value: str) -> str:
    """Text for XML that comes back the same."""
    return _TEXT_PATTERN.sub(lambda match: _ESCAPES[match[0]], value)


def attribute(value: str) -> str:
    """An attribute's value for XML that comes back the same, line ends and tabs included."""
    return _ATTRIBUTE_PATTERN.sub(lambda match: _ATTRIBUTE[match[0]], value)


def element(tag: str, attributes: Mapping[str, str], content: str = "") -> str:
    """One element; `content` is XML already."""
    start = tag + "".join(f' {name}="{attribute(value)}"' for name, value in attributes.items())
    return f"<{start}>{content}</{tag}>" if content else f"<{start}/>"


def parent(tag: str, attributes: Mapping[str, str], children: list[str]) -> bytes:
    """A file that holds one element with children a line."""
    content = "".join(f"\n  {child}" for child in children)
    return (element(tag, attributes, content + "\n" if content else "") + "\n").encode()


def emit(course: model.Course) -> Tree:
    """Every file of the archive by its path below the root folder."""
    tree: Tree = {
        "course.xml": (
            element("course", {"url_name": course.run, "org": course.org, "course": course.number}) + "\n"
        ).encode(),
        f"course/{course.run}.xml": parent("course", {}, [pointer("chapter", c.url_name) for c in course.chapters]),
        f"policies/{course.run}/policy.json": to_json({f"course/{course.run}": policy(course)}),
        f"policies/{course.run}/grading_policy.json": to_json(grading(course)),
        "about/overview.html": wrapped(course.overview, course.language).encode(),
        "about/short_description.html": (course.short_description + "\n").encode(),
    }
    for chapter in course.chapters:
        _chapter(course, chapter, tree)
    for asset in course.assets:
        tree[f"static/{asset.name}"] = asset.path.read_bytes()
    return tree


def pointer(tag: str, url_name: str) -> str:
    return element(tag, {"url_name": url_name})


def wrapped(html: str, language: str, stylesheet: str = "") -> str:
    link = f'<link rel="stylesheet" href="/static/{attribute(stylesheet)}">\n' if stylesheet else ""
    return f'<div class="score-text" lang="{attribute(language)}">\n{link}{html}</div>\n'


def to_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def moment(day: date, time: str) -> str:
    return f"{day.isoformat()}T{time}Z"


def policy(course: model.Course) -> dict[str, object]:
    found: dict[str, object] = {
        "advanced_modules": list(ADVANCED),
        "discussion_topics": {"General": {"id": f"{course.key}-general"}},
        "display_name": course.title,
        "language": course.language,
        "start": moment(course.start, "00:00:00"),
    }
    if course.end:
        found["end"] = moment(course.end, "23:59:59")
    if course.image:
        found["course_image"] = course.image
    return found


def grading(course: model.Course) -> dict[str, object]:
    grader = [
        {
            "type": assignment.type,
            "short_label": assignment.short,
            "min_count": assignment.count,
            "drop_count": assignment.drop,
            "weight": assignment.weight / 100,
        }
        for assignment in course.assignments
    ]
    return {"GRADER": grader, "GRADE_CUTOFFS": {"Pass": course.passing / 100}}


def _chapter(course: model.Course, chapter: model.Chapter, tree: Tree) -> None:
    tree[f"chapter/{chapter.url_name}.xml"] = parent(
        "chapter",
        {"display_name": chapter.display_name},
        [pointer("sequential", sequential.url_name) for sequential in chapter.sequentials],
    )
    types = {assignment.key: assignment.type for assignment in course.assignments}
    for sequential in chapter.sequentials:
        attributes = {"display_name": sequential.display_name}
        if sequential.assignment:
            attributes |= {"format": types[sequential.assignment], "graded": "true"}
        tree[f"sequential/{sequential.url_name}.xml"] = parent(
            "sequential", attributes, [pointer("vertical", vertical.url_name) for vertical in sequential.verticals]
        )
        for vertical in sequential.verticals:
            tree[f"vertical/{vertical.url_name}.xml"] = parent(
                "vertical",
                {"display_name": vertical.display_name},
                [_block(course, block, tree) for block in vertical.blocks],
            )


def _block(course: model.Course, block: model.Block, tree: Tree) -> str:
    """The block's element in its vertical; core blocks get files of their own, ours stand inline."""
    tag, name = model.TYPES[type(block)], {"url_name": block.url_name, "display_name": block.display_name}
    if isinstance(block, model.Html):
        tree[f"html/{block.url_name}.xml"] = parent(
            tag, {"filename": block.url_name, "display_name": block.display_name}, []
        )
        tree[f"html/{block.url_name}.html"] = wrapped(block.html, course.language, course.stylesheet).encode()
        return pointer(tag, block.url_name)
    if isinstance(block, model.Video):
        tree[f"video/{block.url_name}.xml"] = _video(course, block)
        return pointer(tag, block.url_name)
    if isinstance(block, model.Worksheet):
        attributes = name | {
            "worksheet_key": block.worksheet_key,
            "language": course.language,
            "occasion": block.occasion,
        }
        if block.sections:
            attributes["sections"] = " ".join(block.sections)
        return element(tag, attributes, text(block.content))
    if isinstance(block, model.Quiz):
        attributes = name | {
            "quiz_key": block.quiz_key,
            "language": course.language,
            "purpose": block.purpose,
            "max_attempts": str(block.max_attempts),
            "weight": str(float(block.weight)),
        }
        return element(tag, attributes, text(block.content))
    return element(tag, name | {"language": course.language})


def _video(course: model.Course, video: model.Video) -> bytes:
    attributes = {"display_name": video.display_name, "youtube_id_1_0": video.youtube, "edx_video_id": "", "sub": ""}
    if video.youtube:
        attributes["youtube"] = f"1.00:{video.youtube}"
    children = []
    if video.file:
        attributes["html5_sources"] = json.dumps([f"/static/{video.file}"])
        children.append(element("source", {"src": f"/static/{video.file}"}))
    if video.captions:
        attributes["transcripts"] = json.dumps({course.language: video.captions})
        children.append(element("transcript", {"language": course.language, "src": video.captions}))
    return parent("video", attributes, children)
