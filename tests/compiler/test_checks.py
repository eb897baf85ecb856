"""Each code of the compiler, provoked by one change of a course without mistakes, and told at its place."""

import re
import shutil
from collections.abc import Callable

import pytest

from score_compiler.checks.table import CODES
from tests.compiler.conftest import LESSON, Sources

COURSE = "press/course.yaml"
QUIZ = "press/en/quizzes/stops.md"
SHEET = "press/worksheets/stops.yaml"
Change = Callable[[Sources], None]


def change(name: str, old: str, new: str) -> Change:
    return lambda sources: sources.change(name, old, new)


def write(name: str, text: str | bytes) -> Change:
    return lambda sources: sources.write(name, text)


def remove(name: str) -> Change:
    return lambda sources: sources.path(name).unlink()


def append(name: str, text: str) -> Change:
    return lambda sources: sources.write(name, sources.text(name) + text)


def link_out(sources: Sources) -> None:
    outside = sources.root.resolve().parent / "secret.md"
    outside.write_text("# Secret {#secret}\n")
    sources.path("press/en/01-start/02-secret.md").symlink_to(outside)


def twin_module(sources: Sources) -> None:
    sources.write("pier/course.yaml", sources.text(COURSE).replace("key: press", "key: pier"))


def swap_pages(sources: Sources) -> None:
    one, two = "\n## Satu {#one}\n\nText.\n", "\n## Dua {#two}\n\nText.\n"
    for language, pages in (("en", two + one), ("id", one + two)):
        append(LESSON.replace("/en/", f"/{language}/"), pages)(sources)


def explicit_grade(sources: Sources) -> None:
    sources.change(LESSON, "graded: quiz\n", "")
    sources.change(LESSON, ":attempts: 3", ":purpose: graded")


def draws_doubled(sources: Sources) -> None:
    """A quiz draws from another one with the same questions."""
    pool = sources.text(QUIZ).replace("key: press-stops", "key: press-pool")
    sources.write(QUIZ.replace("stops.md", "pool.md"), pool)
    sources.change(QUIZ, "key: press-stops", "key: press-stops\ndraw: {from: [press-pool], count: 1}")


def spare(name: str, copy: str) -> Change:
    """A copy with a key of its own, which nothing names."""
    return lambda sources: sources.write(copy, re.sub(r"^key: .*$", "key: spare", sources.text(name), flags=re.M))


def english_only(sources: Sources) -> None:
    sources.write(SHEET, re.sub(r", id: [^}]*}", "}", sources.text(SHEET)))


def include_outside(sources: Sources) -> None:
    sources.write("../outside.md", "Text.\n")
    sources.change(LESSON, "../../../shared/safety.md", "../../../../outside.md")


def picture_of_pdf(sources: Sources) -> None:
    sources.write("press/static/sheet.pdf", b"x")
    sources.change(LESSON, "(gauge.png)", "(sheet.pdf)")


SVG = "press/static/loop.en.svg"
SPARE_QUIZ = "press/en/quizzes/spare.md"
PAGE = '## Count "stops" & ask {#count}\n'

# code, what to change, where it must be told: the file, and the text that stands there (behind ¦ where that helps)
CASES: list[tuple[str, Change, tuple[str, str]]] = [
    # sources
    ("text-encoding", write(QUIZ, b"# Caf\xe9\n"), (QUIZ, "Caf¦")),
    ("text-control-character", change(LESSON, "In numbers", "In\x0bnumbers"), (LESSON, "In¦\x0bnumbers")),
    ("text-control-character", change(LESSON, "In numbers", "In \u202enumbers"), (LESSON, "In ¦\u202e")),
    ("text-entity", change(COURSE, "stops & starts", "stops &amp; starts"), (COURSE, "&amp;")),
    ("text-entity", change(LESSON, ":title: Where I am", ":title: Where&nbsp;I am"), (LESSON, ":title: Where")),
    ("text-entity", change(LESSON, "::::{example} One shift", "::::{example} &lt; 1 shift"), (LESSON, "::::{example}")),
    ("file-name", write("press/en/01-start/lesson.md", "# A {#a}\n"), ("press/en/01-start/lesson.md", "")),
    ("file-name", write("press/static/en/a.svg", "<svg/>"), ("press/static/en", "")),
    ("file-name", write("press/notes.txt", "x"), ("press/notes.txt", "")),
    (
        "file-number-doubled",
        write("press/en/01-start/01-again.md", "# A {#a}\n"),
        ("press/en/01-start/01-stops.md", ""),
    ),
    ("file-missing", remove("press/en/about.md"), ("press/en/about.md", "")),
    ("file-missing", remove("press/en/01-start/index.md"), ("press/en/01-start/index.md", "")),
    ("file-outside", link_out, ("press/en/01-start/02-secret.md", "")),
    ("include-missing", change(LESSON, "safety.md", "gone.md"), (LESSON, "```{include}")),
    ("include-missing", change(LESSON, "safety.md\n```\n", "safety.md\n"), (LESSON, "```{include}")),
    (
        "include-circle",
        append("shared/safety.md", "```{include} safety.md\n```\n"),
        ("shared/safety.md", "```{include}"),
    ),
    ("include-outside", include_outside, (LESSON, "```{include}")),
    # course.yaml
    ("course-wrong-shape", change(COURSE, "languages: [en, id]", "languages: en"), (COURSE, "languages: ¦en")),
    ("course-unknown-key", change(COURSE, "pass: 70", "pas: 70"), (COURSE, "pas: 70")),
    ("course-missing-key", change(COURSE, "org: SCORE\n", ""), (COURSE, "key: press")),
    ("course-empty", change(COURSE, "org: SCORE\n", "org:\n"), (COURSE, "org:¦\n")),
    ("course-bad-key", change(COURSE, "org: SCORE\n", "org: SCORE+\n"), (COURSE, "SCORE+")),
    ("course-bad-number", change(COURSE, "pass: 70", "pass: 170"), (COURSE, "170")),
    ("course-bad-language", change(COURSE, "short: {en: Quiz", "short: {EN: Quiz"), (COURSE, "short: {¦EN")),
    (
        "course-missing-language",
        change(COURSE, "short: {en: Quiz, id: Kuis}", "short: {en: Quiz}"),
        (COURSE, "short: ¦{en: Quiz}"),
    ),
    ("course-language", change(COURSE, "languages: [en, id]", "languages: [en, xx]"), (COURSE, "xx")),
    ("course-date", change(COURSE, "2026-01-01", "2026-01"), (COURSE, "start: ¦2026-01")),
    ("course-date", change(COURSE, "2026-01-01", "2026-02-30"), (COURSE, "start: ¦2026-02-30")),
    ("course-dates", change(COURSE, "2027-12-31", "2025-12-31"), (COURSE, "2025-12-31")),
    ("course-doubled", change(COURSE, "id: SCORE-PRESS-ID", "id: Score-Press-En"), (COURSE, "number: ¦{")),
    ("course-doubled", twin_module, (COURSE, "title: ¦{en")),
    ("course-doubled", change(COURSE, "id: SCORE-PRESS-ID", "id: SCORE-PRESS-EN"), (COURSE, "number: ¦{")),
    ("course-no-image", change(COURSE, "image: gauge.png\n", ""), (COURSE, "key: press")),
    ("grading-weight", change(COURSE, "weight: 100", "weight: 90"), (COURSE, "¦- {key: quiz")),
    ("grading-drop", change(COURSE, "weight: 100", "weight: 100, drop: 1"), (COURSE, "{key: quiz")),
    (
        "grading-doubled",
        change(COURSE, "retired:", "  - {key: quiz, type: {en: T, id: U}, short: {en: T, id: U}, weight: 1}\nretired:"),
        (COURSE, "{key: quiz, type: {en: T"),
    ),
    (
        "grading-unused",
        lambda s: s.both(LESSON, lambda text: text.replace("graded: quiz\n", "")),
        (COURSE, "{key: quiz"),
    ),
    ("grading-unknown", change(LESSON, "graded: quiz", "graded: quizz"), (LESSON, "# Why")),
    ("grading-no-quiz", change(LESSON, ":attempts: 3", ":purpose: practice"), (LESSON, "# Why")),
    ("grading-outside", explicit_grade, (LESSON, "```{quiz}")),
    # Markdown
    ("markdown-raw-html", change(LESSON, "Is 3 < 4?", "Is <b>3</b> < 4?"), (LESSON, "<b>3")),
    ("markdown-raw-html", change(LESSON, "### In numbers", "<div onclick=x>\n\n### In numbers"), (LESSON, "<div")),
    ("markdown-raw-html", change(LESSON, "### In numbers", "<!DOCTYPE html>\n\n### In numbers"), (LESSON, "<!DOCTYPE")),
    ("fence-unclosed", append(LESSON, "\n```python\nx = 1\n"), (LESSON, "```python")),
    ("front-matter", change(LESSON, "minutes: 20\n---\n", "minutes: 20\n"), (LESSON, "---")),
    ("front-matter", change(LESSON, "minutes: 20", "20 minutes"), (LESSON, "20 minutes")),
    ("front-matter-unknown-key", change(LESSON, "minutes: 20", "minute: 20"), (LESSON, "minute: 20")),
    ("front-matter-value", change(LESSON, "minutes: 20", "minutes: twenty"), (LESSON, "minutes: twenty")),
    ("title-missing", change(LESSON, "# Why the press stops {#stops}\n", ""), (LESSON, "---")),
    ("title-doubled", append(LESSON, "\n# Another {#another}\n"), (LESSON, "# Another")),
    ("title-empty", change(LESSON, "## Write it down {#sheet}", "## {#sheet}"), (LESSON, "## {#sheet}")),
    ("text-outside-page", change(LESSON, PAGE, "Hello.\n\n" + PAGE), (LESSON, "Hello.")),
    ("text-outside-page", append("press/en/01-start/index.md", "\nText.\n"), ("press/en/01-start/index.md", "Text.")),
    ("heading-in-box", change(LESSON, "Show it to your team.", "> ## Show it"), (LESSON, "## Show it")),
    ("heading-skipped", change(LESSON, "### In numbers", "#### In numbers"), (LESSON, "#### In")),
    ("heading-id", change(LESSON, "### In numbers", "### In numbers {#numbers}"), (LESSON, "### In")),
    ("alt-missing", change(LESSON, "![A gauge at zero]", "![]"), (LESSON, "![](¦gauge.png")),
    (
        "alt-missing",
        change(LESSON, ":alt: A loop of four arrows: see, count, ask, mend.\n", ""),
        (LESSON, "```{figure}"),
    ),
    # directives
    ("directive-unknown", change(LESSON, "{progress}", "{progres}"), (LESSON, "```{progres}")),
    (
        "directive-unclosed",
        change(LESSON, ":title: Where I am\n```\n", ":title: Where I am\n"),
        (LESSON, "```{progress}"),
    ),
    ("directive-unclosed", change(LESSON, ":::\n::::\n", ":::\n"), (LESSON, "::::{example}")),
    (
        "directive-stray-fence",
        change(LESSON, "Show it to your team.", "Show it to your team.\n:::"),
        (LESSON, "team.\n¦:::"),
    ),
    ("directive-unknown-option", change(LESSON, ":occasion:", ":ocasion:"), (LESSON, ":ocasion:")),
    (
        "directive-doubled-option",
        change(LESSON, ":attempts: 3", ":attempts: 3\n:attempts: 3"),
        (LESSON, "3\n¦:attempts:"),
    ),
    ("directive-missing-option", change(LESSON, ":title: A press, seen slowly\n", ""), (LESSON, "```{video}")),
    ("directive-missing-argument", change(LESSON, "{worksheet} stops", "{worksheet}"), (LESSON, "```{worksheet}")),
    ("directive-unused-argument", change(LESSON, "{progress}", "{progress} mine"), (LESSON, "```{progress}")),
    ("directive-body", change(LESSON, ":title: Where I am\n", ":title: Where I am\nText\n"), (LESSON, "```{progress}")),
    ("directive-empty", change(LESSON, "Show it to your team.", ":::{tip}\n:::"), (LESSON, ":::{tip}")),
    (
        "directive-place",
        change(LESSON, "Show it to your team.", "- ```{progress}\n  :id: p2\n  ```"),
        (LESSON, "```{progress}\n  :id: p2"),
    ),
    # ids
    ("id-missing", change(LESSON, " {#sheet}", ""), (LESSON, "## Write it down")),
    ("id-missing", change(LESSON, ":id: film\n", ""), (LESSON, "```{video}")),
    ("id-bad", change(LESSON, ":id: film\n", ":id: Film 1\n"), (LESSON, "```{video}")),
    ("id-doubled", change(LESSON, ":id: film\n", ":id: count\n"), (LESSON, "```{video}")),
    ("id-too-long", change(LESSON, ":id: film\n", f":id: {'x' * 220}\n"), (LESSON, "```{video}")),
    ("lock-missing", change("press/ids.lock", "video film\n", ""), ("press/id/01-start/01-stops.md", "```{video}")),
    ("lock-missing", remove("press/ids.lock"), ("press/ids.lock", "")),
    ("lock-lost", append("press/ids.lock", "vertical gone\n"), ("press/ids.lock", "vertical gone")),
    ("lock-line", append("press/ids.lock", "vertical\n"), ("press/ids.lock", "film\n¦vertical\n")),
    ("lock-retired", change(COURSE, "[old-page]", "[old-page, never]"), (COURSE, "[old-page")),
    ("lock-retired", change(COURSE, "[old-page]", "[old-page, count]"), (COURSE, "[old-page")),
    # structure
    ("edition-empty", lambda s: shutil.rmtree(s.path("press/en/01-start")), ("press/en", "")),
    ("section-empty", write("press/en/02-more/index.md", "# More {#more}\n"), ("press/en/02-more/index.md", "# More")),
    (
        "lesson-empty",
        write("press/en/01-start/02-more.md", "# More {#more}\n"),
        ("press/en/01-start/02-more.md", "# More"),
    ),
    ("page-empty", append(LESSON, "\n## Nothing {#nothing}\n"), (LESSON, "## Nothing")),
    ("language-shape", append(LESSON, "\n## More {#more}\n\nText.\n"), (LESSON, "## More")),
    ("language-order", swap_pages, ("press/id/01-start/01-stops.md", "## Satu")),
    (
        "language-differs",
        change(LESSON, ":attempts: 3", ":attempts: 2"),
        ("press/id/01-start/01-stops.md", "```{quiz}"),
    ),
    ("language-quiz", change(QUIZ, "= 12 min ± 0.5", "= 12 min ± 1"), ("press/id/quizzes/henti.md", "")),
    # blocks
    ("worksheet-unknown", change(LESSON, "{worksheet} stops", "{worksheet} stop"), (LESSON, "```{worksheet}")),
    ("quiz-unknown", change(LESSON, "{quiz} press-stops", "{quiz} press-stop"), (LESSON, "```{quiz}")),
    ("key-doubled", lambda s: s.write("shared/worksheets/again.yaml", s.text(SHEET)), (SHEET, "key: stops")),
    ("worksheet-unknown-section", change(LESSON, ":sections: log", ":sections: logg"), (LESSON, ":sections:")),
    ("worksheet-language", english_only, (LESSON.replace("/en/", "/id/"), "```{worksheet}")),
    ("quiz-unused", spare(QUIZ, SPARE_QUIZ), (SPARE_QUIZ, "")),
    ("worksheet-occasion", change(LESSON, ":occasion: baseline", ":occasion: Base line"), (LESSON, ":occasion:")),
    ("quiz-purpose", change(LESSON, ":attempts: 3", ":purpose: exam"), (LESSON, ":purpose:")),
    (
        "quiz-draw-unknown",
        change(QUIZ, "key: press-stops", "key: press-stops\ndraw: {from: [press-pool], count: 1}"),
        (QUIZ, "draw:"),
    ),
    ("quiz-draw-doubled", draws_doubled, (QUIZ, "draw:")),
    ("quiz-attempts", change(LESSON, ":attempts: 3", ":attempts: many"), (LESSON, ":attempts:")),
    ("video-source", change(LESSON, ":youtube: aB3dE6gH9-_\n", ""), (LESSON, "```{video}")),
    ("video-youtube", change(LESSON, "aB3dE6gH9-_", "aB3"), (LESSON, ":youtube:")),
    ("video-captions", change(LESSON, "```{video}\n", "```{video} film.mp4\n"), (LESSON, "```{video}")),
    # links
    ("link-broken", change(LESSON, "(#sheet)", "(#sheets)"), (LESSON, "#sheets")),
    ("link-broken", change(QUIZ, "(#count)", "(#counts)"), (QUIZ, "Explanation: 3 <")),
    ("link-relative", change(LESSON, "(#sheet)", "(02-more.md)"), (LESSON, "02-more.md")),
    ("link-scheme", change(LESSON, "(#sheet)", "(javascript:alert)"), (LESSON, "javascript:")),
    ("link-empty", change(LESSON, "(#sheet)", "()"), (LESSON, "](¦)")),
    ("link-about", append("press/en/about.md", "\nSee [it](#count).\n"), ("press/en/about.md", "#count")),
    # assets
    ("asset-missing", change(LESSON, "(gauge.png)", "(gage.png)"), (LESSON, "gage.png")),
    ("asset-missing", change(COURSE, "image: gauge.png", "image: course.png"), (COURSE, "course.png")),
    (
        "asset-unused",
        write("press/static/spare.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("press/static/spare.svg", ""),
    ),
    ("asset-name", write("press/static/xblock-a.png", b"x"), ("press/static/xblock-a.png", "")),
    ("asset-name", write("press/static/My Photo.png", b"x"), ("press/static/My Photo.png", "")),
    ("asset-collision", write("shared/static/gauge.png", b"x"), ("press/static/gauge.png", "")),
    ("asset-kind", picture_of_pdf, (LESSON, "sheet.pdf")),
    ("svg-broken", write(SVG, "<svg><g></svg>\n"), (SVG, "<svg><g></svg>¦")),
    ("svg-unsafe", write(SVG, '<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg/>\n'), (SVG, "<!DOCTYPE")),
    ("svg-unsafe", write(SVG, "<svg>\n<script>x</script></svg>\n"), (SVG, "<script")),
    ("svg-unsafe", write(SVG, '<svg>\n<g onload="x"/></svg>\n'), (SVG, "<g onload")),
    ("svg-unsafe", write(SVG, '<svg>\n<image href="https://example.org/a.png"/></svg>\n'), (SVG, "<image")),
    ("svg-unsafe", write(SVG, '<svg>\n<g fill="url(https://example.org/a)"/></svg>\n'), (SVG, "<g fill")),
    ("captions-broken", write("press/static/film.srt", "Look.\n"), ("press/static/film.srt", "")),
    ("css-url", write("press/static/score.css", "p { background: url(a.png) }\n"), ("press/static/score.css", "")),
    # values and sizes
    ("title-decoded", change(LESSON, "## Write it down", "## null"), (LESSON, "## null")),
    ("title-decoded", change(LESSON, "## Write it down", '## "Write it down"'), (LESSON, '## "Write')),
    ("title-decoded", change(LESSON, "## Write it down", "## 5"), (LESSON, "## 5")),
    ("title-too-long", change(LESSON, "## Write it down", f"## {'Write ' * 30}"), (LESSON, "## Write")),
    ("course-markup", change(COURSE, "one of each thing", "<b>one</b> of each"), (COURSE, "title: ¦{en: A press")),
    ("page-too-large", append(LESSON, "\n## Long {#long}\n\n" + "word " * 61_000 + "\n"), (LESSON, "## Long")),
    ("picture-too-large", write("press/static/gauge.png", b"x" * 300_001), ("press/static/gauge.png", "")),
    ("archive-too-large", write("press/static/gauge.png", b"x" * 20_000_001), ("press/static", "")),
]


def place_of(sources: Sources, file: str, marker: str) -> tuple[str, int, int]:
    """Where the text stands in the file; the whole file when there is no text."""
    if not marker:
        return f"courses/{file}", 0, 0
    text = sources.path(file).read_bytes().decode("utf-8", "replace")
    before, _, after = marker.partition("¦") if "¦" in marker else ("", "", marker)
    at = text.index(before + after) + len(before)
    return f"courses/{file}", text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def test_every_code_is_provoked() -> None:
    assert {code.name for code in CODES} == {case[0] for case in CASES}
    assert len({code.name for code in CODES}) == len(CODES)


def test_the_course_itself_has_no_problem(sources: Sources) -> None:
    assert sources.check() == []


@pytest.mark.parametrize(("code", "mistake", "place"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_a_mistake_is_told_at_its_place(sources: Sources, code: str, mistake: Change, place: tuple[str, str]) -> None:
    mistake(sources)
    found = [problem for problem in sources.check() if problem.code == code]
    assert found, f"{code} is not told"
    assert place_of(sources, *place) in [(p.file, p.line, p.column) for p in found], found
    levels = {known.name: known.level for known in CODES}
    for problem in found:
        assert problem.level == levels[code]
        assert problem.message.endswith((".", "?")) and problem.remedy


def test_what_one_language_lacks_is_told_once(sources: Sources) -> None:
    sources.path("press/id/01-start/01-stops.md").unlink()
    told = [problem.message for problem in sources.check() if problem.code == "language-shape"]
    assert told == ["The lesson “stops” is in “en” and not in “id”."]


def test_a_file_without_a_title_is_told_once(sources: Sources) -> None:
    sources.write("press/en/01-start/02-more.md", "")
    told = [problem.code for problem in sources.check() if problem.file.endswith("02-more.md")]
    assert told == ["title-missing"]
