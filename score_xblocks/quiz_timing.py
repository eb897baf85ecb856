"""When a quiz tells what is right, and until when it takes attempts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from score_core.quiz import Feedback


@dataclass(frozen=True)
class Timing:
    feedback: Feedback
    purpose: str
    closes: datetime | None
    """The due date with its grace, None without one."""

    @property
    def at_once(self) -> bool:
        """Whether each question may be checked before the attempt is sent: for practice alone."""
        return self.feedback == "at once" and self.purpose == "practice"

    def tells(self, now: datetime) -> bool:
        """Whether an attempt's result says what is right. A test before the course never does: it is asked again."""
        if self.purpose == "pre":
            return False
        return self.feedback != "after due" or self.closes is None or now >= self.closes

    def closed(self, now: datetime) -> bool:
        """Whether attempts are refused: what counts must end before the answers are told."""
        counts = self.purpose in ("graded", "post")
        return counts and self.feedback == "after due" and self.closes is not None and now >= self.closes


def timing_of(feedback: Feedback, block) -> Timing:
    """The timing of a block; due date and grace are those that a platform lets its blocks inherit."""
    due: datetime | None = getattr(block, "due", None)
    grace: timedelta | None = getattr(block, "graceperiod", None)
    return Timing(feedback, block.purpose, due + (grace or timedelta()) if due else None)
