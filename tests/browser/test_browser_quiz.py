"""Every kind of question in a real browser: by mouse, by touch and by keyboard, on a phone, for axe."""

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from tests.browser.harness import DESKTOP, PHONE, Visit, check_page, running_preview
from tests.preview.fixture_archive import fixture_archive
from tests.xblocks.test_quiz_draws import text
from tests.xblocks.test_quiz_kinds import RIGHT, TEXT

COURSE = "/c/course-v1:SCORE+FIXTURE-EN+2026/"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="32"><rect width="48" height="32"/></svg>'


def quiz_archive(folder, quizzes: dict[str, tuple[str, dict[str, str]]]) -> None:
    """The fixture course with a page a quiz, named after it; each with its source and its attributes."""
    pages = "".join(f'<vertical url_name="{name}"/>' for name in ("question", *quizzes))
    files = {"sequential/check.xml": f'<sequential display_name="Quizzes">{pages}</sequential>'}
    files |= {f"static/{name}.svg": PICTURE for name in ("plan", "teaching")}
    for name, (source, attributes) in quizzes.items():
        vertical = etree.Element("vertical", display_name=name.title())
        etree.SubElement(vertical, "score_quiz", url_name=f"{name}-quiz", quiz_key=name, **attributes).text = source
        files[f"vertical/{name}.xml"] = etree.tostring(vertical, encoding="unicode")
    fixture_archive(folder, files)


@pytest.fixture(scope="module")
def quiz_preview(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quizzes")
    drawing, at_once = text(), text("feedback: at once\n").replace("key: pool", "key: practice")
    quiz_archive(folder / "dist", {"kinds": (TEXT, {}), "draw": (drawing, {}), "practice": (at_once, {})})
    with running_preview(folder / "dist", folder / "preview.sqlite3") as preview:
        yield preview


class ByMouse:
    def __init__(self, page: Page):
        self.page = page

    def press(self, target) -> None:
        target.click()

    def choose(self, select, value: str) -> None:
        select.select_option(value)

    def write(self, field, text: str) -> None:
        self.press(field)
        self.page.keyboard.type(text)


class ByTouch(ByMouse):
    def press(self, target) -> None:
        target.tap()


class ByKeyboard(ByMouse):
    """What Tab reaches is acted on by Space, Enter, arrows and letters."""

    def reach(self, target) -> None:
        """Go on with Tab from where the focus is; a group of radio buttons is one stop."""
        group = "(e) => e === document.activeElement || (e.type === 'radio' && e.name === document.activeElement.name)"
        for _ in range(60):
            if target.evaluate(group):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def press(self, target) -> None:
        self.reach(target)
        self.page.keyboard.press("Space")
        for _ in range(5):
            if target.get_attribute("type") != "radio" or target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("arrows do not choose it")

    def choose(self, select, value: str) -> None:
        self.reach(select)
        words = select.locator(f'option[value="{value}"]').inner_text()
        self.page.keyboard.type(words)
        expect(select).to_have_value(value)

    def write(self, field, text: str) -> None:
        self.reach(field)
        self.page.keyboard.type(text)


def answer(page: Page, way: ByMouse, answers: dict) -> None:
    """Answer question after question in the order of the page."""
    for box in page.locator("fieldset[data-question]").all():
        given = answers[box.get_attribute("data-question")]
        match box.get_attribute("data-kind"):
            case "single" | "multiple":
                for value in [choice for choice in ids_of(box) if choice in given]:
                    way.press(box.locator(f'input[value="{value}"]'))
            case "truth":
                way.press(box.locator(f'input[data-truth][value="{given["truth"]}"]'))
                if "reason" in given:
                    way.press(box.locator(f'input:not([data-truth])[value="{given["reason"]}"]'))
            case "numeric" | "text":
                way.write(box.get_by_role("textbox"), given)
            case "matching":
                for term in ids_of(box):
                    way.choose(box.locator(f'[data-choice="{term}"] select'), given[term])
            case "ordering":
                order(box, way, given)


def ids_of(box) -> list[str]:
    return box.locator("[data-choice]").evaluate_all("(all) => all.map((each) => each.dataset.choice)")


def order(box, way: ByMouse, wanted: list[str]) -> None:
    """Press "move up" until each thing stands where it is wanted, from the first to the last."""
    for place, name in enumerate(wanted):
        while ids_of(box).index(name) > place:
            way.press(box.locator(f'[data-choice="{name}"] [data-move="-1"]'))
            if isinstance(way, ByKeyboard):
                way.page.keyboard.press("Shift+Tab")
    assert ids_of(box) == wanted


def send(page: Page) -> dict:
    with page.expect_response(lambda answer: "submit_attempt" in answer.url) as sent:
        page.locator(".score-quiz [type=submit]").press("Enter")
    return sent.value.json()


@pytest.mark.parametrize(("way", "person"), [(ByMouse, "worker"), (ByTouch, "trainer"), (ByKeyboard, "newcomer")])
def test_every_kind_is_answered_and_its_result_shown(browser, quiz_preview, way, person):
    with browser.new_context(viewport={"width": PHONE, "height": 800}, has_touch=True) as context:
        visitor = Visit(quiz_preview, context.new_page())
        page = visitor.go(f"{COURSE}kinds/")
        visitor.be(person)
        check_page(page)
        answer(page, way(page), RIGHT)
        result = send(page)
        assert result["score"] == result["max_score"] == 9
        expect(page.locator("[data-summary]")).to_be_focused()
        expect(page.locator("[data-live]")).to_contain_text("9 of 9 points")
        check_page(page)
        page.reload()
        expect(page.locator("[data-summary]")).to_contain_text("9 of 9 points")
        assert ids_of(page.locator("[data-question=cycle]")) == RIGHT["cycle"]
        expect(page.locator("[data-choice=andon] select")).to_have_value("light")
        assert visitor.faults == []


def test_what_is_missing_is_told_and_focused(quiz_preview, visiting):
    visitor = visiting(quiz_preview, DESKTOP)
    page = visitor.go(f"{COURSE}kinds/")
    visitor.be("owner")
    answer(page, ByMouse(page), {**RIGHT, "what": {"andon": "light", "kanban": ""}})
    page.locator(".score-quiz [type=submit]").click()
    expect(page.locator("[data-question=what] [data-error]")).to_have_text("This question is still open.")
    expect(page.locator("[data-choice=kanban] select")).to_be_focused()
    check_page(page)
    page.reload()
    expect(page.locator("[data-choice=andon] select")).to_have_value("light")
    expect(page.locator("[data-question=place] input")).to_have_value("The Gemba.")
    assert ids_of(page.locator("[data-question=cycle]")) == RIGHT["cycle"]


def test_a_moved_thing_is_told(quiz_preview, visiting):
    visitor = visiting(quiz_preview)
    page = visitor.go(f"{COURSE}kinds/")
    visitor.be("supervisor")
    box = page.locator("[data-question=cycle]")
    last = ids_of(box)[-1]
    button = box.locator(f'[data-choice="{last}"]').get_by_role("button", name="Move up")
    button.press("Enter")
    expect(button).to_be_focused()
    expect(page.locator("[data-live]")).to_contain_text("place 2 of 3")


def asked(page: Page) -> list[str]:
    return page.locator("[data-question]").evaluate_all("(all) => all.map((each) => each.dataset.question)")


def test_each_attempt_draws_its_questions(quiz_preview, visiting):
    page = visiting(quiz_preview).go(f"{COURSE}draw/")
    draws = []
    for number in range(4):
        draws.append(asked(page))
        assert len(draws[-1]) == 4
        for radio in page.locator('input[value="yes"]').all():
            radio.check()
        if number == 1:  # what was begun of this draw comes back
            page.reload()
            expect(page.locator('input[value="yes"]:checked')).to_have_count(4)
            assert asked(page) == draws[-1]
        result = send(page)
        assert (result["score"], result["attempts_used"]) == (4, number + 1)
        page.reload()
        expect(page.locator("[data-summary]")).to_contain_text("4 of 4 points")
        assert asked(page) == draws[-1]
        if number == 0:
            check_page(page)
        with page.expect_response(lambda answer: "next_questions" in answer.url):
            page.locator(".score-result [data-again]").click()
        expect(page.locator("[data-result-box]")).to_be_hidden()
    assert len({tuple(draw) for draw in draws}) > 1


def test_a_question_is_checked_at_once(quiz_preview, visiting):
    page = visiting(quiz_preview).go(f"{COURSE}practice/")
    box = page.locator("[data-question=q3]")
    check = box.get_by_role("button", name="Check this answer")
    check.press("Enter")
    expect(box.locator("[data-error]")).to_have_text("This question is still open.")
    box.locator('input[value="no"]').check()
    check.press("Enter")
    expect(box.locator("[data-verdict]")).to_be_focused()
    expect(box).to_contain_text("Feedback-3")
    expect(page.locator("[data-question=q4] input").first).to_be_enabled()
    check_page(page)
