"""System checks: the house rules of documents and blocks, each with the file and the mend."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.db.models import Model
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from taggit.models import ItemBase, TagBase
from wagtail.blocks import Block, ListBlock, RichTextBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from .blocks.text import BodyPartBlock, FormattedTextBlock
from .models import EntryPage
from .models.pages.reference import Referenced
from .search.description import entry_models

Faults = Iterator[checks.CheckMessage]


@checks.register
def check_house_rules(**_options: Any) -> list[checks.CheckMessage]:
    """What an editor or a reader would miss in the archive's own models and blocks."""
    models = dict.fromkeys(model for page in apps.get_models() for model in documented(page))
    fields = [field for model in models for field in model._meta.local_fields]
    streams = [field.stream_block for field in fields if isinstance(field, StreamField)]
    shown = {type(block): block for stream in streams for block in stream.child_blocks.values()}
    return [
        *(fault for model in models for fault in model_faults(model)),
        *(fault for model in entry_models() for fault in search_faults(model)),
        *letter_faults(models),
        *(fault for block in shown.values() for fault in block_faults(block)),
        *(fault for block in _body_parts(BodyPartBlock) for fault in unused_faults(block, shown)),
    ]


def documented(model: type[Model]) -> list[type[Model]]:
    """A page type of ours with the models of its child rows and terms; none for anything else."""
    if not issubclass(model, Page):
        return []
    related = [*get_all_child_relations(model), *model._meta.local_many_to_many]
    models = [model, *(each.related_model for each in related)]
    ours = [each for each in models if not each.__module__.startswith("wagtail.")]
    return [each for each in ours if not issubclass(each, TagBase | ItemBase)]  # they are taggit's


def model_faults(model: type[Model]) -> Faults:
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        is_said = str(field.help_text).endswith((".", "…")) or isinstance(field, ParentalKey)
        if field.editable and not field.auto_created and field.name != "sort_order" and not is_said:
            yield _error(
                1,
                f"{model.__name__}.{field.name} has no help_text in whole sentences.",
                "Write one with an example: it is the editor's help and the API's description.",
                model,
            )
    is_row = any(isinstance(field, ParentalKey) for field in model._meta.local_fields)
    if is_row and not issubclass(model, Orderable):
        yield _error(
            2,
            f"The rows of {model.__name__} have no order of the editors'.",
            "Let it inherit from wagtail.models.Orderable.",
            model,
        )


def letter_faults(models: Iterable[type[Model]]) -> Faults:
    """What is no letter of its own among those that stand for a type in reference codes."""
    known: dict[str, str] = {"": "nothing"}
    for model in models:
        if issubclass(model, Referenced) and model.is_creatable:
            if (letter := model.reference_letter) in known:
                yield _error(
                    10,
                    f"{model.__name__}.reference_letter, “{letter}”, stands for {known[letter]}.",
                    "Give the type a letter that no other has: it is a part of its codes.",
                    model,
                )
            known[letter] = model.__name__


def search_faults(model: type[EntryPage]) -> Faults:
    """What the archive's search cannot read of a type's `search_fields`."""
    columns = {field.name for field in model._meta.concrete_fields}
    for field in model.get_search_fields():
        name = field.field_name
        if isinstance(field, index.SearchField) and name not in columns:
            yield _error(
                3,
                f"{model.__name__}.search_fields names “{name}”, which is no column.",
                "The search reads columns: keep what the method says in one, as summary_derived.",
                model,
            )
        elif isinstance(field, index.RelatedFields) and not _is_searchable(model, name):
            yield _error(
                4,
                f"{model.__name__}.search_fields takes words from “{name}”: these are neither rows "
                "of the page nor something that documents are put under.",
                "Relate to them by a ParentalKey, a ParentalManyToManyField or tags; another "
                "page's words would be found while that page is hidden.",
                model,
            )


def block_faults(block: Block, inside: str = "") -> Faults:
    """What an editor misses in a block of a stream, and in what it holds."""
    name = f"{inside}{type(block).__name__}"
    if isinstance(block, RichTextBlock) and not isinstance(block, FormattedTextBlock):
        yield _error(
            5,
            f"{name} takes any markup, and its words run together in the search.",
            "Use archive.blocks.text.FormattedTextBlock.",
            type(block),
        )
    if not inside:
        yield from _picker_faults(block)
    if isinstance(block, ListBlock):
        if isinstance(block.child_block, BaseStructBlock) and not block.child_block.meta.label:
            yield _error(6, f"The items of {name} have no label.", "Give one.", type(block))
        yield from block_faults(block.child_block, f"{name}.")
    for child_name, child in getattr(block, "child_blocks", {}).items():
        if isinstance(block, BaseStructBlock) and not _help_text(child):
            yield _error(
                7,
                f"{name}.{child_name} has no help_text in whole sentences.",
                "Write one with an example, for the editor.",
                type(block),
            )
        if not isinstance(block, BaseStreamBlock):
            yield from block_faults(child, f"{name}.")


def _picker_faults(block: Block) -> Faults:
    meta: Any = block.meta
    missing = {
        "icon": meta.icon in ("", "placeholder"),
        "description": not getattr(meta, "description", "").endswith("."),
        "group": not meta.group,
        "preview_value": not hasattr(meta, "preview_value"),
    }
    for name in (name for name, is_missing in missing.items() if is_missing):
        yield _error(
            8,
            f"{type(block).__name__} has no {name}: an editor cannot tell what it is.",
            f"Say `{name} = …` in its Meta; a description is a sentence.",
            type(block),
        )


def unused_faults(block: type[Block], shown: dict[type[Block], Block]) -> Faults:
    if block not in shown and not block.__subclasses__():
        yield _error(
            9,
            f"{block.__name__} stands in no stream: no editor can choose it.",
            "Add a line to BodyBlock in archive/blocks/body.py, or delete it.",
            block,
        )


def _body_parts(base: type[Block]) -> Iterator[type[Block]]:
    for block in base.__subclasses__():
        if apps.get_containing_app_config(block.__module__):
            yield block
        yield from _body_parts(block)


def _is_searchable(model: type[Model], name: str) -> bool:
    relation: Any = model._meta.get_field(name)
    is_row = isinstance(relation.remote_field, ParentalKey)
    is_shared = relation.many_to_many and not issubclass(relation.related_model, Page)
    return is_row or is_shared


def _help_text(child: Any) -> bool:
    text = child.field.help_text if hasattr(child, "field") else child.meta.help_text
    return bool(text) and text.rstrip().endswith((".", "…"))


def _error(number: int, message: str, hint: str, kind: Any) -> checks.CheckMessage:
    where = inspect.getsourcefile(kind)
    return checks.Error(f"{message} ({where})", hint=hint, obj=kind, id=f"archive.E{number:03}")
