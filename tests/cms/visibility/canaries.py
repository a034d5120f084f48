"""Plants hidden things, each with unique words, into a public archive.

`plant` hides a letter in every possible state, and refers to all of them from everything visible.
`Planted.remove` removes the hidden rows, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page

from archive import models
from archive.safeguards.models import Embargo
from media.models import CustomDocument, Video
from tests.corpus import Island
from tests.factories import ImageFactory, LetterPageFactory, video

from .hiding import STATES
from .planted import Planted

SHARED_CONTRIBUTOR = "Kato of LetterPage"
DAYS = ("2006-10-19", "1985-01-08")  # the newest of all documents, or between two visible ones


def plant(letters: Island) -> Planted:
    """Hide a letter in every state, among the visible ones of this island."""
    planted = Planted()
    for hide, closed, day in zip(STATES, cycle(closed_collections()), cycle(DAYS), strict=False):
        letter = hidden_letter(planted, hide.__name__, letters, closed, day)
        hide(planted, letter)
        type(letter).objects.get(pk=letter.pk).save_revision()
    change_without_publishing(planted, letters)
    translate_without_publishing(planted, letters)
    hold_back(planted)
    return planted


def closed_collections() -> list[Collection]:
    """A collection under each kind of restriction, and one below each of them."""
    found = []
    for restriction in ("login", "groups", "password"):
        closed = Collection.get_first_root_node().add_child(name=f"closed by {restriction}")
        row = CollectionViewRestriction.objects.create(
            collection=closed, restriction_type=restriction, password="secret"
        )
        row.groups.set(Group.objects.all()[:1])
        found += [closed, closed.add_child(name="below")]
    return found


def hidden_letter(
    planted: Planted, state: str, island: Island, closed: Collection, day: str
) -> Any:
    """A letter with unique words in all its texts; otherwise it is like the visible ones."""

    def word(place: str) -> str:
        return planted.word(f"{place}, {state}")

    letter = LetterPageFactory(
        parent=Page.objects.get(pk=island.section.pk).specific,
        date=day,
        title=word("title"),
        slug=word("slug"),
        seo_title=word("title for search engines"),
        search_description=word("description"),
        summary=word("summary"),
        lead_image=_picture(planted, word, collection=closed),
        **{name: word(name) for name in WORDS},
        source_url=f"https://www.example.org/{word('source')}",
        body=_body(planted, word, closed),
        recipients=[models.LetterRecipient(name=word("recipient"))],
        in_reply_to_id=island.keys["en"][0],
    )
    _classify(planted, letter, word, island)
    planted.letters.append(letter)
    return letter


WORDS = (
    "subtitle",
    "transmission",
    "salutation",
    "closing",
    "lead_image_alt",
    "lead_image_caption",
    "lead_image_credit",
)


def hold_back(planted: Planted) -> None:
    """Public pictures, files and videos that a review or an embargo holds back."""
    ended = timezone.now() - timedelta(seconds=1)
    held_back = {"unreviewed": None, "unconsented": None, "consented": ended}
    for number, (review, until) in enumerate(held_back.items()):

        def word(place: str, review: str = review) -> str:
            return planted.word(f"{place}, {review}")

        _picture(planted, word, review=review, cleared_until=until)
        file = _file(planted, word, Collection.get_first_root_node())
        CustomDocument.objects.filter(pk=file.pk).update(review=review, cleared_until=until)
        row = video(f"https://vimeo.com/90000000{number}", "unreviewed")
        Video.objects.filter(pk=row.pk).update(review=review, cleared_until=until)
        planted.videos[word("caption of a video")] = row
        planted.words[row.address] = f"a video, {review}"
    file = _file(planted, planted.word, Collection.get_first_root_node())
    Embargo.objects.create(file=file, review_on=timezone.localdate(), reason="-", who="")


def _picture(planted: Planted, word: Callable[[str], str], **values: Any) -> Any:
    """One of many rows with the same file: the words are in the row."""
    like = planted.pictures[0] if planted.pictures else ImageFactory()
    columns = [field.attname for field in like._meta.concrete_fields if not field.primary_key]
    picture = type(like)(**{name: getattr(like, name) for name in columns})
    for name, value in values.items():
        setattr(picture, name, value)
    picture.title, picture.description = word("title of a picture"), word("alt")
    planted.pictures += type(like).objects.bulk_create([picture])
    return picture


def _file(planted: Planted, word: Callable[[str], str], collection: Collection) -> CustomDocument:
    document = CustomDocument.objects.create(
        review="nobody",
        title=word("title of a file"),
        file=ContentFile(word("words of a file").encode(), name="uploaded.txt"),
        offered_name=f"{word('name of a file')}.txt",
        collection=collection,
    )
    planted.files.append(document)
    return document


def _body(planted: Planted, word: Callable[[str], str], closed: Collection) -> list[Any]:
    document = _file(planted, word, closed)
    return [
        ("paragraph", {"text": f"<p>{word('body')}</p>"}),
        ("document", {"document": document, "description": word("description of a file")}),
    ]


def _classify(planted: Planted, letter: Any, word: Callable[[str], str], island: Island) -> None:
    tag = models.Tag.objects.create(name=word("tag"), slug=word("slug of a tag"))
    place = models.Place.objects.create(name=word("place"), slug=word("slug of a place"))
    wide, narrow = (
        models.Category(locale=letter.locale, name=word(name), slug=word(f"slug of {name}"))
        for name in ("a category", "a narrower category")
    )
    wide.save()
    narrow.parent, narrow.description = wide, word("description of a category")
    narrow.save()
    planted.terms += [tag, place, narrow, wide]
    in_japanese = {"locale": Locale.objects.get(language_code="ja")}
    models.TagName.objects.create(tag=tag, name=word("tag in Japanese"), **in_japanese)
    models.PlaceName.objects.create(place=place, name=word("place in Japanese"), **in_japanese)
    letter.tags.add(tag, models.Tag.objects.get(slug=island.slug))
    letter.places.add(place, models.Place.objects.get(slug=island.slug))
    letter.categories.set([narrow, *models.Category.objects.filter(slug=island.slug)])
    letter.contributors.create(name=word("author"))
    letter.contributors.create(name=SHARED_CONTRIBUTOR)
    letter.save()


def change_without_publishing(planted: Planted, island: Island) -> None:
    """Drafts of a visible letter, saved after it was published."""
    page = models.LetterPage.objects.get(pk=island.keys["en"][0])
    page.title = page.seo_title = planted.word("title, changes of a live page")
    page.body = [("paragraph", {"text": f"<p>{planted.word('body, changes of a live page')}</p>"})]
    page.save_revision()
    planted.changed.append(page)


def translate_without_publishing(planted: Planted, island: Island) -> None:
    """A translation of a visible letter, first in a language without published pages."""
    page = models.LetterPage.objects.get(pk=island.keys["en"][0])
    copy = page.copy_for_translation(Locale.objects.get(language_code="ko"), copy_parents=True)
    copy.title, copy.slug = (planted.word(f"{what}, hidden translation") for what in ("t", "slug"))
    copy.save()
    planted.letters.append(copy)
    parents = copy.get_ancestors().filter(locale=copy.locale, depth__gt=1)
    parents.update(live=False)
    planted.sections += list(parents.order_by("-depth"))
