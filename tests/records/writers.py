"""Many who write at once, on the database that SCORE_TEST_DATABASE names: run as a program, prints a report as JSON.

    python -m tests.records.writers worksheet|attempts|same-attempt [--without-lock]

--without-lock takes the row's lock away and lengthens the moment that it guards: updates must then get lost.
"""

import json
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from unittest import mock

import django
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import QuerySet

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402

from score_core import answers  # noqa: E402
from score_xblocks.records import administration, api  # noqa: E402
from score_xblocks.records.models import Edit, Record  # noqa: E402
from tests.records import sheets  # noqa: E402

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
    report = worksheet() if what == "worksheet" else attempts(same=what == "same-attempt")
    print(json.dumps(report))
