"""Who sees and reviews external videos, which are in no collection with permissions."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from media.models import Video

PERMISSION = "media.review_media"


class VideoPolicy(BasePermissionPolicy):
    """Reviewers may see and choose all. Pages create them: nobody adds or deletes one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("view", "choose", "change") and user.has_perm(PERMISSION)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: list[str]
    ) -> QuerySet[Video]:
        is_permitted = self.user_has_any_permission(user, actions)
        return Video.objects.all() if is_permitted else Video.objects.none()
