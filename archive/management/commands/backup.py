from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.preservation.backup import BackupError, back_up
from archive.preservation.database import DumpError


class Command(BaseCommand):
    help = (
        "Write a backup of database and files into a folder of backups, while the site runs. "
        "Each is a complete BagIt bag; files that an earlier one has take no more space."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="The folder of all backups; each gets a folder in it."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            backup = back_up(options["folder"])
        except (BackupError, DumpError) as error:
            raise CommandError(str(error)) from error
        record, rows = backup.facts["record"], sum(backup.facts["rows"].values())
        self.stdout.write(
            f"{backup.folder}: {rows} rows, {backup.files} files, {backup.new} of them new. "
            f"The record's last change is {record['number']}, {record['hash']}."
        )
        self.stdout.write("SECRET_KEY and SEALING_KEYS are not in it: keep them apart.")
        if backup.lost:
            named = "\n".join(f"  {file.storage}: {file.name}" for file in backup.lost)
            raise CommandError(
                f"The backup was written. Rows name {len(backup.lost)} files that no storage has:\n"
                f"{named}",
                returncode=2,
            )
