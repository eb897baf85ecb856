"""The quiz block in XBlock's own runtime: no key before an attempt, and only the server marks and publishes."""

import json
import uuid

import pytest
from lxml import html
from xblock.core import XBlock

from score_xblocks.quiz import QuizBlock

pytestmark = pytest.mark.django_db

TEXT = """---
key: coop-respect
pass: 60
---
# Respect & results

## Who *takes part*? {#who}
:points: 2

Look at this: ![Two people](pair.svg)

- (x) Both sides {#both}
  > Right-feedback ![Sign](sign.svg)
- ( ) Only managers {#managers}
  > Half-feedback

Hint: Think twice.

Explanation: Explained-who, see [the page](#who-page).

## How many PPM? {#ppm}
= 1234.5 ppm ± 1

Explanation: Explained-ppm

## Which are losses? {#losses}
- [x] Waiting {#waiting}
- [x] Rework {#rework}
- [ ] Teaching {#teaching}
  > Teaching-feedback
"""
RIGHT = {"who": ["both"], "ppm": "1234.5", "losses": ["waiting", "rework"]}
WRONG = {"who": ["managers"], "ppm": "1", "losses": ["teaching"]}
HALF = {"who": ["managers"], "ppm": "1,234.5 ppm", "losses": ["waiting"]}
SECRETS = ("Right-feedback", "Half-feedback", "Explained", "1234", "1.234", "Teaching-feedback", "correct")
HANDLERS = ("submit_attempt", "publish_mine", "save_source", "check_source")


def add(bench, name="quiz-1", **attributes):
    attributes = {"purpose": "graded", "quiz_key": "coop-respect", **attributes}
    return bench.add_block("score_quiz", name, TEXT, display_name="Quiz", **attributes)


def fragment(bench, visitor=None, name="quiz-1"):
    """The block's own fragment, without what a runtime puts around it."""
    block = bench.block(name, visitor) if visitor else bench.block(name)
    return block.student_view({})


def shown(bench, visitor=None, name="quiz-1"):
    """The block's element."""
    root = html.fromstring(fragment(bench, visitor, name).content)
    assert "score-quiz" in root.get("class")
    return root


def submit(bench, visitor, answers, attempt=None, name="quiz-1"):
    body = {"attempt": attempt or str(uuid.uuid4()), "answers": answers}
    return bench.post(name, "submit_attempt", body, visitor)


def published(bench, kind):
    return [event[3] for event in bench.events if event[2] == kind]


# what the page shows


def test_the_form_asks_and_tells_nothing(bench, account):
    add(bench)
    view = fragment(bench, account("sari"))
    everything = view.content + json.dumps(view.json_init_args)
    for secret in SECRETS:
        assert secret not in everything
    page = html.fromstring(view.content)
    assert [legend.text_content().split()[-1] for legend in page.iter("legend")] == ["part?", "PPM?", "losses?"]
    assert "Question 1 of 3. Points: 2." in " ".join(page.text_content().split())
    assert "You pass with 60% of 4 points." in page.text_content()
    assert page.xpath("//fieldset[@data-question='who']//em/text()") == ["takes part"]
    assert page.xpath("//img/@src") == ["/static/pair.svg"]
    assert page.xpath("//summary/text()") == ["Hint"]


def test_every_input_has_its_label_and_one_group(bench, account):
    add(bench)
    page = shown(bench, account("sari"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) and all(name.startswith("quiz-1.") for name in ids)
    for field in page.xpath("//input"):
        assert field.xpath("ancestor::label | //label[@for=$id]", id=field.get("id") or "none")
        assert field.xpath("ancestor::fieldset/legend")
    for described in page.xpath("//@aria-describedby"):
        assert set(described.split()) <= set(ids)
    assert {field.get("type") for field in page.xpath("//input")} == {"radio", "checkbox", "text"}


def test_nobody_is_asked_to_sign_in(bench):
    add(bench)
    page = shown(bench)
    assert "Please sign in to answer." in page.text_content()
    assert page.xpath("//button[@type='submit']") == []
    assert page.xpath("//input[not(@disabled)]") == []
    assert page.get("data-storage") is None


def test_acting_as_a_learner_shows_no_result_and_saves_nothing(bench, account):
    add(bench)
    sari = account("sari")
    submit(bench, sari, RIGHT)
    staff = type(sari)(sari.user_id, acting_as=True)
    bench.events.clear()
    page = shown(bench, staff)
    assert page.get("data-result") is None and "nothing is saved" in page.text_content()
    assert submit(bench, staff, RIGHT).status_code == 403
    assert bench.events == []


def test_the_block_speaks_the_language_of_its_course(bench, account):
    add(bench, language="id")
    page = shown(bench, account("sari"))
    assert page.get("lang") == "id"
    assert "Soal 1 dari 3" in " ".join(page.text_content().split())
    answer = submit(bench, account("budi"), HALF).json
    assert "1,5" in " ".join(answer["summary"])


def test_a_broken_text_is_told_and_its_mistakes_to_staff_alone(bench, account):
    bench.add_block("score_quiz", "broken", TEXT.replace("{#both}", ""))
    learner = bench.page("broken", account("sari")).text_content()
    assert "mistake" in learner and "Line" not in learner
    assert "Line 12:" in bench.page("broken", account("boss", is_staff=True)).text_content()
    response = submit(bench, account("budi"), RIGHT, name="broken")
    assert (response.status_code, response.json) == (409, {"error": "This quiz has a mistake in its text."})


def test_a_view_writes_nothing(bench, account, django_assert_max_num_queries):
    add(bench)
    sari = account("sari")
    submit(bench, sari, HALF)
    bench.events.clear()
    before = str(bench.store.db_dict)
    with django_assert_max_num_queries(8) as queries:
        bench.view("quiz-1", sari)
        bench.view("quiz-1", sari, "author_view")
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
    assert str(bench.store.db_dict) == before and bench.events == []


def test_the_authors_view_tells_nothing_and_asks_no_records(bench, django_assert_num_queries):
    add(bench)
    with django_assert_num_queries(0):
        content = bench.view("quiz-1", view="author_view").content
    assert not any(secret in content for secret in SECRETS)


# without a person


def test_what_is_collected_without_a_user(bench, django_assert_num_queries):
    add(bench)
    block = bench.block("quiz-1")
    with django_assert_num_queries(0):
        assert block.max_score() == 4
        data = json.dumps(block.student_view_data())
        index = block.index_dictionary()
    for secret in SECRETS:
        assert secret not in data
    assert "Both sides" in data and '"unit": "ppm"' in data
    assert index["content_type"] == "Quiz" and "takes part" in index["content"]["quiz"]
    assert "Right-feedback" not in json.dumps(index)


def test_export_keeps_every_setting_and_the_text(bench):
    add(bench, max_attempts="3", weight="4.0", language="id")
    exported = html.etree.fromstring(bench.export("quiz-1"))
    assert exported.tag == "score_quiz" and exported.text.strip() == TEXT.strip()
    wanted = {"max_attempts": "3", "weight": "4.0", "language": "id", "purpose": "graded"}
    assert {name: exported.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("purpose", ["graded", "practice", "pre", "post"])
def test_only_a_graded_quiz_has_a_score(bench, purpose):
    add(bench, purpose=purpose)
    assert bench.block("quiz-1").has_score is (purpose == "graded")


# attempts


def test_a_right_attempt(bench, account):
    add(bench)
    sari = account("sari")
    response = submit(bench, sari, RIGHT)
    assert response.status_code == 200
    answer = response.json
    assert (answer["score"], answer["max_score"], answer["passed"]) == (4, 4, True)
    assert (answer["attempts_used"], answer["attempts_left"]) == (1, None)
    assert answer["best"] == {"score": 4, "max_score": 4}
    assert answer["summary"] == ["You have 4 of 4 points (100%)."]
    assert [q["verdict"] for q in answer["questions"]] == ["Right", "Right", "Right"]
    assert bench.events == [
        (sari.user_id, "quiz-1", "grade", {"value": 4, "max_value": 4, "only_if_higher": True}),
        (sari.user_id, "quiz-1", "completion", {"completion": 1.0}),
    ]


def test_feedback_is_told_for_what_was_chosen_and_what_was_missed(bench, account):
    add(bench)
    answer = submit(bench, account("sari"), HALF).json
    who, ppm, losses = answer["questions"]
    assert (who["correct"], who["points"], who["verdict"]) == (False, 0, "Not right")
    remarks = [(choice["id"], choice["ticked"], choice["right"]) for choice in who["choices"]]
    assert remarks == [("both", False, True), ("managers", True, False)]
    assert '<img src="/asset/sign.svg"' in who["choices"][0]["feedback_html"]
    assert "Explained-who" in who["explanation_html"]
    assert (ppm["correct"], ppm["answer"]) == (True, "1,234.5 ppm")
    assert losses["verdict"] == "Partly right: 0.5 of 1 points"
    assert "Teaching-feedback" not in json.dumps(answer)
    assert (answer["score"], answer["passed"]) == (1.5, False)


def test_the_last_result_is_shown_again(bench, account):
    add(bench)
    sari = account("sari")
    assert shown(bench, sari).get("data-result") is None
    answer = submit(bench, sari, HALF).json
    page = shown(bench, sari)
    assert json.loads(page.get("data-result")) == answer
    assert json.loads(page.get("data-answers")) == HALF
    assert shown(bench, account("budi")).get("data-result") is None


def test_the_best_result_stands_and_a_grade_never_falls(bench, account):
    add(bench)
    sari = account("sari")
    for answers in (HALF, RIGHT, WRONG):
        answer = submit(bench, sari, answers).json
    assert answer["score"] == 0 and answer["best"] == {"score": 4, "max_score": 4}
    assert answer["summary"][1] == "Your best result stays: 4 of 4 points."
    assert answer["best_passed"] and not answer["passed"]
    grades = [event["value"] for event in published(bench, "grade")]
    assert grades == sorted(grades) == [1.5, 4, 4]


def test_a_quiz_for_practice_publishes_completion_and_no_grade(bench, account):
    add(bench, purpose="practice")
    submit(bench, account("sari"), WRONG)
    assert published(bench, "grade") == []
    assert published(bench, "completion") == [{"completion": 1.0}]


def test_the_same_attempt_twice_counts_once(bench, account):
    add(bench, max_attempts="2")
    sari, attempt = account("sari"), str(uuid.uuid4())
    first = submit(bench, sari, HALF, attempt).json
    again = submit(bench, sari, HALF, attempt.upper()).json
    assert again == first and again["attempts_used"] == 1 and again["attempts_left"] == 1


def test_an_attempt_sent_again_with_other_answers_is_not_marked_anew(bench, account):
    add(bench)
    sari, attempt = account("sari"), str(uuid.uuid4())
    first = submit(bench, sari, WRONG, attempt).json
    assert submit(bench, sari, RIGHT, attempt).json == first
    assert published(bench, "grade")[-1]["value"] == 0


def test_the_limit_of_attempts(bench, account):
    add(bench, max_attempts="2")
    sari = account("sari")
    assert submit(bench, sari, WRONG).json["attempts_left"] == 1
    assert submit(bench, sari, WRONG).json["attempts_left"] == 0
    response = submit(bench, sari, RIGHT)
    assert response.status_code == 403 and response.json["error"] == "You have used all attempts at this quiz."
    assert {event["value"] for event in published(bench, "grade")} == {0}
    assert submit(bench, account("budi"), RIGHT).status_code == 200


def test_purposes_and_people_are_counted_apart(bench, account):
    add(bench, max_attempts="1")
    add(bench, "quiz-2", purpose="practice", max_attempts="1")
    sari = account("sari")
    assert submit(bench, sari, RIGHT).status_code == 200
    assert submit(bench, sari, RIGHT, name="quiz-2").status_code == 200


def test_an_attempt_made_in_another_block_is_published_here(bench, account):
    add(bench)
    add(bench, "quiz-2")
    sari = account("sari")
    submit(bench, sari, RIGHT)
    assert fragment(bench, sari, "quiz-2").json_init_args["untold"] is True
    bench.events.clear()
    assert bench.post("quiz-2", "publish_mine", {}, sari).json == {"published": True}
    assert [(event[1], event[2]) for event in bench.events] == [("quiz-2", "grade"), ("quiz-2", "completion")]
    assert fragment(bench, sari, "quiz-2").json_init_args["untold"] is False
    assert bench.post("quiz-2", "publish_mine", {}, account("budi")).json == {"published": False}


def test_a_changed_quiz_keeps_the_points_and_drops_what_does_not_fit(bench, account):
    add(bench)
    sari = account("sari")
    submit(bench, sari, HALF)
    block = bench.block("quiz-1")
    block.content = TEXT.replace("{#managers}", "{#only-managers}")
    block.save()
    result = json.loads(shown(bench, sari).get("data-result"))
    assert result["score"] == 1.5 and [question["id"] for question in result["questions"]] == ["ppm", "losses"]
    assert submit(bench, sari, HALF).json["refused"][0]["id"] == "who"


# events and submissions


def test_events_a_browser_can_never_cause_a_grade_a_completion_or_an_unknown_event(bench, account):
    add(bench)
    sari = account("sari")
    for handler in HANDLERS:
        for body in (
            {"event_type": "grade", "value": 4, "max_value": 4},
            {"grade": 1, "score": 4, "max_score": 4, "completion": 1.0},
            {"completion": 1.0},
            {"event_type": "edx.unknown", "data": {}},
            {"attempt": str(uuid.uuid4()), "answers": WRONG, "score": 4},
            {"attempt": str(uuid.uuid4()), "answers": {}, "completion": 1.0},
        ):
            bench.post("quiz-1", handler, body, sari)
    assert bench.events == []
    assert shown(bench, sari).get("data-result") is None


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"who": ["both"]},
        {"who": ["both"], "ppm": "1234.5"},
        {**RIGHT, "losses": []},
        {**RIGHT, "ppm": " "},
        {**RIGHT, "ppm": "many"},
        {**RIGHT, "ppm": "1e309"},
        {**RIGHT, "ppm": float("nan")},
        {**RIGHT, "who": ["both", "managers"]},
        {**RIGHT, "who": ["both", "both"]},
        {**RIGHT, "losses": ["waiting", "rework", "rework"]},
        {**RIGHT, "who": ["stranger"]},
        {**RIGHT, "who": "both"},
        {**RIGHT, "who": {"both": 1}},
        {**RIGHT, "stranger": ["both"]},
        [],
        None,
        "answers",
    ],
)
def test_submissions_empty_partial_doubled_and_extra_keys_never_complete_anything(bench, account, answers):
    add(bench, max_attempts="1")
    sari = account("sari")
    response = submit(bench, sari, answers)
    if response.status_code == 200:
        assert response.json["refused"] and all(r["id"] in RIGHT and r["message"] for r in response.json["refused"])
        assert set(response.json) == {"refused"}
    else:
        assert response.status_code == 400 and response.json["error"]
    assert bench.events == []
    # a later valid submission is still graded
    assert submit(bench, sari, RIGHT).json["score"] == 4
    assert published(bench, "grade") == [{"value": 4, "max_value": 4, "only_if_higher": True}]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'"text"', 400),
        (b"{}", 400),
        (json.dumps({"attempt": "no uuid", "answers": RIGHT}).encode(), 400),
        (json.dumps({"attempt": 5, "answers": RIGHT}).encode(), 400),
        (json.dumps({"attempt": None, "answers": RIGHT}).encode(), 400),
        (json.dumps({"answers": RIGHT}).encode(), 400),
        (b'{"attempt": "' + b"x" * 300_000 + b'"}', 413),
        (b"\xff\xfe", 400),
    ],
)
def test_bad_bodies_get_a_clear_answer(bench, account, body, status):
    add(bench)
    response = bench.post("quiz-1", "submit_attempt", body, account("sari"))
    assert response.status_code == status and response.json["error"]
    assert bench.events == []


def test_only_posts_by_people_who_are_there(bench, account):
    add(bench)
    assert bench.get("quiz-1", "submit_attempt", account("sari")).status_code == 405
    for handler in HANDLERS:
        assert bench.post("quiz-1", handler, {"attempt": str(uuid.uuid4()), "answers": RIGHT}).status_code == 403


# studio


def test_the_source_with_its_answers_is_for_authors_alone(bench, account, settings):
    add(bench)
    learner, author = account("sari"), account("boss", is_staff=True)
    assert "Explained" not in bench.view("quiz-1", learner, "studio_view").content
    assert "Explained-who" in bench.view("quiz-1", author, "studio_view").content
    settings.SERVICE_VARIANT = "lms"
    assert "Explained" not in bench.view("quiz-1", author, "studio_view").content
    settings.SERVICE_VARIANT = "cms"
    assert "Explained-who" in bench.view("quiz-1", learner, "studio_view").content


def test_a_broken_text_is_refused_by_line_and_a_good_one_taken(bench, account):
    add(bench)
    author = account("boss", is_staff=True)
    body = {"display_name": "New", "language": "en", "purpose": "practice", "max_attempts": "3"}
    refused = bench.post("quiz-1", "save_source", {**body, "content": TEXT.replace("(x)", "( )")}, author).json
    assert refused["saved"] is False
    assert [(p["line"], p["message"]) for p in refused["problems"]] == [(7, "No choice is right.")]
    assert bench.block("quiz-1").display_name == "Quiz"
    text = TEXT.replace("# Quiz", "# A quiz")
    assert bench.post("quiz-1", "save_source", {**body, "content": text}, author).json["saved"] is True
    block = bench.block("quiz-1")
    assert (block.quiz_key, block.max_attempts, block.purpose) == ("coop-respect", 3, "practice")
    assert bench.post("quiz-1", "save_source", {**body, "content": TEXT}, account("sari")).status_code == 403


def test_no_name_of_ours_hides_one_of_xblocks():
    ours = {name for name in vars(QuizBlock) if not name.startswith("_")}
    assert ours & set(dir(XBlock)) <= {"has_children", "index_dictionary"}
