"""The quiz block: asks, marks on the server, teaches by its feedback, and keeps the best result."""

import functools
import json

from django.conf import settings
from django.utils import timezone
from xblock.completable import CompletableXBlockMixin
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError
from xblock.fields import Float, Integer, Scope, String

from score_core import quiz_text
from score_core.drawing import drawn
from score_core.marking import Mark, mark_all
from score_core.messages import N_
from score_core.problems import Problem
from score_core.quiz import Quiz
from score_core.shuffling import choices_shown, matches_shown
from score_xblocks import compat
from score_xblocks.base import json_get, json_post
from score_xblocks.quiz_result import QuizTexts, question_of, result_of, sent_of
from score_xblocks.quiz_timing import timing_of
from score_xblocks.records import api as records
from score_xblocks.records.api import Attempt, Attempts, NotAllowed
from score_xblocks.scenarios import EVERY_QUESTION
from score_xblocks.studio import SourceEditing

NO_ATTEMPTS = Attempts(0, None, None, None)


@functools.lru_cache(maxsize=128)
def definition(text: str) -> tuple[Quiz | None, tuple[Problem, ...]]:
    """A quiz from its source, with the problems found."""
    found, problems = quiz_text.parse(text, whole=True)
    return found, tuple(problems)


@XBlock.needs("i18n")
@XBlock.wants("user", "completion", "replace_urls")
class QuizBlock(CompletableXBlockMixin, SourceEditing):
    """A quiz. `content` is its source; what is right leaves the server only with the result of an attempt."""

    script = "quiz"
    edited_settings = ("display_name", "language", "purpose", "max_attempts")
    key_setting = "quiz_key"

    content = String(scope=Scope.content, default="")
    quiz_key = String(scope=Scope.settings, default="")
    purpose = String(
        scope=Scope.settings,
        default="practice",
        display_name=N_("Purpose"),
        values=[
            {"value": "practice", "display_name": N_("Practice: not graded")},
            {"value": "graded", "display_name": N_("Graded: counts in the course's grade")},
            {"value": "pre", "display_name": N_("Test before the course")},
            {"value": "post", "display_name": N_("Test after the course")},
        ],
    )
    max_attempts = Integer(scope=Scope.settings, default=0, display_name=N_("Attempts, 0 for any number"))
    weight = Float(scope=Scope.settings, default=None)
    told_share = Float(scope=Scope.user_state, default=-1.0)

    @property
    def has_score(self) -> bool:
        """Whether it counts in the course's grade: a quiz for practice must not."""
        return self.purpose == "graded"

    def max_score(self) -> float:
        quiz, _ = definition(self.content)
        return quiz.points if quiz else 0.0

    @property
    def limit(self) -> int | None:
        return self.max_attempts if self.max_attempts and self.max_attempts > 0 else None

    @XBlock.supports("multi_device")
    def student_view(self, context=None):
        quiz, problems = definition(self.content)
        if quiz is None:
            return self.broken(problems)
        if told := self.missing_app():
            return self.notice(told)
        person = self.person()
        notice = ""
        if person.user_id is None:
            notice = self.gettext("Please sign in to answer.")
        elif person.acting_as:
            notice = self.gettext("You are viewing as a learner: nothing is saved.")
        try:
            made = NO_ATTEMPTS if notice else self.attempts(quiz)
        except NotAllowed as refusal:
            return self.notice(self.refusal_text(refusal))
        if not notice and timing_of(quiz.feedback, self).closed(timezone.now()):
            notice = self.gettext("The due date has passed: this quiz takes no more attempts.")
        storage = "" if notice and not made.last else f"{self.place().usage_key}/{self.seed(quiz)}"
        asked = quiz.only(made.last.answers) if quiz.draw and made.last else drawn(quiz, f"{self.seed(quiz)}/0")
        return self.form(quiz, asked, made, notice, storage)

    def author_view(self, context=None):
        """The questions without an attempt: a preview in Studio touches no records."""
        quiz, problems = definition(self.content)
        return self.broken(problems) if quiz is None else self.form(quiz, quiz, NO_ATTEMPTS, "", "")

    def studio_view(self, context=None):
        """The source with its answers, for authors alone: some sites let anybody ask an LMS for any view."""
        if not compat.may_author(self.runtime.service(self, "user").get_current_user(), settings):
            return self.notice(self.gettext("Only authors change a course."))
        return super().studio_view(context)

    def student_view_data(self, context=None):
        """What an app may know of the block without knowing anybody: the questions, nothing of their answers."""
        quiz, _ = definition(self.content)
        questions = [
            {
                "id": question.id,
                "kind": question.kind,
                "points": question.points,
                "stem_html": question.stem_html,
                "body_html": question.body_html,
                "unit": question.number.unit if question.number else "",
                "choices": [{"id": choice.id, "html": choice.html} for choice in choices_shown(question, "")],
                "terms": [{"id": term.id, "html": term.html} for term in question.terms],
                "matches": [{"id": match.id, "words": match.words} for match in matches_shown(question, "")],
            }
            for question in (quiz.questions if quiz else ())
        ]
        return {
            "title": quiz.title if quiz else self.display_name,
            "language": self.language,
            "purpose": self.purpose,
            "max_attempts": self.limit,
            "max_score": self.max_score(),
            "asked": quiz.draw.count if quiz and quiz.draw else len(questions),
            "questions": questions,
        }

    def index_dictionary(self):
        quiz, _ = definition(self.content)
        stems = [question.stem for question in quiz.questions] if quiz else []
        words = " ".join([quiz.title, *stems]) if quiz else ""
        return {"content": {"display_name": self.display_name, "quiz": words}, "content_type": "Quiz"}

    @json_post
    def submit_attempt(self, body):
        """Mark an attempt `{"attempt": uuid, "answers": {question: answer}}` and keep it; marking.mark has the answers.

        Answers with the result; or, keeping nothing, with `{"refused": [{"id", "message"}…]}` when some question is
        open or an answer can't be read. An attempt that comes again is counted once; the last one's result goes back.
        """
        quiz = self.quiz_or_refuse()
        if timing_of(quiz.feedback, self).closed(timezone.now()):
            raise JsonHandlerError(403, self.gettext("The due date has passed: this quiz takes no more attempts."))
        sent = sent_of(body, quiz.draw is not None)
        asked = drawn(quiz, f"{self.seed(quiz)}/{sent.number}") if sent else quiz
        if sent is None or not sent.answers.keys() <= {question.id for question in asked.questions}:
            raise JsonHandlerError(400, self.gettext("The request is not complete. Load the page again."))
        marks = mark_all(asked, sent.answers)
        if refused := self.refused(marks):
            return {"refused": refused}
        saved = records.save_attempt(
            person=self.person(writes=True),
            place=self.place(),
            quiz_key=quiz.key,
            purpose=self.purpose,
            attempt_id=sent.attempt,
            answers=sent.answers,
            score=sum(marked.points for marked in marks.values()),
            max_score=asked.points,
            limit=self.limit,
            made_before=sent.number,
        )
        self.publish_best(saved.best_score, saved.best_max)
        if saved.repeated:
            return self.result(quiz, self.attempts(quiz))
        last = Attempt(sent.attempt, saved.score, saved.max_score, sent.answers, timezone.now())
        return self.result(quiz, Attempts(saved.attempts_used, saved.best_score, saved.best_max, last))

    @json_post
    def check_answer(self, body):
        """Say what is right of one question `{"question", "answer"}`, where that is told at once; keep nothing."""
        quiz = self.quiz_or_refuse()
        if not timing_of(quiz.feedback, self).at_once:
            raise JsonHandlerError(403, self.gettext("What is right is told once all answers are sent."))
        asked = quiz.only([body["question"]]) if set(body) == {"question", "answer"} else quiz.only(())
        if not asked.questions:
            raise JsonHandlerError(400, self.gettext("The request is not complete. Load the page again."))
        marks = mark_all(asked, {asked.questions[0].id: body["answer"]})
        if refused := self.refused(marks):
            return {"refused": refused}
        (question,) = asked.questions
        return {"questions": [question_of(question, marks[question.id], self.texts(), self.urls_replaced)]}

    @json_get
    def next_questions(self, query):
        """The questions of the attempt to come, where each attempt draws its own: `{"html", "number"}`."""
        quiz = self.quiz_or_refuse()
        person = self.person()
        if person.user_id is None or person.acting_as:
            raise NotAllowed("sign-in" if person.user_id is None else "acting-as")
        made = self.attempts(quiz)
        if self.limit is not None and made.used >= self.limit:
            raise NotAllowed("no-attempts-left")
        asked = drawn(quiz, f"{self.seed(quiz)}/{made.used}")
        html = self.from_template("quiz_questions.html", can_answer=True, **self.shown(quiz, asked))
        return {"html": self.urls_replaced(html), "number": made.used}

    def refused(self, marks: dict[str, Mark]) -> list[dict]:
        """Which answers cannot be marked, and why."""
        return [
            {"id": name, "message": marked.error.text(self.gettext)} for name, marked in marks.items() if marked.error
        ]

    @json_post
    def publish_mine(self, body):
        """Report the best attempt again: one of the same quiz may have been made in another block of the course."""
        made = self.attempts(self.quiz_or_refuse())
        if made.last:
            self.publish_best(made.best_score, made.best_max)
        return {"published": made.last is not None}

    def publish_best(self, score: float, maximum: float) -> None:
        if self.has_score:
            self.runtime.publish(self, "grade", {"value": score, "max_value": maximum, "only_if_higher": True})
        self.emit_completion(1.0)
        self.told_share = share_of(score, maximum)

    def attempts(self, quiz: Quiz) -> Attempts:
        return records.attempts(person=self.person(), place=self.place(), quiz_key=quiz.key, purpose=self.purpose)

    def quiz_or_refuse(self) -> Quiz:
        if told := self.missing_app():
            raise JsonHandlerError(503, told)
        quiz, _ = definition(self.content)
        if quiz is None:
            raise JsonHandlerError(409, self.gettext("This quiz has a mistake in its text."))
        return quiz

    def result(self, quiz: Quiz, made: Attempts) -> dict:
        """The last attempt's result: points, and of each question there still is what is right, once it is told."""
        texts, timing, now = self.texts(), timing_of(quiz.feedback, self), timezone.now()
        marks: dict[str, Mark] = {}
        if timing.tells(now):
            marks = mark_all(quiz.only(made.last.answers), made.last.answers)
        before = None
        if self.purpose == "post":
            before = records.best_share(person=self.person(), place=self.place(), quiz_key=quiz.key, purpose="pre")
        return result_of(
            quiz,
            made,
            {name: marked for name, marked in marks.items() if not marked.error},
            made.used if timing.closed(now) else self.limit,
            texts,
            self.urls_replaced,
            gain=texts.gain(before, made),
            later=texts.later(timing, now),
        )

    def seed(self, quiz: Quiz) -> str:
        """What the order of this person's choices follows from and, with the number of an attempt, its draw."""
        return f"{self.person().user_id}/{self.place().course_key}/{quiz.key}/{self.purpose}"

    def shown(self, quiz: Quiz, asked: Quiz) -> dict:
        """The questions for their template."""
        return {
            "prefix": f"{self.place().usage_key.rsplit('@', 1)[-1]}.",
            "questions": self.texts().questions(asked, self.seed(quiz)),
            "at_once": timing_of(quiz.feedback, self).at_once,
        }

    def texts(self) -> QuizTexts:
        return QuizTexts(self.gettext, self.language)

    def urls_replaced(self, html: str) -> str:
        """What the platform does to the HTML of a view and not to the answer of a handler."""
        service = self.runtime.service(self, "replace_urls")
        return service.replace_urls(html) if service and html else html

    def read_source(self, text):
        return definition(text)

    def broken(self, problems):
        """The mistakes are for those who can mend them."""
        shown = problems if self.person().is_staff else ()
        return self.notice(self.gettext("This quiz has a mistake in its text."), shown)

    def form(self, quiz: Quiz, asked: Quiz, made: Attempts, notice: str, storage: str):
        texts = self.texts()
        result = self.result(quiz, made) if made.last else None
        html = self.from_template(
            "quiz.html",
            title=quiz.title,
            notice=notice,
            can_answer=bool(storage),
            storage=storage,
            number=made.used if quiz.draw else "",
            rules=texts.rules(quiz, self.purpose, self.limit),
            left=texts.left(self.limit, made.used),
            result=json.dumps(result) if result else "",
            answers=json.dumps(made.last.answers) if result else "",
            **self.shown(quiz, asked),
        )
        best = share_of(made.best_score, made.best_max) if made.last else -1.0
        data = {
            "submit": self.runtime.handler_url(self, "submit_attempt"),
            "publish": self.runtime.handler_url(self, "publish_mine"),
            "check": self.runtime.handler_url(self, "check_answer"),
            "next": self.runtime.handler_url(self, "next_questions"),
            "untold": bool(storage) and best > self.told_share,
            "texts": texts.script(),
        }
        return self.fragment(html, data)

    @staticmethod
    def workbench_scenarios():
        attributes = 'url_name="quiz-demo" display_name="Quiz" quiz_key="demo" max_attempts="3"'
        return [("Quiz", f"<vertical_demo><score_quiz {attributes}>{EVERY_QUESTION}</score_quiz></vertical_demo>")]


def share_of(score: float, maximum: float) -> float:
    return score / maximum if maximum > 0 else 0.0
