"""The sets of a search equal what its SQL finds after any write by any route."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone
from pyroaring import BitMap
from wagtail.models import Collection, CollectionViewRestriction, Page

from archive.bitmaps import postings
from archive.bitmaps.kept import index_for
from archive.bitmaps.postings import Posting, Postings
from archive.graphql.loaders.words import Candidates, documents_with
from archive.models import EntryPage, SearchEntry
from archive.search.columns import columns
from archive.search.find import matches
from archive.search.index import reindex
from archive.search.query import parse
from media.models import CustomImage
from tests.factories import ImageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db

WORDS = [
    "rice",
    "rivers",
    "10月",
    "豆満江",
    "豆満",
    "겨울",
    '"rice river"',
    '"yanji rice"',
    "yanji",
]
STEPS = 24


@pytest.fixture
def pages(locales):
    login = CollectionViewRestriction.LOGIN
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=login)
    return [
        ReportPageFactory(
            title="Rice river",
            lead_image=ImageFactory(),
            lead_image_alt="Yanji rice",
            summary="豆満江、10月",
        ),
        ReportPageFactory(title="River, rice", lead_image=ImageFactory(), lead_image_alt="Yanji"),
        ReportPageFactory(title="豆満、満江", summary="겨울 강, rice"),
    ]


def rewrite(random, page):
    summary = " ".join(random.sample(WORDS, 2))
    EntryPage.objects.filter(pk=page.pk).update(summary=summary)
    reindex([page.pk])


def rewrite_the_index_alone(random, page):
    written = columns({"0title": " ".join(random.sample(WORDS, 2))})
    SearchEntry.objects.filter(pk=page.pk).update(**written)


def take_from_the_index(_random, page):
    SearchEntry.objects.filter(pk=page.pk).delete()


def publish_or_not(random, page):
    Page.objects.filter(pk=page.pk).update(live=random.random() < 0.5)


def move_its_picture(random, page):
    where = random.choice(list(Collection.objects.all()))
    CustomImage.objects.filter(pk=page.lead_image_id).update(collection=where)


def clear_its_picture(random, page):
    until = timezone.now() + random.choice([-1, 1]) * timedelta(hours=1)
    CustomImage.objects.filter(pk=page.lead_image_id).update(cleared_until=until)


ACTS = [
    *(rewrite, rewrite, rewrite, rewrite_the_index_alone, take_from_the_index, publish_or_not),
    *(move_its_picture, move_its_picture, clear_its_picture),
]
ABOUT_MEDIA = ["yanji", '"yanji rice"', "rice -yanji", "-yanji"]


def some_query(random):
    words = random.sample(WORDS, random.choice((1, 1, 2)))
    return " ".join([*words, *(f"-{word}" for word in random.sample(WORDS, random.choice((0, 1))))])


@pytest.mark.parametrize("most_unknown", [0, postings.MOST_UNKNOWN])
def test_they_are_what_sql_finds_after_every_act(pages, context_at, monkeypatch, most_unknown):
    monkeypatch.setattr(postings, "MOST_UNKNOWN", most_unknown)
    random, hits = Random(14), 0
    for _ in range(STEPS):
        random.choice(ACTS)(random, random.choice(pages))
        context = context_at()
        index = index_for(context)
        for text in [*ABOUT_MEDIA, *(some_query(random) for _ in range(3))]:
            query = parse(text)
            by_sql = EntryPage.objects.filter(matches(query)).order_by("-date_sort", "-pk")
            newest = list(by_sql.values_list("pk", flat=True))
            if random.random() < 0.5:  # the newest first, of which few texts are read
                some_keys = random.sample([page.pk for page in pages], 2)
                candidates = Candidates(query, BitMap(some_keys), index, context)
                most = random.choice([1, 2, 3])
                among = [key for key in newest if key in some_keys]
                assert candidates.newest(most) == among[:most]
                assert candidates.newest(most, without=among[:1]) == among[1 : most + 1]
            found = documents_with(query, index, context)
            assert set(found) == set(newest)
            hits += len(found)
    assert hits


def test_of_a_phrase_no_more_texts_are_read_than_the_newest_take(pages, context_at):
    """Those of the others stay unknown, until somebody asks for all."""
    years = [2001, 2002, 2003]
    for page, year in zip(pages, years, strict=True):
        EntryPage.objects.filter(pk=page.pk).update(
            date=f"{year}", date_sort=f"{year}010179998768", summary="Rice, the river."
        )
    reindex([page.pk for page in pages])
    query, context = parse('"the river"'), context_at()
    index = index_for(context)
    among = BitMap([page.pk for page in pages])
    assert Candidates(query, among, index, context).newest(1) == [pages[2].pk]
    [posting] = index.postings.known([query.terms[0].needle]).values()
    assert posting == Posting(BitMap([pages[2].pk]), BitMap([pages[0].pk, pages[1].pk]))
    assert documents_with(query, index, context) == among


def test_a_word_is_read_once_and_after_a_write_of_what_was_written(
    pages, context_at, django_assert_num_queries
):
    query = parse("rice")
    context = context_at()
    documents_with(query, index_for(context), context)
    with django_assert_num_queries(0):
        documents_with(query, index_for(context), context)
    SearchEntry.objects.filter(pk=pages[0].pk).delete()
    context = context_at()
    [posting] = index_for(context).postings.known([" rice "]).values()
    assert pages[0].pk in posting.unknown


def test_what_a_picture_says_is_found_until_it_is_cleared_no_longer(pages, context_at):
    """Nothing is written at that instant, at which its words go, nor where the clock goes back."""
    query, now = parse('"yanji rice"'), timezone.now()
    CustomImage.objects.filter(pk=pages[0].lead_image_id).update(cleared_until=now + timedelta(1))
    hits = []
    for days in (0, 2, 0, 2):
        context = context_at(now + timedelta(days))
        hits.append(set(documents_with(query, index_for(context), context)))
    assert hits == [{pages[0].pk}, set(), {pages[0].pk}, set()]


def test_a_word_is_read_again_where_the_index_alone_tells_of_it_otherwise(pages, context_at):
    """As `reindex` of a new version does, which divides the same text otherwise."""
    query = parse("rice")
    before = documents_with(query, index_for(context := context_at()), context)
    SearchEntry.objects.filter(pk=pages[0].pk).update(tokens=["river"])
    after = documents_with(query, index_for(context := context_at()), context)
    assert set(before) - set(after) == {pages[0].pk}


def test_only_the_postings_that_were_asked_for_last_are_kept():
    sets = Postings(Posting(BitMap([1])).size * 2)
    for word in "aba":
        sets.keep({word: Posting(BitMap([1]))})
    sets.known("a")
    for state in (sets.after(BitMap()), sets):
        state.keep({"c": Posting(BitMap([1]))})
        assert state.known("abc").keys() == {"a", "c"}
