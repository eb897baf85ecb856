"""What a quiz says: its questions for the template, the result of an attempt, and all the sentences in between."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.safestring import mark_safe

from score_core.marking import Mark, Remark
from score_core.quiz import Choice, Question, Quiz, Term
from score_core.shuffling import choices_shown, matches_shown
from score_core.values import show_number
from score_xblocks.quiz_timing import Timing
from score_xblocks.records.api import Attempts
from score_xblocks.sheet_texts import moment

MOST_ATTEMPTS = 100_000
"""More than anybody makes."""


@dataclass(frozen=True)
class Sent:
    """What a browser hands in: `number` of attempts it knew of, where that decides what is asked."""

    attempt: str
    answers: dict[str, Any]
    number: int | None


def sent_of(body: Mapping[str, Any], draws: bool) -> Sent | None:
    """A submission; None when it is none."""
    if set(body) != {"attempt", "answers", *(["number"] if draws else [])} or not isinstance(body["attempt"], str):
        return None
    try:
        uuid.UUID(body["attempt"])
    except ValueError:
        return None
    number = body.get("number")
    if draws and (type(number) is not int or not 0 <= number < MOST_ATTEMPTS):
        return None
    return Sent(body["attempt"], body["answers"], number) if isinstance(body["answers"], dict) else None


def _shown(thing: Choice | Term) -> dict[str, str]:
    return {"id": thing.id, "html": mark_safe(thing.html), "words": thing.words}


@dataclass(frozen=True)
class QuizTexts:
    """Sentences in the block's language; `gettext(message, **params)` translates."""

    gettext: Callable[..., str]
    language: str

    def number(self, value: float) -> str:
        return show_number(value, self.language, at_most=2)

    def questions(self, quiz: Quiz, seed: str) -> list[dict[str, Any]]:
        """The questions as the template shows them: their HTML is safe, nothing tells what is right.

        `seed` gives the order of what each learner sees in an order of the own.
        """
        count = len(quiz.questions)
        return [
            {
                "id": question.id,
                "kind": question.kind,
                "place": self.gettext("Question {number} of {count}", number=number, count=count),
                "legend": mark_safe(question.stem_html),
                "body": mark_safe(question.body_html),
                "how": self._how(question),
                "points": self.gettext("Points: {points}", points=self.number(question.points)),
                "unit": question.number.unit if question.number else "",
                "hint": mark_safe(question.hint_html),
                "choices": [_shown(choice) for choice in choices_shown(question, seed)],
                "terms": [_shown(term) for term in question.terms],
                "matches": matches_shown(question, seed),
            }
            for number, question in enumerate(quiz.questions, 1)
        ]

    def _how(self, question: Question) -> str:
        match question.kind:
            case "multiple":
                return self.gettext("Several answers can be right. A wrong one takes points away.")
            case "numeric":
                return ""
            case "text":
                return self.gettext("Answer in one word or a few.")
            case "truth" if question.choices:
                return self.gettext("Is this true? Choose, then choose the reason.")
            case "truth":
                return self.gettext("Is this true?")
            case "ordering":
                return self.gettext("Put these in order with the arrows: the first at the top.")
            case "matching":
                return self.gettext("Choose what belongs to each. Something can be left over, or belong to several.")
        return self.gettext("Choose one answer.")

    def rules(self, quiz: Quiz, purpose: str, limit: int | None) -> str:
        """What one should know before beginning."""
        if purpose == "practice":
            told = self.gettext("This is for practice: it does not count.")
        elif purpose == "graded":
            told = self.gettext(
                "This quiz counts. You pass with {percent}% of {points} points.",
                percent=self.number(quiz.pass_percent),
                points=self.number(quiz.points),
            )
        else:
            told = self.gettext("This shows what you know. It does not count.")
        if limit is None:
            how_often = self.gettext("Try as often as you like; the best result stands.")
        else:
            how_often = self.gettext("Your attempts: {limit}. The best result stands.", limit=limit)
        return f"{told} {how_often}"

    def later(self, timing: Timing, now: datetime) -> str:
        """When it is told what is right; "" when it is told now."""
        if timing.tells(now):
            return ""
        if timing.purpose == "pre":
            return self.gettext("What is right is not told yet: the test after the course asks about the same.")
        return self.gettext("What is right is told here from {date} on.", date=_moment(timing.closes, self.language))

    def left(self, limit: int | None, used: int) -> str:
        if limit is None:
            return ""
        if used >= limit:
            return self.gettext("You have used all attempts at this quiz.")
        return self.gettext("Attempts left: {left}", left=limit - used)

    def verdict(self, marked: Mark) -> str:
        """A question's result in words."""
        if marked.correct:
            return self.gettext("Right")
        if marked.points > 0:
            return self.gettext(
                "Partly right: {points} of {maximum} points",
                points=self.number(marked.points),
                maximum=self.number(marked.maximum),
            )
        return self.gettext("Not right")

    def remark(self, question: Question, remark: Remark) -> str:
        """What is said beside a choice, a thing or a term."""
        match question.kind:
            case "ordering" if remark.right:
                return self.gettext("In its right place")
            case "ordering":
                return self.gettext("Its right place: {place}", place=remark.answer)
            case "matching" if remark.right:
                return self.gettext("Rightly matched")
            case "matching":
                return self.gettext("The right match: {match}", match=remark.answer)
        if remark.ticked:
            return self.gettext("Your answer: right") if remark.right else self.gettext("Your answer: not right")
        if question.kind == "multiple":
            return self.gettext("Right, but you did not choose it")
        return self.gettext("This is the right answer")

    def answer(self, question: Question, marked: Mark) -> str:
        """The right answer where it is not told beside something to choose."""
        if question.number:
            return f"{show_number(question.number.value, self.language)} {question.number.unit}".strip()
        if question.truth is not None:
            if marked.points and not marked.correct:
                return ""  # only the reason was wrong
            return self.gettext("True") if question.truth else self.gettext("False")
        return question.accepted[0] if question.accepted else ""

    def summary(self, quiz: Quiz, made: Attempts) -> list[str]:
        """The result in sentences, the most important first."""
        assert made.last is not None
        score, maximum = made.last.score, made.last.max_score
        percent = score / maximum * 100 if maximum > 0 else 0.0
        told = [
            self.gettext(
                "You have {score} of {maximum} points ({percent}%).",
                score=self.number(score),
                maximum=self.number(maximum),
                percent=show_number(percent, self.language, at_most=0),
            )
        ]
        best, best_max = made.best_score or 0.0, made.best_max or 0.0
        if best * maximum > score * best_max:
            shown = {"score": self.number(best), "maximum": self.number(best_max)}
            told.append(self.gettext("Your best result stays: {score} of {maximum} points.", **shown))
        return told

    def gain(self, before: float | None, made: Attempts) -> str:
        """What was learnt between the test before the course and the one after it; "" when one is missing."""
        if before is None or not made.best_max:
            return ""
        shares = {"before": before, "now": (made.best_score or 0.0) / made.best_max}
        shown = {name: show_number(share * 100, self.language, at_most=0) for name, share in shares.items()}
        return self.gettext("Before the course: {before}%. Now: {now}%.", **shown)

    def passing(self, quiz: Quiz, best_passed: bool) -> str:
        if best_passed:
            return self.gettext("You have passed.")
        return self.gettext("Not passed yet: {percent}% are needed.", percent=self.number(quiz.pass_percent))

    def script(self) -> dict[str, str]:
        """The sentences that the page's script needs."""
        return {
            "placed": self.gettext("{thing}: place {place} of {count}"),
            "right_answer": self.gettext("The right answer: {answer}"),
            "open": self.gettext("This question is still open."),
            "some_open": self.gettext("Not sent: some answers are missing or cannot be read."),
            "checking": self.gettext("Checking your answers…"),
            "network": self.gettext("Not sent: no connection. Your answers are kept on this device. Try again."),
            "session": self.gettext(
                "Not sent: you are signed out. Your answers are kept on this device. "
                "Sign in again, then come back to this page."
            ),
            "refused": self.gettext("Not sent: {reason}"),
        }


def result_of(
    quiz: Quiz,
    made: Attempts,
    marks: Mapping[str, Mark],
    limit: int | None,
    texts: QuizTexts,
    urls_replaced: Callable[[str], str],
    gain: str = "",
    later: str = "",
) -> dict[str, Any]:
    """The last attempt for the browser. `marks` by question: what is said of those in it, of others nothing."""
    assert made.last is not None
    left = None if limit is None else max(0, limit - made.used)
    best_passed = _passes(quiz, made.best_score or 0.0, made.best_max or 0.0)
    return {
        "score": made.last.score,
        "max_score": made.last.max_score,
        "passed": _passes(quiz, made.last.score, made.last.max_score),
        "attempts_used": made.used,
        "attempts_left": left,
        "best": {"score": made.best_score, "max_score": made.best_max},
        "summary": texts.summary(quiz, made),
        "passing": texts.passing(quiz, best_passed),
        "best_passed": best_passed,
        "gain": gain,
        "later": later,
        "left": texts.left(limit, made.used),
        "questions": [
            question_of(question, marks[question.id], texts, urls_replaced)
            for question in quiz.questions
            if question.id in marks
        ],
    }


def _moment(at: datetime, language: str) -> str:
    here = timezone.localtime(at)
    return f"{moment(here, language)} {here:%Z}"


def _passes(quiz: Quiz, score: float, maximum: float) -> bool:
    return quiz.passed(score / maximum * quiz.points) if maximum > 0 else False


def question_of(
    question: Question, marked: Mark, texts: QuizTexts, urls_replaced: Callable[[str], str]
) -> dict[str, Any]:
    """What is said of one question that was answered."""
    return {
        "id": question.id,
        "correct": marked.correct,
        "points": marked.points,
        "verdict": texts.verdict(marked),
        "answer": texts.answer(question, marked),
        "choices": [
            {
                "id": remark.choice,
                "ticked": remark.ticked,
                "right": remark.right,
                "told": texts.remark(question, remark),
                "feedback_html": urls_replaced(remark.html),
            }
            for remark in marked.feedback
        ],
        "explanation_html": urls_replaced(question.explanation_html),
    }
