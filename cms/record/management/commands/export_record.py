import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.record.chain import line
from cms.record.models import Change


class Command(BaseCommand):
    help = (
        "Write the public record as JSON Lines, one change per line, oldest first. "
        "docs/security.md says how to verify it without this software."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--private",
            action="store_true",
            help="Include authors and private notes; omit this for others.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names = [
            name for name in Change.FORGETTABLE if options["private"] or name not in ("who", "note")
        ]
        for change in Change.objects.order_by("number").iterator():
            words = {name: getattr(change, name) for name in names if getattr(change, name)}
            salts = {name: change.salts[name] for name in words}
            chained_line = {**line(change), "hash": change.hash}
            self.stdout.write(
                json.dumps({**chained_line, "words": words, "salts": salts}, ensure_ascii=False)
            )
