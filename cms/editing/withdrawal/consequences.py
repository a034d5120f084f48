"""What stops being public together with a page, and what an editor may want to take back, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import CollectionMember, Page

from cms.record.models import PublicObject
from cms.record.subjects import subjects
from cms.visibility.models import Use
from cms.visibility.uses import base_type


@dataclass
class Consequences:
    """What else is withdrawn when a page is taken back."""

    page: Page
    translations: list[Page]
    linking: list[Page]  # live pages that show it or link to it: replies, lists, links
    linking_elsewhere: list[str]  # menus and settings, by type and name
    aliases: list[Page]
    live_below: int
    redirects: list[Redirect]
    # public pictures and files that are withdrawn, too
    files: list[str] = field(default_factory=list)
    # which are withdrawn only with the translations
    files_of_translations: list[str] = field(default_factory=list)
    shared_files: list[str] = field(default_factory=list)  # which stay public


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
    """Divide the public files into those that stay and those withdrawn with the page.

    Descendants and aliases of a page are withdrawn with it; some files only go with the
    translations.
    """
    page, pages = consequences.page, base_type(Page)
    aliases = [alias.pk for alias in consequences.aliases]
    tree = page.get_descendants(inclusive=True) | Page.objects.filter(pk__in=aliases)
    by_going = Q(user_type=pages, user_key__in=tree.order_by().values("pk"))
    translations = {translation.pk for translation in consequences.translations}
    for subject in subjects():
        if not issubclass(subject.model, CollectionMember):
            continue
        uses = Use.objects.filter(used_type=base_type(subject.model))
        used = uses.filter(by_going).values("used_key")
        other_users: dict[int, set[Any]] = defaultdict(set)
        for key, *user in uses.filter(~by_going, used_key__in=used).values_list(
            "used_key", "user_type", "user_key"
        ):
            other_users[key].add(user[1] if user[0] == pages else None)
        public = PublicObject.objects.filter(subject=subject.name, key__in=used)
        files: Any = subject.model._default_manager.filter(pk__in=public.values("key"))
        for file in files.order_by("title", "pk"):
            if file.is_public_by_itself or other_users[file.pk] - translations:
                group = consequences.shared_files
            else:
                along = consequences.files_of_translations
                group = along if other_users[file.pk] else consequences.files
            group.append(_named(file))
