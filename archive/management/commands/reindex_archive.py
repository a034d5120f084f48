"""Rebuilds both search indexes, that of readers and that of the admin."""

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Page

from archive.models import AdminSearchEntry
from archive.search.admin.index import index_keys
from archive.search.index import reindex_all


class Command(BaseCommand):
    """Writes both indexes; a second run changes nothing."""

    help = "Rebuild the search indexes of readers and of the admin, while the site runs."

    def handle(self, *args: Any, **options: Any) -> None:
        count = reindex_all()
        index_keys(Page.objects.filter(depth__gt=1).values_list("pk", flat=True))
        if options["verbosity"]:
            pages = AdminSearchEntry.objects.count()
            self.stdout.write(f"{count} published documents are in the search index.")
            self.stdout.write(f"{pages} pages are in the index of the admin.")
