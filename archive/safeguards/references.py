"""What a page refers to, in fields, rows, blocks and rich text at any depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.blocks.stream_block import StreamValue
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from archive.blocks.media import EmbedBlock
from cms.numbers import number_in
from cms.previews.models import Preview, links
from cms.visibility.closed import cleared_models

from .read_once import once


class Reference(NamedTuple):
    """A row that a page refers to, and its place in the form."""

    row: Any
    field: str
    block: str  # the ID of the block in a stream


@once
def references(page: Page, *models: type[Model]) -> Iterator[Reference]:
    """Every reference to rows of these models, in order, including repetitions."""
    types = ContentType.objects.get_for_models(*models)
    model_of = {content_type.pk: model for model, content_type in types.items()}
    places = [
        (model_of[type_key], number, path.split("."))
        for type_key, key, _path, path in _extracted(page)
        if type_key in model_of and (number := number_in(key)) is not None
    ]
    rows = {
        model: model._default_manager.in_bulk({key for of, key, _path in places if of is model})
        for model in models
    }
    for model, key, (field, *parts) in places:
        if row := rows[model].get(key):
            in_stream = parts and isinstance(getattr(page, field), StreamValue)
            yield Reference(row, field, parts[0] if in_stream else "")


@once
def _extracted(page: Page) -> Iterator[tuple[int, Any, str, str]]:
    yield from ReferenceIndex._extract_references_from_object(page)


def videos_in(page: Any) -> Iterator[tuple[Any, str]]:
    """The external videos that a page shows, each with its field."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            parts = getattr(page, field.name)
            yield from ((part, field.name) for part in parts if isinstance(part.block, EmbedBlock))


def media_of(page: Page) -> Iterator[Reference]:
    """Pictures and files that the page shows, without those of linked pages."""
    return references(page, get_image_model(), get_document_model())


def reviewed_in(page: Page) -> Iterator[Reference]:
    """Everything that needs a review of the people in it, external videos included."""
    return references(page, *cleared_models())


def draft_of(link: Preview) -> Page:
    """The draft that a link for review shows."""
    page = cast(Page, link.page)  # a page that was never saved is its editor's alone
    draft: Page = page.specific.with_content_json(link.content)
    return draft


def end_links_showing(*files: Model) -> None:
    """End the links for review whose drafts show any of these pictures, files and videos."""
    if not files:
        return
    for link in links():
        if any(reference.row in files for reference in reviewed_in(draft_of(link))):
            link.delete()
