"""The tables. Nobody but this package reads or writes them: use `api`.

Unique keys hold lower-case slugs only (see `keys`). `active` is True or NULL, never False: NULLs don't collide, so one
active row stands beside any number of ended ones, on MySQL too. JSON lies in text columns, for the same reason.
"""

from .people import Enterprise, Institution, InstitutionRole, JoinTries, Membership, TrainerAssignment
from .quizzes import QuizAttempt, QuizRecord
from .sheets import Attachment, Definition, Edit, Record, ReviewEvent

__all__ = [
    "Attachment",
    "Definition",
    "Edit",
    "Enterprise",
    "Institution",
    "InstitutionRole",
    "JoinTries",
    "Membership",
    "QuizAttempt",
    "QuizRecord",
    "Record",
    "ReviewEvent",
    "TrainerAssignment",
]
