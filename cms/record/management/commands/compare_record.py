from typing import Any

from django.core.management.base import BaseCommand

from cms.record.comparison import compare_everything


class Command(BaseCommand):
    help = "Compare everything that readers can see with the public record, and record differences."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Changes that were not recorded yet: {compare_everything()}.")
