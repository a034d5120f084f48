"""Facts to compare a restored installation with, and the settings of the original."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from typing import Any

from django.conf import global_settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.recorder import MigrationRecorder
from django.views.debug import SafeExceptionReporterFilter

from cms.record.chain import FIRST, faults
from cms.record.models import Change

from .database import LEFT_OUT

_SOFTWARE = ("Django", "wagtail", "graphene-django")
# Django hides settings named as secrets; this finds one in an address: redis://:secret@host.
_IN_ADDRESS = re.compile(r"(?<=://)[^/@\s]*@")


def facts_now() -> dict[str, Any]:
    """Rows by table, the end of the record, and the migrations, in the current snapshot."""
    return {
        "database": connection.vendor,
        "rows": _rows(),
        "record": _end_of_record(),
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
        "software": {name: version(name) for name in _SOFTWARE},
    }


def differences(facts: dict[str, Any]) -> list[str]:
    """A sentence for each difference between this installation and the facts."""
    sentences, rows = [], _rows()
    for table, count in facts["rows"].items():
        if rows.get(table) != count:
            sentences.append(f"{table} has {rows.get(table, 'no')} rows, and had {count}.")
    if (end := _end_of_record()) != facts["record"]:
        sentences.append(
            f"The record ends with change {end['number']} ({end['hash']}), and ended with "
            f"{facts['record']['number']} ({facts['record']['hash']})."
        )
    return [*sentences, *faults(Change.objects.order_by("number").iterator())]


def settings_without_secrets() -> dict[str, Any]:
    """Settings that differ from Django's defaults; secrets are starred out."""
    safe = SafeExceptionReporterFilter().get_safe_settings()
    unset = vars(global_settings)
    changed = {name: value for name, value in safe.items() if value != unset.get(name)}
    text = json.dumps(changed, default=str, ensure_ascii=False, sort_keys=True)
    return json.loads(_IN_ADDRESS.sub("", text))


def _rows() -> dict[str, int]:
    tables = sorted(set(connection.introspection.table_names()) - {LEFT_OUT})
    with connection.cursor() as cursor:
        return {table: _count(cursor, table) for table in tables}


def _count(cursor: Any, table: str) -> int:
    name = connection.ops.quote_name(table)
    cursor.execute(f"SELECT COUNT(*) FROM {name}")  # noqa: S608 -- a table that is there
    return cursor.fetchone()[0]


def _end_of_record() -> dict[str, Any]:
    last = Change.objects.using(DEFAULT_DB_ALIAS).order_by("-number").first()
    return {"number": last.number, "hash": last.hash} if last else {"number": 0, "hash": FIRST}
