"""A sheet's review as its team sees it, its history, repeated fillings, rows taken over, joining."""

import json

import pytest
from lxml import html
from webob import Request

from score_xblocks.records import administration
from score_xblocks.records import api as records

from .conftest import NOBODY, Visitor, select, words
from .sheets import AUDIT, TEAM, edit, sheet


@pytest.fixture
def sari(factory):
    return factory("sari")


@pytest.fixture
def ratna(factory):
    return factory("ratna", side="manager", role="owner")


@pytest.fixture
def trainer(factory, sari, account):
    """A trainer of the enterprise, as records know one."""
    person = records.Person(user_id=account("tina").user_id)
    administration.assign_trainer(org="SCORE", key="maju", username="tina")
    return person


@pytest.fixture
def step(audit):
    """A step of the review by somebody of the team; the answer's JSON, or its status when it is refused."""

    def taken(visitor, step, revision=1, block="audit"):
        answer = audit.post(block, "step_review", {"step": step, "revision": revision}, visitor)
        return answer.json if answer.status_code == 200 else answer.status_code

    return taken


def review_of(page):
    (panel,) = select(page, "[data-review]")
    return panel, json.loads(panel.get("data-review"))


def steps_of(page):
    return [button.get("data-step") for button in select(page, "[data-step]")]


@pytest.mark.django_db
def test_a_round_from_draft_to_accepted(audit, sari, save, step, trainer):
    told = save(sari, edit("map//size", "40"))
    page = audit.page("audit", sari)
    assert "has not been asked" in words(review_of(page)[0]) and steps_of(page) == ["submit", "sign_worker"]

    assert step(sari, "submit") == {"state": "submitted", "round": 1}
    page = audit.page("audit", sari)
    assert "Round 1: submitted by Sari" in words(page) and "Withdraw it first" in words(page)
    assert select(page, "[data-input]") == [] and steps_of(page) == ["withdraw", "sign_worker"]
    locked = audit.post("audit", "save_cells", {"edits": [edit("map//size", "41", "40")]}, sari).json
    assert locked["refused"][0]["message"].startswith("This sheet waits for the trainer.")

    assert step(sari, "withdraw")["state"] == "draft"
    assert step(sari, "submit")["round"] == 1
    of = {"person": trainer, "record_id": told["record"]}
    records.begin_review(**of)
    assert "your trainer is reading it" in words(audit.page("audit", sari))
    assert step(sari, "withdraw") == 403
    comments = {"map//size": "Count <b>the night shift</b>, too.", "grade": "Where are the grades?", "": "Good start."}
    records.return_for_changes(revision=1, comments=comments, **of)

    page = audit.page("audit", sari)
    panel, data = review_of(page)
    assert panel.get("data-review-state") == "returned" and "Round 1: returned by Tina" in words(panel)
    assert {one["target"]: one["text"] for one in data["comments"]} == comments
    assert {one["about"] for one in data["comments"]} == {"Map: People", "Order", ""}
    assert select(page, "[data-input]") and "submit" in steps_of(page)

    told = save(sari, edit("map//size", "48", "40"))
    assert review_of(audit.page("audit", sari))[1]["changed"] == ["map//size"]
    assert step(sari, "submit", told["revision"]) == {"state": "submitted", "round": 2}
    records.begin_review(**of)
    records.accept(revision=told["revision"], **of)
    page = audit.page("audit", sari)
    assert "Round 2: accepted by Tina" in words(page) and select(page, "[data-input]") == []
    assert "Ask your trainer to reopen it" in words(page)


@pytest.mark.django_db
def test_accepted_rows_are_read_and_say_why(audit, sari, save, trainer):
    told = save(sari, edit("actions/a1/problem", "Leak"), edit("actions/a2/problem", "Heat"), block="plan")
    records.accept_rows(person=trainer, record_id=told["record"], revision=told["revision"], rows=["actions/a1"])
    page = audit.page("plan", sari)
    closed, still_open = select(page, "[data-rows] [data-row]")
    assert closed.get("data-locked").startswith("This is accepted.") and "Accepted" in words(closed)
    assert still_open.get("data-locked") is None
    refused = audit.post("plan", "save_cells", {"edits": [edit("actions/a1/problem", "x", "Leak")]}, sari).json
    assert refused["refused"][0]["message"].startswith("This is accepted.")


@pytest.mark.django_db
def test_both_sides_sign_what_stands(audit, sari, ratna, save, step):
    told = save(sari, edit("map//size", "40"))
    assert step(sari, "sign_owner", told["revision"]) == 403
    assert step(sari, "sign_worker", told["revision"])["state"] == "draft"
    assert step(ratna, "sign_owner", told["revision"])["state"] == "draft"
    page = audit.page("audit", ratna)
    assert "Signed for the workers by Sari" in words(page) and "Signed as the owner by Ratna" in words(page)
    assert "sign_owner" not in steps_of(page)
    save(sari, edit("map//size", "41", "40"))
    page = audit.page("audit", ratna)
    assert words(review_of(page)[0]).count("changed since then") == 2 and "sign_owner" in steps_of(page)


@pytest.mark.django_db
def test_a_step_is_for_what_the_person_saw(audit, sari, save, step):
    save(sari, edit("map//size", "40"))
    save(sari, edit("map//size", "41", "40"))
    assert step(sari, "submit", 1) == 403
    assert step(sari, "submit", 2)["round"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", [{}, {"step": "accept", "revision": 1}, {"step": "submit"}, {"step": "submit", "revision": True}]
)
def test_no_other_step_is_taken_here(audit, sari, save, body):
    save(sari, edit("map//size", "40"))
    assert audit.post("audit", "step_review", body, sari).status_code == 400


@pytest.mark.django_db
def test_nothing_filled_in_is_nothing_to_submit(audit, sari, step):
    assert steps_of(audit.page("audit", sari)) == []
    assert step(sari, "submit") == 409
    told = audit.get("audit", "load_review", sari).json
    assert told["record"] is None and "has not been asked" in told["html"]


@pytest.mark.django_db
def test_after_the_first_save_the_panel_offers_to_submit(audit, sari, save):
    save(sari, edit("map//size", "40"))
    assert 'data-step="submit"' in audit.get("audit", "load_review", sari).json["html"]


@pytest.mark.django_db
def test_who_works_alone_has_no_review(audit, account, save):
    alone = account("alone")
    save(alone, edit("map//size", "40"))
    assert select(audit.page("audit", alone), "[data-review]") == []
    assert audit.get("audit", "load_review", alone).json["html"] == ""


@pytest.mark.django_db
@pytest.mark.parametrize("handler", ["load_review", "load_history", "load_charts", "load_fillings"])
def test_what_is_read_around_a_sheet_is_for_its_team(bench, factory, account, handler):
    bench.add_block("score_worksheet", "w", AUDIT.replace("visible_to: team", "visible_to: owner"))
    boss = factory("boss", role="owner")
    bench.post("w", "save_cells", {"edits": [edit("findings/r1/what", "secret"), edit("findings/r1/cost", "77")]}, boss)
    assert bench.get("w", handler, boss).status_code == 200
    for visitor in (factory("sari"), Visitor(boss.user_id, acting_as=True), account("other"), NOBODY):
        answer = bench.get("w", handler, visitor)
        assert "secret" not in answer.text and "77" not in answer.text


@pytest.mark.django_db
def test_history_says_who_changed_what(audit, sari, factory, save):
    budi = factory("budi", side="manager")
    save(sari, edit("findings/r1/#at", "1"), edit("findings/r1/what", "<i>Hose</i>"), edit("findings/r1/cost", "5000"))
    save(budi, edit("findings/r1/cost", "6000", "5000"), edit("map//size", "40"))
    save(budi, edit("findings/r1/#gone", "1"))
    save(sari, edit("findings/r1/#gone", "", "1"))
    told = audit.get("audit", "load_history", sari).json
    assert told["next"] is None and "<i>" not in told["html"]
    lines = [words(line) for line in select(page_of(told), "li")]
    assert "Findings 1: brought back" in lines[0] and "Sari" in lines[0]
    assert "Findings 1: removed" in lines[1] and "Budi" in lines[1]
    assert any("Findings 1, Cost IDR 5,000 → changed to IDR 6,000" in line for line in lines)
    assert "Findings 1: added" in lines[-1]
    of_row = audit.get("audit", "load_history", sari, "/?row=findings/r1").json["html"]
    assert "People" not in of_row and "Hose" in of_row
    of_cell = audit.get("audit", "load_history", sari, "/?cell=map//size").json["html"]
    assert of_cell.count("<li") == 1


def page_of(told):
    return html.fromstring(f"<ul>{told['html']}</ul>")


@pytest.mark.django_db
def test_a_long_history_comes_in_pages(audit, sari, save):
    save(sari, *[edit(f"findings/r{n}/what", f"f{n}") for n in range(130)])
    first = audit.get("audit", "load_history", sari).json
    assert first["html"].count("<li") == 100
    second = audit.get("audit", "load_history", sari, f"/?before={first['next']}").json
    assert (second["html"].count("<li"), second["next"]) == (30, None)
    for query in ("before=x", "before=-1", f"cell={'x' * 300}"):
        assert audit.get("audit", "load_history", sari, f"/?{query}").status_code == 400


@pytest.mark.django_db
def test_the_history_of_an_anonymous_sheet_names_nobody(bench, sari):
    bench.add_block("score_worksheet", "w", sheet(key="anon", anonymous="true"))
    bench.post("w", "save_cells", {"edits": [edit("facts//line", "A")]}, sari)
    assert "Sari" not in bench.get("w", "load_history", sari).text


@pytest.mark.django_db
def test_a_sheet_is_filled_in_again_on_a_day_and_compared(audit, sari, factory, save):
    save(sari, edit("grade/sort/mark", "2"), edit("grade/shine/mark", "3"), edit("map//size", "40"))
    assert "First filling" not in audit.get("audit", "load_fillings", sari).json["html"]
    assert audit.post("audit", "choose_filling", {"occasion": "2027-03-01"}, sari).json == {"occasion": "2027-03-01"}
    data = audit.data("audit", sari)
    assert data["save"].endswith("/save_cells/2027-03-01")
    assert select(audit.page("audit", sari), "[data-filled]")[0].text.startswith("0 of")

    block = audit.block("audit", sari)
    request = audit_request({"edits": [edit("grade/sort/mark", "4"), edit("grade/shine/mark", "1")]})
    answer = block.runtime.handle(block, "save_cells", request, "2027-03-01")
    assert len(answer.json["applied"]) == 2
    assert audit.get("audit", "load_record", sari).json["cells"]["grade/sort/mark"] == "2"

    block = audit.block("audit", sari)
    table = block.runtime.handle(block, "compare_fillings", get_request("with="), "2027-03-01").json["html"]
    lines = [[words(cell) for cell in row] for row in html.fromstring(table).iter("tr")]
    assert ["Nothing needless lies about. Grade", "2", "4", "+2 ▲ better", "4 ✓ reached"] in lines
    assert ["Machines are clean. Grade", "3", "1", "-2 ▼ worse", "4 not reached yet"] in lines
    assert lines[0][2] == "1 Mar 2027"
    # The choice is this person's: others go on with theirs.
    budi = factory("budi", side="manager")
    assert audit.data("audit", budi)["save"].endswith("/save_cells/")


def audit_request(body):
    return Request.blank("/", method="POST", body=json.dumps(body).encode(), content_type="application/json")


def get_request(query):
    return Request.blank(f"/?{query}")


@pytest.mark.django_db
@pytest.mark.parametrize("occasion", ["next week", "2026-02-30", "baseline", 5, None])
def test_a_filling_is_called_by_its_day(audit, sari, occasion):
    assert audit.post("audit", "choose_filling", {"occasion": occasion}, sari).status_code == 400


@pytest.mark.django_db
def test_where_the_course_fixes_the_filling_nobody_chooses(bench, sari):
    bench.add_block("score_worksheet", "w", AUDIT, occasion="baseline")
    assert bench.post("w", "choose_filling", {"occasion": "2026-11-24"}, sari).status_code == 400
    bench.post("w", "save_cells", {"edits": [edit("map//size", "40")]}, sari)
    html = bench.get("w", "load_fillings", sari).json["html"]
    assert "data-filling-new" not in html and "<select data-filling" not in html
    bench.add_block("score_worksheet", "once", TEAM)
    assert bench.data("once", sari)["fillings"] == ""
    assert bench.post("once", "choose_filling", {"occasion": "2026-11-24"}, sari).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["with=2020-01-01", "with=", ""])
def test_there_is_nothing_to_compare_with_itself(audit, sari, save, query):
    save(sari, edit("map//size", "40"))
    assert audit.get("audit", "compare_fillings", sari, f"/?{query}").status_code == 400


@pytest.mark.django_db
def test_a_finding_becomes_an_action_once(audit, sari, factory, save):
    save(sari, edit("findings/r1/what", "Hose runs"), edit("findings/r2/what", "Tap"))
    body = {"section": "findings", "row": "r1"}
    refused = audit.post("audit", "promote_row", body, sari)
    assert refused.status_code == 403 and refused.json["error"]
    assert select(audit.page("audit", sari), "[data-promote]") == [], "nobody has written on the plan yet"
    save(sari, edit("actions/a1/#at", "1"), edit("actions/a1/problem", "Leak"), block="plan")
    assert select(audit.page("audit", sari), "[data-promote]")
    assert audit.post("audit", "promote_row", body, sari).json == {"link": "In “Plan”: row 2, Idea", "new": True}
    assert audit.post("audit", "promote_row", body, sari).json["new"] is False
    page = audit.page("audit", factory("budi", side="manager"))
    links = [words(link) for link in select(page, "[data-rows] [data-link]")]
    assert links == ["In “Plan”: row 2, Idea"]
    plan = audit.page("plan", sari)
    assert "Taken over from “audit-sheet”" in words(select(plan, "[data-rows] [data-row]")[1])
    cells = audit.get("plan", "load_record", sari).json["cells"]
    assert "Hose runs" in cells.values() and "audit-sheet//findings/r1" in cells.values()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", [{}, {"section": "findings"}, {"section": "findings", "row": 5}, {"section": 1, "row": "r1"}]
)
def test_what_is_no_row_is_not_taken_over(audit, sari, body):
    assert audit.post("audit", "promote_row", body, sari).status_code == 400


@pytest.mark.django_db
def test_who_is_in_no_team_is_offered_to_join(audit, account, sari):
    alone = account("alone")
    (form,) = select(audit.page("audit", alone), "[data-join]")
    assert {control.get("name") for control in select(form, "input, select")} == {"code", "side", "gender"}
    data = audit.data("audit", alone)
    assert (data["join"], data["bring"], data["org"]) == ("/score/join/?lang=en", "/score/bring/?lang=en", "SCORE")
    assert select(audit.page("audit", sari), "[data-join]") == []
    audit.add_block("score_worksheet", "own", sheet(key="own", filled_by="learner"))
    assert select(audit.page("own", alone), "[data-join]") == []


@pytest.mark.django_db
def test_a_page_made_by_a_later_edition_saves_under_it(bench, sari):
    later = TEAM.replace("version: 1", "version: 2").replace("key: line,", "key: name,")
    later += "migrations:\n  - to: 2\n    steps: [{rename: facts/line, as: facts/name}]\n"
    later += "    examples: [{in: {facts//line: A}, out: {facts//name: A}}]\n"
    bench.add_block("score_worksheet", "old", TEAM)
    bench.add_block("score_worksheet", "new", later)
    bench.post("old", "save_cells", {"edits": [edit("facts//line", "Press")]}, sari)
    bench.post("new", "save_cells", {"edits": [edit("facts//name", "Press 2", "Press")]}, sari)
    page = bench.page("old", sari)
    (cell,) = select(page, "[data-cell='facts//name']")
    assert cell.get("data-value") == "Press 2" and bench.data("old", sari)["version"] == 2
    edits = [edit("facts//name", "Press 3", "Press 2")]
    answer = bench.post("old", "save_cells", {"edits": edits, "version": 2}, sari).json
    assert answer["cells"] == {"facts//name": "Press 3"}
    # What an old page still has is brought forward.
    edits = [edit("facts//line", "Press 4", "Press 3")]
    assert bench.post("old", "save_cells", {"edits": edits, "version": 1}, sari).json["applied"]
    assert bench.get("new", "load_record", sari).json["cells"]["facts//name"] == "Press 4"
    assert bench.post("old", "save_cells", {"edits": edits, "version": "1"}, sari).status_code == 400
