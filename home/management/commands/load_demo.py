"""Writes the demo archive into an empty database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from archive.models import EntryPage
from home.demo.load import load
from home.desk.accounts import NAMES


class Command(BaseCommand):
    """Writes the demo archive once; a second run changes nothing."""

    help = "Write the demo archive into an empty database; if it exists already, change nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["verbosity"]:
            load()
            return
        outcome = load()
        self.stdout.write(outcome.sentence)
        if outcome.is_written:
            self.stdout.write(_counts())
            self.stdout.write(_where_to_look())


def _counts() -> str:
    return (
        f"{Page.objects.filter(depth__gt=1).count()} pages, {EntryPage.objects.count()} of them "
        f"documents, {get_image_model().objects.count()} pictures, "
        f"{get_document_model().objects.count()} PDF."
    )


def _where_to_look() -> str:
    admin = f"{settings.WAGTAILADMIN_BASE_URL}/admin/"
    if settings.DEBUG:
        names = ", ".join(f"“{name}”" for name in NAMES)
        return f"Log in at {admin} as {names}; each password is the name."
    return f"Make yourself an account with “manage.py createsuperuser”, then log in at {admin}."
