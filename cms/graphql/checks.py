"""System checks: page types and blocks that the API does not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from wagtail.blocks import Block, ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from .field_checks import declare_types, file_of, kind_faults, shown_models, struct_faults
from .pages.interface import PageType
from .registry import bound

Faults = Iterator[checks.CheckMessage]


@checks.register
def check_declarations(**_options: Any) -> list[checks.CheckMessage]:
    """What is missing or wrong in the declarations of page types and blocks."""
    declare_types()
    return [
        *(fault for model in apps.get_models() for fault in page_faults(model)),
        *(
            fault
            for block in dict.fromkeys(map(type, stream_children()))
            for fault in block_faults(block)
        ),
        *(fault for model, kind in shown_models() for fault in kind_faults(model, kind)),
        *(fault for block, kind in bound(Block).items() for fault in struct_faults(block, kind)),
    ]


def page_faults(model: Any) -> Faults:
    if not issubclass(model, Page) or model is Page or not model.is_creatable:
        return
    kind, base = bound(Page).get(model), base_for(model)
    if kind is None:
        yield checks.Error(
            f"{model.__name__} ({file_of(model)}) has no type in GraphQL: nobody sees its pages.",
            hint=f"Beside the types of {model._meta.app_label} ({_types_of_app(model)}), add a "
            f"class below {base.__name__} with `class Meta: model = {model.__name__}`.",
            obj=model,
            id="cms_graphql.E003",
        )
    elif not issubclass(kind, base):
        yield checks.Error(
            f"{kind._meta.name} ({file_of(kind)}) is below no {base.__name__}: it lacks what all "
            f"like {model.__name__} have.",
            hint=f"Let it inherit from {base.__name__}.",
            obj=kind,
            id="cms_graphql.E008",
        )


def base_for(model: type[Page]) -> Any:
    """The base class for the type of a model: that of the types of the most similar models."""
    pages: Any = bound(Page)
    for parent in model._meta.get_parent_list():
        like = [k for m, k in pages.items() if m is not model and issubclass(m, parent)]
        if parent is not Page and like:
            return next(k for k in like[0].__mro__[1:] if all(issubclass(o, k) for o in like))
    return PageType


def stream_children() -> list[Block]:
    """Every block inside a stream of a page, at any depth."""
    pages: Any = bound(Page)
    fields = {field for model in pages for field in model._meta.get_fields()}
    streams = [field.stream_block for field in fields if isinstance(field, StreamField)]
    return [child for stream in streams for child in _children(stream)]


def _children(block: Block) -> Iterator[Block]:
    if isinstance(block, ListBlock):
        yield from _children(block.child_block)
    elif isinstance(block, BaseStreamBlock | BaseStructBlock):
        for child in block.child_blocks.values():
            if isinstance(block, BaseStreamBlock):
                yield child
            yield from _children(child)


def block_faults(block: type[Block]) -> Faults:
    if not issubclass(block, BaseStructBlock):
        yield checks.Error(
            f"{block.__name__} stands in a stream and is no struct, so it can never have a second "
            "child without breaking who reads it.",
            hint="Make it the only child of a StructBlock of its own.",
            obj=block,
            id="cms_graphql.E004",
        )
    elif block not in (types := bound(Block)):
        yield checks.Error(
            f"{block.__name__} ({file_of(block)}) has no type in GraphQL: bodies leave it out.",
            hint=f"Beside the others ({file_of(next(iter(types.values())))}), add a "
            f"class below BlockType with `class Meta: block = {block.__name__}`.",
            obj=block,
            id="cms_graphql.E005",
        )


def _types_of_app(model: type[Page]) -> str:
    app = model._meta.app_label
    pages: Any = bound(Page)
    types_of_app = (kind for page_model, kind in pages.items() if page_model._meta.app_label == app)
    return next(map(file_of, types_of_app), f"{app}/graphql.py")
