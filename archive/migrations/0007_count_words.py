"""Count the words of the documents that are there."""

import json

from django.db import migrations
from django.db.models import TextField
from django.db.models.functions import Cast

from archive.blocks import BodyBlock
from archive.word_count import count_words
from cms.blocks import own_words


def count(apps, schema_editor):
    entries = apps.get_model("archive", "EntryPage").objects.using(schema_editor.connection.alias)
    block = BodyBlock()
    stored = entries.annotate(raw=Cast("body", TextField())).values_list("pk", "raw")
    for key, raw in stored.iterator(chunk_size=200):
        words = own_words(block, json.loads(raw or "[]"))
        entries.filter(pk=key).update(word_count=count_words(words))


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_word_count")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
