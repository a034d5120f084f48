from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms_record", "0005_kinds_of_changes"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="forgotten",
            field=models.JSONField(null=True),
        ),
    ]
