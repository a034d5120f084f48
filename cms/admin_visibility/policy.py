"""Which pages an account may explore in the admin, and which ones it sees."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from cms.record.models import PublicObject

EXPLORABLE = "_explorable_pages_cache"


class SeenPagePolicy(PagePermissionPolicy):
    """Lets an account explore from its own pages down; Wagtail begins with their parent."""

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        if user.is_superuser:
            return super().explorable_instances(user)
        if not hasattr(user, EXPLORABLE):  # cached on the user, as Wagtail does with permissions
            pages = super().explorable_instances(user)
            root = self.explorable_root_instance(user)
            own = pages.filter(path__startswith=root.path) if root else pages.none()
            setattr(user, EXPLORABLE, own)
        return getattr(user, EXPLORABLE).all()


def seen_by(user: Any, among: QuerySet[Page] | None = None) -> Q:
    """The condition that a page may be explored by the account, is public, or is the root.

    If only a few pages are concerned, pass them as `among`: the database then looks at no others.
    """
    if user.is_superuser:
        return Q(pk__isnull=False)  # every page; `exclude` with an empty Q would exclude none
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    public = PublicObject.objects.pages().values("key")
    if among is not None:
        explorable = explorable.filter(pk__in=among.order_by().values("pk"))
        public = public.filter(key__in=among.order_by().values("pk"))
    return Q(pk__in=explorable.order_by().values("pk")) | Q(pk__in=public) | Q(depth=1)
