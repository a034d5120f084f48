"""Maintains sort tables: every owner has a row, with an empty key after its text was written.

Triggers do both, so lists are complete however a row was written. Saving an owner with Django
computes empty keys; every `migrate` computes all of them anew.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections, transaction

from .collator import sort_key
from .models import Beside, SortKey

BATCH = 500
_MISSING = """
    INSERT INTO {keys} (owner_id, {column}) SELECT id, {empty} FROM {owners}
    WHERE id NOT IN (SELECT owner_id FROM {keys})
"""
_ORPHANS = "DELETE FROM {keys} WHERE owner_id NOT IN (SELECT id FROM {owners})"
_ON_INSERT = "CREATE TRIGGER {keys}_insert AFTER INSERT ON {owners} FOR EACH ROW {action}"
_ON_UPDATE = """
    CREATE TRIGGER {keys}_update AFTER UPDATE OF {text} ON {owners} FOR EACH ROW
    WHEN (OLD.{text} {differs} NEW.{text}) {action}
"""
_INSTALL = {
    "postgresql": (
        """
        CREATE OR REPLACE FUNCTION {keys}_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO {keys} (owner_id, {column}) VALUES (NEW.id, {empty})
            ON CONFLICT (owner_id) DO UPDATE SET {column} = {empty};
            RETURN NULL;
        END $$
        """,
        *(_ON_INSERT, _MISSING, _ORPHANS),
    ),
    "sqlite": (_ON_INSERT, _MISSING, _ORPHANS),
}
_UNINSTALL = {
    "postgresql": "DROP TRIGGER IF EXISTS {keys}_{event} ON {owners}",
    "sqlite": "DROP TRIGGER IF EXISTS {keys}_{event}",
}
_WORDS = {
    "postgresql": {
        "differs": "IS DISTINCT FROM",
        "action": "EXECUTE FUNCTION {keys}_is_due()",
    },
    "sqlite": {
        "differs": "IS NOT",
        # Without ON CONFLICT, which the outer statement's would override.
        "action": f"""BEGIN
            UPDATE {{keys}} SET {{column}} = {{empty}} WHERE owner_id = NEW.id;
            {_MISSING} AND id = NEW.id;
        END""",  # noqa: S608 -- ours
    },
}


def owner_of(model: type[Beside]) -> Any:
    return model._meta.pk.related_model


def key_models() -> list[type[SortKey]]:
    return [model for model in _models() if issubclass(model, SortKey)]


def fill(model: type[SortKey], using: str) -> None:
    """Compute missing sort keys, except those that another process is computing now."""
    with transaction.atomic(using=using, savepoint=False):
        due = model._default_manager.using(using).filter(key=b"")
        _write(due.select_for_update(of=("self",), skip_locked=True))


def install(using: str) -> None:
    """After a migration, create the triggers, and rows with keys of this version for all owners."""
    uninstall(using)
    connection = connections[using]
    tables = connection.introspection.table_names()
    for model in _models():
        if model._meta.db_table not in tables:  # migrated back to before it existed
            continue
        _execute(model, connection, *_INSTALL[connection.vendor])
        if issubclass(model, SortKey):
            _execute(model, connection, _ON_UPDATE, text=model.text)
            _write(model._default_manager.using(using))


def uninstall(using: str) -> None:
    """Drop the triggers before a migration, which may rebuild or drop a table that they name."""
    connection = connections[using]
    for model in _models():
        for event in ("insert", "update"):
            _execute(model, connection, _UNINSTALL[connection.vendor], event=event)


def _models() -> list[type[Beside]]:
    return [model for model in apps.get_models() if issubclass(model, Beside)]


def _execute(model: type[Beside], connection: Any, *statements: str, **words: str) -> None:
    words |= _WORDS[connection.vendor]
    words |= {"keys": model._meta.db_table, "owners": owner_of(model)._meta.db_table}
    words |= {"column": model.column, "empty": model.empty[connection.vendor]}
    with connection.cursor() as cursor:
        for statement in statements:  # twice, as an error message may name a table, too
            cursor.execute(statement.format(**words).format(**words))


def _write(rows: Any) -> None:
    changed_rows = [
        rows.model(pk=pk, key=new)
        for pk, text, old in rows.values_list("pk", f"owner__{rows.model.text}", "key")
        if (new := sort_key(text)) != old
    ]
    rows.model._default_manager.using(rows.db).bulk_create(
        changed_rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["owner"],
        update_fields=["key"],
    )
