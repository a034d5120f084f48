"""Which categories, tags and places an account of the admin sees: those of documents it sees."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import Page

from archive.models import Category, EntryPage, EntryTag, Place, Tag
from cms.admin_visibility import terms
from cms.admin_visibility.policy import seen_by


def register_terms() -> None:
    terms.register(Tag, lambda user: Tag.objects.filter(_seen(user, EntryTag, "content_object")))
    for model, on_pages in (
        (Category, EntryPage.categories.through),
        (Place, EntryPage.places.through),
    ):
        terms.register(model, partial(_seen_or_unused, model, on_pages))


def _seen(user: Any, uses: type[Model], page: str = "entrypage", term: str = "tag") -> Q:
    """The condition that a term is on a page that the account sees."""
    pages = Page.objects.filter(seen_by(user)).values("pk")
    return Q(pk__in=uses._default_manager.filter(**{f"{page}__in": pages}).values(term))


def _seen_or_unused(model: type[Model], uses: type[Model], user: Any) -> QuerySet[Any]:
    """Or is on no page at all. Not for tags, as a hidden draft may have created one."""
    term = str(model._meta.model_name)
    unused = ~Q(pk__in=uses._default_manager.values(term))
    return model._default_manager.filter(_seen(user, uses, term=term) | unused)
