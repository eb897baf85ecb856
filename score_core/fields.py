"""What each kind of field accepts, keeps and shows. A value is text, "" is blank, and "nm" is "not measured"."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from score_core import values
from score_core.definition import ATTACHED, NUMBERS, Field
from score_core.formulas import Value as Computable
from score_core.languages import language
from score_core.messages import MESSAGES, Message

__all__ = ["MESSAGES", "LIMITS", "Message", "Value", "canonical", "check", "computable", "read", "show"]

LIMITS = {"text": 500, "long_text": 10_000, "person": 200, "photo": 1000, "file": 1000}
NOT_MEASURED, NOT_APPLICABLE = "nm", "na"
_USER = re.compile(r"user:[1-9][0-9]{0,17}")
_ATTACHMENT = re.compile(r"[A-Za-z0-9-]{1,40}")
_ROW = re.compile(r"[A-Za-z0-9_-]{1,40}")
_PIN = re.compile(r"(\d{1,3}(?:\.\d{1,9})?),(\d{1,3}(?:\.\d{1,9})?)", re.ASCII)
_DECIMALS_OF_FORMULAS = {"number": 2, "percent": 1, "money": 2}


@dataclass(frozen=True)
class Value:
    """What was read: the canonical text, or the message for the person who typed it (the text is "" then)."""

    canonical: str
    error: Message | None = None


def read(field: Field, typed: str, lang: str) -> Value:
    """Read what a person typed or chose in this language; blank is always fine, required or not."""
    if field.kind in ("text", "long_text", "person"):
        result = _read_text(field, typed)
    elif not typed.strip():
        return Value("")
    elif len(typed) > (limit := LIMITS.get(field.kind, LIMITS["text"])):
        result = Message("text-long", {"length": str(len(typed)), "limit": str(limit)})
    else:
        result = _READ[field.kind](field, typed.strip(), lang)
    return Value("", result) if isinstance(result, Message) else Value(result)


def check(field: Field, value: str, lang: str = "en") -> Message | None:
    """Return what is wrong with a value that claims to be canonical, None when it may be kept."""
    if value == "":
        return None
    if field.kind in NUMBERS and value != NOT_MEASURED:
        number = values.number_of(value) if len(value) <= values.LONGEST_NUMBER else None
        if number is None or values.number_text(number) != value:
            return Message("number", {"example": values.show_number(1250.5, lang)})
        return _bounds(field, number, value, lang)
    found = read(field, value, "en")
    if found.error is not None:
        return found.error
    return None if found.canonical == value else Message("not-canonical")


def show(
    field: Field,
    value: str,
    lang: str,
    people: Mapping[str, str] | None = None,
    rows: Mapping[str, str] | None = None,
) -> str:
    """Return a canonical value as people of this language read it; "" stays "".

    `people` names team members by their value, "user:<id>"; `rows` names rows that references may point to by
    "sheet/section/row". Values of an older definition show as they are.
    """
    if value == "":
        return ""
    words = language(lang)
    if value == NOT_MEASURED and field.kind in NUMBERS:
        return words.not_measured
    kind = field.shows if field.kind == "formula" else field.kind
    if kind in NUMBERS:
        return _show_number(field, kind, value, lang)
    if kind == "date":
        day = values.date_of(value)
        return values.show_date(day, lang) if day else value
    if kind == "month":
        return values.show_month(value, lang) if values.month_of(value) else value
    if kind == "time":
        return values.show_time(value, lang)
    if kind == "yes_no":
        return {"yes": words.yes, "no": words.no, NOT_APPLICABLE: words.not_applicable}.get(value, value)
    if kind == "choice":
        return _label(field, value, lang)
    if kind == "choices":
        return ", ".join(_label(field, key, lang) for key in value.split(","))
    if kind in ATTACHED:
        return f"{words.photos if kind == 'photo' else words.files}: {value.count(',') + 1}"
    if kind == "pin":
        return " / ".join(_show_share(part, lang) for part in value.split(","))
    if field.to:
        return (rows or {}).get("/".join((*field.to, value)), words.row)
    if _USER.fullmatch(value) and (kind == "person" or field.kind == "formula"):
        return (people or {}).get(value, words.somebody)
    return value


def show_amount(field: Field, number: float, lang: str) -> str:
    """Return a number that was worked out from values of the field, such as a sum, in the field's own look."""
    kind = field.shows if field.kind == "formula" else field.kind
    text = values.show_number(number, lang, field.decimals, _DECIMALS_OF_FORMULAS.get(kind, 2))
    return _with_unit(field, kind, text, lang)


def computable(field: Field, value: str) -> Computable:
    """Return the value as formulas use it; None when it is blank, not measured, or none of this kind."""
    if value == "":
        return None
    if field.kind in NUMBERS or field.kind == "scale":
        return values.number_of(value)
    if field.kind == "date":
        return values.date_of(value)
    if field.kind == "month":
        return values.date_of(f"{value}-01")
    if field.kind == "time":
        return values.time_of(value)
    if field.kind == "choices":
        return frozenset(value.split(","))
    return value


def canonical(field: Field, value: Computable) -> str:
    """Return the text of a value that the field's formula gave; None is ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return values.number_text(value)
    if isinstance(value, date):
        return value.isoformat()[: 7 if field.shows == "month" else 10]
    return value if isinstance(value, str) else ",".join(sorted(value))


def _read_text(field: Field, typed: str) -> str | Message:
    text = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if field.kind != "long_text":
        text = " ".join(text.split("\n"))
    limit = LIMITS[field.kind]
    if len(text) > limit:
        return Message("text-long", {"length": str(len(text)), "limit": str(limit)})
    if any(unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t" for character in text):
        return Message("text-character")
    if field.kind == "person" and text.startswith("user:") and not _USER.fullmatch(text):
        return Message("person")
    return text


def _read_number(field: Field, typed: str, lang: str) -> str | Message:
    if typed == NOT_MEASURED and field.not_measured:
        return NOT_MEASURED
    text = typed.removesuffix("%").rstrip() if field.kind == "percent" else typed
    unit = field.unit.pick(lang)
    if unit:
        text = text.removeprefix(unit).removesuffix(unit).strip()
    number = values.read_number(text, lang)
    if isinstance(number, Message):
        return number
    canonical_text = values.number_text(number)
    return _bounds(field, number, canonical_text, lang) or canonical_text


def _bounds(field: Field, number: float, text: str, lang: str) -> Message | None:
    if abs(number) >= values.LARGEST_NUMBER:
        return Message("number-large")
    if field.decimals is not None and len(text.partition(".")[2]) > field.decimals:
        key = "number-decimals" if field.decimals else "number-whole"
        return Message(key, {"decimals": str(field.decimals)})
    if field.minimum is not None and number < field.minimum:
        return Message("number-below", {"minimum": values.show_number(field.minimum, lang)})
    if field.maximum is not None and number > field.maximum:
        return Message("number-above", {"maximum": values.show_number(field.maximum, lang)})
    return None


def _read_yes_no(field: Field, typed: str, lang: str) -> str | Message:
    allowed = ("yes", "no", NOT_APPLICABLE) if field.not_applicable else ("yes", "no")
    return typed if typed in allowed else Message("choice")


def _read_choice(field: Field, typed: str, lang: str) -> str | Message:
    return typed if field.option(typed) else Message("choice")


def _read_choices(field: Field, typed: str, lang: str) -> str | Message:
    chosen = {key.strip() for key in typed.split(",")}
    known = [option.key for option in field.options if option.key in chosen]
    return ",".join(known) if len(known) == len(chosen) else Message("choice")


def _read_scale(field: Field, typed: str, lang: str) -> str | Message:
    low, high = int(field.minimum or 0), int(field.maximum or 0)
    allowed = {str(step) for step in range(low, high + 1)}
    return typed if typed in allowed else Message("scale", {"low": str(low), "high": str(high)})


def _read_attached(field: Field, typed: str, lang: str) -> str | Message:
    ids = list(dict.fromkeys(part.strip() for part in typed.split(",")))
    if not all(_ATTACHMENT.fullmatch(id_) for id_ in ids):
        return Message("not-canonical")
    most = int(field.maximum or 1)
    return ",".join(ids) if len(ids) <= most else Message("photos-many", {"maximum": str(most)})


def _read_pin(field: Field, typed: str, lang: str) -> str | Message:
    match = _PIN.fullmatch(typed)
    shares = [values.rounded(float(part), 1) for part in match.groups()] if match else []
    return ",".join(f"{share:.1f}" for share in shares) if shares and max(shares) <= 100 else Message("pin")


def _read_reference(field: Field, typed: str, lang: str) -> str | Message:
    return typed if _ROW.fullmatch(typed) else Message("choice")


def _read_nothing(field: Field, typed: str, lang: str) -> str | Message:
    return Message("formula-cell" if field.kind == "formula" else "no-value")


_READ: dict[str, Callable[[Field, str, str], str | Message]] = {
    "number": _read_number,
    "money": _read_number,
    "percent": _read_number,
    "date": lambda field, typed, lang: values.read_date(typed, lang),
    "month": lambda field, typed, lang: values.read_month(typed, lang),
    "time": lambda field, typed, lang: values.read_time(typed, lang),
    "yes_no": _read_yes_no,
    "choice": _read_choice,
    "choices": _read_choices,
    "scale": _read_scale,
    "photo": _read_attached,
    "file": _read_attached,
    "pin": _read_pin,
    "reference": _read_reference,
    "formula": _read_nothing,
    "note": _read_nothing,
}


def _show_number(field: Field, kind: str, value: str, lang: str) -> str:
    number = values.number_of(value)
    if number is None:
        return value
    at_most = _DECIMALS_OF_FORMULAS[kind] if field.kind == "formula" else None
    return _with_unit(field, kind, values.show_number(number, lang, field.decimals, at_most), lang)


def _with_unit(field: Field, kind: str, text: str, lang: str) -> str:
    if kind == "percent":
        return f"{text}%"
    unit = field.unit.pick(lang)
    if not unit:
        return text
    return f"{unit} {text}" if kind == "money" else f"{text} {unit}"


def _show_share(part: str, lang: str) -> str:
    number = values.number_of(part)
    return part if number is None else f"{values.show_number(number, lang, 1)}%"


def _label(field: Field, key: str, lang: str) -> str:
    option = field.option(key)
    return option.label.pick(lang) if option else key
