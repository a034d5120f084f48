"""Migrations run while the version before them serves, as docs/operations.md promises.

`python -m tests.side_by_side COMMIT` tries that with two checkouts.
"""

from pathlib import Path

import pytest
from django.apps import apps
from django_migration_linter import MigrationLinter

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
ROOT = Path(__file__).parents[1]
# Of before this rule, by app: columns that the version before does not fill, and the like.
OLD = {
    "archive": 28,
    "bitmaps": 1,
    "cms_clock": 1,
    "cms_collation": 1,
    "cms_freshness": 1,
    "cms_previews": 2,
    "cms_purging": 2,
    "cms_record": 9,
    "cms_visibility": 3,
    "cms_webhooks": 3,
    "desk": 2,
    "external_links": 1,
    "home": 8,
    "media": 18,
    "safeguards": 10,
}


def lint(migrations):
    """What the linter has against them, on PostgreSQL, as it prints it."""
    linter = MigrationLinter(
        no_cache=True,
        quiet=["ok", "warning"],
        warnings_as_errors_tests=["CREATE_INDEX_EXCLUSIVE"],
    )
    for migration in migrations(linter.migration_loader.disk_migrations):
        linter.lint_migration(migration)
    return linter


def newer(known):
    """Our migrations of after the rule."""
    ours = {config.label for config in apps.get_app_configs() if is_ours(Path(config.path))}
    assert set(OLD) <= ours
    for (app, name), migration in sorted(known.items()):
        if app in ours and int(name[:4]) > OLD.get(app, 0):
            yield migration


def is_ours(path):
    return any(path.is_relative_to(ROOT / room) for room in ("archive", "cms", "home", "media"))


def test_new_migrations_neither_lock_a_table_for_long_nor_break_the_version_before(capsys):
    linter = lint(newer)
    assert not linter.has_errors, (
        f"{capsys.readouterr().out}\n"
        "The version before goes on writing while it runs: give a new column a db_default or let it"
        " be null, remove what is not used any more one version later, and make an index on a table"
        " that exists in a migration of its own, by AddIndexConcurrently."
    )


def test_a_column_that_the_version_before_does_not_fill_is_refused(capsys):
    assert lint(lambda known: [known["archive", "0028_import_summary"]]).has_errors
    assert "NOT NULL constraint on columns" in capsys.readouterr().out
