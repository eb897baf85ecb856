"""Attempts at quizzes."""

from django.db import models

from .base import USAGE_KEY_LENGTH, UUID_LENGTH, key_field, user_field


class QuizRecord(models.Model):
    """One person's attempts at one quiz in one course run: the row that is locked while an attempt is counted.

    .. pii: Which quizzes a person answered. Removed by retirement.on_user_retired.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    class Purpose(models.TextChoices):
        PRACTICE = "practice"
        GRADED = "graded"
        PRE = "pre"
        POST = "post"

    user = user_field(on_delete=models.CASCADE)
    course_key = models.CharField(max_length=USAGE_KEY_LENGTH)
    quiz_key = key_field()
    purpose = models.CharField(max_length=10, choices=Purpose.choices)

    class Meta:
        app_label = "score_records"
        constraints = [
            models.UniqueConstraint(fields=["user", "course_key", "quiz_key", "purpose"], name="score_quiz_record_key")
        ]

    def __str__(self) -> str:
        return f"quiz record {self.pk}"


class QuizAttempt(models.Model):
    """One submitted attempt. Rows are added, never changed.

    .. pii: A person's answers and score. Removed by retirement.on_user_retired.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    quiz_record = models.ForeignKey(QuizRecord, on_delete=models.CASCADE, related_name="attempts")
    attempt_id = models.CharField(max_length=UUID_LENGTH)
    usage_key = models.CharField(max_length=USAGE_KEY_LENGTH)
    answers = models.TextField()
    score = models.FloatField()
    max_score = models.FloatField()
    share = models.FloatField(help_text="score / max_score, 0 when there was nothing to score: orders the attempts.")
    at = models.DateTimeField()

    class Meta:
        app_label = "score_records"
        constraints = [models.UniqueConstraint(fields=["quiz_record", "attempt_id"], name="score_attempt_once")]

    def __str__(self) -> str:
        return f"attempt {self.pk}"
