"""The rows of the migrations, written again after a test with real commits has emptied all tables.

Django saves each of them by two statements; most are permissions and the types that they are of,
which take a second and a half on PostgreSQL. These are written by one statement for each model.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.serializers.base import DeserializedObject
from django.db import transaction
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.models import Model
from wagtail.models import GroupCollectionPermission, GroupPagePermission

# Nobody listens when one of these is saved, and none of their fields changes by being saved.
AT_ONCE = (ContentType, Permission, GroupCollectionPermission, GroupPagePermission)


def put_back(creation: BaseDatabaseCreation, data: str) -> None:
    """In the place of `BaseDatabaseCreation.deserialize_db_from_string`: leave the same rows."""
    alias = creation.connection.alias
    rows: dict[type[Model], list[DeserializedObject]] = defaultdict(list)
    for row in serializers.deserialize("json", data, using=alias):
        rows[type(row.object)].append(row)
    # What a row refers to may come after it: that is looked at where the transaction ends.
    with transaction.atomic(using=alias):
        for model, of_model in rows.items():
            if model in AT_ONCE:
                write_at_once(model, [row.object for row in of_model], alias)
            else:
                for row in of_model:
                    row.save(using=alias)


def write_at_once(model: type[Model], rows: list[Any], alias: str) -> None:
    """Where a row of this key is there already, it says the same afterwards."""
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._base_manager.using(alias).bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=names
    )
