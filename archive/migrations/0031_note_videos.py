"""Let every video that is there wait for a review, and tell that its page is another without it."""

import json

from django.db import migrations
from django.db.models import TextField
from django.db.models.functions import Cast

from archive.videos import embeds


def parts_of(raw):
    """The values of blocks of videos, at any depth of what is stored of a page or its draft."""
    if isinstance(raw, dict):
        value = raw.get("value")
        if raw.get("type") == "embed" and isinstance(value, dict):
            yield value
        for part in raw.values():
            yield from parts_of(part)
    elif isinstance(raw, list):
        for part in raw:
            yield from parts_of(part)


def streams_of(content):
    """The streams in the content of a draft, each a text in it."""
    for text in content.values():
        if isinstance(text, str) and text.startswith("[") and '"embed"' in text:
            try:
                yield json.loads(text)
            except ValueError:  # a text that only looks like one
                continue


def note_videos(apps, schema_editor):
    using = schema_editor.connection.alias
    videos, pages, speaking = {}, set(), set()

    def note(raw):
        found = False
        for value in parts_of(raw):
            video = embeds.video(value["url"]) if isinstance(value.get("url"), str) else None
            if video:
                found = True
                videos[video.key] = video
        return found

    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if hasattr(field, "stream_block"):
                rows = model._default_manager.using(using).annotate(raw=Cast(field.name, TextField()))
                texts = rows.filter(raw__contains='"embed"').values_list("pk", "raw")
                for key, raw in texts.iterator():
                    stream = json.loads(raw)
                    if note(stream):
                        pages.add(key)
                    if any(value.get("caption") for value in parts_of(stream)):
                        speaking.add(key)
    latest = apps.get_model("wagtailcore", "Page").objects.using(using).values("latest_revision")
    drafts = apps.get_model("wagtailcore", "Revision").objects.using(using)
    scheduled = drafts.filter(approved_go_live_at__isnull=False)
    for revisions in (drafts.filter(pk__in=latest), scheduled):
        words = revisions.annotate(words=Cast("content", TextField()))
        contents = words.filter(words__contains="embed").values_list("content", flat=True)
        for content in contents.iterator():
            for stream in streams_of(content):
                note(stream)
    rows = apps.get_model("media", "Video")
    rows.objects.using(using).bulk_create(
        [
            rows(key=key, provider=video.provider, address=video.address)
            for key, video in videos.items()
        ],
        ignore_conflicts=True,
    )
    # With the next comparison of content these are told of as updated, and what they use is kept.
    record = apps.get_model("cms_record", "PublicObject").objects.using(using)
    for row in record.filter(subject="wagtailcore.page", key__in=sorted(pages)):
        record.filter(pk=row.pk).update(fingerprint=f"{row.fingerprint[:8]}video")
    # What they say about a video stands among their own words: nobody finds it until they are read
    # again by `reindex_archive`.
    index = apps.get_model("archive", "SearchEntry").objects.using(using)
    index.filter(page__in=sorted(speaking)).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0030_lz4"),
        ("media", "0021_videos"),
        ("home", "0008_people_in_turns"),
        ("cms_record", "0009_redirect_use"),
    ]

    operations = [migrations.RunPython(note_videos, migrations.RunPython.noop)]
