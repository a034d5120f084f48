"""When each page last changed, for lists; until now the record knew of what is public alone."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
    INSERT INTO cms_record_lastchange (owner_id, at)
    SELECT key, changed_at FROM cms_record_publicobject WHERE subject = 'wagtailcore.page'
"""
FILL_BACK = """
    UPDATE cms_record_publicobject SET changed_at = COALESCE(
        (SELECT MAX(change.at) FROM cms_record_change change
         WHERE change.subject = cms_record_publicobject.subject
         AND change.key = cms_record_publicobject.key),
        CURRENT_TIMESTAMP
    )
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cms_record", "0006_words_forgotten"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="LastChange",
            fields=[
                (
                    "owner",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="last_change",
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["at", "owner"], name="record_last_change_order")],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("publicobject", "changed_at", models.DateTimeField(null=True)),
        # Between the two: whoever goes back has rows, and none may be without an instant.
        migrations.RunSQL(migrations.RunSQL.noop, FILL_BACK),
        migrations.RemoveField(model_name="publicobject", name="changed_at"),
    ]
