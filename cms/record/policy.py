"""Which pages an account of the admin explores, and which it may be told of."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from .models import PublicObject

EXPLORABLE = "_explorable_pages_cache"


class SeenPagePolicy(PagePermissionPolicy):
    """Explores from the account's own pages on. Wagtail's begins with the page above one."""

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        if user.is_superuser:
            return super().explorable_instances(user)
        if not hasattr(user, EXPLORABLE):  # as Wagtail keeps an account's permissions
            pages = super().explorable_instances(user)
            root = self.explorable_root_instance(user)
            own = pages.filter(path__startswith=root.path) if root else pages.none()
            setattr(user, EXPLORABLE, own)
        return getattr(user, EXPLORABLE).all()


def seen_by(user: Any, among: QuerySet[Page] | None = None) -> Q:
    """Pages that the account may explore or has to review, those that readers see, and the root.

    Of a few pages the databases look at these alone when they are named.
    """
    if user.is_superuser:
        return Q(pk__isnull=False)  # all: an empty condition excludes nothing, too
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    public = PublicObject.objects.pages().values("key")
    if among is not None:
        explorable = explorable.filter(pk__in=among.order_by().values("pk"))
        public = public.filter(key__in=among.order_by().values("pk"))
    return Q(pk__in=explorable.order_by().values("pk")) | Q(pk__in=public) | Q(depth=1)
