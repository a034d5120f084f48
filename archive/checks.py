"""System checks: the house rules for documents and blocks, each naming the file and the fix."""

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
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from .blocks.text import BodyPartBlock, FormattedTextBlock
from .models.pages.reference import Referenced

Faults = Iterator[checks.CheckMessage]


@checks.register
def check_house_rules(**_options: Any) -> list[checks.CheckMessage]:
    """What editors or readers would miss in the archive's own models and blocks."""
    models = dict.fromkeys(model for page in apps.get_models() for model in documented(page))
    pages: list[Any] = [model for model in models if issubclass(model, Page)]
    fields = [field for model in models for field in model._meta.local_fields]
    streams = [field.stream_block for field in fields if isinstance(field, StreamField)]
    blocks = {type(block): block for stream in streams for block in stream.child_blocks.values()}
    return [
        *(fault for model in models for fault in model_faults(model)),
        *(fault for page in pages if page.is_creatable for fault in panel_faults(page)),
        *letter_faults(models),
        *(fault for block in blocks.values() for fault in block_faults(block)),
        *(fault for block in _body_parts(BodyPartBlock) for fault in unused_faults(block, blocks)),
    ]


def documented(model: type[Model]) -> list[type[Model]]:
    """A page type of ours with the models of its child rows and terms; empty for anything else."""
    if not issubclass(model, Page):
        return []
    terms = [field for field in model._meta.local_many_to_many if field.editable]
    relations = [*get_all_child_relations(model), *terms]
    rows = [model, *(relation.related_model for relation in relations)]
    models = [kind for kind in rows if not kind.__module__.startswith("wagtail.")]
    return [
        kind for kind in models if not issubclass(kind, TagBase | ItemBase)
    ]  # they are taggit's


def model_faults(model: type[Model]) -> Faults:
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        is_said = str(field.help_text).endswith((".", "…")) or isinstance(field, ParentalKey)
        if field.editable and not field.auto_created and field.name != "sort_order" and not is_said:
            yield error(
                1,
                f"{model.__name__}.{field.name} has no help_text in whole sentences.",
                "Write one with an example: it is the editor's help and the API's description.",
                model,
            )
        if isinstance(field, RichTextField) and field.features is None:
            yield error(
                18,
                f"{model.__name__}.{field.name} takes any markup.",
                "Say features=archive.blocks.text.FEATURES.",
                model,
            )
    is_row = any(isinstance(field, ParentalKey) for field in model._meta.local_fields)
    if is_row and not model._meta.ordering:
        yield error(
            2,
            f"The rows of {model.__name__} have no order.",
            "Let it inherit from wagtail.models.Orderable, or order it by a column.",
            model,
        )


def panel_faults(page: Any) -> Faults:
    """Fields in no panel, which nobody could fill in."""
    form = page.get_edit_handler().get_form_options()
    yield from _unshown(page, form.get("fields", ()))
    for relation in get_all_child_relations(page):
        if relation.name in form.get("formsets", {}):
            names = form["formsets"][relation.name].get("fields") or ()
            yield from _unshown(relation.related_model, names)
        elif relation.model is page and relation.related_model in documented(page):
            yield _no_panel(page, relation.name, "InlinePanel")


def _unshown(model: type[Model], names: Iterable[str]) -> Faults:
    if not model.__module__.startswith("wagtail."):
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            is_typed = field.editable and not field.auto_created and field.name != "sort_order"
            if is_typed and not isinstance(field, ParentalKey) and field.name not in names:
                yield _no_panel(model, field.name, "FieldPanel")


def _no_panel(model: type[Model], name: str, panel: str) -> checks.CheckMessage:
    return error(
        19,
        f"No panel shows “{name}” of {model.__name__}: nobody can type it.",
        f'Add {panel}("{name}"), or say editable=False.',
        model,
    )


def letter_faults(pages: Iterable[type[Model]]) -> Faults:
    """Reference letters that are missing or shared by several types."""
    model_names: dict[str, str] = {"": "nothing"}
    for model in pages:
        if issubclass(model, Referenced) and model.is_creatable:
            if (letter := model.reference_letter) in model_names:
                yield error(
                    10,
                    f"{model.__name__}.reference_letter, “{letter}”, stands for "
                    f"{model_names[letter]}.",
                    "Give the type a letter that no other has: it is a part of its codes.",
                    model,
                )
            model_names[letter] = model.__name__


def block_faults(block: Block, path: str = "", own_block: type[Block] | None = None) -> Faults:
    """What an editor misses in a block of a stream, and in its children."""
    if own_block is None:
        path, own_block = type(block).__name__, type(block)
        yield from _picker_faults(block)
    if isinstance(block, RichTextBlock) and not isinstance(block, FormattedTextBlock):
        yield error(
            5,
            f"{path} takes any markup, and its words run together in the search.",
            "Use archive.blocks.text.FormattedTextBlock.",
            own_block,
        )
    if isinstance(block, ListBlock):
        if isinstance(block.child_block, BaseStructBlock) and not block.child_block.meta.label:
            yield error(6, f"The items of {path} have no label.", "Give one.", own_block)
        yield from block_faults(block.child_block, path, own_block)
    if isinstance(block, BaseStructBlock):
        yield from _struct_faults(block, path, own_block)


def _struct_faults(block: BaseStructBlock, path: str, own_block: type[Block]) -> Faults:
    for name, child in block.child_blocks.items():
        if not _help_text(child):
            yield error(
                7,
                f"{path}.{name} has no help_text in whole sentences.",
                "Write one with an example, for the editor.",
                own_block,
            )
        yield from block_faults(child, f"{path}.{name}", own_block)
    unsaid = getattr(block.meta, "unsaid", {})
    preview = getattr(block.meta, "preview_value", {})
    for word, names in (("unsaid", {*unsaid, *unsaid.values()}), ("preview_value", {*preview})):
        for name in sorted(names - {*block.child_blocks}):
            yield error(
                13,
                f"{path} has no child “{name}”, which its {word} names.",
                f"Its children are {', '.join(block.child_blocks)}.",
                own_block,
            )


def _picker_faults(block: Block) -> Faults:
    if not isinstance(block, BodyPartBlock):
        yield error(
            14,
            f"{type(block).__name__} stands in a stream and is no BodyPartBlock.",
            "Let it inherit from archive.blocks.text.BodyPartBlock, which names it for editors.",
            type(block),
        )
    meta: Any = block.meta
    missing = {
        "icon": meta.icon in ("", "placeholder"),
        "description": not getattr(meta, "description", "").endswith("."),
        "group": not meta.group,
        "preview_value": not hasattr(meta, "preview_value"),
    }
    for name in (name for name, is_missing in missing.items() if is_missing):
        yield error(
            8,
            f"{type(block).__name__} has no {name}: an editor cannot tell what it is.",
            f"Say `{name} = …` in its Meta; a description is a sentence.",
            type(block),
        )


def unused_faults(block: type[Block], blocks: dict[type[Block], Block]) -> Faults:
    if block not in blocks and not block.__subclasses__():
        yield error(
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


def _help_text(child: Any) -> bool:
    text = child.field.help_text if hasattr(child, "field") else child.meta.help_text
    return bool(text) and text.rstrip().endswith((".", "…"))


def error(number: int, message: str, hint: str, kind: Any) -> checks.CheckMessage:
    path = inspect.getsourcefile(kind)
    return checks.Error(f"{message} ({path})", hint=hint, obj=kind, id=f"archive.E{number:03}")
