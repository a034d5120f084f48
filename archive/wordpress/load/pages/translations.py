"""The language of a post, and the translations that the old site knew of it."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from wagtail.models import Locale, Page

from archive.wordpress.export.languages import LANGUAGE, TRANSLATIONS
from archive.wordpress.export.records import Item
from archive.wordpress.parts import Note


def locale_of(item: Item, default: Locale) -> tuple[Locale, list[Note]]:
    codes = [ref.slug for ref in item.terms if ref.domain == LANGUAGE]
    locale = Locale.objects.filter(language_code__in=codes).first() if codes else None
    if locale and item.language_is_guessed:
        text = (
            f"Its language “{codes[0]}” was guessed by its address; its translations are unknown."
        )
        return locale, [Note("language-guessed", text)]
    if locale or not codes:
        return locale or default, []
    text = f"Its language is “{codes[0]}”, which this CMS has not; it is kept as another."
    return default, [Note("language-unknown", text)]


def translation_key(item: Item, locale: Locale, site: str) -> UUID:
    """The same for posts that the old site knew as translations, one for each language."""
    shared = next((ref.slug for ref in item.terms if ref.domain == TRANSLATIONS), "")
    key = uuid5(NAMESPACE_URL, f"{site}#{shared or item.id}")
    if shared and Page.objects.filter(locale=locale, translation_key=key).exists():
        return uuid5(NAMESPACE_URL, f"{site}#{item.id}")
    return key
