"""Adds every video of a page to the review, as soon as a draft shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models.signals import post_save
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from archive.blocks.media import VideoAddressBlock
from cms.blocks import leaves
from media.models import Video

from . import embeds


def videos_of(stream: StreamField, raw: Any) -> Iterator[embeds.Video]:
    """The videos in the raw data of a stream, at any depth."""
    for leaf in leaves(stream.stream_block, raw):
        is_address = isinstance(leaf.block, VideoAddressBlock) and isinstance(leaf.value, str)
        if is_address and (video := embeds.video(leaf.value)):
            yield video


def note_page(instance: Any, update_fields: Any = None, **_signal: Any) -> None:
    """Add those of a page that is saved, for example by an import or a shell."""
    if isinstance(instance, Page):
        _note(
            video
            for field in streams_of(type(instance))
            if update_fields is None or field.name in update_fields
            for video in videos_of(field, getattr(instance, field.name).raw_data)
        )


def note_draft(instance: Revision, **_signal: Any) -> None:
    """Add those of a draft."""
    model = instance.content_type.model_class()
    if model and issubclass(model, Page):
        _note(
            video
            for field in streams_of(model)
            for video in videos_of(field, json.loads(instance.content.get(field.name) or "[]"))
        )


def streams_of(model: type[Page]) -> list[StreamField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, StreamField)]


def _note(videos: Iterator[embeds.Video]) -> None:
    if rows := {video.key: (video.provider, video.address) for video in videos}:
        Video.note(rows)


def register_signal_handlers() -> None:
    post_save.connect(note_page, dispatch_uid="archive.videos")
    post_save.connect(note_draft, sender=Revision, dispatch_uid="archive.videos")
