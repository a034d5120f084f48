import django.db.models.deletion
from django.db import migrations, models


def keep_links(apps, editor):
    """Links for review go on holding; other codes last for two minutes."""
    Preview = apps.get_model("cms_previews", "Preview")
    Code = apps.get_model("cms_previews", "Code")
    links = Preview.objects.filter(session="")
    Code.objects.bulk_create(
        Code(preview=link, digest=link.code, ends=link.code_ends) for link in links
    )
    editor.connection.check_constraints()  # else PostgreSQL alters no table


def end_previews(apps, editor):
    """Going back, their columns have nothing to hold."""
    apps.get_model("cms_previews", "Preview").objects.all().delete()
    editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [("cms_previews", "0001_previews")]

    operations = [
        migrations.CreateModel(
            name="Code",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("ends", models.DateTimeField(db_index=True)),
                ("preview", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="cms_previews.preview")),
            ],
        ),
        migrations.RunPython(keep_links, migrations.RunPython.noop),
        migrations.RemoveField("preview", "code"),
        migrations.RemoveField("preview", "code_ends"),
        migrations.RunPython(migrations.RunPython.noop, end_previews),
    ]
