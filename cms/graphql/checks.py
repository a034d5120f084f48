"""System checks: what the API does not show of page types and blocks, and what loaders forgot."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from textwrap import dedent
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string
from wagtail.blocks import Block, ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from .engine import LoadedRow, Loader
from .pages.projection import column_path, expanded
from .pages.types import needs_of, resolver_of
from .registry import bound

Faults = Iterator[checks.CheckMessage]


@checks.register
def check_declarations(**_options: Any) -> list[checks.CheckMessage]:
    """What is missing or wrong in what page types and blocks declare."""
    import_string(settings.GRAPHENE["SCHEMA"])  # declares them
    known = bound(Page)
    return [
        *(fault for model in apps.get_models() for fault in page_faults(model)),
        *(
            fault
            for block in dict.fromkeys(map(type, stream_children()))
            for fault in block_faults(block)
        ),
        *(
            f
            for model, kind in known.items()
            for name in kind._meta.fields
            for f in field_faults(model, kind, name)
        ),
    ]


def page_faults(model: Any) -> Faults:
    if not issubclass(model, Page) or model is Page or not model.is_creatable:
        return
    if model not in bound(Page):
        yield checks.Error(
            f"{model.__name__} ({file_of(model)}) has no type in GraphQL: nobody sees its pages.",
            hint=f"Beside the types of {model._meta.app_label} ({_types_of_app(model)}), add a "
            f"class below PageType with `class Meta: model = {model.__name__}`.",
            obj=model,
            id="cms_graphql.E003",
        )


def stream_children() -> list[Block]:
    """Every block that stands in a stream of a page, at any depth."""
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


def field_faults(model: Any, kind: Any, name: str) -> Faults:
    """What a field of a page type reads and does not get, or gets by chance."""
    resolver = resolver_of(kind, name)
    needs = set(expanded(needs_of(kind, name), kind))
    where = f"{kind._meta.name}.{name} ({file_of(kind)})"
    for column in sorted(needs - set(LoadedRow.always)):
        if column_path(model, model, column) is None:
            yield checks.Error(
                f"{where} reads “{column}”, and {model.__name__} has no such column.",
                hint="Name a column of the model in @loads(…), or give the field a loader.",
                obj=kind,
                id="cms_graphql.E006",
            )
    if isinstance(resolver, Loader) and not resolver.passes:
        for column in sorted(columns_read_by(resolver) - needs - set(LoadedRow.always)):
            yield checks.Error(
                f"{where} reads “{column}” and does not declare it: it works or fails by what else "
                "was asked.",
                hint=f'Write @loads(…, "{column}") above it.',
                obj=kind,
                id="cms_graphql.E007",
            )


def columns_read_by(loader: Loader) -> set[str]:
    """The columns that a loader reads from its rows by their names, as far as its own code says."""
    function = inspect.unwrap(loader.load)
    [definition] = ast.parse(dedent(inspect.getsource(function))).body
    if not isinstance(definition, ast.FunctionDef):
        return set()
    parents = definition.args.args[0].arg
    rows = {row for node in ast.walk(definition) for row in _rows_of(node, parents)}
    return {name for node in ast.walk(definition) if (name := _column(node, rows))}


def _rows_of(node: ast.AST, parents: str) -> Iterator[str]:
    """The variables that stand for one row, in a loop over all of them or over them and others."""
    if not isinstance(node, ast.For | ast.comprehension):
        return
    pairs = [(node.iter, node.target)]
    if isinstance(node.iter, ast.Call) and isinstance(node.target, ast.Tuple):
        pairs += zip(node.iter.args, node.target.elts, strict=False)
    for source, target in pairs:
        if isinstance(source, ast.Name) and source.id == parents and isinstance(target, ast.Name):
            yield target.id


def _column(node: ast.AST, rows: set[str]) -> str | None:
    match node:
        case ast.Subscript(value=ast.Name(id=row), slice=ast.Constant(value=str(name))):
            return name if row in rows else None
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=row), attr="get"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            return name if row in rows else None
    return None


def file_of(kind: Any) -> str:
    return inspect.getsourcefile(kind) or kind.__module__


def _types_of_app(model: type[Page]) -> str:
    app = model._meta.app_label
    pages: Any = bound(Page)
    known = (kind for other, kind in pages.items() if other._meta.app_label == app)
    return next(map(file_of, known), f"{app}/graphql.py")
