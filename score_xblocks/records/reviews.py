"""Reviews of records, step by step: each step is an event, under the lock under which cells are saved, too."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from score_core import answers
from score_core.answers import ROW_ID
from score_core.worksheet import Worksheet

from . import access, definitions, owners, reviewing, versions
from .access import Access
from .keys import is_storable
from .models import Institution, Record, ReviewEvent
from .permissions import Standing, may_reopen, may_review, may_sign_owner, may_sign_worker, may_submit
from .review_shapes import Comment, ReviewStep, ReviewView, Signature, Waiting
from .reviewing import Review
from .shapes import NotAllowed, Person

COMMENT_LENGTH, COMMENTS = 4_000, 500
"""The most characters of a comment, and the most comments of a round."""
WAITING = 500
OPEN = (reviewing.SUBMITTED, reviewing.IN_REVIEW)
"""The states in which a record waits for its reviewer."""

Rule = Callable[[Standing, Worksheet], bool]
VERBS: Mapping[str, tuple[str, Rule]] = {
    "submit": ("submit", may_submit),
    "withdraw": ("withdraw", may_submit),
    "begin": ("begin", may_review),
    "comment": ("draft", may_review),
    "return": ("return", may_review),
    "accept": ("accept", may_review),
    "reopen": ("reopen", may_reopen),
    "accept_rows": ("accept_rows", may_review),
    "verify_rows": ("verify_rows", may_review),
    "sign_worker": ("sign", may_sign_worker),
    "sign_owner": ("sign", may_sign_owner),
}
"""What people do, the kind of its event, and who may."""


def submit(*, person: Person, record_id: int, revision: int) -> ReviewView:
    """Never submit what the person did not see: `revision` is the one on the screen. Ask for a review; a new round.

    Like all that follow, raises NotAllowed: "not-yours" (may not), "not-now" (not in this state), "changed-meanwhile"
    (the record is at another revision), "no-record", "not-reviewed", "bad-request".
    """
    return _step(person, record_id, "submit", revision=revision)


def withdraw(*, person: Person, record_id: int) -> ReviewView:
    """Never once the review has begun. Take back what was submitted; the round does not count."""
    return _step(person, record_id, "withdraw")


def begin_review(*, person: Person, record_id: int) -> ReviewView:
    """Never skip this: from here on the team can't withdraw. Begin the review of what was submitted."""
    return _step(person, record_id, "begin")


def save_review(*, person: Person, record_id: int, comments: Mapping[str, str]) -> ReviewView:
    """Never shown to the team. Keep this reviewer's comments (target to text, all of them) until the answer."""
    return _step(person, record_id, "comment", comments=comments)


def write_comment(*, person: Person, record_id: int, target: str, text: str) -> ReviewView:
    """Never shown to the team before the answer. Keep a comment of this reviewer among the others; "" takes it out."""
    return _step(person, record_id, "comment", comments={target: text}, among=True)


def return_for_changes(
    *, person: Person, record_id: int, revision: int, comments: Mapping[str, str] | None = None
) -> ReviewView:
    """Never without having read `revision`. Answer with comments: without any, this reviewer's saved ones are sent."""
    return _step(person, record_id, "return", revision=revision, comments=comments)


def accept(*, person: Person, record_id: int, revision: int, comments: Mapping[str, str] | None = None) -> ReviewView:
    """Never without having read `revision`. Accept the sheet, or all rows of a register; comments as in returning."""
    return _step(person, record_id, "accept", revision=revision, comments=comments)


def accept_rows(*, person: Person, record_id: int, revision: int, rows: Iterable[str]) -> ReviewView:
    """Never rows that changed after `revision`. Accept rows ("section/row") of a register, in any of its states."""
    return _step(person, record_id, "accept_rows", revision=revision, rows=rows)


def verify_rows(*, person: Person, record_id: int, revision: int, rows: Iterable[str]) -> ReviewView:
    """Never rows that changed after `revision`. Say of rows of a register that one saw it done, in any state."""
    return _step(person, record_id, "verify_rows", revision=revision, rows=rows)


def reopen(
    *, person: Person, record_id: int, rows: Iterable[str] = (), comments: Mapping[str, str] | None = None
) -> ReviewView:
    """Never a way to edit for the team. Open an accepted sheet to it again, or these rows of a register."""
    return _step(person, record_id, "reopen", rows=rows, comments=comments or {})


def sign(*, person: Person, record_id: int, revision: int, signed_as: str) -> ReviewView:
    """Never for somebody else. Sign what stands at `revision`, as "worker" (the workers' representative) or "owner"."""
    if signed_as not in ("worker", "owner"):
        raise NotAllowed("bad-request")
    return _step(person, record_id, f"sign_{signed_as}", revision=revision, signed_as=signed_as)


def waiting(*, person: Person, states: Collection[str] = OPEN) -> tuple[Waiting, ...]:
    """Never anybody else's: the records that wait for a review by this person, those submitted first coming first.

    Records in other `states` come by their last change, the newest first. One statement.
    """
    user_id = access.identified(person)
    records = access.with_standing(Record.objects.filter(review_state__in=states), user_id)
    records = records.filter(Q(my_trainer=True) | Q(my_expert=True)).defer("cells")
    records = records.annotate(
        asked=Max("review_events__at", filter=Q(review_events__kind="submit")),
        answered=Max("review_events__at", filter=Q(review_events__kind__in=reviewing.SENT)),
    )
    order = ("asked", "id") if set(states) <= set(OPEN) else ("-changed", "-id")
    found = []
    for record in records.order_by(*order)[:WAITING]:
        worksheet = definitions.parsed(record.definition.text)
        if worksheet and may_review(access.standing_to(record, worksheet, person), worksheet):
            found.append(_waiting(record, worksheet))
    return tuple(found)


def view_of(
    record: Record | None, worksheet: Worksheet, standing: Standing, person: Person, institution: Institution | None
) -> ReviewView | None:
    """The review as this person sees it; None where the worksheet asks for none. At most two statements."""
    if worksheet.review == "none":
        return None
    if record is None or institution is None:
        return ReviewView(reviewing.DRAFT, 0, "")
    asked = versions.newer(record, worksheet) or worksheet
    review = versions.review_forward(asked, reviewing.from_text(record.review), record.definition.version)
    reviewer = may_review(standing, asked)
    events = _events(record, person if reviewer else None) if record.review_step else []
    answered = review.answered > 0 and review.state != reviewing.ACCEPTED
    before = _before(record, review.answered) if answered else {}
    sent = [event for event in events if event.kind in reviewing.SENT]
    return ReviewView(
        state=review.state,
        round=review.round,
        locked=review.locked(asked.review),
        accepted_rows=review.accepted,
        verified_rows=review.verified,
        comments=tuple(comment for event in sent for comment in _comments(event, asked, institution)),
        draft=_draft(events, review, asked, institution) if reviewer else (),
        changed=frozenset(before),
        before=before,
        signatures=_signatures(events, record, institution),
        steps=tuple(_told(event, institution) for event in events if event.kind != "draft"),
        may=frozenset(
            verb
            for verb, (kind, rule) in VERBS.items()
            if rule(standing, asked) and reviewing.possible(review, kind, asked.review)
        ),
    )


def _step(
    person: Person,
    record_id: int,
    verb: str,
    *,
    revision: int | None = None,
    rows: Iterable[str] = (),
    comments: Mapping[str, str] | None = None,
    among: bool = False,
    **data: object,
) -> ReviewView:
    """One step under the record's lock; `revision` is what the person saw, for the whole sheet or for the rows.

    Comments replace those that the person saved, or join them (`among`).
    """
    kind, rule = VERBS[verb]
    with transaction.atomic():
        found = access.locked(person, record_id)
        record, worksheet = found.record, found.worksheet
        review = reviewing.from_text(record.review)
        if worksheet.review == "none":
            raise NotAllowed("not-reviewed")
        if not rule(found.standing, worksheet):
            raise NotAllowed("not-yours")
        if not reviewing.possible(review, kind, worksheet.review):
            raise NotAllowed("not-now")
        named = _rows(found, kind, rows)
        if revision is not None and _moved(record, revision, named if kind.endswith("_rows") else ()):
            raise NotAllowed("changed-meanwhile")
        if comments is not None:
            saved = _saved(found, person, review) if among else {}
            data["comments"] = _clean(worksheet, saved | dict(comments))
        elif kind in reviewing.SENT:
            data["comments"] = _saved(found, person, review)
        if named:
            data["rows"] = sorted(named)
        _keep(found, person, kind, reviewing.after(review, kind, record.revision, data), data)
    return view_of(record, worksheet, found.standing, person, record.institution)


def _keep(found: Access, person: Person, kind: str, review: Review, data: Mapping) -> None:
    record = found.record
    hidden = found.worksheet.anonymous and bool(found.standing.role)
    record.review, record.review_state = review.to_text(), review.state
    record.review_step += 1
    ReviewEvent.objects.create(
        record=record,
        step=record.review_step,
        kind=kind,
        round=review.round,
        revision=record.revision,
        data=json.dumps(data, separators=(",", ":")),
        version=found.worksheet.version,
        user_id=None if hidden else person.user_id,
        at=timezone.now(),
    )
    record.save(update_fields=["review", "review_state", "review_step"])


def _rows(found: Access, kind: str, rows: Iterable[str]) -> frozenset[str]:
    """The rows that a step is about; all living ones when a register is accepted."""
    named = frozenset(rows)
    if kind == "accept" and found.worksheet.review == "row":
        return _living(found)
    if kind.endswith("_rows") and not (named and named <= _living(found)):
        raise NotAllowed("bad-request")
    if kind == "reopen" and named and found.worksheet.review != "row":
        raise NotAllowed("bad-request")
    return named if kind in ("reopen", "accept_rows", "verify_rows") else frozenset()


def _living(found: Access) -> frozenset[str]:
    cells = json.loads(found.record.cells)
    sections = [section for section in found.worksheet.whole if section.repeated]
    return frozenset(f"{s.key}/{row.id}" for s in sections for row in answers.rows(s, cells) if row.filled)


def _moved(record: Record, revision: int, rows: Iterable[str]) -> bool:
    """Whether the record, or any of the rows, changed after a revision."""
    if not rows:
        return record.revision != revision
    return any(reviewing.row_of(cell) in rows for cell in _changed(record, revision))


def _changed(record: Record, revision: int) -> QuerySet[str]:
    return record.edits.filter(revision__gt=revision).values_list("cell", flat=True).distinct()


def _before(record: Record, revision: int) -> dict[str, str]:
    """What the cells that differ from those of a revision were then."""
    edits = record.edits.filter(revision__gt=revision).order_by("-id")
    then, now = dict(edits.values_list("cell", "base")), json.loads(record.cells)
    return {cell: value for cell, value in then.items() if now.get(cell, "") != value}


def _clean(worksheet: Worksheet, comments: Mapping[str, str]) -> dict[str, str]:
    """The comments without blank ones. Raises NotAllowed when one is too long or about nothing of the worksheet's."""
    told = {target: text.strip() for target, text in comments.items() if text.strip()}
    fits = all(len(text) <= COMMENT_LENGTH and is_storable(text) for text in told.values())
    if not fits or len(told) > COMMENTS or not all(_is_target(worksheet, target) for target in told):
        raise NotAllowed("bad-request")
    return told


def _is_target(worksheet: Worksheet, target: str) -> bool:
    section_key, _, rest = target.partition("/")
    section = worksheet.by_key.get(section_key)
    row, _, field = rest.partition("/")
    if target == "" or section is None or rest == "":
        return target == "" or section is not None
    known_row = bool(ROW_ID.fullmatch(row)) if section.repeated else row == ""
    return known_row and (field in section.by_key or (field == "" and section.repeated))


def _events(record: Record, reviewer: Person | None) -> list[ReviewEvent]:
    """The events, oldest first, with this reviewer's drafts and nobody else's."""
    shown = ~Q(kind="draft")
    if reviewer:
        shown |= Q(user_id=reviewer.user_id)
    return list(record.review_events.filter(shown).select_related("user").order_by("step"))


def _saved(found: Access, person: Person, review: Review) -> dict[str, str]:
    """The comments that the person saved in this round, at their places of today."""
    record = found.record
    drafts = record.review_events.filter(kind="draft", user_id=person.user_id, round=review.round)
    newest = drafts.order_by("-step").first()
    sent = record.review_events.filter(kind__in=reviewing.SENT, step__gt=newest.step) if newest else None
    if newest is None or sent.exists():
        return {}
    told = json.loads(newest.data).get("comments", {})
    now = versions.places_forward(found.worksheet, told, newest.version)
    return {now[target]: text for target, text in told.items()}


def _draft(events: list[ReviewEvent], review: Review, worksheet: Worksheet, institution: Institution):
    """What the last event of a draft says, unless it was answered since."""
    for event in reversed(events):
        if event.kind in reviewing.SENT or event.round != review.round:
            return ()
        if event.kind == "draft":
            return _comments(event, worksheet, institution)
    return ()


def _comments(event: ReviewEvent, worksheet: Worksheet, institution: Institution) -> tuple[Comment, ...]:
    told = json.loads(event.data).get("comments", {})
    now = versions.places_forward(worksheet, told, event.version)
    by, at = owners.name_of(event.user), owners.local_time(event.at, institution)
    return tuple(Comment(now[target], text, by, at, event.round) for target, text in sorted(told.items()))


def _signatures(events: list[ReviewEvent], record: Record, institution: Institution) -> tuple[Signature, ...]:
    """The newest signature of each side."""
    newest = {json.loads(event.data)["signed_as"]: event for event in events if event.kind == "sign"}
    return tuple(
        Signature(
            signed_as,
            owners.name_of(event.user),
            owners.local_time(event.at, institution),
            event.revision,
            event.revision == record.revision,
        )
        for signed_as, event in sorted(newest.items())
    )


def _told(event: ReviewEvent, institution: Institution) -> ReviewStep:
    at = owners.local_time(event.at, institution)
    rows = tuple(json.loads(event.data).get("rows", ()))
    return ReviewStep(event.kind, event.round, owners.name_of(event.user), at, rows)


def _waiting(record: Record, worksheet: Worksheet) -> Waiting:
    review = reviewing.from_text(record.review)
    at = {reviewing.DRAFT: record.changed, reviewing.RETURNED: record.answered, reviewing.ACCEPTED: record.answered}
    moment = at.get(review.state, record.asked)
    since = owners.local_time(moment, record.institution) if moment else None
    return Waiting(record.pk, record.enterprise.name, worksheet, record.occasion, review.state, review.round, since)
