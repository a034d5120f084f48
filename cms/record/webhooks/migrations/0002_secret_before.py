from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms_webhooks", "0001_webhooks"),
    ]

    operations = [
        migrations.AddField(
            model_name="endpoint",
            name="previous_salt",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="endpoint",
            name="previous_until",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
