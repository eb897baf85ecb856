"""Whatever an author types, the answer is pages and problems, never a stack trace and never foreign HTML."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from score_compiler.documents import Prose
from score_compiler.emit import attribute, element, text
from score_compiler.parse.lesson import parse
from score_compiler.parse.render import TAGS
from score_compiler.text import Text

PIECES = st.sampled_from(
    [
        "```",
        "~~~",
        ":::",
        "::::",
        "{note}",
        "{figure} a.svg",
        "{worksheet} x",
        "{quiz}",
        "{include} x",
        ":id: a",
        ":alt: b",
        "# ",
        "## ",
        "### ",
        "{#a}",
        "{#",
        "---",
        "> ",
        "- ",
        "1. ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "![](",
        "![a](b.svg)",
        "[a](#b)",
        "[a](javascript:b)",
        "<b>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "&lt;",
        "&#0;",
        "\\",
        "`",
        "*",
        "_",
        "word",
        "é",
        "\u2028",
    ]
    + ["|", "| a | b |\n|---|---|\n"]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)
TAG = re.compile(r"<\s*/?\s*([a-z0-9]+)([^<>]*)>", re.IGNORECASE)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_read(typed: str) -> None:
    typed = typed.replace("\r", "")
    lines = typed.count("\n") + 3
    found = parse(Text.of("a.md", f"# T {{#t}}\n## P {{#p}}\n{typed}"), "en")
    for problem in found.problems:
        assert 1 <= problem.line <= lines and problem.column >= 1 and problem.message and problem.remedy
    for page in found.pages:
        for item in page.items:
            if isinstance(item, Prose):
                for tag, attributes in TAG.findall(item.html):
                    assert tag in TAGS
                    assert not re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', attributes))


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=60)
)
def test_any_text_survives_xml(value: str) -> None:
    from_xml = etree.fromstring(element("a", {"b": value}, text(value)))
    assert (from_xml.get("b"), from_xml.text or "") == (value, value)
    assert attribute(value).count('"') == 0
