"""Markdown to HTML: each pair is what an author writes and what a learner gets."""

from pathlib import Path

import pytest

from score_compiler.documents import Directive, Lesson, Prose
from score_compiler.parse.lesson import ABOUT, parse
from score_compiler.text import Text

PAIRS = Path(__file__).parent / "fixtures" / "markdown.md"


def lesson(page: str, language: str = "en") -> Lesson:
    return parse(Text.of("a.md", f"# Lesson {{#lesson}}\n\n## Page {{#page}}\n\n{page}"), language)


def pairs() -> list[tuple[str, str, str]]:
    """The blocks of the fixture file, split by lines of dots: a name, the Markdown, the HTML."""
    found = []
    for block in PAIRS.read_text("utf-8").split("\n....\n")[1:]:
        name, markdown, html = block.split("\n.\n")
        found.append((name.strip(), markdown, html.strip()))
    return found


@pytest.mark.parametrize(("name", "markdown", "html"), pairs(), ids=[pair[0] for pair in pairs()])
def test_a_pair(name: str, markdown: str, html: str) -> None:
    found = lesson(markdown)
    assert found.problems == ()
    (page,) = found.pages
    assert all(isinstance(item, Prose) for item in page.items)
    assert "".join(item.html for item in page.items if isinstance(item, Prose)).strip() == html


def test_a_lesson_is_read_into_pages_and_directives() -> None:
    text = (
        "---\ngraded: quiz\nminutes: 15\n---\n# One & all {#one}\n\n## First `page` {#first}\n\nText.\n\n"
        "```{quiz} some-quiz\n:id: q1\n:attempts: 2\n```\n\nAfter.\n\n"
        "## Second {#second}\n\n:::{progress}\n:id: p1\n:::\n"
    )
    found = parse(Text.of("a.md", text), "en")
    assert found.problems == ()
    assert (found.id, found.title, found.graded, found.minutes) == ("one", "One & all", "quiz", 15)
    first, second = found.pages
    assert (first.id, first.title, first.place.line) == ("first", "First page", 7)
    before, quiz, after = first.items
    assert isinstance(before, Prose) and before.html == "<p>Text.</p>\n"
    assert isinstance(quiz, Directive) and (quiz.name, quiz.argument, quiz.id) == ("quiz", "some-quiz", "q1")
    assert quiz.value("attempts") == "2" and quiz.place.line == 11
    assert isinstance(after, Prose) and after.html == "<p>After.</p>\n"
    (progress,) = second.items
    assert isinstance(progress, Directive) and progress.id == "p1"


def test_boxes_speak_the_language_of_the_course() -> None:
    (page,) = lesson(":::{exercise} Lihat\nTeks.\n:::\n\n| A |\n|---|\n| b |\n", "id").pages
    (prose,) = page.items
    assert isinstance(prose, Prose)
    assert "<strong>Latihan: Lihat</strong>" in prose.html and 'aria-label="Tabel: A"' in prose.html


def test_links_and_pictures_carry_line_and_column() -> None:
    found = lesson("Go [there](#x) and\n[on](#y), [on](#y).\n\n- ![P](p.svg)\n\n| [z](#z) |\n|---|\n| ![Q](q.svg) |\n")
    assert [(link.target, link.place.line, link.place.column) for link in found.links] == [
        ("#x", 5, 12),
        ("#y", 6, 6),
        ("#y", 6, 16),
        ("#z", 10, 7),
    ]
    assert [(p.target, p.place.line, p.place.column) for p in found.pictures] == [("p.svg", 8, 8), ("q.svg", 12, 8)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # One mistake gives one problem, and the pages behind it are still read.
        (":::{note}\nText.\n\n## Next {#next}\n\nMore.\n", ["directive-unclosed"]),
        (":::{note}\n:::{tip}\nText.\n:::\n:::\n", ["directive-unclosed"]),
        ("::::{note}\n:::{tip}\nText.\n:::\n::::\n", []),
        ("````{note}\n```{tip}\nText.\n```\n````\n", []),
        (":::{note}\n```\n:::\n```\n:::\n", []),
        ("```text\n:::{note}\n```\n", []),
        ("- :::{note}\n  Text.\n  :::\n", []),
        ("> :::{note}\n> Text.\n> :::\n", []),
        ("~~~{note}\nText.\n~~~\n", []),
        ("    :::{note}\n", []),
        ("Text\n:::{note}\nText.\n:::\n", []),
        ("```\nnever closed\n", ["fence-unclosed"]),
        ("```\nclosed\n````\n", []),
        ("- ```\n  closed\n  ```\n", []),
        ("> ```\n> closed\n> ```\n", []),
        ("a < b, a <b, 3<4, <https://example.org>, \\<b>\n", []),
        ("Some <b>bold</b>.\n", ["markdown-raw-html"] * 2),
        ("<!-- a remark -->\n", ["markdown-raw-html"]),
    ],
)
def test_fences_and_html(text: str, codes: list[str]) -> None:
    found = lesson(text)
    assert [problem.code for problem in found.problems] == codes
    if "## Next" in text:
        assert [page.id for page in found.pages] == ["page", "next"]


def test_the_about_page_has_headings_of_its_own() -> None:
    found = parse(Text.of("about.md", "## What\n\nText.\n\n### More\n\n:::{tip}\nTip.\n:::\n"), "en", ABOUT)
    assert found.problems == ()
    assert found.body.startswith("<h2>What</h2>\n<p>Text.</p>\n<h3>More</h3>\n")


def test_no_html_of_an_author_survives() -> None:
    attacks = [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html,a)",
        '![x](x.png "a\\" onload=\\"b")',
        ":::{note} <script>alert(1)</script>\nText.\n:::",
        '```{figure} x.png" onerror="alert(1)\n:alt: "><script>alert(1)</script>\n```',
        "`<script>`",
    ]
    for attack in attacks:
        for page in lesson(attack + "\n").pages:
            for item in page.items:
                assert isinstance(item, Prose)
                assert "<script" not in item.html and "javascript:" not in item.html and "data:" not in item.html
                assert " onerror=" not in item.html.replace("&quot;", '"').split("alt=")[0].split("src=")[0]
