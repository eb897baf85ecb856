"""Many who write at once, on the database that SCORE_TEST_DATABASE names: run as a program, prints a report as JSON.

    python -m tests.records.writers worksheet|review|register|tries|joins|… [--without-lock]

--without-lock takes the row's lock away and lengthens the moment that it guards: updates must then get lost.
"""

import json
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest import mock

import django
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.test.utils import override_settings

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402

from score_core import answers  # noqa: E402
from score_xblocks.records import administration, api  # noqa: E402
from score_xblocks.records.models import Attachment, Edit, Membership, Record, ReviewEvent  # noqa: E402
from tests.records import pictures, sheets  # noqa: E402

WRITERS, SAVES = sheets.WRITERS, sheets.SAVES
SHARED = "top//remark"
PLACE = api.Place("SCORE", "course-v1:SCORE+X+1", "block-v1:SCORE+X+1+type@score_worksheet+block@x")


def together(work: Iterable[Callable[[], None]]) -> None:
    """Do all of it at once, each in a thread with a connection of its own; any error ends the program."""
    work = list(work)
    barrier = threading.Barrier(len(work))
    errors = []

    def run(task: Callable[[], None]) -> None:
        barrier.wait()
        try:
            task()
        except BaseException as error:
            errors.append(error)
            raise
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(task,)) for task in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        sys.exit(f"{len(errors)} of {len(threads)} failed: {errors[0]!r}")


def users() -> list[int]:
    """A team of writers in one enterprise."""
    administration.make_institution(org="SCORE", name="SCORE")
    administration.make_enterprise(org="SCORE", key="maju", name="PT Contoh Maju")
    made = [get_user_model().objects.create(username=f"writer-{n}") for n in range(WRITERS)]
    for user in made:
        administration.add_member(org="SCORE", key="maju", username=user.username, side="worker")
    return [user.pk for user in made]


def worksheet() -> dict:
    """Half of the writers fill rows of their own, the others all write into one cell, from the first save on."""
    parsed, text = sheets.sheet("team")
    tally: Counter[str] = Counter()
    last: dict[str, str] = {}

    def send(person: api.Person, edit: answers.Edit) -> api.Saved:
        """Save one edit, and send it again when the database chose it to break a deadlock."""
        while True:
            try:
                return api.save_edits(person=person, place=PLACE, worksheet=parsed, text=text, edits=[edit])
            except OperationalError:
                tally["deadlocks"] += 1

    def writer(number: int, user_id: int) -> None:
        cell = f"log/row-{number}/what" if number % 2 else SHARED
        base = ""
        for turn in range(SAVES):
            edit = answers.Edit(str(uuid.uuid4()), cell, base, f"{number}.{turn}")
            saved = send(api.Person(user_id), edit)
            tally.update(sent=1, applied=len(saved.applied), conflicts=len(saved.conflicts), refused=len(saved.refused))
            base = saved.cells.get(cell, "")
            if number % 2:
                last[cell] = edit.value

    people = users()
    together(lambda n=number, u=user: writer(n, u) for number, user in enumerate(people))
    cells: dict[str, str] = {}
    torn = 0
    for edit in Edit.objects.order_by("id"):
        torn += cells.get(edit.cell, "") not in (edit.base, edit.value)
        cells[edit.cell] = edit.value
    record = Record.objects.first()
    kept = json.loads(record.cells)
    return {
        "deadlocks": 0,
        **tally,
        "records": Record.objects.count(),
        "history": Edit.objects.count(),
        "revision": record.revision,
        "torn": torn,
        "lost": sum(kept.get(cell) != value for cell, value in last.items()),
        "is_its_history": kept == cells,
    }


def review(*, name: str) -> dict:
    """Everybody writes while a row or sheet is closed, and once more after that: what came later must be refused."""
    parsed, text = sheets.sheet(name)
    people = [api.Person(user) for user in users()]
    trainer = api.Person(get_user_model().objects.create(username="trainer").pk)
    administration.assign_trainer(org="SCORE", key="maju", username="trainer")
    tally: Counter[str] = Counter()
    closed_now = threading.Event()

    def save(person: api.Person, cell: str, value: str, base: str = "") -> api.Saved:
        edit = answers.Edit(str(uuid.uuid4()), cell, base, value)
        saved = again(lambda: api.save_edits(person=person, place=PLACE, worksheet=parsed, text=text, edits=[edit]))
        tally.update(sent=1, applied=len(saved.applied), refused=len(saved.refused))
        return saved

    number = save(people[0], "log/r1/what", "bolts").record_id

    def writer(turn: int, person: api.Person) -> None:
        cell = "log/r1/who" if turn % 4 == 0 else f"log/row-{turn}/who"
        base = ""
        for count in range(SAVES + 1):
            if count == SAVES:
                closed_now.wait(timeout=60)
            base = save(person, cell, f"{turn}.{count}", base).cells.get(cell, "")
            time.sleep(0.01)

    def answer(revision: int) -> None:
        """Close what stands at this revision."""
        asked = {"record_id": number, "revision": revision}
        if name == "register":
            again(lambda: api.accept_rows(person=trainer, rows=["log/r1"], **asked))
            return
        again(lambda: api.submit(person=people[0], **asked))
        again(lambda: api.begin_review(person=trainer, record_id=number))
        again(lambda: api.accept(person=trainer, **asked))

    def reviewer() -> None:
        """Answer what stands there now, as often as it changed meanwhile."""
        while not closed_now.is_set():
            try:
                answer(Record.objects.get(pk=number).revision)
                closed_now.set()
            except api.NotAllowed as refused:
                tally[refused.key] += 1

    together([reviewer, *(lambda n=n, p=p: writer(n, p) for n, p in enumerate(people))])
    closed = ReviewEvent.objects.filter(kind="accept_rows" if name == "register" else "submit").get()
    late = Edit.objects.filter(revision__gt=closed.revision)
    record = Record.objects.get()
    return {
        **tally,
        "late": late.count(),
        "slipped": late.filter(cell__startswith="log/r1/").count() if name == "register" else late.count(),
        "state": record.review_state,
        "history": Edit.objects.count(),
    }


def again(work: Callable):
    """Do it, and do it again when the database chose it to break a deadlock or was busy."""
    while True:
        try:
            return work()
        except OperationalError:
            time.sleep(0.01)


def tries() -> dict:
    """One person tries wrong codes from many devices at once."""
    administration.make_institution(org="SCORE", name="SCORE")
    person = api.Person(get_user_model().objects.create(username="alone").pk)
    tally: Counter[str] = Counter()

    def attempt() -> None:
        try:
            again(lambda: api.join(person=person, org="SCORE", code="ABCDEFGH", side="worker"))
        except api.NotAllowed as refused:
            tally[refused.key] += 1

    together([attempt] * WRITERS)
    return dict(tally)


def joins() -> dict:
    """One person joins by two codes from several devices at once."""
    administration.make_institution(org="SCORE", name="SCORE")
    codes = []
    for key in ("maju", "jaya"):
        administration.make_enterprise(org="SCORE", key=key, name=key)
        codes.append(administration.join_code(org="SCORE", key=key))
    person = api.Person(get_user_model().objects.create(username="alone").pk)
    tally: Counter[str] = Counter()

    def attempt(code: str) -> None:
        try:
            again(lambda: api.join(person=person, org="SCORE", code=code, side="worker"))
            tally["joined"] += 1
        except api.NotAllowed as refused:
            tally[refused.key] += 1

    together([lambda c=code: attempt(c) for code in codes * 5])
    return {**tally, "memberships": Membership.objects.count()}


def same_photo() -> dict:
    """One photo is sent many times at once."""
    parsed, text = sheets.sheet("files")
    person = api.Person(users()[0])
    edits = sheets.edits({"log/r1/what": "bolts"})
    saved = api.save_edits(person=person, place=PLACE, worksheet=parsed, text=text, edits=edits)
    sent = {"cell": "proof//photo", "attachment_id": str(uuid.uuid4()), "name": "", "content": pictures.picture()}
    with tempfile.TemporaryDirectory() as folder, override_settings(SCORE_PRIVATE_ROOT=folder):
        work = lambda: api.store_attachment(person=person, record_id=saved.record_id, **sent)  # noqa: E731
        together([work] * WRITERS)
        files = sum(path.is_file() for path in Path(folder).rglob("*"))
    return {"rows": Attachment.objects.count(), "files": files}


def attempts(*, same: bool) -> dict:
    """One person sends many attempts at once where three are allowed, or one attempt many times."""
    person = api.Person(users()[0])
    quiz = {"person": person, "place": PLACE, "quiz_key": "quiz", "purpose": "graded"}
    one = str(uuid.uuid4())
    tally: Counter[str] = Counter()

    def attempt(score: int) -> None:
        attempt_id = one if same else str(uuid.uuid4())
        tally["sent"] += 1
        try:
            saved = api.save_attempt(
                **quiz, attempt_id=attempt_id, answers={}, score=score, max_score=WRITERS, limit=None if same else 3
            )
        except api.NoAttemptsLeft:
            tally["refused"] += 1
        else:
            tally["repeated" if saved.repeated else "stored"] += 1

    together(lambda n=n: attempt(n) for n in range(WRITERS))
    return {**tally, "used": api.attempts(**quiz).used}


def without_lock():
    """Take select_for_update away, and let the others in between reading and writing."""

    def slow_merge(*arguments):
        time.sleep(0.01)
        return merge(*arguments)

    merge = answers.merge
    mock.patch.object(QuerySet, "select_for_update", lambda self, **options: self).start()
    mock.patch.object(answers, "merge", slow_merge).start()


if __name__ == "__main__":
    what = sys.argv[1]
    call_command("migrate", verbosity=0)
    if "--without-lock" in sys.argv:
        without_lock()
    reports = {
        "worksheet": worksheet,
        "review": lambda: review(name="reviewed"),
        "register": lambda: review(name="register"),
        "attempts": lambda: attempts(same=False),
        "same-attempt": lambda: attempts(same=True),
        "same-photo": same_photo,
        "tries": tries,
        "joins": joins,
    }
    print(json.dumps(reports[what]()))
