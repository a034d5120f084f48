import django.db.models.deletion
from django.db import migrations, models

# Whoever writes embargoes meanwhile does not wait for them.
INDEXES = {
    "safeguards_embargo_video_id": "INDEX {name} ON safeguards_embargo (video_id)",
    "safeguards_embargo_once_on_video": (
        "UNIQUE INDEX {name} ON safeguards_embargo (video_id) WHERE lifted_at IS NULL"
    ),
}


def create_indexes(apps, schema_editor):
    concurrently = "CONCURRENTLY " if schema_editor.connection.vendor == "postgresql" else ""
    for name, index in INDEXES.items():
        schema_editor.execute("CREATE " + index.format(name=f"{concurrently}IF NOT EXISTS {name}"))


def drop_indexes(apps, schema_editor):
    for name in INDEXES:
        schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("safeguards", "0012_embargo_on_videos")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create_indexes, drop_indexes)],
            state_operations=[
                migrations.AlterField(
                    model_name="embargo",
                    name="video",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="embargoes",
                        to="media.video",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="embargo",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("video",),
                        name="safeguards_embargo_once_on_video",
                    ),
                ),
            ],
        )
    ]
