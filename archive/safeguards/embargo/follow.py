"""Consequences of an embargo, and of operations on pages that are under one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.db.models.signals import post_save, pre_delete
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page
from wagtail.signals import post_page_move, pre_page_move

from cms.previews.models import end_links_below
from cms.record import touched
from cms.record.models import PAGES
from cms.visibility import holds
from cms.visibility.aliases import make_draft

from .acts import close
from .models import Embargo
from .over import embargoes_over, is_held, words_for, words_read


def restate(instance: Embargo, raw: bool = False, **_signal: Any) -> None:
    """Update the gate's state of a picture, file or video, and the record."""
    if raw:
        return
    medium = instance.medium
    if medium and (instance.lifted_at or medium.cleared_until):
        medium.save(update_fields=["review"])
    touched.note(PAGES, *instance.pages.values_list("pk", flat=True))


def keep_closed(instance: Page, parent_page_after: Page, **_signal: Any) -> None:
    """Set an embargo on a page itself before it is moved out of a section under embargo."""
    there = {embargo.pk for embargo in embargoes_over(parent_page_after)}
    for embargo in embargoes_over(instance):
        if embargo.pk not in there and embargo.translation_key != instance.translation_key:
            close(instance, embargo.terms, embargo.reason)


def end_links_in(instance: Page, **_signal: Any) -> None:
    """End links for review when their page is moved below something under embargo."""
    if embargoes_over(instance).exists():
        end_links_below(instance)


def keep_aliases_closed(instance: Page, **_signal: Any) -> None:
    """Set embargoes on the aliases of a page that is deleted, which become pages of their own."""
    for alias in Page.objects.filter(alias_of=instance.pk):
        _hold_as_sources(alias)


def register() -> None:
    holds.register("embargo", holds.Hold(Embargo.objects.in_force, is_held, words_for, words_read))
    post_save.connect(restate, Embargo, dispatch_uid="archive.safeguards.embargo")
    pre_page_move.connect(keep_closed, dispatch_uid="archive.safeguards.embargo")
    post_page_move.connect(end_links_in, dispatch_uid="archive.safeguards.embargo")
    pre_delete.connect(keep_aliases_closed, Page, dispatch_uid="archive.safeguards.embargo")
    CopyPageAction._copy_page = _holding_copies(CopyPageAction._copy_page)
    CreatePageAliasAction._create_alias = _holding_aliases(CreatePageAliasAction._create_alias)
    convert = ConvertAliasPageAction._convert_alias
    ConvertAliasPageAction._convert_alias = _holding_converted(convert)


def _holding_copies(copy: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap Wagtail's copying, which has no signal before a copy is saved, so copies stay closed.

    A page below the copied one gets only its own embargo; the copy above has the others.
    """

    @wraps(copy)
    def copy_page(
        action: CopyPageAction, page: Page, to: Any = None, update_attrs: Any = None, *args: Any,
        _mpnode_attrs: Any = None, **options: Any,
    ) -> Any:  # fmt: skip
        keeps_live, embargoes = action.keep_live, list(embargoes_over(page))
        if embargoes and action.reset_translation_key:
            action.keep_live = False
            update_attrs = {"translation_key": uuid4(), **(update_attrs or {})}
            for embargo in embargoes:
                if _mpnode_attrs is None or embargo.translation_key == page.translation_key:
                    _hold_too(update_attrs["translation_key"], embargo)
        try:
            options["_mpnode_attrs"] = _mpnode_attrs
            return copy(action, page, to, update_attrs, *args, **options)
        finally:
            action.keep_live = keeps_live

    return copy_page


def _holding_aliases(create: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap Wagtail's creation of aliases (also for translations):

    under embargo it creates a draft.
    """

    @wraps(create)
    def create_alias(action: CreatePageAliasAction, page: Page, **options: Any) -> Any:
        if options["reset_translation_key"] or not embargoes_over(page).exists():
            return create(action, page, **options)
        source = page.specific
        was_live = source.live
        try:
            page.live = source.live = False
            return create(action, source, **options)
        finally:
            page.live = source.live = was_live

    return create_alias


def _holding_converted(convert: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap Wagtail's conversion of an alias, which has no signal:

    under embargo it becomes a draft.
    """

    @wraps(convert)
    def convert_alias(
        action: ConvertAliasPageAction, page: Page, *args: Any, **options: Any
    ) -> Any:
        _hold_as_sources(page)
        if embargoes_over(page).exists():
            make_draft(page)
        return convert(action, page, *args, **options)

    return convert_alias


def _hold_as_sources(alias: Page) -> None:
    """Set on an alias the embargoes of its source, which may be an alias itself."""
    source = alias.alias_of
    while source:
        for embargo in embargoes_over(source):
            _hold_too(alias.translation_key, embargo)
        source = source.alias_of


def _hold_too(key: UUID, embargo: Embargo) -> None:
    """Set an embargo on the page with this translation key;

    the stricter one if there are several.
    """
    too = Embargo.objects.in_force().filter(translation_key=key).first()
    if too is None:
        too = Embargo(translation_key=key, reason=embargo.reason, who=embargo.who)
        too.set_by, too.terms = embargo.set_by, embargo.terms
    too.terms = too.terms.joined(embargo.terms)
    too.save()
