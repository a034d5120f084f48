import archive.models.fields.tokens
from django.db import migrations, models, transaction

# Whatever is written to archive_searchentry, by this version or the one before, stands here as well.
# Rows are kept short: the tokens lie beside them. What is the same is not written again.
TABLE = [
    "CREATE TABLE archive_searchtokens (rowid integer PRIMARY KEY, tokens tsvector NOT NULL)"
    " WITH (toast_tuple_target = 128)",
    """CREATE FUNCTION archive_keep_tokens() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            TRUNCATE archive_searchtokens;
        ELSIF TG_OP = 'DELETE' THEN
            DELETE FROM archive_searchtokens WHERE rowid = OLD.page_id;
        ELSE
            INSERT INTO archive_searchtokens VALUES (NEW.page_id, NEW.tokens)
            ON CONFLICT (rowid) DO UPDATE SET tokens = excluded.tokens
            WHERE archive_searchtokens.tokens <> excluded.tokens;
        END IF;
        RETURN NULL;
    END $$""",
    "CREATE TRIGGER archive_keep_tokens AFTER INSERT OR DELETE OR UPDATE OF tokens"
    " ON archive_searchentry FOR EACH ROW EXECUTE FUNCTION archive_keep_tokens()",
    "CREATE TRIGGER archive_keep_no_tokens AFTER TRUNCATE"
    " ON archive_searchentry FOR EACH STATEMENT EXECUTE FUNCTION archive_keep_tokens()",
]
TABLE_BACK = [
    "DROP TRIGGER archive_keep_no_tokens ON archive_searchentry",
    "DROP TRIGGER archive_keep_tokens ON archive_searchentry",
    "DROP FUNCTION archive_keep_tokens()",
    "DROP TABLE archive_searchtokens",
]
ROWS = 2_000  # at once; who publishes one of these documents waits for so many
FILL = """
    WITH rows AS (
        SELECT page_id, tokens FROM archive_searchentry WHERE page_id > %s
        ORDER BY page_id LIMIT %s FOR NO KEY UPDATE
    ), written AS (
        INSERT INTO archive_searchtokens SELECT * FROM rows ON CONFLICT DO NOTHING
    )
    SELECT max(page_id) FROM rows
"""
INDEX = (
    "CREATE INDEX CONCURRENTLY IF NOT EXISTS archive_searchtokens_tokens ON archive_searchtokens"
    " USING gin (archive_indexed(tokens)) WITH (fastupdate = off)"
)


def create_table(apps, schema_editor):
    with transaction.atomic(schema_editor.connection.alias):
        _execute(schema_editor, TABLE)


def drop_table(apps, schema_editor):
    with transaction.atomic(schema_editor.connection.alias):
        _execute(schema_editor, TABLE_BACK)


def fill_table(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while last is not None:
            cursor.execute(FILL, [last, ROWS])
            [last] = cursor.fetchone()


def create_index(apps, schema_editor):
    _execute(schema_editor, [INDEX])


def _execute(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """On SQLite the table is there, as FTS5's."""

    atomic = False

    dependencies = [
        ('archive', '0031_note_videos'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchTokens',
            fields=[
                ('page', models.IntegerField(db_column='rowid', primary_key=True, serialize=False)),
                ('tokens', archive.models.fields.tokens.TokensField()),
            ],
            options={
                'db_table': 'archive_searchtokens',
                'managed': False,
                'default_permissions': (),
            },
        ),
        migrations.RunPython(create_table, drop_table, elidable=False),
        migrations.RunPython(fill_table, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(create_index, migrations.RunPython.noop, elidable=False),
    ]
