"""Writes manuscripts into the page tree: first every page, then relations between pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from archive.models import Category, EntryPage, Place, Tag
from archive.models.pages.reference import Referenced

from .keys import Keys, stream, translation_key
from .manuscript import Manuscript

FAR_AHEAD = datetime(2099, 1, 1, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def write_pages(manuscripts: list[Manuscript], keys: Keys, home: Page | None) -> None:
    """Write all pages, published or not as they say; `home` is an existing front page to fill."""
    for manuscript in manuscripts:
        page = home if home and manuscript is manuscripts[0] else _new_page(manuscript)
        keys.pages[manuscript.key, manuscript.locale] = page
        _set_fields(page, manuscript, keys)
        if home and page is home:
            page.translation_key = translation_key("page", manuscript.key)
            page.save()
        else:
            _parent(manuscript, keys).add_child(instance=page)
        if isinstance(page, Referenced):
            page.give_reference_code()  # in the order of the manuscripts
    for manuscript in manuscripts:
        page = keys.pages[manuscript.key, manuscript.locale]
        page.refresh_from_db()  # updates its place in the tree, which its siblings have changed
        _fill(page, manuscript, keys)
        _publish(page, manuscript.state)


def _new_page(manuscript: Manuscript) -> Page:
    return apps.get_model(manuscript.model)(
        locale=Locale.objects.get(language_code=manuscript.locale),
        translation_key=translation_key("page", manuscript.key),
        live=False,
    )


def _parent(manuscript: Manuscript, keys: Keys) -> Page:
    if not manuscript.parent:
        return Page.get_first_root_node()
    parent = keys.pages[manuscript.parent, manuscript.locale]
    parent.refresh_from_db()
    return parent


def _set_fields(page: Page, manuscript: Manuscript, keys: Keys) -> None:
    page.title, page.slug = manuscript.title, manuscript.slug
    for name, value in manuscript.fields.items():
        setattr(page, *_column(name, value, manuscript, keys))


def _column(name: str, value: Any, manuscript: Manuscript, keys: Keys) -> tuple[str, Any]:
    if name == "lead_image":
        return "lead_image_id", keys.pictures[value]
    if name == "document":
        return "document_id", keys.files[value]
    if name == "in_reply_to":
        return "in_reply_to_id", keys.page(value, manuscript.locale).pk
    return name, value


def _fill(page: Page, manuscript: Manuscript, keys: Keys) -> None:
    if manuscript.body:
        blocks = keys.resolved([value for _, value in manuscript.body], manuscript.locale)
        names = [name for name, _ in manuscript.body]
        column = page._meta.get_field("body")
        page.body = stream(column, list(zip(names, blocks, strict=True)))
    for relation, rows in manuscript.rows.items():
        _add_rows(page, relation, rows, manuscript, keys)
    if isinstance(page, EntryPage):
        _classify(page, manuscript)
    page.full_clean()


def _add_rows(
    page: Page, relation: str, rows: list[dict[str, Any]], manuscript: Manuscript, keys: Keys
) -> None:
    manager = getattr(page, relation)
    for sort_order, values in enumerate(rows):
        row = manager.model(sort_order=sort_order)
        for name, value in values.items():
            if name == "entry":
                row.entry_id = keys.page(value, manuscript.locale).pk
            else:
                setattr(row, name, value)
        row.full_clean(exclude=["page"])
        manager.add(row)


def _classify(page: EntryPage, manuscript: Manuscript) -> None:
    categories = Category.objects.filter(locale=page.locale)
    page.categories = [categories.get(slug=slug) for slug in manuscript.categories]
    page.places = [Place.objects.get(slug=slug) for slug in manuscript.places]
    page.tags.add(*(Tag.objects.get(slug=slug) for slug in manuscript.tags))


def _publish(page: Page, state: str) -> None:
    if state == "scheduled":
        page.go_live_at = FAR_AHEAD
    revision = page.save_revision(clean=True)
    if state == "draft":
        return
    revision.publish()
    page.refresh_from_db()
    if state == "expired":
        page.expire_at = timezone.now() - timedelta(days=1)
        page.unpublish(set_expired=True)
    elif state == "private":
        login = PageViewRestriction.LOGIN
        PageViewRestriction.objects.create(page=page, restriction_type=login)
