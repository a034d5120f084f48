"""An archive in which everything is public, with words that identify what was withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page

from archive.models import LetterPage
from cms.record.comparison import compare_everything
from media.models import CustomDocument, CustomImage
from tests import corpus
from tests.cms.visibility.canaries import hidden_letter
from tests.cms.visibility.planted import Planted
from tests.cms.visibility.pointers import point_to_pages
from tests.factories import ArchiveSectionPageFactory
from tests.media.planted import saved


@dataclass
class Archive:
    """A letter with a picture and a file in a collection of their own, and a translated one."""

    planted: Planted
    addresses: list[str]  # their former addresses, which redirect to them now
    letter: LetterPage
    translation: LetterPage
    section: Page
    closed_section: Page
    collection: Collection
    closed: Collection
    picture: CustomImage
    file: CustomDocument


def published() -> Archive:
    island = corpus.island(LetterPage, 2, ("en", "ja"))
    corpus.surroundings(island.keys["en"], island.section.pk)
    root, planted = Collection.get_first_root_node(), Planted()
    collection = root.add_child(name="open")
    letter = hidden_letter(planted, "published", island, collection, "2006-10-19")
    [picture], [file] = planted.pictures, planted.files
    _show_a_picture_of_its_own(letter, picture, planted.word)
    translation = _translated(LetterPage.objects.get(pk=island.keys["en"][0]), planted.word)
    planted.letters.append(translation)
    addresses = point_to_pages(
        Planted(planted.words, planted.letters, _letters_of_words=planted._letters_of_words),
        [island],
    )
    _tell_labels_apart(planted)
    section = Page.objects.get(pk=island.section.pk)
    compare_everything()
    corpus.analyse()
    return Archive(
        planted, addresses, letter, translation, section, _closed_section(section), collection,
        _closed_collection(root), picture, file,
    )  # fmt: skip


def _show_a_picture_of_its_own(letter: Any, picture: Any, word: Callable[[str], str]) -> None:
    """A picture with unique bytes, made public only by the letter."""
    content = saved(Image.effect_noise((1300, 700), 60).convert("RGB"), "JPEG")
    picture.file = ContentFile(content, name="noise.jpg")
    picture.is_public_by_itself = False
    picture.save()
    picture.review = "nobody"  # of the new file
    picture.save()
    figure = {"image": picture, "alt": word("alt, block"), "decorative": False}
    figure |= {"caption": word("caption, block"), "credit": word("credit, block")}
    letter.body.append(("image", {"figure": figure}))
    letter.save_revision().publish()


def _translated(letter: Any, word: Callable[[str], str]) -> Any:
    """Translate a letter that stays into a language of its own, whose section is an alias."""
    copy = letter.copy_for_translation(Locale.objects.get(language_code="ko"), copy_parents=True)
    copy.title, copy.slug = (word(f"{what}, translation") for what in ("title", "slug"))
    copy.body = [("paragraph", {"text": f"<p>{word('body, translation')}</p>"})]
    copy.save_revision().publish()
    return LetterPage.objects.get(pk=copy.pk)


def _tell_labels_apart(planted: Planted) -> None:
    """Each menu links to the letter and to the translation."""
    labels = [word for word, place in planted.words.items() if place == "label of a menu"]
    for word, page in zip(labels, cycle(("letter", "translation")), strict=False):
        planted.words[word] = f"label of a menu, {page}"


def _closed_section(section: Page) -> Page:
    closed = ArchiveSectionPageFactory(parent=section.get_parent().specific, slug="closed")
    closed.view_restrictions.create(restriction_type="login")
    return closed


def _closed_collection(root: Collection) -> Collection:
    closed = root.add_child(name="closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    return closed
