"""What a page says of a sheet's review: where it stands, what was returned, what this person may do about it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from score_core.answers import field_of
from score_xblocks.records import api as records
from score_xblocks.records.api import Comment, RecordView, ReviewStep, ReviewView
from score_xblocks.sheet import Sheet
from score_xblocks.sheet_texts import moment

Gettext = Callable[..., str]
OWN_STEPS = ("submit", "withdraw", "sign_worker", "sign_owner")
"""What people of the team do; the rest is done on the reviewers' pages."""


@dataclass(frozen=True)
class ReviewPanel:
    """The review as the page's head shows it: its newest comments, the earlier ones, what this person may do.

    `data` is JSON for the script: the newest comments, and the cells that changed since.
    """

    state: str
    text: str
    locked: str
    signatures: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    comments: list[Mapping[str, str]]
    earlier: list[Mapping[str, str]]
    data: str


def review_panel(view: RecordView, sheet: Sheet, language: str, gettext: Gettext) -> ReviewPanel | None:
    """The review of a record; None where there is none."""
    review = view.review
    if review is None or view.owner != "enterprise":
        return None
    newest = max((comment.round for comment in review.comments), default=0)
    comments, earlier = (
        [_comment(c, sheet, language, gettext) for c in review.comments if (c.round == newest) == wanted]
        for wanted in (True, False)
    )
    changed = sorted(cell for cell in review.changed if "#" not in cell)
    return ReviewPanel(
        state=review.state,
        text=_state_text(review, language, gettext),
        locked=records.message(review.locked, language) if review.locked and view.may_write else "",
        signatures=tuple(_signatures(review, language, gettext)),
        steps=tuple((step, label) for step, label in _labels(review, gettext) if step in review.may),
        comments=comments,
        earlier=earlier,
        data=json.dumps({"comments": comments, "changed": changed}, ensure_ascii=False),
    )


def row_locks(review: ReviewView | None, language: str) -> dict[str, str]:
    """Why rows ("section/row") can't be changed by the team."""
    if review is None or not review.locked_rows:
        return {}
    return dict.fromkeys(review.locked_rows, records.message("locked-accepted", language))


def row_states(review: ReviewView | None, gettext: Gettext) -> dict[str, str]:
    """What the review says of rows ("section/row")."""
    if review is None:
        return {}
    accepted = dict.fromkeys(review.accepted_rows, gettext("Accepted"))
    return accepted | dict.fromkeys(review.verified_rows, gettext("Checked by the trainer"))


def _state_text(review: ReviewView, language: str, gettext: Gettext) -> str:
    kinds = {"submitted": "submit", "in_review": "begin", "returned": "return", "accepted": "accept"}
    step = _last(review, kinds.get(review.state, ""))
    told = {
        "round": review.round,
        "name": step.by if step else "",
        "when": moment(step.at, language) if step else "",
    }
    if review.state == "submitted":
        return gettext("Round {round}: submitted by {name}, {when}. It waits for your trainer.", **told)
    if review.state == "in_review":
        return gettext("Round {round}: your trainer is reading it.", **told)
    if review.state == "returned" and step:
        return gettext(
            "Round {round}: returned by {name}, {when}. Read the comments, improve the sheet, then submit it again.",
            **told,
        )
    if review.state == "accepted":
        return gettext("Round {round}: accepted by {name}, {when}.", **told)
    if review.state == "returned":
        return gettext("Open again after it had been accepted: change what has to change, then submit it again.")
    return gettext("Draft: your trainer has not been asked to read it yet.")


def _last(review: ReviewView, kind: str) -> ReviewStep | None:
    return next((step for step in reversed(review.steps) if step.kind == kind), None)


def _labels(review: ReviewView, gettext: Gettext) -> list[tuple[str, str]]:
    signed = {signature.signed_as for signature in review.signatures if signature.current}
    labels = [
        ("submit", gettext("Submit to the trainer") if review.round == 0 else gettext("Submit again")),
        ("withdraw", gettext("Withdraw, to change it")),
        ("sign_worker", gettext("Sign for the workers")),
        ("sign_owner", gettext("Sign as the owner")),
    ]
    return [(step, label) for step, label in labels if step.removeprefix("sign_") not in signed]


def _signatures(review: ReviewView, language: str, gettext: Gettext):
    for signature in review.signatures:
        told = {"name": signature.by, "when": moment(signature.at, language)}
        if not signature.current:
            yield gettext("Signed by {name}, {when}; changed since then.", **told)
        elif signature.signed_as == "worker":
            yield gettext("Signed for the workers by {name}, {when}.", **told)
        else:
            yield gettext("Signed as the owner by {name}, {when}.", **told)


def _comment(comment: Comment, sheet: Sheet, language: str, gettext: Gettext) -> Mapping[str, str]:
    told = {"name": comment.by, "when": moment(comment.at, language), "round": comment.round}
    by = gettext("{name}, {when}, round {round}", **told)
    return {"target": comment.target, "text": comment.text, "by": by, "about": _about(comment.target, sheet)}


def _about(target: str, sheet: Sheet) -> str:
    """What a comment is about, in words: the row by its place as it is now."""
    key, _, rest = target.partition("/")
    section, field = sheet.worksheet.by_key.get(key), field_of(sheet.worksheet, target)
    if section is None:
        return ""
    title = section.title.pick(sheet.widgets.language)
    for number, row in enumerate(sheet.filled.rows[key], 1):
        if row.id and row.id == rest.partition("/")[0]:
            title = row.item.label.pick(sheet.widgets.language) if row.item else f"{title} {number}"
    return f"{title}: {sheet.widgets.label(field)}" if field else title
