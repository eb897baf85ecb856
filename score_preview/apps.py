"""The preview as a Django app."""

from django.apps import AppConfig


class PreviewConfig(AppConfig):
    name = "score_preview"
    verbose_name = "SCORE preview"
