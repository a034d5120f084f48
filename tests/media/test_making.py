"""Sizes of pictures are made one at a time, with a limit per client and minute."""

from threading import Thread, get_ident

import pytest
from django.core.cache import caches

from media import making, renditions
from media.models import CustomImage, PublicRendition
from tests.media.planted import saved, scene
from tests.own_connections import with_own_connections

SPECS = ("width-160", "width-160|format-webp", "width-160|format-avif", "width-320")


@pytest.fixture
def picture(make_image):
    return make_image(saved(scene((400, 300)), "JPEG"))


@pytest.fixture
def slow(monkeypatch):
    """Each size takes 20 of the 30 seconds of a client's share."""
    now = [1_000.0]
    monkeypatch.setattr(making.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(making.time, "time", lambda: now[0])
    generate = CustomImage.generate_rendition_file

    def take(self, *arguments, **options):
        now[0] += 20
        return generate(self, *arguments, **options)

    monkeypatch.setattr(CustomImage, "generate_rendition_file", take)
    return now


def test_one_client_makes_the_server_work_only_so_long(client, picture, settings, slow):
    settings.IMAGE_MAKING_SECONDS = 30
    paths = [renditions.signed_path(picture.pk, spec) for spec in SPECS]
    answers = [client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [302, 302, 429, 429]
    assert answers[2]["Cache-Control"] == "no-store"
    assert client.get(paths[0]).status_code == 302  # it is there
    assert client.get(paths[2], REMOTE_ADDR="192.0.2.7").status_code == 302  # for another client
    slow[0] += int(answers[3]["Retry-After"])
    assert client.get(paths[3]).status_code == 302


def test_sizes_are_made_and_counted_while_the_shared_cache_is_lost(
    client, picture, settings, slow, monkeypatch
):
    for name in ("get", "incr", "add"):
        monkeypatch.setattr(caches["rates"], name, lambda *_, **options: 1 / 0)
    settings.IMAGE_MAKING_SECONDS = 30
    answers = [client.get(renditions.signed_path(picture.pk, spec)) for spec in SPECS[:3]]
    assert [answer.status_code for answer in answers] == [302, 302, 429]


@pytest.mark.django_db(transaction=True)
def test_sizes_are_made_one_after_the_other(picture, monkeypatch):
    at_work, together = set(), []
    generate = CustomImage.generate_rendition_file

    def watched(self, *arguments, **options):
        at_work.add(get_ident())
        together.append(len(at_work))
        try:
            return generate(self, *arguments, **options)
        finally:
            at_work.discard(get_ident())

    monkeypatch.setattr(CustomImage, "generate_rendition_file", watched)
    make = with_own_connections(renditions.public_rendition)
    threads = [Thread(target=make, args=(picture, spec)) for spec in SPECS[:2] * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [1, 1]  # and each once
    assert PublicRendition.objects.count() == 2


def test_who_waits_too_long_comes_again(picture, monkeypatch, client):
    monkeypatch.setattr(making, "LONGEST_WAIT", 0.01)
    with making.turn():
        answer = client.get(renditions.signed_path(picture.pk, SPECS[0]))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 1


def test_a_size_is_made_in_a_process_of_its_own(make_image, settings, client):
    picture = make_image(saved(scene((3_000, 2_000)), "JPEG"))
    settings.CLEANING_SECONDS = 30
    answer = client.get(renditions.signed_path(picture.pk, "width-160"))
    assert answer.status_code == 302
    settings.CLEANING_MEMORY = 1024 * 1024
    answer = client.get(renditions.signed_path(picture.pk, "width-2400"))
    assert answer.status_code == 404  # and this process lives
