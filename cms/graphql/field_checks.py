"""Finds columns that fields read although nothing loads them, and columns that no field reads."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from textwrap import dedent
from typing import Any

import graphene
from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db.models import Model
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.blocks import ListBlock, RichTextBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from cms.blocks import is_medium
from cms.freshness.triggers import is_content

from .engine import LoadedRow, Loader
from .pages.projection import column_path
from .pages.types import needs_of, resolver_of
from .registry import bound, columns_read

Faults = Iterator[checks.CheckMessage]
ALWAYS = {*LoadedRow.always, "id"}
COMPOSITE = (graphene.ObjectType, graphene.Interface, graphene.Union)


def declare_types() -> None:
    """Import the schema, and with it all types."""
    import_module(settings.GRAPHENE["SCHEMA"].rpartition(".")[0])


def shown_models() -> Iterator[tuple[Any, Any]]:
    """Page types and their child rows, with their types."""
    for model, kind in bound(Model).items():
        if issubclass(model, Page) or _parent_of(model):
            yield model, kind


def kind_faults(model: Any, kind: Any) -> Faults:
    """What is wrong with the type of a page type or of child rows."""
    yield from _doc_faults(kind)
    for name in kind._meta.fields:
        yield from field_faults(model, kind, name)
    columns = columns_read(model).union(*needs_by_field(kind).values())
    columns |= {name for names in _columns_for(kind).values() for name in names}
    internal = {"sort_order", *getattr(model, "not_for_readers", ())}
    for column in model._meta.local_fields:
        target = column.related_model
        # Rows are found by their page, or not at all.
        is_shown_there = target and (issubclass(target, Page) or not is_content(target))
        is_own = column.editable and not column.auto_created and column.name not in internal
        if is_own and not is_shown_there and column.name not in columns:
            yield _unread(model, column.name, kind)
    for relation in get_all_child_relations(model) if issubclass(model, Page) else ():
        if issubclass(relation.related_model, Orderable) and not columns_read(
            relation.related_model
        ):
            yield _unread(model, relation.name, kind, "child_list(…)")


def struct_faults(block: Any, kind: Any) -> Faults:
    """What is wrong with the type of a block, or of a struct within one."""
    children: Mapping[str, Any] = getattr(block, "child_blocks", None) or block.base_blocks
    owner = block if isinstance(block, type) else type(block)
    yield from _doc_faults(kind)
    read_children: set[str] = set()
    for name, field in kind._meta.fields.items():
        needs = _needs(kind, name) - ALWAYS
        read_children |= needs
        for child in sorted(needs - {*children}):
            yield _missing(kind, name, child, f"{owner.__name__} has no such child")
        resolver = resolver_of(kind, name)
        if isinstance(resolver, Loader):
            yield from _undeclared(kind, name, resolver, needs)
        elif needs <= {*children}:
            for child in needs:
                yield from _value_faults(children[child], kind, name, _named_type(field))
    for child in sorted({*children} - read_children):
        target = getattr(children[child], "target_model", None)
        if not target or is_content(target):
            yield _unread(owner, child, kind)


def _value_faults(child: Any, kind: Any, name: str, shown_as: Any) -> Faults:
    """What is wrong with a child that a field shows as it is stored."""
    item = child.child_block if isinstance(child, ListBlock) else child
    if isinstance(item, RichTextBlock) and not _is_composite(shown_as):
        yield _raw(kind, name, shown_as)
    if not _is_composite(shown_as) or is_medium(item) or isinstance(item, BaseStreamBlock):
        return
    if not isinstance(item, BaseStructBlock):
        yield _no_loader(kind, name, shown_as)
    elif _app_of(shown_as) == _app_of(kind):  # a type of another app declares its own needs
        yield from struct_faults(item, shown_as)


def field_faults(model: Any, kind: Any, name: str) -> Faults:
    """What a field of a page type or of rows reads without declaring it, or gets by chance."""
    resolver = resolver_of(kind, name)
    needs = _needs(kind, name)
    for column in sorted(needs - ALWAYS):
        if column_path(model, model, column) is None:
            yield _missing(kind, name, column, f"{model.__name__} has no such column")
    if isinstance(resolver, Loader):
        yield from _undeclared(kind, name, resolver, needs)
        return
    shown_as = _named_type(kind._meta.fields[name])
    if _is_composite(shown_as):
        yield _no_loader(kind, name, shown_as)
    elif any(_is_rich_text(model, column) for column in needs):
        yield _raw(kind, name, shown_as)


def _missing(kind: Any, name: str, child: str, fault: str) -> checks.CheckMessage:
    return checks.Error(
        f"{_where(kind, name)} reads “{child}”, and {fault}.",
        hint="Name what is there, in Stored(…) or @loads(…), or give the field a loader.",
        obj=kind,
        id="cms_graphql.E006",
    )


def _undeclared(kind: Any, name: str, loader: Loader, needs: Iterable[str]) -> Faults:
    for column in sorted(columns_read_by(loader) - {*needs, *ALWAYS}) if not loader.passes else ():
        yield checks.Error(
            f"{_where(kind, name)} reads “{column}” and does not declare it: it works or fails by "
            "what else was asked.",
            hint=f'Write @loads(…, "{column}") above it.',
            obj=kind,
            id="cms_graphql.E007",
        )


def _no_loader(kind: Any, name: str, shown_as: Any) -> checks.CheckMessage:
    return checks.Error(
        f"{_where(kind, name)} is of the type {shown_as._meta.name} and has no loader: what is "
        "stored is a key, which is none.",
        hint="Give it one: captioned_image_field(…) for a picture, else a function under @loads.",
        obj=kind,
        id="cms_graphql.E009",
    )


def _raw(kind: Any, name: str, shown_as: Any) -> checks.CheckMessage:
    return checks.Error(
        f"{_where(kind, name)} is of the type {shown_as._meta.name} and shows formatted text as it "
        "is stored: with keys of pages and files in it, hidden ones too.",
        hint="Let it be a rich_text_field(…).",
        obj=kind,
        id="cms_graphql.E012",
    )


def _unread(owner: Any, name: str, kind: Any, field: str = "a field") -> checks.CheckMessage:
    return checks.Warning(
        f"No field shows “{name}” of {owner.__name__}: readers never get it.",
        hint=f"Give {kind._meta.name} ({file_of(kind)}) {field} that reads it.",
        obj=kind,
        id="cms_graphql.W010",
    )


def _doc_faults(kind: Any) -> Faults:
    if not kind._meta.description:
        yield checks.Error(
            f"{kind._meta.name} ({file_of(kind)}) has no docstring, which is its description.",
            hint="Write one sentence for frontend developers.",
            obj=kind,
            id="cms_graphql.E011",
        )


def _needs(kind: Any, name: str) -> set[str]:
    columns_for = _columns_for(kind)
    return {
        name_of_column
        for column in needs_of(kind, name)
        for name_of_column in columns_for.get(column, (column,))
    }


def needs_by_field(kind: Any) -> dict[str, set[str]]:
    """The columns behind each field."""
    return {name: _needs(kind, name) for name in kind._meta.fields}


def _columns_for(kind: Any) -> Mapping[str, Any]:
    return getattr(kind, "columns_for", {})


def _named_type(field: Any) -> Any:
    kind = field.type
    while isinstance(kind, graphene.List | graphene.NonNull):
        kind = kind.of_type
    return kind


def _is_composite(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, COMPOSITE)


def _is_rich_text(model: Any, name: str) -> bool:
    names = {field.name for field in model._meta.fields}
    return name in names and isinstance(model._meta.get_field(name), RichTextField)


def _parent_of(model: Any) -> Any:
    """The foreign key of a model of child rows to what they belong to."""
    return next((field for field in model._meta.fields if isinstance(field, ParentalKey)), None)


def _app_of(kind: Any) -> Any:
    return apps.get_containing_app_config(kind.__module__)


def _where(kind: Any, name: str) -> str:
    return f"{kind._meta.name}.{name} ({file_of(kind)})"


def columns_read_by(loader: Loader) -> set[str]:
    """The columns that a loader reads from its rows by name, according to its source code."""
    function = inspect.unwrap(loader.load)
    [definition] = ast.parse(dedent(inspect.getsource(function))).body
    if not isinstance(definition, ast.FunctionDef):
        return set()
    parents = definition.args.args[0].arg
    rows = {row for node in ast.walk(definition) for row in _rows_of(node, parents)}
    return {name for node in ast.walk(definition) if (name := _column(node, rows))}


def _rows_of(node: ast.AST, parents: str) -> Iterator[str]:
    """The variables of loops over all rows, or over rows together with something else."""
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
