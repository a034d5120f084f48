from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.preservation.database import DumpError
from archive.preservation.restore import RestoreError, restore


class Command(BaseCommand):
    help = "Restore a backup into an empty installation, and compare the two."
    requires_system_checks = []  # they query a database that does not exist yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="The folder of one backup.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restored = restore(options["backup"])
        except (RestoreError, DumpError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored and equal: {restored.rows} rows, {restored.files} files. "
            f"The record is whole; its last change is {restored.change}, {restored.digest}."
        )
        self.stdout.write("Run migrate if the code is newer than the backup. All log in anew.")
