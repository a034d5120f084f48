"""What an export contains but no page shows: reported once, as it belongs to no post."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.models import ImportedItem
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.rendering.stored import tokens
from cms import richtext
from media.models import CustomImage

from .site.lists import existing_term_path
from .site.terms import CATEGORY

_ADDRESSES = {"a": "href", "img": "src", "iframe": "src"}


def shown_nowhere(catalogue: Catalogue, site: str) -> Iterator[Note]:
    """Notes for the report, after all pages: in a dry run before the rollback."""
    yield from _captions(catalogue, site)
    unused: list[str] = []
    for term in catalogue.terms():
        if term.domain != CATEGORY:
            continue
        name, words = f"“{term.name or term.slug}”", richtext.text(term.description)
        if existing_term_path(term, settings.LANGUAGE_CODE) is None:
            unused.append(f"{name} ({words})" if words else name)
        if addresses := _addresses(term.description):
            sentence = message(
                "The description of the category %(name)s had links or pictures, of which only the "
                "words are kept: %(addresses)s"
            )
            values = {"name": name, "addresses": ", ".join(addresses)}
            yield Note("category-description", sentence, values)
    if unused:
        sentence = message("Categories that no post brought are not taken over: %(names)s.")
        yield Note("category-unused", sentence, {"names": "; ".join(unused)})


def _captions(catalogue: Catalogue, site: str) -> Iterator[Note]:
    """Captions of pictures, which are kept only if a page shows the picture."""
    unshown = _pictures_no_page_shows(site)
    for attachment in catalogue.attachments():
        caption = richtext.text(attachment.caption)
        if caption and attachment.id in unshown:
            sentence = message(
                "No page shows “%(title)s”, and its caption is not kept: “%(caption)s”"
            )
            values = {"title": attachment.title, "caption": caption}
            yield Note("caption-shown-nowhere", sentence, values)


def _pictures_no_page_shows(site: str) -> set[int]:
    """Their numbers on the old site."""
    of_model = ContentType.objects.get_for_model
    references = ReferenceIndex.objects.filter(
        to_content_type=of_model(CustomImage), base_content_type=of_model(Page)
    )
    shown_keys = set(references.values_list("to_object_id", flat=True))
    rows = ImportedItem.objects.filter(site=site, image__isnull=False)
    pairs = rows.values_list("source_id", "image_id")
    return {source_id for source_id, image in pairs if str(image) not in shown_keys}


def _addresses(html: str) -> list[str]:
    addresses = (
        piece.attributes.get(_ADDRESSES[piece.name], "")
        for piece in tokens(html)
        if piece.kind == "start" and piece.name in _ADDRESSES
    )
    return list(dict.fromkeys(filter(None, addresses)))
