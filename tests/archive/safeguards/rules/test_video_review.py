"""Readers get no external video before somebody has reviewed it."""

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.safeguards.clearance import open_in
from archive.safeguards.embargo.acts import lift
from archive.safeguards.models import Consent, ConsentVideo
from archive.videos import embeds
from cms.record.comparison import compare_everything
from cms.record.models import Change
from media.models import Video
from tests.archive.safeguards.embargo.conftest import embargo  # noqa: F401 -- a fixture
from tests.factories import LetterPageFactory, video

pytestmark = pytest.mark.django_db
ADDRESS = "https://youtu.be/dQw4w9WgXcQ"
PAGE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
BODY = """{ entries { nodes { body { __typename ... on EmbedBlock {
    url provider title html thumbnailUrl caption } } } } }"""
WORDS = ("dQw4w9WgXcQ", "At the pier", "YouTube")


def body(address=ADDRESS):
    return [("embed", {"url": address, "caption": "At the pier"})]


def sentences(page):
    return [finding.sentence for finding in open_in(page)]


def ask(client, query=BODY):
    answer = client.get("/graphql/", {"query": query}, headers={"accept": "application/json"})
    return answer.content.decode(), answer


def test_it_keeps_a_draft_until_it_is_reviewed(section):
    draft = LetterPageFactory(parent=section, live=False, body=body())
    [sentence] = sentences(draft)
    assert sentence.startswith(f"Nobody has said yet whether people are in the video {PAGE}")
    video(PAGE, "unconsented")  # the same, under another address
    assert "did not consent" in sentences(draft)[0]
    video("https://m.youtube.com/watch?app=1&v=dQw4w9WgXcQ")
    assert sentences(draft) == []


def test_a_page_written_past_all_signals_has_none_that_is_reviewed(section):
    draft = LetterPageFactory(parent=section, live=False, body=body())
    Video.objects.all().delete()
    assert "Nobody has said yet" in sentences(draft)[0]


def test_a_draft_with_one_that_is_known_writes_nothing_about_it(section):
    draft = LetterPageFactory(parent=section, live=False, body=body())
    with CaptureQueriesContext(connection) as queries:
        draft.save_revision(clean=False)
    assert not [query for query in queries if 'INTO "media_video"' in query["sql"]]


@pytest.fixture
def letter(django_capture_on_commit_callbacks):
    """An import that is public with a video that nobody has reviewed."""
    with django_capture_on_commit_callbacks(execute=True):
        draft = LetterPageFactory(live=False, body=body())
        draft.live, draft.is_imported = True, True
        draft.save()
    return draft


def test_readers_get_nothing_of_it_until_it_is(letter, client, django_capture_on_commit_callbacks):
    before, answer = ask(client)
    assert '"body":[]' in before
    assert not any(word in before for word in WORDS)
    number = Change.objects.last().number
    row = Video.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        row.review = "not_identifiable"
        row.save()
    after, _answer = ask(client)
    assert all(word in after for word in WORDS)
    assert "i.ytimg.com" in after
    # Who keeps the answer without it is told, by its tags; and mirrors, that the page is another.
    tags = {tag for change in Change.objects.filter(number__gt=number) for tag in change.tags}
    assert tags & set(answer["Cache-Tag"].split(","))
    assert Change.objects.filter(number__gt=number, subject="wagtailcore.page").count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        row.review = "unconsented"
        row.save()
    assert not any(word in ask(client)[0] for word in WORDS)
    last = Change.objects.filter(subject="wagtailcore.page").last()
    assert (last.key, last.kind) == (letter.pk, Change.Kind.UPDATED)
    assert tags >= set(last.tags) & set(answer["Cache-Tag"].split(",")) != set()


ADDRESSES = [
    f"{ADDRESS}/../AAAAAAAAAAA",
    f"{PAGE}&list=PLnobodyhasreviewed",
    "https://WWW.YouTube.com/live/dQw4w9WgXcQ?si=x",
    "http://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
    "https://m.youtube.com/shorts/dQw4w9WgXcQ",
]


def test_readers_are_led_to_what_was_reviewed_and_no_further(letter, client):
    video(PAGE)
    letter.body = [("embed", {"url": address, "caption": ""}) for address in ADDRESSES]
    letter.save()
    text, _answer = ask(client)
    assert text.count(f'"url":"{PAGE}"') == len(ADDRESSES)
    assert not any(word in text for word in ("AAAA", "nobody", "si=x"))


def test_one_that_is_not_listed_is_watched_by_its_second_number(section, client, admin_client):
    page, player = "https://vimeo.com/9/f00d1e5a", "https://player.vimeo.com/video/9?dnt=1"
    written = [page, f"{player}&h=f00d1e5a"]
    draft = LetterPageFactory(
        parent=section, live=False, body=[("embed", {"url": url, "caption": ""}) for url in written]
    )
    draft.save_revision(clean=False)
    assert Video.objects.get().address == page
    assert draft.title in admin_client.get("/admin/review/video/").content.decode()
    video(page)
    draft.live = True
    draft.save()
    text, _answer = ask(client)
    assert text.count(f'"url":"{page}"') == text.count("9?dnt=1&amp;h=f00d1e5a") == 2


@pytest.mark.parametrize("number", ["videoseries?list=PLx", "live_stream?channel=UCx"])
def test_what_a_list_shows_is_no_video(number):
    assert embeds.video(f"https://www.youtube.com/embed/{number}") is None


def test_search_finds_no_word_about_it(letter, client):
    query = '{ search(query: "pier") { totalCount } }'
    assert '"totalCount":0' in ask(client, query)[0]
    row = video(PAGE)
    assert '"totalCount":1' in ask(client, query)[0]
    Video.objects.filter(pk=row.pk).update(cleared_until=None)
    assert '"totalCount":0' in ask(client, query)[0]


@pytest.fixture
def consented(letter):
    consent = Consent.objects.create(
        group="Two at a gate", scope="PUBLIC", text=False, video=True, given_on=date(2006, 1, 1),
        asked_by="We", expires_on=timezone.localdate() + timedelta(days=3),
    )  # fmt: skip
    ConsentVideo.objects.create(consent=consent, file=Video.objects.get())
    video(PAGE, "consented")
    return consent


def test_it_goes_by_the_clock_with_its_consent(letter, consented, client, clock):
    compare_everything()
    end = Video.objects.get().cleared_until
    clock(end - timedelta(seconds=7))
    text, answer = ask(client)
    assert "i.ytimg.com" in text
    assert "max-age=7" in answer["Cache-Control"]
    clock(end)
    text, again = ask(client)
    assert not any(word in text for word in WORDS)
    assert "consent" in sentences(letter)[0]
    assert compare_everything() > 0
    last = Change.objects.filter(subject="wagtailcore.page").last()
    assert (last.key, last.kind) == (letter.pk, Change.Kind.UPDATED)
    assert set(last.tags) & set(again["Cache-Tag"].split(","))
    assert compare_everything() == 0


def test_it_goes_at_once_with_a_consent_withdrawn_or_for_other_media(letter, consented, client):
    assert "i.ytimg.com" in ask(client)[0]
    consented.video, consented.pictures = False, True
    consented.save()
    assert not any(word in ask(client)[0] for word in WORDS)
    consented.video = True
    consented.save()
    assert "i.ytimg.com" in ask(client)[0]
    consented.withdrawn_on = timezone.localdate()
    consented.save()
    assert not any(word in ask(client)[0] for word in WORDS)


def test_under_an_embargo_readers_get_nothing_of_it(letter, client, embargo):  # noqa: F811
    put = embargo(video(PAGE))
    assert not any(word in ask(client)[0] for word in WORDS)
    [sentence] = sentences(letter)
    assert sentence == f"“{PAGE}” is under an embargo: take it out."
    lift(put, "They agreed.")
    assert all(word in ask(client)[0] for word in WORDS)


def test_videos_that_were_there_before_are_found_and_told_of(letter, client):
    letter.title = "A draft with another"
    letter.body = [("embed", {"url": "https://vimeo.com/148751763", "caption": ""})]
    letter.save_revision(clean=False)
    Video.objects.all().delete()
    compare_everything()
    number = Change.objects.last().number
    editor = SimpleNamespace(connection=connection)
    import_module("archive.migrations.0031_note_videos").note_videos(apps, editor)
    assert {row.provider for row in Video.objects.all()} == {"YouTube", "Vimeo"}
    assert set(Video.objects.values_list("review", flat=True)) == {"unreviewed"}
    query = '{ search(query: "pier") { totalCount } }'
    assert '"totalCount":0' in ask(client, query)[0]
    compare_everything()
    changes = Change.objects.filter(number__gt=number)
    assert [(change.key, change.kind) for change in changes] == [(letter.pk, "UPDATED")]
