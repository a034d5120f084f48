"""Gives the groups after each migration the permissions in `groups`, each once."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions

from .groups import GROUPS

# Permissions for a tree are given at its root: by model, the tree and the permission's model.
_TREES = {
    "page": ("Page", "GroupPagePermission"),
    "image": ("Collection", "GroupCollectionPermission"),
    "document": ("Collection", "GroupCollectionPermission"),
    "collection": ("Collection", "GroupCollectionPermission"),
}


def give_permissions(sender: AppConfig, using: str, apps: Any = all_apps, **_: Any) -> None:
    """Give the permissions of one app, which exist only after its migrations.

    Django creates them in a receiver of the same signal, which may run after this one.
    """
    prefix = f"{sender.label}."
    labels_by_job = {
        job: {label for label in labels if label.startswith(prefix)}
        for job, labels in GROUPS.items()
    }
    if not any(labels_by_job.values()):
        return
    try:
        groups = apps.get_model("desk", "DeskGroup").objects.using(using)
    except LookupError:  # migrated back to before it existed
        return
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    for row in groups.select_related("group"):
        missing = labels_by_job.get(row.job, set()).difference(row.given)
        if new_labels := {label for label in missing if _give(row.group, label, apps, using)}:
            row.given = sorted(new_labels.union(row.given))
            row.save(using=using, update_fields=["given"])


def _give(group: Any, label: str, apps: Any, using: str) -> bool:
    """Give one permission; return whether it exists in the database yet."""
    app, codename = label.split(".")
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    permission = permissions.filter(content_type__app_label=app, codename=codename).first()
    if permission is None:
        return False
    model = codename.rpartition("_")[2]
    if model not in _TREES:
        group.permissions.add(permission)
        return True
    tree, keeper = _TREES[model]
    root = apps.get_model("wagtailcore", tree).objects.using(using).filter(depth=1).first()
    if root:
        rows = apps.get_model("wagtailcore", keeper).objects.using(using)
        rows.get_or_create(group=group, permission=permission, **{tree.lower(): root})
    return root is not None
