"""The preview, in a process that kills itself in mid-save when a test asks for it: `SCORE_KILL_SWITCH` names a file.

As long as that file is there, the next save ends the process without a word (SIGKILL): with "before" in it while its
transaction is still open, with "after" once it is committed and before anything is answered. Only tests run this.
"""

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from django.db import transaction

from score_preview import __main__ as preview

SWITCH = Path(os.environ["SCORE_KILL_SWITCH"])
prepare = preview.prepare


def die(point: str) -> None:
    if SWITCH.exists() and SWITCH.read_text() == point:
        SWITCH.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def deadly(save: Callable) -> Callable:
    def saving(**given):
        with transaction.atomic():
            saved = save(**given)
            transaction.on_commit(lambda: die("after"))
            die("before")
        return saved

    return saving


def prepare_and_arm(dist: Path, database: Path) -> None:
    prepare(dist, database)
    api = import_module("score_xblocks.records.api")
    api.save_edits, api.store_attachment = deadly(api.save_edits), deadly(api.store_attachment)


if __name__ == "__main__":
    preview.prepare = prepare_and_arm
    sys.exit(preview.main())
