from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.preservation.site.writing import SiteError, write_site


class Command(BaseCommand):
    help = (
        "Write what readers can see of the default site into a new folder, as HTML, JSON and "
        "files that any browser opens without a server: on a USB stick, in another archive."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="A folder that does not exist yet.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = write_site(options["folder"])
        except SiteError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{site.pages} pages and {site.files} files: open {options['folder'] / 'index.html'}."
        )
