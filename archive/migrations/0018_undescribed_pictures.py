from itertools import islice

from django.db import migrations, models

from archive.pictures import undescribed

BATCH = 1_000  # rows of one statement


def look(apps, schema_editor):
    """At the pictures of the documents that are there, while nobody can write to them."""
    alias = schema_editor.connection.alias
    entries = apps.get_model("archive", "EntryPage").objects.using(alias)
    images = apps.get_model("media", "CustomImage").objects.using(alias)
    there = set(images.values_list("pk", flat=True))
    through = entries.model.undescribed_pictures.through
    rows = (
        through(entrypage_id=entry.pk, customimage_id=key)
        for entry in entries.iterator(200)
        for key in undescribed(entry) & there
    )
    while batch := list(islice(rows, BATCH)):
        through.objects.using(alias).bulk_create(batch)


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
