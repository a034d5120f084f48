from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from archive.safeguards.people.sealing import Unreadable


def sealed_models() -> list[Any]:
    """The models whose rows contain something sealed."""
    return [model for model in apps.get_models() if hasattr(model, "seal_again")]


class Command(BaseCommand):
    help = (
        "Encrypt everything sealed with the newest key of SEALING_KEYS. "
        "Afterwards the older keys can be removed from the setting."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        try:
            for model in sealed_models():
                for row in model._default_manager.select_for_update().order_by("pk"):
                    row.seal_again()
                    count += 1
        except Unreadable as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        except FileNotFoundError:
            raise CommandError(
                f"The evidence of the consent {row.pk} is not in the storage. Nothing was changed."
            ) from None
        self.stdout.write(f"{count} sealed again.")
