"""The app as LMS and Studio find it."""

from django.apps import AppConfig
from django.core.checks import register

from .storage import check_private


class RecordsConfig(AppConfig):
    """Tables in both, since Studio shows blocks too; only the LMS retires users."""

    name = "score_xblocks.records"
    label = "score_records"
    verbose_name = "SCORE: enterprises and their worksheets"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app = {
        "signals_config": {
            "lms.djangoapp": {
                "relative_path": "retirement",
                "receivers": [
                    {
                        "receiver_func_name": "on_user_retired",
                        "signal_path": "openedx.core.djangoapps.user_api.accounts.signals.USER_RETIRE_LMS_CRITICAL",
                    }
                ],
            },
        },
    }

    def ready(self) -> None:
        register(check_private, "security")
