"""What the preview remembers of a person: the state of blocks and their grades (completion has its own app)."""

from django.conf import settings
from django.db import models


class BlockState(models.Model):
    """One value of one field that a block keeps: a learner's answer, say."""

    scope = models.CharField(max_length=32)
    person = models.PositiveIntegerField(default=0, help_text="the user's id, or 0 for what all people share")
    block = models.CharField(max_length=255, help_text="usage key, block type, or empty, as the scope has it")
    field = models.CharField(max_length=64)
    value = models.TextField(help_text="JSON")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "block", "scope", "field"], name="one_value_a_field"),
        ]

    def __str__(self) -> str:
        return f"{self.block} {self.field}"


class Grade(models.Model):
    """The points that a person has in one block."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preview_grades")
    course_key = models.CharField(max_length=255, db_index=True)
    usage_key = models.CharField(max_length=255)
    earned = models.FloatField()
    possible = models.FloatField()
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "usage_key"], name="one_grade_a_block")]

    def __str__(self) -> str:
        return f"{self.usage_key}: {self.earned:g}/{self.possible:g}"
