"""Lists of pages, for connections."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, IntegerField, Q, Subquery, TextField, Value
from django.db.models.functions import Concat
from wagtail.models import Page

from cms.graphql.ids import decoded
from cms.graphql.pagination.cursors import Cursors
from cms.graphql.pagination.keyset import Listing, Window
from cms.graphql.registry import bound
from cms.record.trees import AFTER_SUBTREE
from cms.sql.captured import refuse_captured_values
from cms.sql.parameters import Among, Parameter, ParameterList
from cms.visibility.gate import visible_pages

from .orders import PAGE_ORDERS
from .types import models_named

_TYPES = ParameterList("asked_types", IntegerField())
_FROM, _TO = Parameter("from_path", TextField()), Parameter("to_path", TextField())
_DEPTH = Parameter("at_depth", IntegerField())


@dataclass(frozen=True)
class Condition:
    """A condition on pages; its key identifies its SQL, its values fill the parameters.

    Without a key its SQL is not cached. With a key, `q` must depend only on parameters and on parts
    of the key; a value in it is refused here.
    """

    key: Hashable
    q: Callable[[], Q]
    values: Mapping[str, Any] = field(default_factory=dict)
    # The same for the bitmap index: the dimension, and the values of which any may match.
    any_of: tuple[str, Sequence[Hashable]] | None = None

    def __post_init__(self) -> None:
        if self.key is not None:
            refuse_captured_values(self.q, self.key)


NO_PAGES = Condition(
    "nothing", lambda: Q(pk__lt=0), any_of=("type", ())
)  # Django has no SQL for `pk__in=[]`


def below(page: Mapping[str, Any], *, depth: int | None = None) -> Condition:
    """The pages below one: at any depth, or only so many steps down."""
    # As in treebeard: an index on the path serves this range.
    values = {
        "from_path": f"{page['path']}{'0' * Page.steplen}",
        "to_path": f"{page['path']}{AFTER_SUBTREE}",
    }
    if depth is None:
        any_of = ("below", (page["path"],))
        return Condition("below", lambda: Q(path__gte=_FROM, path__lte=_TO), values, any_of)
    at_depth = len(page["path"]) // Page.steplen + depth
    return Condition(
        "children",
        lambda: Q(path__gte=_FROM, path__lte=_TO, depth=_DEPTH),
        {**values, "at_depth": at_depth},
    )


def below_id(identifier: str) -> Condition:
    """The pages below the one with this ID; none if that is hidden, or not a page."""
    name, key = decoded(identifier)
    models = [model for model, page_type in bound(Page).items() if page_type._meta.name == name]
    if key is None or not models:
        return NO_PAGES

    def subtree() -> Q:
        of_type = Among(F("content_type"), ParameterList("under_types", IntegerField()))
        top = Page.objects.order_by().filter(of_type, pk=Parameter("under_key", IntegerField()))
        ends = visible_pages(top).annotate(
            first=Concat("path", Value("0" * Page.steplen)),
            last=Concat("path", Value(AFTER_SUBTREE)),
        )
        # Null if there is no such page, and then no path compares with it.
        first, last = (Subquery(ends.values(end)[:1]) for end in ("first", "last"))
        return Q(path__gte=first, path__lte=last)

    types = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
    return Condition(
        "under",
        subtree,
        {"under_key": key, "under_types": [content_type.pk for content_type in types]},
    )


def of_types(models: Sequence[type[Page]]) -> Condition:
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
    values = {"asked_types": [content_type.pk for content_type in types]}
    any_of = ("type", values["asked_types"])
    return Condition("types", lambda: Q(Among(F("content_type"), _TYPES)), values, any_of)


def in_locale(code: str) -> Condition:
    values = {"asked_locale": code}
    slot = Parameter("asked_locale", TextField())
    return Condition("locale", lambda: Q(locale__language_code=slot), values, ("locale", (code,)))


def listing_of(
    base: Any, conditions: Sequence[Condition], scope: Any, owner: Any = None, **extra: Any
) -> Listing:
    """The visible pages of a model that meet every condition; `extra` goes into the connection."""
    values = {name: value for condition in conditions for name, value in condition.values.items()}

    def queryset() -> Any:
        rows = visible_pages(base.objects.all())
        for condition in conditions:
            rows = rows.filter(condition.q())
        return rows

    keys = [condition.key for condition in conditions]
    key = None if None in keys else (base, *keys)
    return Listing(key, queryset, values, scope, owner, extra)


def page_listing(
    conditions: Sequence[Condition], types: Sequence[Any] | None, scope: Any, owner: Any = None
) -> Listing:
    """Pages of any model, of these types only."""
    names = _names(types)
    type_conditions = (
        [] if names is None else [of_types(models_named(names)) if names else NO_PAGES]
    )
    return listing_of(Page, [*conditions, *type_conditions], [scope, names], owner)


def check_page_list(scope: Any, *owner: Any, **arguments: Any) -> None:
    """Raise BadUserInput if the arguments are not valid for a list of pages."""
    order, types = arguments.pop("order_by", None), arguments.pop("types", None)
    cursors = Cursors(PAGE_ORDERS[order.value if order else "TREE"], [scope, _names(types)], *owner)
    Window.of(**arguments).check_cursors(cursors)


def _names(types: Sequence[Any] | None) -> list[str] | None:
    return None if types is None else [kind.value for kind in types]
