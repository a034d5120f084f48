"""`manage.py graphql_limits [FILE]`: the table of the endpoint's limits."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.graphql.limits.settings import table

BEGIN, END = "<!-- limits -->\n", "<!-- end of limits -->\n"


class Command(BaseCommand):
    help = "Print the limits of the GraphQL endpoint, or write them between a file's two marks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a file with the two marks")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path | None = options["file"]
        if file is None:
            self.stdout.write(table())
            return
        before, begin, after_begin = file.read_text("utf-8").partition(BEGIN)
        _old, end, after = after_begin.partition(END)
        if not (begin and end):
            raise CommandError(f"{file} has no lines {BEGIN.strip()} and {END.strip()}.")
        file.write_text(f"{before}{BEGIN}{table()}{END}{after}", "utf-8")
