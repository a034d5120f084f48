import archive.models.fields.tokens
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# As in 0002, which says why.
POSTGRESQL = [
    "CREATE INDEX archive_adminsearchentry_tokens ON archive_adminsearchentry"
    " USING gin (archive_indexed(tokens)) WITH (fastupdate = off)",
]
POSTGRESQL_BACK = ["DROP INDEX archive_adminsearchentry_tokens"]
ADD = "INSERT INTO archive_admintokens (rowid, tokens) VALUES (new.page_id, new.tokens);"
REMOVE = (
    "INSERT INTO archive_admintokens (archive_admintokens, rowid, tokens)"
    " VALUES ('delete', old.page_id, old.tokens);"
)
TRIGGERS = {"INSERT": ADD, "DELETE": REMOVE, "UPDATE": REMOVE + ADD}
SQLITE = [
    "CREATE VIRTUAL TABLE archive_admintokens USING fts5("
    " tokens, content='archive_adminsearchentry', content_rowid='page_id',"
    " tokenize='ascii', detail=none, columnsize=0)",
    *(
        f"CREATE TRIGGER archive_adminsearchentry_{event.lower()} AFTER {event}"
        f" ON archive_adminsearchentry BEGIN {statements} END"
        for event, statements in TRIGGERS.items()
    ),
]
# The triggers go with their own table, which is deleted next.
SQLITE_BACK = ["DROP TABLE archive_admintokens"]


def create_index(apps, schema_editor):
    _execute(schema_editor, {"postgresql": POSTGRESQL, "sqlite": SQLITE})


def drop_index(apps, schema_editor):
    _execute(schema_editor, {"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK})


def _execute(schema_editor, by_vendor):
    for statement in by_vendor.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement, params=None)


def forget_pages_in_wagtails_index(apps, schema_editor):
    """Nothing asks for them any more."""
    pages = apps.get_model("wagtailcore", "Page").objects.order_by()
    entries = apps.get_model("wagtailsearch", "IndexEntry").objects
    entries.filter(content_type__in=pages.values("content_type")).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0013_series_description'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtailsearch', '0010_add_text_fields'),
    ]

    operations = [
        migrations.CreateModel(
            name='AdminSearchEntry',
            fields=[
                ('page', models.OneToOneField(help_text='The page.', on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='admin_search_entry', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('code', models.CharField(blank=True, help_text='The reference code, in capitals.', max_length=48)),
                ('title', models.TextField(help_text="The words of its titles, the live one and the draft's.")),
                ('names', models.TextField(help_text='The words of people, places, tags and categories.')),
                ('text', models.TextField(help_text='All words, line by line.')),
                ('tokens', archive.models.fields.tokens.TokensField(help_text='What the full-text index holds: words, and their stems.')),
            ],
            options={
                'verbose_name': "page in the admin's search",
                'verbose_name_plural': "pages in the admin's search",
                'indexes': [models.Index(fields=['code'], name='archive_admin_code')],
            },
        ),
        migrations.RunPython(create_index, drop_index),
        migrations.RunPython(forget_pages_in_wagtails_index, migrations.RunPython.noop),
    ]
