"""Where photos and files lie: a storage of their own, which no public address leads to.

`SCORE_PRIVATE_STORAGE` may name one as an entry of Django's STORAGES does: {"BACKEND": …, "OPTIONS": {…}}. Otherwise
it is the folder `SCORE_PRIVATE_ROOT`, which must lie outside MEDIA_ROOT and STATIC_ROOT.
"""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.module_loading import import_string

from .shapes import NotAllowed


def private_storage() -> Storage:
    """The storage. Raises NotAllowed when the site has none."""
    named = getattr(settings, "SCORE_PRIVATE_STORAGE", None)
    if named:
        return import_string(named["BACKEND"])(**named.get("OPTIONS", {}))
    root = getattr(settings, "SCORE_PRIVATE_ROOT", None)
    if not root:
        raise NotAllowed("no-storage")
    return FileSystemStorage(root, file_permissions_mode=0o600, directory_permissions_mode=0o700)


def check_private(app_configs, **options) -> list[Error]:
    """A check of Django's: the private folder is not among what a web server shows to everybody."""
    root = getattr(settings, "SCORE_PRIVATE_ROOT", None)
    if not root:
        return []
    private = Path(root).resolve()
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        public = getattr(settings, name, None)
        if public and private.is_relative_to(Path(public).resolve()):
            told = f"SCORE_PRIVATE_ROOT lies in {name}: everybody could read the photos of every enterprise."
            return [Error(told, hint="Name a folder outside of it.", id="score_records.E001")]
    return []
