"""Keeping attempts at quizzes."""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from .keys import is_slug, uuid_text
from .models import QuizAttempt, QuizRecord
from .shapes import Attempt, Attempts, AttemptSaved, NoAttemptsLeft, NotAllowed, Person, Place


def attempts(*, person: Person, place: Place, quiz_key: str, purpose: str) -> Attempts:
    """Never write here. This person's attempts at the quiz in this course run; none for nobody.

    Raises NotAllowed for a key or purpose that is not allowed.
    """
    if person.user_id is None:
        return Attempts(0, None, None, None)
    rows = _rows(person.user_id, place, quiz_key, purpose)
    best = _best(rows)
    last = rows.order_by("-id").first()
    return Attempts(
        used=rows.count() if last else 0,
        best_score=best.score if best else None,
        best_max=best.max_score if best else None,
        last=Attempt(last.attempt_id, last.score, last.max_score, json.loads(last.answers), last.at) if last else None,
    )


def best_share(*, person: Person, place: Place, quiz_key: str, purpose: str) -> float | None:
    """Never write here. The best attempt as a share of its points, from 0 to 1; None without an attempt."""
    if person.user_id is None:
        return None
    best = _best(_rows(person.user_id, place, quiz_key, purpose))
    return best.share if best else None


def save_attempt(
    *,
    person: Person,
    place: Place,
    quiz_key: str,
    purpose: str,
    attempt_id: str,
    answers: dict[str, Any],
    score: float,
    max_score: float,
    limit: int | None,
    made_before: int | None = None,
) -> AttemptSaved:
    """Never pass on a score that a browser sent: mark on the server. Store one attempt, and count it.

    Score and maximum in points. `limit` is how many attempts this course run allows, None for any number. `made_before`
    is how many attempts there must be, None where it makes no difference: what an attempt is asked may hang on it. An
    attempt sent again (same id) is not counted again. Attempts are never changed, so the best never falls.
    Raises NoAttemptsLeft, and NotAllowed for nobody, for staff viewing as a learner, for keys that are not allowed and
    when another attempt was made meanwhile.
    """
    if person.user_id is None:
        raise NotAllowed("sign-in")
    if person.acting_as:
        raise NotAllowed("acting-as")
    clean_id = uuid_text(attempt_id)
    if clean_id is None:
        raise NotAllowed("bad-request")
    key = _key(person.user_id, place, quiz_key, purpose)
    with transaction.atomic():
        quiz_record, fresh = _locked(key)
        rows = quiz_record.attempts.all()
        repeated = None if fresh else rows.filter(attempt_id=clean_id).first()
        made = 0 if fresh else rows.count()
        if not repeated and limit is not None and made >= limit:
            raise NoAttemptsLeft
        if not repeated and made_before is not None and made != made_before:
            raise NotAllowed("changed-meanwhile")
        stored = repeated or QuizAttempt.objects.create(
            quiz_record=quiz_record,
            attempt_id=clean_id,
            usage_key=place.usage_key,
            answers=json.dumps(answers),
            score=score,
            max_score=max_score,
            share=score / max_score if max_score > 0 else 0.0,
            at=timezone.now(),
        )
        best = stored if fresh else _best(rows)
    used = made if repeated else made + 1
    return AttemptSaved(used, best.score, best.max_score, repeated is not None, stored.score, stored.max_score)


def _locked(key: dict[str, Any]) -> tuple[QuizRecord, bool]:
    """The row that holds the attempts, under its lock, and whether it was made just now: then it holds none."""
    try:
        return QuizRecord.objects.select_for_update().get(**key), False
    except QuizRecord.DoesNotExist:
        held, fresh = QuizRecord.objects.get_or_create(**key)
        return (held, True) if fresh else (QuizRecord.objects.select_for_update().get(pk=held.pk), False)


def _key(user_id: int, place: Place, quiz_key: str, purpose: str) -> dict[str, Any]:
    if not is_slug(quiz_key) or purpose not in QuizRecord.Purpose.values:
        raise NotAllowed("bad-key")
    return {"user_id": user_id, "course_key": place.course_key, "quiz_key": quiz_key, "purpose": purpose}


def _rows(user_id: int, place: Place, quiz_key: str, purpose: str):
    key = _key(user_id, place, quiz_key, purpose)
    return QuizAttempt.objects.filter(**{f"quiz_record__{name}": value for name, value in key.items()})


def _best(rows):
    return rows.order_by("-share", "id").first()
