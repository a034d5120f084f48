"""Merges categories, tags or places into another of the same kind."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from archive.models import Category, EntryPage, EntryTag, Place, Tag
from archive.search.admin.index import index_keys
from archive.search.index import reindex
from cms.editing.meanwhile.lock import wait_for_forms_of
from cms.record.models import PAGES
from cms.record.touched import note

from .addresses import addresses_of, is_known, lead_on
from .drafts import rewrite
from .survivors import MERGED, survivor


class Carried(NamedTuple):
    """How documents refer to terms of one kind."""

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
def merge(target: Any, merged: Collection[Any], user: Any) -> int:
    """Replace the others by the one in all documents; return how many changed.

    Merges of one kind wait for each other, and for anyone saving one of these in a form.
    Raises ValidationError if they cannot be merged, or one of them no longer exists.
    """
    model = type(target)
    for key in sorted({0, target.pk, *(term.pk for term in merged)}):
        wait_for_forms_of(model, key)
    target, merged = _as_stored(model, [target])[0], _as_stored(model, merged)
    _refuse(target, merged)
    keys = list(documents_with(merged).values_list("pk", flat=True))
    changed_keys = _carry(CARRIED[type(target)], target, merged)
    for term in merged:
        _inherit(target, term)
        if is_known(term):
            lead_on(addresses_of(term), addresses_of(target))
        data = {"gone": str(term), "key": term.pk, "documents": len(keys)}
        log(target, MERGED, user=user, data=data)
        model._default_manager.get(pk=term.pk).delete()  # fetched again, as it is now
    reindex(keys)
    index_keys(changed_keys)
    note(PAGES, *keys)
    return len(keys)


def _as_stored(model: Any, terms: Collection[Any]) -> list[Any]:
    """As they are now: somebody else may have merged them meanwhile."""
    stored = model._default_manager.in_bulk([term.pk for term in terms])
    for term in terms:
        if term.pk not in stored:
            raise ValidationError(gone_sentence(model, term.pk, str(term)))
    return [stored[term.pk] for term in terms]


def gone_sentence(model: Any, key: int, name: str) -> str:
    """The message for merging a term that no longer exists."""
    if heir := survivor(model, key=key):
        sentence = gettext("Somebody has merged “{name}” into “{other}” meanwhile.")
        return sentence.format(name=name, other=heir)
    return gettext("Somebody has deleted “{name}” meanwhile.").format(name=name)


def _refuse(target: Any, merged: Collection[Any]) -> None:
    if target in merged:
        raise ValidationError(_("What is kept cannot be one of those that go."))
    if isinstance(target, Category) and any(term.locale_id != target.locale_id for term in merged):
        raise ValidationError(
            _("Categories of two languages cannot be one: they are translations.")
        )


def _carry(carried: Carried, target: Any, merged: Collection[Any]) -> set[int]:
    """Returns the keys of the documents that say so now, in a draft or not."""
    keys = {term.pk for term in merged}
    rows = carried.rows._default_manager
    left = rows.filter(**{f"{carried.term}__in": keys})
    documents = set(left.values_list(carried.document, flat=True))
    left.delete()
    have = rows.filter(**{carried.term: target.pk}).values_list(carried.document, flat=True)
    rows.bulk_create(
        carried.rows(**{carried.document: document, carried.term: target.pk})
        for document in sorted(documents - set(have))
    )

    def change(content: dict[str, Any]) -> bool:
        carries = content.get(carried.relation) or []
        if not any(_key(item) in keys for item in carries):
            return False
        has_target = any(_key(item) == target.pk for item in carries)
        first = next(item for item in carries if _key(item) in keys)
        new = [] if has_target else [_with(first, target.pk)]
        content[carried.relation] = [item for item in carries if _key(item) not in keys] + new
        return True

    return documents | rewrite(documents, change)


def _key(carried: Any) -> int:
    """The key of a term: a draft holds primary keys, or rows with one."""
    return carried["tag"] if isinstance(carried, dict) else carried


def _with(carried: Any, key: int) -> Any:
    return {**carried, "pk": None, "tag": key} if isinstance(carried, dict) else key


def _inherit(target: Any, merged: Any) -> None:
    """Take over what only the other has: narrower subjects, names in other languages."""
    if isinstance(merged, Category):
        if target.parent_id == merged.pk:
            target.parent = merged.parent
            target.save()
        for child in Category.objects.filter(parent=merged.pk).exclude(pk=target.pk):
            child.parent = target
            child.full_clean()  # avoids a cycle
            child.save()
        return
    have = set(target.names.values_list("locale", flat=True))
    for name in type(merged).names.rel.related_model.objects.filter(
        **{type(merged)._meta.model_name: merged.pk}
    ):
        if name.locale_id not in have:
            setattr(name, type(merged)._meta.model_name, target)
            name.save()
