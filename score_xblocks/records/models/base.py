"""What the tables' columns share."""

from django.conf import settings
from django.db import models

from ..keys import KEY_LENGTH, slug

USAGE_KEY_LENGTH = 255
CELL_LENGTH = 200
UUID_LENGTH = 36


def key_field(**options) -> models.CharField:
    return models.CharField(max_length=KEY_LENGTH, validators=[slug], **options)


def user_field(on_delete=models.SET_NULL, **options) -> models.ForeignKey:
    """A person. Whoever is deleted leaves what the enterprise needs behind, without a name."""
    null = on_delete is models.SET_NULL
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=on_delete, null=null, blank=null, related_name="+", **options
    )
