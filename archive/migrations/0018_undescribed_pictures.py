from django.db import migrations, models

from archive.pictures import undescribed


def look(apps, schema_editor):
    """At the pictures of the documents that are there."""
    alias = schema_editor.connection.alias
    entries = apps.get_model("archive", "EntryPage").objects.using(alias)
    images = apps.get_model("media", "CustomImage").objects.using(alias)
    for entry in entries.iterator(200):
        if keys := undescribed(entry):
            entry.undescribed_pictures.set(images.filter(pk__in=keys))


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0017_categories_are_chosen"),
        ("media", "0007_name_every_field"),
    ]

    operations = [
        migrations.AddField(
            model_name="entrypage",
            name="undescribed_pictures",
            field=models.ManyToManyField(editable=False, help_text="Pictures of which the document says nothing in one of their places; the library may.", related_name="+", to="media.customimage"),
        ),
        migrations.RunPython(look, migrations.RunPython.noop),
    ]
