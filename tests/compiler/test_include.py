"""Included texts, and where their mistakes are told."""

from tests.compiler.conftest import LESSON, Sources


def test_a_mistake_in_an_included_file_is_told_there(sources: Sources) -> None:
    sources.write("shared/safety.md", "Before you touch the press:\n\n#### lock it\n")
    (one,) = [problem for problem in sources.check() if problem.file.endswith("safety.md")]
    assert (one.file, one.line, one.code) == ("courses/shared/safety.md", 3, "heading-skipped")


def test_lines_behind_an_include_keep_their_places(sources: Sources) -> None:
    sources.write("shared/safety.md", "One.\n\nTwo.\n\nThree.\n")
    sources.change(LESSON, "Show it to your team.", "Show [it](#nowhere) to your team.")
    (one,) = sources.check()
    line = sources.text(LESSON).split("\n")[one.line - 1]
    assert one.file == f"courses/{LESSON}" and line[one.column - 1 :].startswith("#nowhere")


def test_an_included_file_may_include_another(sources: Sources) -> None:
    sources.write("shared/safety.md", "One.\n\n```{include} more/two.md\n```\n\nThree.\n")
    sources.write("shared/more/two.md", "Two.\n")
    assert sources.check() == []
    html = sources.tree()["html/sheet-text.html"].decode()
    assert html.index("One.") < html.index("Two.") < html.index("Three.")


def test_an_include_in_code_is_only_shown(sources: Sources) -> None:
    sources.change(LESSON, "Show it to your team.", "~~~\n```{include} x.md\n```\n~~~")
    assert sources.check() == []
    assert "{include} x.md" in sources.tree()["html/sheet-after-ws-stops.html"].decode()
