"""Which categories, tags and places an editor is told: none that only hidden documents use."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import Page

from cms.record import words
from cms.record.policy import seen_by

from .models import Category, EntryPage, EntryTag, Place, Tag


def register_words() -> None:
    words.register(Tag, lambda user: Tag.objects.filter(_seen(user, EntryTag, "content_object")))
    for model, on_pages in (
        (Category, EntryPage.categories.through),
        (Place, EntryPage.places.through),
    ):
        words.register(model, partial(_seen_or_unused, model, on_pages))


def _seen(user: Any, uses: type[Model], page: str = "entrypage", term: str = "tag") -> Q:
    """On a page that the account sees."""
    pages = Page.objects.filter(seen_by(user)).values("pk")
    return Q(pk__in=uses._default_manager.filter(**{f"{page}__in": pages}).values(term))


def _seen_or_unused(model: type[Model], uses: type[Model], user: Any) -> QuerySet[Any]:
    """Also on none: who keeps the terms has made it for all. A tag is made by a draft, too."""
    term = str(model._meta.model_name)
    unused = ~Q(pk__in=uses._default_manager.values(term))
    return model._default_manager.filter(_seen(user, uses, term=term) | unused)
