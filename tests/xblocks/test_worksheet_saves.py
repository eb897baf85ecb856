"""Saving a worksheet: as typed, cell by cell, two people at once; refusals, completion, scripts in cells."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from score_xblocks.saving import MAX_EDITS

from .conftest import Visitor, select, words
from .sheets import TEAM, edit, sheet

XSS = [
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "</script><script>alert(1)</script>",
    "{{ 7 * 7 }}{% load x %}",
    "<!-- --><a href='javascript:x'>",
    "\u202e<b>\u202c",
]


@pytest.fixture
def post(bench):
    """POST edits to the block "w" as somebody: the answer's JSON."""

    def send(visitor, *edits, **body):
        answer = bench.post("w", "save_cells", {"edits": list(edits), **body}, visitor)
        assert answer.status_code == 200, answer.text
        return answer.json

    return send


@pytest.fixture
def sari(factory):
    return factory("sari")


@pytest.fixture
def budi(factory, sari):
    return factory("budi", side="manager")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "typed", "canonical", "retyped"),
    [
        ("en", "1,250.5", "1250.5", "1,250.5"),
        ("id", "1.250,5", "1250.5", "1.250,5"),
        ("id", "12.5", "12.5", "12,5"),
        ("en", " 7 ", "7", "7"),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(bench, sari, post, language, typed, canonical, retyped):
    bench.add_block("score_worksheet", "w", TEAM, language=language)
    answer = post(sari, edit("facts//output", typed))
    assert answer["cells"] == {"facts//output": canonical}
    assert answer["typed"] == {"facts//output": retyped}
    assert bench.get("w", "load_record", sari).json["cells"] == {"facts//output": canonical}


@pytest.mark.django_db
def test_formulas_and_completeness_come_back_with_the_save(bench, sari, post):
    bench.add_block("score_worksheet", "w", TEAM)
    answer = post(sari, edit("facts//output", "200"))
    assert (answer["shown"]["facts//rate"], answer["filled"], answer["wanted"], answer["done"]) == ("", 1, 2, False)
    answer = post(sari, edit("facts//rejects", "5"))
    assert answer["shown"]["facts//rate"] == "2.5%"
    assert answer["revision"] == 2
    assert words(select(bench.page("w", sari), "[data-shown='facts//rate']")[0]) == "2.5%"


@pytest.mark.django_db
def test_a_refused_value_has_its_message_and_the_others_are_saved(bench, sari, post):
    bench.add_block("score_worksheet", "w", TEAM, language="id")
    bad, good = edit("facts//output", "banyak"), edit("facts//line", "Lini 3")
    answer = post(sari, bad, good)
    assert answer["applied"] == [good["id"]]
    assert answer["refused"] == [
        {"id": bad["id"], "cell": "facts//output", "message": "Ketik angka, misalnya 1.250,5."},
    ]
    assert answer["cells"] == {"facts//output": "", "facts//line": "Lini 3"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("facts//rate", "5"),
        ("facts//nothing", "5"),
        ("nowhere//line", "5"),
        ("facts/x/line", "5"),
        ("facts", "5"),
        ("", "5"),
        ("actions/../what", "5"),
        ("actions/r1/#at", "x"),
        ("facts//output", "-1"),
        ("facts//output", "1e309"),
        ("facts//output", "NaN"),
        ("facts//line", "x" * 501),
        ("facts//who", "user:../1"),
    ],
)
def test_what_no_field_takes_is_refused_with_a_message(bench, sari, post, cell, value):
    bench.add_block("score_worksheet", "w", TEAM)
    answer = post(sari, edit(cell, value))
    assert answer["applied"] == []
    assert answer["refused"][0]["message"]
    assert bench.get("w", "load_record", sari).json["cells"] == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "edits",
    [
        None,
        "x",
        [],
        [1],
        [{}],
        [{"id": 1, "cell": "a", "base": "", "value": ""}],
        [{**edit("facts//line", "A"), "value": None}],
        [edit("facts//line", "A")] * (MAX_EDITS + 1),
    ],
)
def test_what_is_no_list_of_edits_is_refused(bench, sari, edits):
    bench.add_block("score_worksheet", "w", TEAM)
    answer = bench.post("w", "save_cells", {"edits": edits}, sari)
    assert (answer.status_code, list(answer.json)) == (400, ["error"])


@pytest.mark.django_db
def test_an_id_that_is_none_is_refused(bench, sari):
    bench.add_block("score_worksheet", "w", TEAM)
    answer = bench.post("w", "save_cells", {"edits": [{**edit("facts//line", "A"), "id": "1"}]}, sari)
    assert (answer.status_code, list(answer.json)) == (403, ["error", "code"])


@pytest.mark.django_db
def test_two_people_share_one_sheet_and_nothing_is_overwritten_unseen(bench, sari, budi, post):
    bench.add_block("score_worksheet", "w", TEAM)
    post(sari, edit("facts//output", "100"))
    late = edit("facts//output", "1,200")
    answer = post(budi, late, edit("facts//line", "Line 3"))
    (conflict,) = answer["conflicts"]
    assert len(answer["applied"]) == 1
    assert {key: conflict[key] for key in ("id", "cell", "base", "value", "current", "current_shown", "by")} == {
        "id": late["id"],
        "cell": "facts//output",
        "base": "",
        "value": "1,200",
        "current": "100",
        "current_shown": "100",
        "by": "Sari",
    }
    assert conflict["at"]
    assert bench.get("w", "load_record", sari).json["cells"]["facts//output"] == "100"
    answer = post(budi, edit("facts//output", "1,200", base=conflict["current"]))
    assert (answer["conflicts"], answer["cells"]["facts//output"]) == ([], "1200")


@pytest.mark.django_db
def test_both_typing_the_same_is_no_conflict(bench, sari, budi, post):
    bench.add_block("score_worksheet", "w", TEAM)
    post(sari, edit("facts//output", "1000"))
    assert post(budi, edit("facts//output", "1,000"))["conflicts"] == []


@pytest.mark.django_db
def test_a_member_in_conflict_is_named(bench, sari, budi, post):
    bench.add_block("score_worksheet", "w", TEAM)
    post(sari, edit("facts//who", f"user:{budi.user_id}"))
    (conflict,) = post(budi, edit("facts//who", "Rina"))["conflicts"]
    assert (conflict["current_shown"], conflict["current_typed"], conflict["value_shown"]) == ("Budi", "Budi", "Rina")


@pytest.mark.django_db
def test_the_same_edit_twice_counts_once(bench, sari, post):
    bench.add_block("score_worksheet", "w", TEAM)
    first = edit("facts//line", "A")
    post(sari, first)
    post(sari, edit("facts//line", "B", base="A"))
    answer = post(sari, first)
    assert answer["applied"] == [first["id"]]
    assert answer["cells"] == {"facts//line": "B"}


@pytest.mark.django_db
def test_rows_come_go_and_come_back(bench, sari, post):
    bench.add_block("score_worksheet", "w", TEAM)
    post(sari, edit("actions/r1/#at", "1"), edit("actions/r1/what", "one"))
    post(sari, edit("actions/r0/#at", "0.5"), edit("actions/r0/what", "zero"))

    def shown():
        rows = select(bench.page("w", sari), "[data-rows] [data-row]")
        return [select(row, "input")[0].get("value") for row in rows]

    assert shown() == ["zero", "one"]
    post(sari, edit("actions/r0/#gone", "1"))
    assert shown() == ["one"]
    post(sari, edit("actions/r0/#gone", "", base="1"))
    assert shown() == ["zero", "one"]


@pytest.mark.django_db
def test_a_page_left_open_by_another_person_saves_nothing(bench, sari, budi):
    bench.add_block("score_worksheet", "w", TEAM)
    answer = bench.post("w", "save_cells", {"edits": [edit("facts//line", "A")], "user": sari.user_id}, budi)
    assert (answer.status_code, answer.json["code"]) == (409, "somebody-else")
    assert bench.get("w", "load_record", budi).json["cells"] == {}
    sets = {view.get("data-storage") for view in select(bench.page("w", sari), "[data-storage]")}
    assert sets.isdisjoint({view.get("data-storage") for view in select(bench.page("w", budi), "[data-storage]")})


@pytest.mark.django_db
def test_the_course_staff_of_another_place_writes_its_own_sheet_only(bench, sari, account, post):
    bench.add_block("score_worksheet", "w", TEAM)
    post(sari, edit("facts//line", "secret"))
    author = account("author", is_staff=True)
    assert "secret" not in bench.view("w", author).content
    post(author, edit("facts//line", "mine"))
    assert bench.get("w", "load_record", sari).json["cells"] == {"facts//line": "secret"}


@pytest.mark.django_db
def test_a_trainers_sheet_is_written_by_the_trainer_alone(bench, sari):
    bench.add_block("score_worksheet", "w", sheet(filled_by="trainer"))
    answer = bench.post("w", "save_cells", {"edits": [edit("facts//line", "A")]}, sari)
    assert answer.status_code == 403
    assert "trainer" in answer.json["error"]


@pytest.mark.django_db
def test_completion_is_the_servers_word_and_never_falls(bench, sari, budi, post):
    bench.add_block("score_worksheet", "w", TEAM)
    post(sari, edit("facts//line", "A"), done=True, completion=1.0)
    assert bench.events == []
    assert post(sari, edit("facts//output", "5"))["done"] is True
    assert bench.events == [(sari.user_id, "w", "completion", {"completion": 1.0})]
    post(sari, edit("facts//output", "", base="5"))
    assert [event for event in bench.events if event[3]["completion"] < 1] == []


@pytest.mark.django_db
def test_each_member_reports_the_teams_completion_for_oneself(bench, sari, budi, post):
    bench.add_block("score_worksheet", "w", TEAM)
    assert bench.post("w", "publish_mine", {}, budi).json == {"done": False}
    assert bench.events == []
    post(sari, edit("facts//line", "A"), edit("facts//output", "5"))
    assert bench.data("w", budi)["complete"] is True
    assert bench.post("w", "publish_mine", {}, budi).json == {"done": True}
    assert (budi.user_id, "w", "completion", {"completion": 1.0}) in bench.events
    assert bench.data("w", budi)["complete"] is False


@pytest.mark.django_db
@pytest.mark.parametrize("text", XSS)
def test_what_is_typed_never_becomes_markup(bench, factory, text):
    bench.add_block("score_worksheet", "w", TEAM.replace("line, kind: text", "line, kind: long_text"))
    sari, budi = factory("sari"), factory("budi")
    edits = [edit("facts//line", text), edit("facts//who", text), edit("actions/r1/what", text)]
    answer = bench.post("w", "save_cells", {"edits": edits}, sari).json
    assert answer["refused"] == []
    clash = bench.post("w", "save_cells", {"edits": [edit("facts//line", "other")]}, budi)
    assert clash.content_type == "application/json"
    for content in (bench.view("w", sari).content, bench.get("w", "print_sheet", sari).text):
        page = html.fromstring(content)
        assert select(page, "img, svg, b, a[href='javascript:x']") == []
        assert [script for script in select(page, "script") if script.get("type") != "json/xblock-args"] == []
        assert text in page.text_content() or text in [e.get("value") for e in select(page, "input")]
    (field,) = select(bench.page("w", sari), "[data-cell] textarea")
    assert field.text.strip() == text
    # Runtimes write this into a <script> element, not all of them escaped.
    assert "<" not in str(bench.data("w", sari))


@pytest.mark.django_db
def test_names_are_text(bench, account, django_user_model, post, factory):
    bench.add_block("score_worksheet", "w", TEAM)
    sari = factory("sari")
    django_user_model.objects.filter(pk=sari.user_id).update(first_name="<script>x</script>")
    post(sari, edit("facts//line", "A"))
    content = bench.view("w", sari).content
    assert "<script>x" not in content and "&lt;script&gt;x" in content


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 200])
def test_statements_of_a_save_are_few(bench, sari, budi, post, rows):
    bench.add_block("score_worksheet", "w", TEAM)
    made = [edit(f"actions/r{n}/#at", str(n + 1)) for n in range(rows)]
    post(sari, *made, *[edit(f"actions/r{n}/what", "x") for n in range(rows)])
    with CaptureQueriesContext(connection) as told:
        post(sari, edit("actions/r0/what", "y", base="x"))
    assert len(told) <= 10
    with CaptureQueriesContext(connection) as told:
        post(budi, edit("actions/r0/what", "z", base="x"))
    assert len(told) <= 10


@pytest.mark.django_db
def test_a_save_writes_nothing_about_others_who_look(bench, sari):
    bench.add_block("score_worksheet", "w", TEAM)
    nobody = Visitor(None)
    assert bench.post("w", "save_cells", {"edits": [edit("facts//line", "A")]}, nobody).status_code == 403
    assert bench.get("w", "load_record", nobody).json["may_write"] is False
