"""The workbench's own settings, with our records beside it, and all that it writes in `var/`."""

import os
from pathlib import Path

from workbench.settings import *  # noqa: F403

VAR = Path(os.environ.get("SCORE_WORKBENCH_VAR", Path(__file__).parent.parent / "var"))
VAR.mkdir(parents=True, exist_ok=True)

ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ROOT_URLCONF = "bench_urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(VAR / "workbench.sqlite3")}}
INSTALLED_APPS = [*INSTALLED_APPS, "score_xblocks.records"]  # noqa: F405
# An empty address, the workbench's own setting, would serve the folder that it was started in.
MEDIA_URL = "/media/"
MEDIA_ROOT = str(VAR / "media")
LANGUAGE_CODE = "en"
TIME_ZONE = "Asia/Jakarta"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
