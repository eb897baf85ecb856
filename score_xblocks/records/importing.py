"""People of an enterprise from a CSV file, as a spreadsheet writes it. What is wrong with a row is told, not raised."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import transaction

from .administration import Refusal, add_member, find_enterprise
from .models import Enterprise, Membership

COLUMNS = ("username", "email", "side", "role", "gender", "duties")
ROWS = 2_000
WORDS = {
    "side": {"manager": "manager", "manajer": "manager", "worker": "worker", "pekerja": "worker"},
    "role": {"": "member", "member": "member", "anggota": "member", "leader": "leader", "ketua": "leader"}
    | {"owner": "owner", "pemilik": "owner"},
    "gender": {"": "", "f": "f", "female": "f", "perempuan": "f", "p": "f"}
    | {"m": "m", "male": "m", "laki-laki": "m", "l": "m", "x": "x", "other": "x", "lainnya": "x"},
    "duties": {"hr": "is_hr", "sdm": "is_hr", "taskforce": "is_taskforce", "satgas": "is_taskforce"},
}
"""What may stand in a column, in English and in Bahasa Indonesia, and what it means."""


@dataclass(frozen=True)
class Imported:
    """What became of a row: outcome added, changed, unchanged or refused; `message` says why it was refused."""

    line: int
    person: str
    outcome: str
    message: str = ""


def import_members(*, org: str, key: str, text: str, dry_run: bool = False) -> tuple[Imported, ...]:
    """Add the people of a CSV text to the enterprise, or change them; rows that are wrong are left out and told.

    The first line names the columns, in any order: `username` or `email`, `side` (manager, worker), and if wanted
    `role` (member, leader, owner), `gender` (f, m, x) and `duties` (hr, taskforce, with a space between). What a column
    that is not there would say stays as it is. Comma, semicolon or tab between columns. `dry_run` changes nothing.
    Raises Refusal when the enterprise is not there, or the file has not these columns, or more than ROWS rows.
    """
    enterprise = find_enterprise(org=org, key=key)
    rows = _rows(text)
    found: list[Imported] = []
    seen: set[int] = set()
    with transaction.atomic():
        for line, row in rows:
            found.append(_imported(enterprise, line, row, seen))
        transaction.set_rollback(dry_run)
    return tuple(found)


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    first = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        listed = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as problem:
        raise Refusal(f"This is no CSV file: {problem}.") from problem
    head = [name.strip().lower() for name in listed[0][1]] if listed else []
    _check_head(head)
    if len(listed) - 1 > ROWS:
        raise Refusal(f"The file has {len(listed) - 1} rows: import at most {ROWS} at once.")
    return [(line, dict(zip(head, (cell.strip() for cell in cells), strict=False))) for line, cells in listed[1:]]


def _check_head(head: Iterable[str]) -> None:
    named = [name for name in head if name]
    unknown = [name for name in named if name not in COLUMNS]
    if unknown:
        raise Refusal(f"The file has a column '{unknown[0]}': use only {', '.join(COLUMNS)}.")
    if len(set(named)) < len(named):
        raise Refusal("The file has a column twice.")
    if "side" not in named or not {"username", "email"} & set(named):
        raise Refusal("The first line must name the columns: 'username' or 'email', and 'side'.")


def _imported(enterprise: Enterprise, line: int, row: Mapping[str, str], seen: set[int]) -> Imported:
    person = row.get("username") or row.get("email") or ""
    try:
        user = _user(row)
        if user.pk in seen:
            raise Refusal("this person stands in the file twice.")
        with transaction.atomic():
            outcome = _added(enterprise, user, row)
        seen.add(user.pk)
        return Imported(line, person, outcome)
    except Refusal as refusal:
        return Imported(line, person, "refused", str(refusal))


def _added(enterprise: Enterprise, user: AbstractUser, row: Mapping[str, str]) -> str:
    before = Membership.objects.filter(enterprise=enterprise, user=user, active=True).first()
    kept = {name: getattr(before, name) for name in ("role", "gender", "is_hr", "is_taskforce")} if before else {}
    wanted = kept | _values(row)
    add_member(org=enterprise.institution.org, key=enterprise.key, username=user.get_username(), **wanted)
    if before is None:
        return "added"
    return "unchanged" if all(getattr(before, name) == value for name, value in wanted.items()) else "changed"


def _values(row: Mapping[str, str]) -> dict[str, str | bool]:
    values: dict[str, str | bool] = {name: _word(name, row[name]) for name in ("side", "role", "gender") if name in row}
    if "side" not in values:
        raise Refusal("the side is missing: manager or worker.")
    if "duties" in row:
        duties = {_word("duties", duty) for duty in row["duties"].replace(";", " ").replace(",", " ").split()}
        values |= {name: name in duties for name in ("is_hr", "is_taskforce")}
    return values


def _word(column: str, typed: str) -> str:
    known = WORDS[column]
    if typed.lower() not in known:
        meant = ", ".join(dict.fromkeys(word for word in known if word))
        raise Refusal(f"'{typed}' is no {column}: write one of {meant}.")
    return known[typed.lower()]


def _user(row: Mapping[str, str]) -> AbstractUser:
    name, email = row.get("username", ""), row.get("email", "")
    if not name and not email:
        raise Refusal("there is neither a username nor an email.")
    asked = {"username": name} if name else {"email__iexact": email}
    users = list(get_user_model().objects.filter(**asked)[:2])
    if len(users) == 1:
        return users[0]
    if users:
        raise Refusal("several people have this email: give the username.")
    raise Refusal("nobody has registered under it: people register in the LMS first.")
