from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Site

from cms.record.forgetting import addresses
from cms.record.forgetting.words import forget
from cms.record.models import Change


class Command(BaseCommand):
    help = (
        "Overwrite words of the public record for good, if the law requires it: words of one "
        "change, such as a name in a note; or with --path an address and everything that was ever "
        "below it, with its redirects. This act is recorded, and the record stays "
        "verifiable."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, nargs="?", help="The number of the change.")
        parser.add_argument(
            "words", nargs="*", help=f"Words of it: {', '.join(Change.FORGETTABLE)}."
        )
        parser.add_argument(
            "--path",
            action="append",
            default=[],
            help="An address: /letters/kim/. May be repeated.",
        )
        parser.add_argument("--site", help="The host name of its site, if not the default one.")
        parser.add_argument(
            "--translations",
            action="store_true",
            help="Also addresses of translations with the same slug.",
        )
        parser.add_argument("--who", required=True, help="Who orders it.")
        parser.add_argument("--note", required=True, help="Why, without the words themselves.")

    def handle(self, *args: Any, **options: Any) -> None:
        number, words, paths = options["number"], options["words"], options["path"]
        if bool(paths) == bool(number and words):
            raise CommandError("Give the number of a change and words of it, or --path.")
        if unknown := set(words) - set(Change.FORGETTABLE):
            raise CommandError(f"No such words: {', '.join(sorted(unknown))}.")
        try:
            if paths:
                self._forget_paths(options)
            else:
                self._forget_words(number, words, options)
        except ValueError as error:
            raise CommandError(str(error)) from error

    def _forget_words(self, number: int, words: list[str], options: dict[str, Any]) -> None:
        change = Change.objects.filter(number=number).first()
        act = forget(number, words, options["who"], options["note"])
        self.stdout.write(f"Done, as change {act.number}.")
        for name in words:  # an editor's act is repeated for each page that it took along
            for other in Change.objects.filter(**{name: getattr(change, name)}).order_by("number"):
                self.stdout.write(f"The same {name} stands in change {other.number} too.")

    @transaction.atomic
    def _forget_paths(self, options: dict[str, Any]) -> None:
        host = options["site"]
        sites = Site.objects.filter(**({"hostname": host} if host else {"is_default_site": True}))
        if not (site := sites.first()):
            raise CommandError("There is no such site.")
        paths = dict.fromkeys(options["path"])
        if options["translations"]:
            for path in options["path"]:
                paths |= dict.fromkeys(addresses.translated_addresses(path, site))
        for path in paths:
            changes = addresses.forget_address(path, site, options["who"], options["note"])
            self.stdout.write(f"{path}: done, as changes {changes[0].number} and following.")
        slugs = {path.strip("/").rpartition("/")[2] for path in paths}
        for other in sorted(
            {address for slug in slugs for address in addresses.addresses_with(slug, site)}
        ):
            self.stdout.write(f"The same slug stands at {other} too.")
