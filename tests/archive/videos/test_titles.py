"""When the admin finds another title of a video, answers with it are purged."""

import pytest
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from cms.record.models import Change
from tests.factories import LetterPageFactory, video

pytestmark = pytest.mark.django_db
VIDEO = "https://vimeo.com/148751763"
QUERY = "{ entries { nodes { body { ... on EmbedBlock { title } } } } }"


@pytest.fixture
def changes(django_capture_on_commit_callbacks):
    def run(write):
        before = Change.objects.count()
        with django_capture_on_commit_callbacks(execute=True):
            write()
        return list(Change.objects.order_by("number")[before:])

    return run


@pytest.fixture
def embed(changes):
    """A video in a public letter."""
    embed = Embed(url=VIDEO, hash=get_embed_hash(VIDEO), type="video", title="The talk", html="")
    changes(embed.save)
    video(VIDEO)
    body = [{"type": "embed", "value": {"url": VIDEO, "caption": ""}}]
    changes(lambda: LetterPageFactory(body=body))
    return embed


def ask(client):
    answer = client.get("/graphql/", {"query": QUERY}, headers={"accept": "application/json"})
    return answer.content.decode(), set(answer["Cache-Tag"].split(","))


def test_an_answer_that_shows_it_is_purged_when_it_changes(client, changes, embed):
    text, tags = ask(client)
    assert "The talk" in text
    embed.title = "The talk of 2006"
    [change] = changes(embed.save)
    assert tags & set(change.tags)
    assert "The talk of 2006" in ask(client)[0]


def test_what_nobody_is_shown_of_it_is_no_change(changes, embed):
    embed.html, embed.thumbnail_url = "<iframe></iframe>", "https://i.vimeocdn.com/1.jpg"
    assert changes(embed.save) == []


def test_mirrors_are_not_told(graphql, changes, embed):
    assert "Embed" not in str(graphql("{ changes { nodes { type } } }"))
