"""Makes the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.search.index import reindex_all


class Command(BaseCommand):
    """Writes the whole search index from what is published; a second run changes nothing."""

    help = "Make the search index anew from what is published, while the site goes on."

    def handle(self, *args: Any, **options: Any) -> None:
        count = reindex_all()
        if options["verbosity"]:
            self.stdout.write(f"{count} published documents are in the search index.")
