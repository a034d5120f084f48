"""Read of the documents that are there how many pages they have, and whether they have text."""

from pathlib import PurePath

from django.db import migrations

from media.cleaning.pdf_text import pages_and_text


def read(apps, schema_editor):
    model = apps.get_model("media", "CustomDocument")
    documents = model.objects.using(schema_editor.connection.alias)
    for document in documents.order_by("pk").iterator():
        storage, name = document.file.storage, document.file.name
        if not storage.exists(name):
            continue
        with storage.open(name) as file:
            pages, has_text = pages_and_text(file.read(), PurePath(name).suffix.lower())
        documents.filter(pk=document.pk).update(page_count=pages, has_text=has_text)


class Migration(migrations.Migration):
    dependencies = [("media", "0002_document_content")]

    operations = [migrations.RunPython(read, migrations.RunPython.noop)]
