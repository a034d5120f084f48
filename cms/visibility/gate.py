"""The one gate: what an anonymous reader may see, decided here and nowhere else.

Everything that loads a page, an image or a document goes through `visible_pages`,
`files_for_readers` or, where a visible page shows it, `open_files`. All read the clock and the
restrictions as they are now, not as the last run of a scheduled job left them. Their parameters are
filled from the request's snapshot, so a closed tree costs a comparison of paths, not a search for
every page below it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.functions import Left, Length, Now
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionMember, CollectionViewRestriction, Page

from cms.sql.parameters import Among, Outside, ParameterList, Under

from .closed import NOW, shown
from .models import Use
from .public_types import announced, may_be_aliased
from .snapshot import Snapshot

_ROOTS = ParameterList("roots", TextField())
_LINKED_ROOTS = ParameterList("linked_roots", TextField())
_EVERY_ROOT = ParameterList("every_root", TextField())
_CLOSED = ParameterList("closed", TextField())
_CLOSED_COLLECTIONS = ParameterList("closed_collections", TextField())
_TYPES = ParameterList("types", IntegerField())
_ALIASED_TYPES = ParameterList("aliased_types", IntegerField())


def visible_pages(queryset: QuerySet[Any], prefix: str = "") -> QuerySet[Any]:
    """The pages of `queryset` that are public, as is every ancestor, on the request's site.

    An alias is public while its source is, on whatever site; one of a type that has no aliases
    never is. With a `prefix` ("page__") the rows of `queryset` belong to pages, and need a visible
    one.
    """
    return _public(queryset, prefix).filter(Under(F(f"{prefix}path"), _ROOTS))


def linkable_pages(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The public pages on any site whose frontend is known: they may be linked to, not shown."""
    return _public(queryset, "").filter(Under(F("path"), _LINKED_ROOTS))


def leading_redirects() -> QuerySet[Any]:
    """The redirects to pages that readers can see, and those to addresses elsewhere."""
    target = linkable_pages(Page.objects.filter(pk=OuterRef("redirect_page")))
    return Redirect.objects.filter(Q(redirect_page__isnull=True) | Exists(target))


def stray_aliases(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Aliases of types that have no aliases, whose source is public: their addresses lead to it."""
    of_type = Among(F("content_type"), _ALIASED_TYPES)
    strays = _shown(queryset, "").filter(~Q(of_type), _has_public_source(""))
    return strays.filter(Under(F("path"), _ROOTS))


def _public(queryset: QuerySet[Any], prefix: str) -> QuerySet[Any]:
    of_type = Among(F(f"{prefix}content_type"), _ALIASED_TYPES)
    is_no_alias = Q(**{f"{prefix}alias_of__isnull": True})
    return _shown(queryset, prefix).filter(is_no_alias | Q(of_type, _has_public_source(prefix)))


def _shown(queryset: QuerySet[Any], prefix: str) -> QuerySet[Any]:
    return queryset.filter(
        shown(prefix),
        Among(F(f"{prefix}content_type"), _TYPES),
        Outside(F(f"{prefix}path"), _CLOSED),
    )


def _has_public_source(prefix: str) -> Exists:
    """Whether a page is an alias of a public page."""
    on_a_site = Under(F("path"), _EVERY_ROOT)
    return Exists(
        Page.objects.filter(
            shown(), on_a_site, Outside(F("path"), _CLOSED), pk=OuterRef(f"{prefix}alias_of")
        )
    )


def files_for_readers(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The images or documents of `queryset` that readers may see independently of a page.

    These are open ones that something public shows, on any site, or that an editor has made public
    without a page. For a file on a page that is known to be public, `open_files` is enough. The
    same goes for videos, and for every model in `cleared_models`.
    """
    is_shown = Q(Exists(_uses_in_public(queryset.model)))
    if _is_file(queryset.model):
        is_shown |= Q(is_public_by_itself=True)
    return open_files(queryset.filter(is_shown))


def _is_file(model: type[Model]) -> bool:
    """Whether its files are stored here, in a collection, and not on another site."""
    return issubclass(model, CollectionMember)


def _uses_in_public(model: type[Model]) -> QuerySet[Any]:
    """The uses of a row by what is public now; pages are checked, whatever the record says."""
    on_a_site = Under(F("path"), _EVERY_ROOT)
    pages = _public(Page.objects.filter(on_a_site, pk=OuterRef("user_key")), "")
    by_page = Q(user_type=_type_of(Page))
    return Use.objects.filter(
        ~by_page | Q(Exists(pages)), used_type=_type_of(model), used_key=OuterRef("pk")
    )


def _type_of(model: type[Model]) -> Subquery:
    """The model's content type, looked up by name, as cached statements outlive test databases."""
    names = {"app_label": model._meta.app_label, "model": model._meta.model_name}
    return Subquery(ContentType.objects.filter(**names).values("pk"))


def open_files(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The images or documents of `queryset` that nothing holds back.

    They are in no restricted collection, at any depth; their copy is clean; and a review of the
    people in them clears them at this instant (`cleared_until`).
    """
    queryset = queryset.filter(cleared_until__gt=NOW)
    if not _is_file(queryset.model):
        return queryset
    is_outside = Outside(F("collection__path"), _CLOSED_COLLECTIONS)
    return queryset.filter(is_outside, has_clean_copy=True)


def held_back_files(model: type[Model]) -> QuerySet[Any]:
    """The images or documents that are held back at the instant of the request."""
    rows = model._default_manager.order_by()
    return rows.exclude(pk__in=open_files(model._default_manager.all()).values("pk"))


def open_files_now(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """As `open_files`, by the database's clock, for querysets outside of a request."""
    return queryset.exclude(pk__in=held_back_now(queryset.model).values("pk"))


def held_back_now(model: type[Model]) -> QuerySet[Any]:
    """The images or documents that are held back when the statement runs."""
    is_held_back = ~Q(cleared_until__gt=Now())
    if _is_file(model):
        is_closed = Q(collection__in=closed_collections_now().values("pk"))
        is_held_back |= Q(has_clean_copy=False) | is_closed
    return model._default_manager.filter(is_held_back).order_by()


def closed_collections_now() -> QuerySet[Any]:
    """The collections that are restricted, or inside a restricted one, when the statement runs."""
    begins = Left(OuterRef("path"), Length("collection__path"))
    return Collection.objects.filter(
        Exists(CollectionViewRestriction.objects.filter(collection__path=begins))
    ).order_by()


def parameters(snapshot: Snapshot, now: Any) -> dict[str, Any]:
    """The values of the gate's parameters for one request."""
    types = ContentType.objects.get_for_models(*announced(), for_concrete_models=False)
    return {
        "now": now,
        "roots": [root.path for root in snapshot.roots],
        "linked_roots": [root.path for root in (*snapshot.roots, *snapshot.other_roots)],
        "every_root": snapshot.every_root,
        "closed": snapshot.closed,
        "closed_collections": snapshot.closed_collections,
        "types": [content_type.pk for content_type in types.values()],
        "aliased_types": [
            content_type.pk for model, content_type in types.items() if may_be_aliased(model)
        ],
    }
