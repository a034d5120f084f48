from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from archive.safeguards.people.sealing import Unreadable


def sealed_models() -> list[Any]:
    """The models whose rows contain something sealed."""
    return [model for model in apps.get_models() if hasattr(model, "seal_again")]


class Command(BaseCommand):
    help = (
        "Encrypt everything sealed with the newest key of SEALING_KEYS. Afterwards the older keys "
        "can be removed from the setting. Repeat it if it was interrupted or if it fails: what was "
        "encrypted anew stays so, and is skipped."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count, faults = 0, []
        for model in sealed_models():
            for row in model._default_manager.order_by("pk").iterator():
                try:
                    count += row.seal_again()
                except Unreadable as error:
                    faults.append(f"{model._meta.verbose_name} {row.pk}: {error}")
                except FileNotFoundError:
                    faults.append(f"{model._meta.verbose_name} {row.pk}: not in the storage.")
                except model.DoesNotExist:
                    continue  # deleted meanwhile
        self.stdout.write(f"{count} sealed again.")
        if faults:
            raise CommandError("\n".join(["Keep the older keys. Not sealed again:", *faults]))
