"""The app as the LMS finds it; Studio has none of these pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Addresses under /score/. Whatever they show or change goes through records.api."""

    name = "score_xblocks.pages"
    label = "score_pages"
    verbose_name = "SCORE: pages"

    plugin_app = {
        "url_config": {
            "lms.djangoapp": {"namespace": "score_pages", "regex": r"^score/", "relative_path": "urls"},
        },
    }
