"""Pictures and documents in Wagtail's admin API, limited to an account's permissions.

Wagtail lists everything in collections that are open to logged-in users.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class PermittedViewSet(BaseAPIViewSet):
    """Shows what the account may choose, change or delete."""

    def get_queryset(self) -> QuerySet[Any]:
        policy = policy_registry.get_by_type(self.model)
        permitted = policy.instances_user_has_any_permission_for(
            self.request.user, ["choose", "change", "delete"]
        )
        return permitted.order_by("id")


class PermittedImages(PermittedViewSet, ImagesAdminAPIViewSet):
    """Images that the account may choose, change or delete."""


class PermittedDocuments(PermittedViewSet, DocumentsAdminAPIViewSet):
    """Documents that the account may choose, change or delete."""
