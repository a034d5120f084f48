"""Count the words of the documents that are there."""

import json
from collections import defaultdict

from django.db import migrations
from django.db.models import TextField
from django.db.models.functions import Cast

from archive.blocks import BodyBlock
from archive.derived.word_count import count_words
from cms.blocks import own_words

BATCH = 1_000  # keys of one statement


def count(apps, schema_editor):
    """One statement for all that have as many words, as one for each takes minutes."""
    entries = apps.get_model("archive", "EntryPage").objects.using(schema_editor.connection.alias)
    block = BodyBlock()
    stored = entries.annotate(raw=Cast("body", TextField())).values_list("pk", "raw")
    by_count = defaultdict(list)
    for key, raw in stored.iterator(chunk_size=200):
        by_count[count_words(own_words(block, json.loads(raw or "[]")))].append(key)
    for words, keys in by_count.items():
        for start in range(0, len(keys), BATCH):
            entries.filter(pk__in=keys[start : start + BATCH]).update(word_count=words)


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_word_count")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
