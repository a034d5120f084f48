"""Let the public storage hold what is public alone: it held the access copy of every picture.

Access copies keep their names in the private storage. Renditions are made again when somebody asks
for one. The files in the public storage are deleted by the next `tick`, once all this is certain.
"""

from django.db import migrations

from media.storage.backends import PRIVATE, PUBLIC


def move(apps, schema_editor):
    alias = schema_editor.connection.alias
    image, rendition, to_delete = (
        apps.get_model("media", name).objects.using(alias)
        for name in ("CustomImage", "CustomRendition", "FileToDelete")
    )
    names = image.order_by("pk").values_list("file", flat=True)
    for name in names.iterator():
        if PUBLIC.exists(name) and not is_moved(name):
            PRIVATE.delete(name)  # one that was killed while it was written
            with PUBLIC.open(name) as file:
                PRIVATE.save(name, file)
    renditions = rendition.order_by("pk").values_list("file", flat=True)
    for stored in (names, renditions):
        to_delete.bulk_create(
            (to_delete.model(storage=PUBLIC.alias, name=name) for name in stored.iterator()),
            batch_size=500,
        )
    rendition.all().delete()


def is_moved(name):
    return PRIVATE.exists(name) and PRIVATE.size(name) == PUBLIC.size(name)


class Migration(migrations.Migration):
    dependencies = [("media", "0004_public_only_while_used")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
