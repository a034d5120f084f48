"""Updates the index with each write that changes the text of a published document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Collection, CollectionMember, CollectionViewRestriction

from archive.models import EntryPage, SearchEntry
from archive.signals import draft_written, entry_written
from cms.record.subjects import holds_words_of
from cms.visibility.closed import cleared_models

from .admin.index import index_keys
from .description import Related, column_of, description_of, entry_models
from .documents import UNSAID, name_of
from .index import index_draft, index_written, reindex

# A file's collection and review decide whether readers see it, and the text about it.
WHETHER_SEEN = ["collection", "cleared_until"]
MEDIA = cleared_models()


def index_entry(key: int, **_options: Any) -> None:
    index_written(key)


def index_latest(draft: EntryPage, **_options: Any) -> None:
    index_draft(draft)


def note_change(sender: type[Model], instance: Any, **_options: Any) -> None:
    """Remember before a write which documents it changes."""
    is_new = instance._state.adding
    instance.entries_to_index = [] if is_new or _is_stored(instance) else _entries(instance)


def note_deletion(sender: type[Model], instance: Any, **_options: Any) -> None:
    """Remember the same before a deletion, which removes the links from documents."""
    instance.entries_to_index = _entries(instance)


def index_noted(instance: Any, created: bool = False, **_options: Any) -> None:
    keys, is_term = instance.__dict__.pop("entries_to_index", []), type(instance) in terms()
    # A new row may be a name of a tag that documents already have.
    if created and is_term:
        keys = _entries(instance)
    reindex(keys)
    if is_term:
        index_keys(keys)


def index_restricted(instance: CollectionViewRestriction, **_options: Any) -> None:
    _index_below(instance.collection_id)


def index_moved(instance: Collection, created: bool, **_options: Any) -> None:
    # Wagtail moves a collection after saving it, in the same transaction.
    if not created:
        transaction.on_commit(partial(_index_below, instance.pk))


def index_media(instances: Iterable[Model]) -> None:
    """Update the index after images or files were written without signals."""
    keys: dict[type[Model], list[int]] = defaultdict(list)
    for instance in instances:
        keys[type(instance)].append(instance.pk)
    for model in MEDIA:
        if keys[model]:
            reindex(entries_showing(model, keys[model]))


def entries_showing(model: type[Model], keys: list[int]) -> list[int]:
    """The published documents that show any of these images or files."""
    media_names = {name_of(model, key) for key in keys}
    rows = SearchEntry.objects.exclude(media=[]).values_list("pk", "media")
    names_by_page = (
        (key, {name.removeprefix(UNSAID) for name in media}) for key, media in rows.iterator()
    )
    return [key for key, names in names_by_page if not media_names.isdisjoint(names)]


@cache
def terms() -> dict[type[Model], list[Related]]:
    """The models that documents take words from, with the relations to documents."""
    relations_by_model: dict[type[Model], list[Related]] = defaultdict(list)
    for related in {relation for m in entry_models() for relation in description_of(m).related}:
        if related.term:
            relations_by_model[related.model].append(related)
    return relations_by_model


def register_signal_handlers() -> None:
    holds_words_of(SearchEntry, *terms(), *MEDIA)
    entry_written.connect(index_entry, dispatch_uid="archive.search")
    draft_written.connect(index_latest, dispatch_uid="archive.search")
    for model in (*terms(), *MEDIA):
        pre_save.connect(note_change, sender=model, dispatch_uid="archive.search")
        pre_delete.connect(note_deletion, sender=model, dispatch_uid="archive.search")
        for signal in (post_save, post_delete):
            signal.connect(index_noted, sender=model, dispatch_uid="archive.search")
    for signal in (post_save, post_delete):
        signal.connect(
            index_restricted, sender=CollectionViewRestriction, dispatch_uid="archive.search"
        )
    post_save.connect(index_moved, sender=Collection, dispatch_uid="archive.search")


def _is_stored(instance: Model) -> bool:
    """Whether the relevant columns in the database equal those in memory."""
    relations = terms().get(type(instance), ())
    paths = {path for relation in relations for column in relation.columns for path in column.needs}
    columns = {path.split("__")[-1] for path in paths}
    options: Any = type(instance)._meta
    own_columns = columns or [name for name in WHETHER_SEEN if column_of(type(instance), name)]
    names = [options.get_field(name).attname for name in own_columns]
    rows = type(instance)._default_manager.filter(pk=instance.pk)
    return rows.values_list(*names).first() == tuple(getattr(instance, name) for name in names)


def _entries(instance: Model) -> list[int]:
    if type(instance) not in terms():
        return entries_showing(type(instance), [instance.pk])
    return [
        key
        for relation in terms()[type(instance)]
        for key in relation.rows._default_manager.filter(
            **{relation.term: instance.pk}
        ).values_list(relation.owner, flat=True)
    ]


def _index_below(collection: int) -> None:
    """Update text about images and files in a collection and its descendants."""
    if not (above := Collection.objects.filter(pk=collection).first()):
        return
    for model in filter(_lies_in_collection, MEDIA):
        media = model._default_manager.filter(collection__path__startswith=above.path)
        reindex(entries_showing(model, list(media.values_list("pk", flat=True))))


def _lies_in_collection(model: type[Model]) -> bool:
    return issubclass(model, CollectionMember)
