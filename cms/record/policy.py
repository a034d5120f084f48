"""Which pages an account of the admin explores, and which it may be told of."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from .models import PublicObject


class SeenPagePolicy(PagePermissionPolicy):
    """Explores from the account's own pages on. Wagtail's begins with the page above one."""

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        pages = super().explorable_instances(user)
        root = self.explorable_root_instance(user)
        return pages.filter(path__startswith=root.path) if root else pages.none()


def seen_by(user: Any) -> Q:
    """Pages that the account may explore or has to review, those that readers see, and the root."""
    if user.is_superuser:
        return Q(pk__isnull=False)  # all: an empty condition excludes nothing, too
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    public = PublicObject.objects.pages().values("key")
    return Q(pk__in=explorable.order_by().values("pk")) | Q(pk__in=public) | Q(depth=1)
