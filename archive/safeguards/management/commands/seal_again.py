from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from archive.safeguards.people.models import SealedIdentity
from archive.safeguards.people.sealing import Unreadable


class Command(BaseCommand):
    help = (
        "Encrypts all sealed identities under the newest key of SEALING_KEYS. "
        "Afterwards the keys before it can be taken out of the setting."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        try:
            for sealed in SealedIdentity.objects.select_for_update().order_by("pk"):
                sealed.seal_again()
                count += 1
        except Unreadable as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        self.stdout.write(f"{count} sealed again.")
