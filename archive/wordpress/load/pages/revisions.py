"""Creates the revision of a page that was just written, without saving the page again."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from wagtail.models import COMMENTS_RELATION_NAME, Page, ReferenceIndex, Revision


def save_revision(page: Page, user: Any, instead_of: Revision | None = None) -> Revision:
    """A revision with the page's own content; it is the live one if the page is public."""
    user = instead_of.user if instead_of else user
    # Saving the page would write its rows and three indexes again without any change.
    page.save = partial(_write_columns, page)
    revision = page.save_revision(
        user=user, clean=False, changed=False, overwrite_revision=instead_of
    )
    if page.live:
        page.live_revision = revision
        page.save(update_fields=["live_revision"])
    del page.save
    return revision


def write_body(page: Any) -> None:
    """Write a body with unchanged words, to the page and its only revision."""
    page._meta.get_field("body").model.objects.filter(pk=page.pk).update(body=page.body)
    revision = page.latest_revision
    revision.content["body"] = page.serializable_data()["body"]
    revision.save(update_fields=["content"])
    ReferenceIndex.create_or_update_for_object(page)


def _write_columns(page: Page, update_fields: Collection[str], **_options: Any) -> None:
    names = [name for name in update_fields if name != COMMENTS_RELATION_NAME]
    Page.objects.filter(pk=page.pk).update(**{name: getattr(page, name) for name in names})
