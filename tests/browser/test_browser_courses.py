"""The real courses in a real browser: every page holds, the team shares a worksheet, a quiz is graded."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from score_core import quiz_text
from tests.browser.harness import PHONE, ROOT, check_page, sticking_out

COOPERATION = "/c/course-v1:SCORE+SCORE-COOP-EN+2026/"
PAGE_LINKS = "[...document.querySelectorAll('.pages a')].map((link) => link.getAttribute('href'))"
COURSE_LINKS = "[...document.querySelectorAll('.card a')].map((link) => link.getAttribute('href'))"


def quiz_of(key: str):
    """A quiz of the first module as its author wrote it."""
    for path in sorted(Path(ROOT, "courses/module1_cooperation/en/quizzes").glob("*.md")):
        quiz, problems = quiz_text.parse(path.read_text(encoding="utf-8"), path.name)
        if quiz and quiz.key == key:
            return quiz
    raise AssertionError(key)


def answer_rightly(page: Page, quiz) -> None:
    """Fill the quiz form with what its author says is right."""
    for question in quiz.questions:
        box = page.locator(f'fieldset[data-question="{question.id}"]')
        if question.number is not None:
            box.get_by_role("textbox").fill(f"{question.number.value:g}")
        for choice in question.choices:
            if choice.correct:
                box.locator(f'input[value="{choice.id}"]').check()


def test_every_page_of_the_first_module_is_accessible_and_fits(courses_preview, visiting):
    visitor = visiting(courses_preview)
    links = visitor.go(COOPERATION).evaluate(PAGE_LINKS)
    assert len(links) >= 40
    for link in [COOPERATION, *links, COOPERATION.replace("/c/", "/progress/")]:
        check_page(visitor.go(link))


def test_every_page_of_every_course_loads_and_fits_a_phone(courses_preview, visiting):
    visitor = visiting(courses_preview, PHONE)
    courses = visitor.go("/").evaluate(COURSE_LINKS)
    assert len(courses) == 10
    for course in courses:
        for link in visitor.go(course).evaluate(PAGE_LINKS):
            page = visitor.go(link)
            assert sticking_out(page) == [], link
            expect(page.locator(".page-title")).not_to_be_empty()


def test_the_team_shares_a_worksheet_and_others_do_not_see_it(courses_preview, visiting):
    sheet = f"{COOPERATION}our-charter/"
    sari = visiting(courses_preview)
    page = sari.go(sheet)
    with page.expect_response(lambda answer: "save_cells" in answer.url) as saved:
        page.get_by_label("Purpose of the team").fill("Fewer rejects at the presses")
        page.get_by_label("Purpose of the team").blur()
    assert saved.value.ok
    budi = visiting(courses_preview)
    budi.go(sheet)
    budi.be("supervisor")
    expect(budi.page.get_by_label("Purpose of the team")).to_have_value("Fewer rejects at the presses")
    putu = visiting(courses_preview)
    putu.go(sheet)
    putu.be("newcomer")
    expect(putu.page.get_by_label("Purpose of the team")).to_have_value("")


def test_a_quiz_is_graded_and_shown_in_progress(courses_preview, visiting):
    visitor = visiting(courses_preview)
    page = visitor.go(f"{COOPERATION}check-why/")
    quiz = quiz_of("coop-why")
    answer_rightly(page, quiz)
    with page.expect_response(lambda answer: "submit_attempt" in answer.url) as sent:
        page.locator(".score-quiz [type=submit]").click()
    points = sum(question.points for question in quiz.questions)
    assert (sent.value.json()["score"], sent.value.json()["max_score"]) == (points, points)
    check_page(page)
    visitor.go(COOPERATION.replace("/c/", "/progress/"))
    expect(page.locator("tbody tr").first).to_contain_text(f"{points:g} / {points:g}")


@pytest.mark.parametrize("language", ["EN", "ID"])
def test_a_course_speaks_one_language(courses_preview, visiting, language):
    page = visiting(courses_preview).go(f"/c/course-v1:SCORE+SCORE-COOP-{language}+2026/")
    assert page.locator("html").get_attribute("lang") == language.lower()
    link = page.get_by_role("link", name={"EN": "My progress", "ID": "Kemajuan saya"}[language])
    expect(link.first).to_be_visible()


def test_on_paper_only_the_page_itself_is_left(courses_preview, visiting):
    page = visiting(courses_preview).go(f"{COOPERATION}our-charter/")
    page.emulate_media(media="print")
    expect(page.locator(".page-title")).to_be_visible()
    expect(page.locator(".score-worksheet .score-title")).to_be_visible()
    for left_out in ("body > header", ".side", ".turn", ".crumbs"):
        expect(page.locator(left_out).first).to_be_hidden()
