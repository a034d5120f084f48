from django.db import migrations

# By it PostgreSQL finds the few rows that speak of media which readers do not see now. SQLite looks
# at each row: it has no such index, and reads few.
INDEX = (
    "CREATE INDEX archive_searchentry_media ON archive_searchentry"
    " USING gin (media) WITH (fastupdate = off)"
)


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX archive_searchentry_media")


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0028_import_summary'),
    ]

    operations = [
        migrations.RunPython(create_index, drop_index, elidable=False),
    ]
