from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from archive.checklist.rule import Fault, Rule
from archive.translating.states import is_copy, is_older, original_of


class Translation(Rule):
    """A translation is up to date with its original, and not in the original's words."""

    name = "translation"

    def faults(self, draft: Any) -> Iterator[Fault]:
        original = original_of(draft)
        if original is None:
            return
        if is_copy(draft, original.specific):
            sentence = _("The body still has the words of the original ({language}).")
            yield Fault(sentence.format(language=original.locale), "body")
        if original.live and Page.objects.filter(is_older(), pk=draft.pk).exists():
            sentence = _("“{title}” ({language}) was published again on {date}, after this.")
            yield Fault(
                sentence.format(
                    title=original.title,
                    language=original.locale,
                    date=date_format(original.last_published_at.date()),
                ),
                "title",
            )
