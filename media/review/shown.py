"""The places of a picture or file, and the text about it there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.admin_visibility.policy import seen_by
from cms.blocks import media_in
from cms.visibility.uses import pages_using
from media.in_use import uses_of


class Place(NamedTuple):
    """A page that shows it, and the text about it in one place."""

    title: str
    address: str
    caption: str = ""
    credit: str = ""


def places_of(file: Any, user: Any) -> list[Place]:
    """Its places in pages that the account may see, drafts included."""
    finder = AdminURLFinder(user)
    keys = {instance.pk for instance, _ in uses_of(file) if isinstance(instance, Page)}
    # Wagtail's index lacks videos on pages last saved before there were reviews.
    keys.update(pages_using(type(file), [file.pk]))
    pages = Page.objects.filter(seen_by(user), pk__in=keys).specific()
    return [
        Place(page.get_admin_display_title(), finder.get_edit_url(page) or "", *words)
        for page in (page.get_latest_revision_as_object() for page in pages)
        for words in dict.fromkeys(_words(page, file)) or [("", "")]
    ]


def _words(page: Page, file: Any) -> Iterator[tuple[str, str]]:
    """Caption and credit in each place of a page."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            for medium, words in media_in(stream.stream_block, stream.raw_data):
                if (medium.model, medium.key) == (type(file), file.pk):
                    yield words.get("caption", ""), words.get("credit", "")
        elif field.related_model is type(file) and getattr(page, field.attname) == file.pk:
            names = (f"{field.name}_caption", f"{field.name}_credit")
            caption, credit = (getattr(page, name, "") for name in names)
            yield caption, credit
