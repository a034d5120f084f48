"""Cleans what was stored before, by the rules of today."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from media.models import CustomDocument, CustomImage
from media.storage.sealed import Sealed


class Command(BaseCommand):
    help = (
        "Make the clean copy of each picture and file again from its sealed original. Unchanged "
        "copies are left alone, so running it again continues where it was stopped. Files that "
        "today's rules refuse become private and are listed: the command then exits with 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--after",
            type=int,
            default=0,
            metavar="NUMBER",
            help="Continue after the picture or file with this number, as the last run printed it.",
        )
        parser.add_argument("--only", choices=["images", "documents"], help="Pictures, or files.")

    def handle(self, *args: Any, after: int, only: str | None, **options: Any) -> None:
        models = {"images": CustomImage, "documents": CustomDocument}
        refusals = 0
        for name, model in models.items():
            if only in (None, name):
                rows = model._base_manager.filter(pk__gt=after).order_by("pk")
                # Not the rows themselves: on SQLite, an open read of older data prevents writing.
                for key in list(rows.values_list("pk", flat=True)):
                    refusals += sum(not self._clean(row) for row in rows.filter(pk=key))
        if refusals:
            raise CommandError(f"{refusals} are refused and private until somebody mends them.")

    def _clean(self, row: Sealed) -> bool:
        """Whether readers may get it."""
        try:
            outcome = "cleaned anew" if row.clean_anew() else "as it was"
        except ValidationError as refusal:
            outcome = " ".join(refusal.messages)
            row.refuse()
            return False
        except OSError as error:
            outcome = f"the original cannot be read: {error}"
            return False
        finally:
            self.stdout.write(f"{row._meta.verbose_name} {row.pk}: {outcome}")
        return True
