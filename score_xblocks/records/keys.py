"""What may stand in the tables' keys: lower case, so that a database that ignores case sees what the others see."""

import re
import uuid
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.crypto import get_random_string

KEY_LENGTH = 64
CODE_LENGTH = 8
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""What codes are made of: nothing that is read for something else (no I, L, O, 0, 1)."""
SLUG = re.compile(rf"[a-z0-9][a-z0-9_.-]{{0,{KEY_LENGTH - 1}}}")

slug = RegexValidator(rf"\A{SLUG.pattern}\Z", "Begin with a lower-case letter or digit; then '-', '_' and '.', too.")


def time_zone(name: str) -> None:
    """Raise ValidationError unless it is a time zone's name."""
    if name not in available_timezones():
        raise ValidationError(f"'{name}' is no time zone: name one like Asia/Jakarta.")


def is_slug(text: str) -> bool:
    """Whether the text may be a key."""
    return SLUG.fullmatch(text) is not None


def uuid_text(text: str) -> str | None:
    """A UUID in its one spelling (lower case, with hyphens), or None when the text is none."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return None


def is_storable(text: str) -> bool:
    """Whether every database can hold the text: half a surrogate pair and NUL are refused by some."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def new_code() -> str:
    """A code by which people join a team: random, 8 characters."""
    return get_random_string(CODE_LENGTH, CODE_LETTERS)


def code_text(typed: str) -> str:
    """A code as people type it (small letters, spaces, hyphens) in its one spelling; "" when it can be none."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS) else ""
