from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.record.chain import FIRST, faults
from cms.record.models import Change


class Command(BaseCommand):
    help = "Verify that no change of the public record was altered or removed."

    def handle(self, *args: Any, **options: Any) -> None:
        if sentences := list(faults(Change.objects.order_by("number").iterator())):
            raise CommandError("\n".join(sentences))
        last = Change.objects.order_by("-number").first()
        number, digest = (last.number, last.hash) if last else (0, FIRST)
        self.stdout.write(
            f"The record is whole: {number} changes, the last one's digest is {digest}. Keep both "
            "elsewhere: only they tell whether the newest changes were cut off."
        )
        acts = Change.objects.filter(forgotten__isnull=True, forgets__isnull=False)
        if numbers := [str(number) for number in acts.values_list("number", flat=True)]:
            self.stdout.write(
                f"Changes {', '.join(numbers)} were written before such acts named words: of the "
                "changes that they forget, nobody can tell which words were to go."
            )
