from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from archive.checklist.rule import Fault, Rule


class Translation(Rule):
    """The eldest of translations is the original; what changed in it may have to change here."""

    name = "translation"

    def faults(self, draft: Any) -> Iterator[Fault]:
        same = Page.objects.filter(translation_key=draft.translation_key, alias_of=None)
        original = same.select_related("locale").order_by("pk").first()
        since = draft.last_published_at
        if not (original and since and draft.pk and original.pk != draft.pk and original.live):
            return
        if original.last_published_at and original.last_published_at > since:
            sentence = _("“{title}” ({language}) was published again on {date}, after this.")
            yield Fault(
                sentence.format(
                    title=original.title,
                    language=original.locale,
                    date=date_format(original.last_published_at.date()),
                ),
                "title",
            )
