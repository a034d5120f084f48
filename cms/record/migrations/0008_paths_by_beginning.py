from django.db import migrations, models

PATHS = (
    ("change", "path", "record_change_path"),
    ("change", "previous_path", "record_change_previous"),
    ("publicobject", "path", "record_public_path"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("cms_record", "0007_last_changes"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="publicobject", name="record_public_path"),
        *(
            migrations.AddIndex(
                model_name=model,
                index=models.Index(fields=[column], name=name, opclasses=["text_pattern_ops"]),
            )
            for model, column, name in PATHS
        ),
    ]
