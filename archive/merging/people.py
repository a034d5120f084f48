"""Merges spellings of a person's name, wherever documents name people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import log
from wagtail.models import Orderable

from archive.models import EntryContributor, EntryPage
from archive.safeguards.naming.saving import says_no_sealed_name
from archive.search.admin.index import index_keys
from archive.search.description import entry_models
from archive.search.index import reindex
from cms.editing.meanwhile.lock import wait_for_forms_of

from .drafts import rewrite
from .survivors import MERGED


def rows_of_people() -> dict[str, type[Model]]:
    """The rows of documents that name a person, by their relation."""
    return {
        relation.get_accessor_name(): relation.related_model
        for model in entry_models()
        for relation in get_all_child_relations(model)
        if issubclass(relation.related_model, Orderable)
        and any(field.name == "name" for field in relation.related_model._meta.fields)
    }


def names() -> list[str]:
    """Every name in documents, the most frequent first."""
    counts: Counter[str] = Counter()
    for model in rows_of_people().values():
        counts.update(model._default_manager.values_list("name", flat=True))
    return [name for name, _count in counts.most_common()]


def _rows(spellings: Collection[str]) -> Iterator[Any]:
    for model in rows_of_people().values():
        yield from model._default_manager.filter(name__in=spellings).select_related("page")


def documents_naming(spellings: Collection[str]) -> Any:
    keys = {row.page_id for row in _rows(spellings)}
    return EntryPage.objects.filter(pk__in=keys).order_by("title", "pk")


@transaction.atomic
def merge(name: str, spellings: Collection[str], user: Any) -> int:
    """Replace the other names by the one in all documents; return how many changed.

    Raises ValidationError if the name must not appear.
    """
    says_no_sealed_name(name)
    wait_for_forms_of(EntryContributor, 0)  # two merges run one after the other
    documents = {row.page_id: row.page for row in _rows(spellings)}
    for row in _rows(spellings):
        row.name = name
        row.save()

    def change(content: dict[str, Any]) -> bool:
        rows = [row for relation in rows_of_people() for row in content.get(relation) or []]
        renamed = [row for row in rows if row["name"] in spellings]
        for row in renamed:
            row["name"] = name
        return bool(renamed)

    changed_keys = rewrite(documents.keys(), change)
    reindex(documents)
    index_keys(documents.keys() | changed_keys)
    for page in documents.values():
        log(page, MERGED, user=user, data={"gone": ", ".join(spellings), "kept": name})
    return len(documents)
