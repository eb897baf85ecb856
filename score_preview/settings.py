"""Settings of the preview: one laptop, SQLite, nothing from other hosts.

Three environment variables, set by ``python -m score_preview``, say where things lie: SCORE_PREVIEW_DIST (folder of
archives), SCORE_PREVIEW_DATABASE (file) and SCORE_PREVIEW_SECRET (signs cookies; a fresh one a process without it).
"""

import os
import secrets
from pathlib import Path

import django

SCORE_PREVIEW_DIST = Path(os.environ.get("SCORE_PREVIEW_DIST", "dist"))
SECRET_KEY = os.environ.get("SCORE_PREVIEW_SECRET") or secrets.token_urlsafe(40)
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "waffle",
    "eventtracking.django.apps.EventTrackingConfig",
    "completion",
    "xblocks_contrib.problem.capa",
    "score_xblocks.records",
    # Before the pages under /score/, whose frame it replaces by its own.
    "score_preview",
    "score_xblocks.pages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "score_preview.middleware.ContentSecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "score_preview.middleware.SomebodyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "score_preview.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "score_preview.people.context",
            ]
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("SCORE_PREVIEW_DATABASE", "var/preview.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
# Photos and files of worksheets lie beside the database.
SCORE_PRIVATE_ROOT = str(Path(DATABASES["default"]["NAME"]).absolute().parent / "files")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
# One signs in by choosing whom to be: every page has the menu for it.
LOGIN_URL = "home"
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "score_preview.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("id", "Bahasa Indonesia")]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
# /static/ is the course's own, rewritten in the blocks' HTML; so the site's files lie elsewhere.
STATIC_URL = "/site/"
# jQuery, which core blocks expect on the page, comes with Django.
STATICFILES_DIRS = [("vendor", Path(django.__file__).parent / "contrib/admin/static/admin/js/vendor/jquery")]

# Every problem, video and page counts towards completion, as in an LMS with the switch on.
WAFFLE_SWITCH_DEFAULT = True
# Completion announces itself to a tracker; none is listening.
EVENT_TRACKING_ENABLED = True
EVENT_TRACKING_BACKENDS: dict[str, dict] = {}
# Where the problem block looks for its own files: as in a development LMS, one package a block.
PIPELINE = {"PIPELINE_ENABLED": False}
REQUIRE_DEBUG = True
# What xblocks-contrib reads from its host.
FEATURES: dict[str, bool] = {}
COMPLETION_BY_VIEWING_DELAY_MS = 2500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
