from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.record.forgetting import forget
from cms.record.models import Change


class Command(BaseCommand):
    help = (
        "Overwrite words of one change of the public record for ever, where the law requires it: a "
        "name in a note or a path. That it was done is recorded, and the record stays verifiable."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="The number of the change.")
        parser.add_argument("words", nargs="+", choices=Change.FORGETTABLE)
        parser.add_argument("--who", required=True, help="Who orders it.")
        parser.add_argument("--note", required=True, help="Why, without the words themselves.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            act = forget(options["number"], options["words"], options["who"], options["note"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Done, as change {act.number}.")
