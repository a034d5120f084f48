"""A category, tag or place in the place of others of its kind."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from archive.models import Category, EntryPage, EntryTag, Place, Tag
from archive.search.index import reindex
from cms.record.models import PAGES
from cms.record.touched import note

from .addresses import addresses_of, is_known, lead_on
from .drafts import rewrite


class Carried(NamedTuple):
    """How documents carry terms of a kind."""

    rows: type[Model]
    document: str  # the foreign key of a row to the document
    term: str
    relation: str  # in a draft


CARRIED = {
    Category: Carried(EntryPage.categories.through, "entrypage_id", "category_id", "categories"),
    Place: Carried(EntryPage.places.through, "entrypage_id", "place_id", "places"),
    Tag: Carried(EntryTag, "content_object_id", "tag_id", "entry_tags"),
}


def documents_with(terms: Collection[Any]) -> Any:
    """The documents, published or not, that carry any of these terms."""
    carried = CARRIED[type(next(iter(terms)))]
    rows = carried.rows._default_manager.filter(**{f"{carried.term}__in": [t.pk for t in terms]})
    return EntryPage.objects.filter(pk__in=rows.values(carried.document)).order_by("title", "pk")


@transaction.atomic
def merge(kept: Any, gone: Collection[Any], user: Any) -> int:
    """Let documents carry the one where they carried the others; return how many changed.

    Raises ValidationError where they cannot be one.
    """
    _refuse(kept, gone)
    keys = list(documents_with(gone).values_list("pk", flat=True))
    _carry(CARRIED[type(kept)], kept, gone)
    for term in gone:
        _inherit(kept, term)
        if is_known(term):
            lead_on(addresses_of(term), addresses_of(kept))
        log(kept, "archive.merge", user=user, data={"gone": str(term), "documents": len(keys)})
        type(term)._default_manager.get(pk=term.pk).delete()  # as it is now
    reindex(keys)
    note(PAGES, *keys)
    return len(keys)


def _refuse(kept: Any, gone: Collection[Any]) -> None:
    if kept in gone:
        raise ValidationError(_("What is kept cannot be one of those that go."))
    if isinstance(kept, Category) and any(each.locale_id != kept.locale_id for each in gone):
        raise ValidationError(
            _("Categories of two languages cannot be one: they are translations.")
        )


def _carry(carried: Carried, kept: Any, gone: Collection[Any]) -> None:
    keys = {term.pk for term in gone}
    rows = carried.rows._default_manager
    left = rows.filter(**{f"{carried.term}__in": keys})
    documents = set(left.values_list(carried.document, flat=True))
    left.delete()
    have = rows.filter(**{carried.term: kept.pk}).values_list(carried.document, flat=True)
    rows.bulk_create(
        carried.rows(**{carried.document: document, carried.term: kept.pk})
        for document in sorted(documents - set(have))
    )

    def change(content: dict[str, Any]) -> bool:
        said = content.get(carried.relation) or []
        if not any(_key(each) in keys for each in said):
            return False
        has_kept = any(_key(each) == kept.pk for each in said)
        first = next(each for each in said if _key(each) in keys)
        new = [] if has_kept else [_with(first, kept.pk)]
        content[carried.relation] = [each for each in said if _key(each) not in keys] + new
        return True

    rewrite(documents, change)


def _key(carried: Any) -> int:
    """A draft holds primary keys, or rows with one."""
    return carried["tag"] if isinstance(carried, dict) else carried


def _with(carried: Any, key: int) -> Any:
    return {**carried, "pk": None, "tag": key} if isinstance(carried, dict) else key


def _inherit(kept: Any, gone: Any) -> None:
    """What the other has and the one lacks: narrower subjects, names in other languages."""
    if isinstance(gone, Category):
        if kept.parent_id == gone.pk:
            kept.parent = gone.parent
            kept.save()
        for child in Category.objects.filter(parent=gone.pk).exclude(pk=kept.pk):
            child.parent = kept
            child.full_clean()  # no circle
            child.save()
        return
    have = set(kept.names.values_list("locale", flat=True))
    for name in type(gone).names.rel.related_model.objects.filter(
        **{type(gone)._meta.model_name: gone.pk}
    ):
        if name.locale_id not in have:
            setattr(name, type(gone)._meta.model_name, kept)
            name.save()
