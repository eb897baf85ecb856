"""``manage.py preview_people``: make the demo people of the preview, or leave them as they are."""

from django.core.management.base import BaseCommand

from score_preview.demo import make_people


class Command(BaseCommand):
    help = "Make the demo people, their enterprise and its institution."

    def handle(self, *args, **options) -> None:
        make_people()
