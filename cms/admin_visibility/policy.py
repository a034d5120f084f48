"""Which pages an account may explore in the admin, and which ones it sees."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, TaskState
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


def sees_pages(user: Any, pages: QuerySet[Page]) -> bool:
    """Whether an account sees all these pages, or has to review those that it does not."""
    hidden = set(pages.exclude(seen_by(user, pages)).values_list("pk", flat=True))
    return not hidden or hidden <= set(to_review(user))


def to_review(user: Any) -> list[int]:
    """Primary keys of the submitted pages that the account may approve, wherever they are."""
    states = TaskState.objects.reviewable_by(user).filter(
        workflow_state__content_type__isnull=False
    )
    rows = Page.objects.annotate(text=Cast("pk", CharField()))
    return list(
        rows.filter(text__in=states.values("workflow_state__object_id")).values_list(
            "pk", flat=True
        )
    )
