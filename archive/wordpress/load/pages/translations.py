"""The language of a post, and its translations on the old site."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from wagtail.models import Locale, Page

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.wordpress.export.languages import LANGUAGE, TRANSLATIONS
from archive.wordpress.export.records import Item


def locale_of(item: Item, default: Locale) -> Locale:
    return Locale.objects.filter(language_code__in=_codes(item)).first() or default


def notes_on_language(item: Item, language: str) -> list[Note]:
    """What an editor should know if a post is stored in this language."""
    codes = _codes(item)
    if codes and language not in codes:
        sentence = message(
            "Its language is “%(there)s”, and it is kept as “%(here)s”: it is a draft here."
        )
        return [Note("language-unknown", sentence, {"there": codes[0], "here": language})]
    if codes and item.language_is_guessed:
        sentence = message(
            "Its language “%(language)s” was guessed by its address; its translations are unknown."
        )
        return [Note("language-guessed", sentence, {"language": language})]
    return []


def translation_key(item: Item, locale: Locale, site: str) -> UUID:
    """The same key for posts that were translations of each other, one per language."""
    shared = next((ref.slug for ref in item.terms if ref.domain == TRANSLATIONS), "")
    key = uuid5(NAMESPACE_URL, f"{site}#{shared or item.id}")
    if shared and Page.objects.filter(locale=locale, translation_key=key).exists():
        return uuid5(NAMESPACE_URL, f"{site}#{item.id}")
    return key


def _codes(item: Item) -> list[str]:
    return [ref.slug for ref in item.terms if ref.domain == LANGUAGE]
