"""The preview's settings, with the peers' apps beside ours and a database that is gone afterwards."""

import tempfile

from score_preview.settings import *  # noqa: F403

FOLDER = tempfile.TemporaryDirectory(prefix="score-bench-")
DATABASES["default"]["NAME"] = f"{FOLDER.name}/bench.sqlite3"  # noqa: F405
INSTALLED_APPS = [*INSTALLED_APPS, "submissions", "problem_builder"]  # noqa: F405
