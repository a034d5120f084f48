"""What else stops being public when a page does, and what an editor may want to take along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import CollectionMember, Page

from cms.visibility.models import Use
from cms.visibility.uses import base_type


@dataclass
class Consequences:
    """What taking back one page entails."""

    page: Page
    translations: list[Page]
    linking: list[Page]  # live pages that show it or lead to it: replies, lists, links
    linking_elsewhere: list[str]  # menus and settings, by type and name
    aliases: list[Page]
    live_below: int
    redirects: list[Redirect]
    files: list[str] = field(default_factory=list)  # pictures and files that nothing else shows
    shared_files: list[str] = field(default_factory=list)


def consequences_of(page: Page) -> Consequences:
    below = page.get_descendants().live()
    users = list(_users(page))
    aliases = list(page.aliases.live())
    translations = page.get_translations().live().filter(alias_of=None)
    along = {page.pk, *(user_or_page.pk for user_or_page in (*aliases, *translations))}
    consequences = Consequences(
        page=page,
        translations=list(translations.select_related("locale")),
        linking=[
            user_or_page
            for user_or_page in users
            if isinstance(user_or_page, Page) and user_or_page.pk not in along
        ],
        linking_elsewhere=[
            _named(user_or_page) for user_or_page in users if not isinstance(user_or_page, Page)
        ],
        aliases=aliases,
        live_below=below.count(),
        redirects=list(Redirect.objects.filter(redirect_page=page)),
    )
    _sort_files(consequences)
    return consequences


def _named(instance: Any) -> str:
    return f"{instance._meta.verbose_name} “{instance}”"


def _users(page: Page) -> Iterable[Any]:
    uses = Use.objects.filter(used_type=base_type(Page), used_key=page.pk)
    for user_type, key in uses.values_list("user_type", "user_key").order_by("user_type"):
        model: Any = ContentType.objects.get_for_id(user_type).model_class()
        if model and (user := model._default_manager.filter(pk=key).first()):
            yield user


def _sort_files(consequences: Consequences) -> None:
    """Tell the files that others show too, which stay public, from those of the page alone."""
    pages, key = base_type(Page), consequences.page.pk
    uses_of_page = Use.objects.filter(user_type=pages, user_key=key)
    for used_type, used_key in uses_of_page.values_list("used_type", "used_key"):
        model: Any = ContentType.objects.get_for_id(used_type).model_class()
        if model is None or not issubclass(model, CollectionMember):
            continue
        uses = Use.objects.filter(used_type=used_type, used_key=used_key)
        other_uses = uses.exclude(user_type=pages, user_key=key)
        group = consequences.shared_files if other_uses.exists() else consequences.files
        group.extend(map(_named, model.objects.filter(pk=used_key)))
