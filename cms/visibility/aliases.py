"""Keeps an alias that stops mirroring its source no more open than before."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page, PageViewRestriction, Site

from .closed import hidden_at


def hide_aliases(instance: Any, **_options: Any) -> None:
    """Unpublish the aliases of a deleted page, which were public because of it."""
    aliases = type(instance)._base_manager.filter(alias_of=instance.pk)
    for alias in aliases:
        restrict_as_source(alias)
    aliases.update(live=False, has_unpublished_changes=True)


def restrict_as_source(alias: Page) -> None:
    """Give an alias the restriction of its source: the nearest one above the end of its chain.

    As in Wagtail, a page has at most one of its own.
    """
    source = alias.alias_of
    while source and source.alias_of:
        source = source.alias_of
    restrictions = source.get_view_restrictions().order_by("-page__depth") if source else []
    if alias.view_restrictions.exists() or not restrictions:
        return
    own = PageViewRestriction.objects.create(
        page=alias,
        restriction_type=restrictions[0].restriction_type,
        password=restrictions[0].password,
    )
    own.groups.set(restrictions[0].groups.all())


def is_source_hidden(alias: Page, asked_keys: frozenset[int] = frozenset()) -> bool:
    """Whether the source, or a page above it, is unpublished, scheduled, expired, or on no site."""
    source = alias.alias_of
    if source is None or alias.pk in asked_keys:
        return source is not None
    above = source.get_ancestors(inclusive=True).filter(depth__gt=1)
    is_on_a_site = Site.objects.filter(root_page__in=above).exists()
    if not is_on_a_site or above.filter(hidden_at(timezone.now())).exists():
        return True
    aliases = above.exclude(alias_of=None)
    return any(is_source_hidden(page, asked_keys | {alias.pk}) for page in aliases)


def make_draft(page: Page) -> None:
    """Unpublish a page before it is converted; it has no revision of its own yet."""
    page.live, page.has_unpublished_changes = False, True
    page.save(update_fields=["live", "has_unpublished_changes"], clean=False)


def keep_closed_what_is_converted() -> None:
    """Keep restrictions when Wagtail converts an alias: it sends no signal and drops those of the
    source.
    """
    ConvertAliasPageAction._convert_alias = _keeping_closed(ConvertAliasPageAction._convert_alias)


def _keeping_closed(convert: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(convert)
    def convert_alias(
        action: ConvertAliasPageAction, page: Page, *args: Any, **options: Any
    ) -> Any:
        restrict_as_source(page)
        if page.live and is_source_hidden(page):
            make_draft(page)
        return convert(action, page, *args, **options)

    return convert_alias
