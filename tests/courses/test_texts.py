"""The courses' own texts: what a lesson promises, in both languages."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

COURSES = Path(__file__).resolve().parents[2] / "courses"
MODULES = sorted(path for path in COURSES.glob("module*") if path.is_dir())
LANGUAGES = ("en", "id")
LESSONS = sorted(path for module in MODULES for lang in LANGUAGES for path in (module / lang).glob("[0-9]*/[0-9]*.md"))
PICTURES = sorted(COURSES.glob("*/static/*.svg"))
CLAIMS = re.compile(
    r"(?:ILO|certif\w*|sertifi\w*)[^.\n]{0,40}(?:certificate|sertifikat|endors\w+|accredit\w+|diakui|resmi)"
    r"|ILO form|formulir ILO",
    re.I,
)
NOT_CLAIMS = re.compile(r"\b(?:no|not|never|nor|without|tidak|bukan|tanpa|belum)\b", re.I)


def short(path: Path) -> str:
    return path.relative_to(COURSES).as_posix()


def prose(text: str) -> str:
    """The words a learner reads: without options, fences, ids, link targets."""
    text = re.sub(r"^```\{(?:worksheet|quiz|progress)\}.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^(?:`{3,}|:{3,}).*$|^:[a-z-]+:.*$|\{#[^}]*\}|\]\([^)]*\)|[|#*>-]", " ", text, flags=re.MULTILINE)
    return text


def test_the_courses_are_there():
    assert [module.name for module in MODULES] == [
        "module1_cooperation",
        "module2_quality",
        "module3_productivity",
        "module4_hr",
        "module5_osh",
    ]
    for lang in LANGUAGES:
        counts = [len([p for p in LESSONS if p.is_relative_to(module / lang)]) for module in MODULES]
        assert counts[0] == 8
        assert all(count >= 2 for count in counts[1:])


@pytest.mark.parametrize("path", LESSONS, ids=short)
def test_a_lesson_teaches(path):
    text = path.read_text("utf-8")
    assert 800 <= len(prose(text).split()) <= 1600
    for directive in ("figure", "example", "exercise", "quiz"):
        assert re.search(r"^(?:`{3,}|:{3,})\{" + directive + r"\}", text, re.MULTILINE), f"no {directive}"
    example = re.search(r"^:{3,}\{example\}.*?^:{3,}$", text, re.MULTILINE | re.DOTALL)
    assert example and re.search(r"\d", example.group()), "the worked example has no number"


@pytest.mark.parametrize("path", LESSONS, ids=short)
def test_a_lesson_claims_no_endorsement(path):
    lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if CLAIMS.search(line) and not NOT_CLAIMS.search(line)] == []


@pytest.mark.parametrize("path", PICTURES, ids=short)
def test_a_picture_reads_on_a_phone(path):
    root = ET.fromstring(path.read_text("utf-8"))
    x, y, width, height = (float(number) for number in root.get("viewBox", "").split())
    assert width > 0 and height > 0
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        assert tag not in ("script", "foreignObject", "image", "use", "style")
        assert not any(name.startswith("on") for name in element.attrib)
        for name, value in element.attrib.items():
            assert not (name.endswith("href") and not value.startswith("#")), "a picture asks for another file"
        if size := element.get("font-size"):
            assert float(size.removesuffix("px")) * 360 / width >= 12.9, f"{size} is too small at 360 px"
