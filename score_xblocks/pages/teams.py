"""Joining a team from a block's form, leaving it, and bringing along what one filled in alone."""

from collections.abc import Iterable

from django.http import HttpRequest

from score_core import fields
from score_core.answers import field_of
from score_core.definition import Worksheet
from score_xblocks.base import catalogue
from score_xblocks.records import api as records
from score_xblocks.records.api import Balance, Brought, NotAllowed, OwnRecord, SavedConflict, TeamMember
from score_xblocks.sheet_texts import moment

from .answers import answers_json, language_of, number_of, person_of, posted, text_of


@answers_json("GET")
def team(request: HttpRequest) -> dict:
    """The person's team at an institution (`org`), how it is made up, and what could be brought along."""
    person, org, language = person_of(request), text_of(request.GET, "org"), language_of(request)
    own = records.own_records(person=person, org=org)
    found = records.enterprise_of(user_id=person.user_id, org=org)
    if found is None:
        return {"enterprise": None, "own_records": [own_told(record, language) for record in own]}
    balance = records.balance(person=person, enterprise_id=found.enterprise_id)
    return {
        "enterprise": {"id": found.enterprise_id, "name": found.name, "institution": found.institution},
        "team": people_told(found.team),
        "balance": balance_told(balance, language),
        "own_records": [own_told(record, language) for record in own],
    }


@answers_json("POST")
def join(request: HttpRequest) -> dict:
    """Join a team: `org`, `code`, `side` (manager, worker), `gender` (f, m, x or "")."""
    body, person, language = posted(request), person_of(request), language_of(request)
    org = text_of(body, "org")
    joined = records.join(
        person=person,
        org=org,
        code=text_of(body, "code"),
        side=text_of(body, "side"),
        gender=text_of(body, "gender", ""),
    )
    return {
        "enterprise": {"id": joined.enterprise_id, "name": joined.name, "institution": joined.institution},
        "team": people_told(joined.team),
        "own_records": [own_told(record, language) for record in records.own_records(person=person, org=org)],
    }


@answers_json("POST")
def leave(request: HttpRequest) -> dict:
    """Leave the team of an institution (`org`)."""
    records.leave(person=person_of(request), org=text_of(posted(request), "org"))
    return {"enterprise": None}


@answers_json("POST")
def bring(request: HttpRequest) -> dict:
    """Bring an own `record` along; `over`: cells to overwrite, with what the person saw there; `finish` ends it."""
    body = posted(request)
    over, finish = body.get("over", {}), body.get("finish", False)
    is_cells = isinstance(over, dict) and all(isinstance(text, str) for text in over.values())
    if not is_cells or not isinstance(finish, bool):
        raise NotAllowed("bad-request")
    brought = records.bring(person=person_of(request), record_id=number_of(body, "record"), over=over, finish=finish)
    return brought_told(brought, language_of(request))


@answers_json("GET", "POST")
def code(request: HttpRequest, enterprise_id: int) -> dict:
    """The code that lets people join; a POST with `action` "renew" or "end" changes it."""
    asked = {"person": person_of(request), "enterprise_id": enterprise_id}
    if request.method == "GET":
        return {"code": records.join_code(**asked)}
    match posted(request).get("action"):
        case "renew":
            return {"code": records.renew_join_code(**asked)}
        case "end":
            records.end_join_code(**asked)
            return {"code": ""}
    raise NotAllowed("bad-request")


def people_told(members: Iterable[TeamMember]) -> list[dict]:
    return [{"id": m.user_id, "name": m.name, "side": m.side, "role": m.role} for m in members]


def balance_told(balance: Balance, language: str) -> dict:
    """The balance as JSON; hints as sentences."""
    return {**vars(balance), "hints": [records.message(key, language) for key in balance.hints]}


def own_told(record: OwnRecord, language: str) -> dict:
    return {
        "record": record.record_id,
        "worksheet": record.worksheet.key,
        "title": record.worksheet.title.pick(language),
        "occasion": record.occasion,
        "filled": record.filled,
        "changed": moment(record.changed, language),
    }


def brought_told(brought: Brought, language: str) -> dict:
    """What became of it as JSON: what is to be decided, and what could not go along."""
    gettext = catalogue(language).gettext
    refused = [message.text(gettext) for message in brought.saved.refused.values()]
    return {
        "done": brought.done,
        "applied": len(brought.saved.applied),
        "conflicts": [conflict_told(conflict, brought.worksheet, language) for conflict in brought.saved.conflicts],
        "refused": list(dict.fromkeys(refused)),
    }


def conflict_told(conflict: SavedConflict, worksheet: Worksheet, language: str) -> dict:
    cell = conflict.edit.cell
    field = field_of(worksheet, cell)

    def shown(value: str) -> str:
        return fields.show(field, value, language) if field else value

    return {
        "cell": cell,
        "label": label_of(worksheet, cell, language),
        "mine": shown(conflict.edit.value),
        "theirs": shown(conflict.current),
        "current": conflict.current,
        "by": conflict.by,
        "at": moment(conflict.at, language),
    }


def label_of(worksheet: Worksheet, cell: str, language: str) -> str:
    """A cell in words: its section's title and its field's label."""
    section = worksheet.by_key.get(cell.partition("/")[0])
    field = field_of(worksheet, cell)
    texts = [section.title if section else None, field.label if field else None]
    return ": ".join(text.pick(language) for text in texts if text is not None)
