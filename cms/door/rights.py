"""Who needs a second factor: everybody who may do more than write drafts.

The list is of harmless permissions: one that is added later counts as publishing, opening sealed
data or granting permissions, until it is listed here.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import AbstractGroupApprovalTask

# Nothing of it is public before somebody else approves it.
DRAFTING = {
    "wagtailadmin.access_admin",
    *("wagtailcore.add_page", "wagtailcore.change_page"),
    *("wagtailimages.add_image", "wagtailimages.choose_image"),
    *("wagtaildocs.add_document", "wagtaildocs.choose_document"),
}


def needs_second_factor(user: Any) -> bool:
    """Whether an account may publish, see sealed data, or grant itself the permission to."""
    if not settings.SECOND_FACTOR:
        return False
    return user.is_superuser or _does_more_than_draft(user) or _approves(user)


def _does_more_than_draft(user: Any) -> bool:
    is_harmless = Q()
    for label in DRAFTING:
        app, codename = label.split(".")
        is_harmless |= Q(content_type__app_label=app, codename=codename)
    rows = Permission.objects.exclude(is_harmless)
    return any(rows.filter(**{way: user}).exists() for way in _ways())


def _ways() -> list[str]:
    """How an account gets a permission: each table that gives one to a group is one more way."""
    tables = [
        relation.name
        for relation in Permission._meta.related_objects
        if any(field.related_model is Group for field in relation.related_model._meta.fields)
    ]
    return ["group__user", *(f"{table}__group__user" for table in tables), "user"]


def _approves(user: Any) -> bool:
    """Whether a workflow includes the account:

    the last to approve publishes, without the permission.
    """
    tasks = [model for model in apps.get_models() if issubclass(model, AbstractGroupApprovalTask)]
    return any(
        task._default_manager.filter(active=True, groups__user=user).exists() for task in tasks
    )
