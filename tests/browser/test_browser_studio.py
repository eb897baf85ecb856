"""The editor of a block in a real browser, on a page that does what Studio's does around it: no server, no course."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from score_xblocks import base
from tests.browser.harness import DESKTOP, PHONE, Preview, check_page
from tests.xblocks.conftest import Bench
from tests.xblocks.conftest import Visitor as Person
from tests.xblocks.sheets import TEAM
from tests.xblocks.test_quiz_block import TEXT

PUBLIC = Path(base.__file__).parent
ADDRESS = "http://studio.test"
AUTHOR = Person(7, is_staff=True)
TYPES = {"css": "text/css", "js": "text/javascript"}
PAGE = """<!doctype html><html lang="en"><head><title>Studio</title><meta charset="utf-8">
<meta name="viewport" content="width=device-width">{styles}{scripts}</head>
<body><main><h1>Unit</h1><h2>Editing: a block</h2><div id="editor">{html}</div></main><script>
window.told = [];
const runtime = {{ notify: (name, detail) => window.told.push([name, detail.state || ""]) }};
window[{init}](runtime, document.getElementById("editor"), {arguments});
</script></body></html>"""


class Studio:
    """A page with one block's editor. `asked` names the handlers that were called."""

    def __init__(self, page: Page, tag: str, content: str):
        self.page, self.bench, self.asked = page, Bench(), []
        self.bench.add_block(tag, "b", content, display_name="A block")
        page.route(f"{ADDRESS}/**", self.answer)
        page.goto(ADDRESS)
        expect(self.state).not_to_be_empty()

    def answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url).path.strip("/").split("/")
        if parts == [""]:
            route.fulfill(body=self.html(), content_type="text/html")
        elif parts[0] == "local":
            file = PUBLIC.joinpath(*parts[2:])
            route.fulfill(body=file.read_text("utf-8"), content_type=TYPES[file.suffix[1:]])
        elif parts[0] == "handler":
            self.asked.append(parts[2])
            answer = self.bench.post("b", parts[2], route.request.post_data_buffer, AUTHOR)
            route.fulfill(status=answer.status_code, body=answer.text, content_type="application/json")
        else:
            route.fulfill(status=204)

    def html(self) -> str:
        fragment = self.bench.block("b", AUTHOR).studio_view({})
        links = {resource.mimetype: [] for resource in fragment.resources}
        for resource in fragment.resources:
            links[resource.mimetype].append(resource.data)
        return PAGE.format(
            styles="".join(f'<link rel="stylesheet" href="{url}">' for url in links["text/css"]),
            scripts="".join(f'<script src="{url}"></script>' for url in links["application/javascript"]),
            html=fragment.content,
            init=json.dumps(fragment.js_init_fn),
            arguments=json.dumps(fragment.json_init_args),
        )

    @property
    def state(self):
        return self.page.locator("[data-state]")

    @property
    def source(self):
        return self.page.get_by_label("Source")

    @property
    def button(self):
        return self.page.locator("[data-save]")

    def write(self, text: str) -> None:
        """Write another source and wait until it has been checked."""
        self.source.fill(text)
        expect(self.state).not_to_have_text("Checking…")

    def told(self) -> list:
        return self.page.evaluate("window.told")


@pytest.fixture
def studio(visiting):
    """`studio(content, tag, width)` opens the editor of a block."""

    def open_(content: str = TEAM, tag: str = "score_worksheet", width: int = DESKTOP) -> Studio:
        return Studio(visiting(Preview(ADDRESS, Path()), width).page, tag, content)

    return open_


BROKEN = TEAM.replace("kind: number", "kind: nubmer", 1)
LINE = BROKEN[: BROKEN.index("nubmer")].count("\n") + 1
CARET = "area => area.value.slice(0, area.selectionStart).split('\\n').length"
LONG = TEAM.replace("For tests.", "For tests " + "of long lines that wrap " * 30)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(("tag", "content"), [("score_worksheet", TEAM), ("score_quiz", TEXT)])
def test_the_editor_is_accessible_and_fits(studio, tag, content, width):
    opened = studio(content, tag, width)
    expect(opened.state).to_contain_text("No mistakes.")
    check_page(opened.page)


def test_the_editor_with_mistakes_is_accessible_and_fits(studio):
    opened = studio()
    opened.page.get_by_label("Only these sections").fill("nowhere")
    opened.write(BROKEN)
    expect(opened.page.locator("[data-mistakes] li")).not_to_have_count(0)
    expect(opened.page.locator("[data-stale]")).to_be_visible()
    check_page(opened.page)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_numbers_stand_at_their_lines_however_they_wrap_and_scroll(studio, width):
    opened = studio(LONG + "# the end\n" * 40, width=width)
    tall = "(selector) => document.querySelector(selector).scrollHeight"
    assert opened.page.evaluate(tall, "[data-source]") == opened.page.evaluate(tall, "[data-mirror]")
    opened.source.evaluate("area => { area.scrollTop = 333; area.dispatchEvent(new Event('scroll')); }")
    assert opened.page.locator("[data-mirror]").evaluate("mirror => mirror.scrollTop") == 333
    opened.source.evaluate("area => { area.style.width = '300px'; area.style.height = '200px'; }")
    opened.page.wait_for_function("document.querySelector('[data-mirror]').clientHeight === 200")
    assert opened.page.evaluate(tall, "[data-source]") == opened.page.evaluate(tall, "[data-mirror]")


def test_a_mistake_stands_at_its_line_and_leads_to_it(studio):
    opened = studio()
    opened.write(BROKEN)
    marked = opened.page.locator(".score-line[data-level=error]")
    expect(marked.first).to_contain_text("nubmer")
    note = marked.first.locator(".score-line-note")
    expect(note).to_have_text('There is no kind of field "nubmer".')
    expect(note).to_be_visible()
    first = opened.page.locator("[data-mistakes] button").first
    expect(first).to_contain_text(f"Line {LINE}:")
    first.press("Enter")
    expect(opened.source).to_be_focused()
    assert opened.source.evaluate(CARET) == LINE
    opened.page.keyboard.type("#")
    assert BROKEN.splitlines()[LINE - 1].replace("nubmer", "#nubmer") in opened.source.input_value()


def test_a_broken_source_cannot_be_saved_and_the_button_says_why(studio):
    opened = studio()
    opened.write(BROKEN)
    expect(opened.button).to_have_attribute("aria-disabled", "true")
    expect(opened.button).to_contain_text("Mistakes to mend before saving")
    opened.button.press("Enter")
    expect(opened.page.locator("[data-mistakes] button").first).to_be_focused()
    assert "save_source" not in opened.asked and opened.told() == []
    opened.write(TEAM.replace("en: Output", "en: Good parts"))
    expect(opened.button).to_have_text("Save")
    opened.button.press("Enter")
    opened.page.wait_for_function("window.told.length === 2")
    assert opened.told() == [["save", "start"], ["save", "end"]]
    assert "Good parts" in opened.bench.block("b").content


def test_what_was_not_checked_yet_is_refused_by_the_server(studio):
    opened = studio()
    expect(opened.state).to_contain_text("No mistakes.")
    opened.source.evaluate(
        "(area, text) => { area.value = text; document.querySelector('[data-save]').click(); }", BROKEN
    )
    expect(opened.page.locator("[data-mistakes] button").first).to_be_focused()
    assert opened.told() == [["save", "start"], ["error", ""]]
    assert "nubmer" not in opened.bench.block("b").content


def test_the_preview_follows_after_a_pause_and_keeps_the_last_right_one(studio):
    opened = studio()
    preview = opened.page.locator("[data-preview]")
    expect(preview.get_by_label("Output")).to_be_disabled()
    asked = len(opened.asked)
    opened.source.press("End")
    for text in ("a", "b", "c", "d"):
        opened.page.keyboard.type(f"# {text}")
    expect(opened.state).to_contain_text("No mistakes.")
    opened.write(TEAM.replace("en: Output", "en: Good parts"))
    expect(preview.get_by_label("Good parts")).to_be_visible()
    assert len(opened.asked) - asked <= 2
    opened.write(BROKEN)
    expect(preview.get_by_label("Good parts")).to_be_visible()
    expect(opened.page.locator("[data-stale]")).to_be_visible()
    opened.page.get_by_label("Language").select_option("id")
    opened.write(TEAM)
    expect(preview.get_by_label("Hasil")).to_be_visible()
    expect(opened.page.locator("[data-stale]")).to_be_hidden()
    assert opened.bench.block("b").language == "en"


def test_everything_is_reached_by_the_keyboard(studio):
    opened = studio(BROKEN)
    expect(opened.page.locator("[data-mistakes] button")).not_to_have_count(0)
    opened.page.get_by_label("Name").focus()
    stops = []
    for _ in range(12):
        stops.append(opened.page.evaluate("(e => e.name || e.className.split(' ').pop())(document.activeElement)"))
        opened.page.keyboard.press("Tab")
        if stops[-1] == "cancel-button":
            break
    fields = ["display_name", "language", "occasion", "sections", "content"]
    assert stops[:5] == fields and set(stops[5:]) == {"score-mistake", "save-button", "cancel-button"}


def test_cancelling_asks_only_when_something_was_changed(studio):
    opened = studio()
    cancel = opened.page.locator("[data-cancel]")
    cancel.press("Enter")
    assert opened.told() == [["cancel", ""]]
    opened.write(BROKEN)
    asked = []
    opened.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    cancel.press("Enter")
    assert len(asked) == 1 and opened.told() == [["cancel", ""]]
    assert opened.source.input_value() == BROKEN
    opened.page.once("dialog", lambda dialog: dialog.accept())
    cancel.press("Enter")
    assert opened.told() == [["cancel", ""], ["cancel", ""]]


@pytest.mark.parametrize("html", ["<img src=x onerror='window.hit=1'>", "<script>window.hit=1</script>", "</textarea>"])
def test_markup_in_a_source_stays_text(studio, html):
    quoted = json.dumps(html)
    opened = studio(TEAM.replace("{en: Output,", f"{{en: {quoted},"))
    expect(opened.state).to_contain_text("No mistakes.")
    expect(opened.page.locator("[data-preview]")).to_contain_text(html)
    opened.write(TEAM.replace("kind: number", f"kind: {quoted}", 1))
    expect(opened.page.locator("[data-mistakes]")).to_contain_text(html)
    assert opened.page.evaluate("window.hit") is None
