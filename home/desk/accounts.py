"""An account for each group, for trying things out: only with DEBUG, as passwords are the names."""

from __future__ import annotations

from django.contrib.auth import get_user_model

from .models import DeskGroup

NAMES = ["writer", "editor", "archivist", "administrator"]


def create_accounts() -> None:
    users = get_user_model().objects
    for name in NAMES:
        row = DeskGroup.objects.filter(job=name.title()).first()
        if row and not users.filter(username=name).exists():
            account = users.create_user(name, f"{name}@example.org", name)
            account.groups.add(row.group)
