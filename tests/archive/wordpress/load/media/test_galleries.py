"""Galleries that name no pictures, as a reader of the old site saw them."""

import pytest

from archive.models import ImportedItem
from archive.wordpress.load.media.collections import CLOSED
from tests.archive.wordpress.load.reader import image_of
from tests.archive.wordpress.wxr import attachment, post

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def site(site):
    for number in range(90, 94):
        site.upload(path(number), number - 90)
    return site


def path(number):
    return f"2006/01/g{number}.jpg"


def picture(number, **fields):
    return attachment(number, path(number), **{"parent": 1} | fields)


def take(site, *items):
    site.write(*items)
    return site.run("--uploads", str(site.uploads))


def shown(reader, id):
    return [
        figure["image"]["id"]
        for block in reader.blocks(id, "Gallery")
        for figure in block["images"]
    ]


def test_a_gallery_shows_the_public_pictures_of_its_post_alone(site, reader):
    (site.uploads / "2006/01/r.txt").write_text("A report")
    ran = take(
        site,
        post(1, "A", "[gallery]"),
        picture(90),
        picture(91, status="private"),
        picture(92, status="trash"),
        attachment(93, "2006/01/r.txt", parent=1),
    )
    assert shown(reader, 1) == [image_of(90)]
    assert ran.item(1)["losses"] == []
    assert [block["__typename"] for block in reader.blocks(1)] == ["GalleryBlock"]
    assert ImportedItem.objects.get(source_id=91).image.collection.name == CLOSED


def test_a_private_picture_that_a_gallery_names_stays_hidden(site, reader):
    ran = take(
        site, post(1, "A", '[gallery ids="90,91"]'), picture(90), picture(91, status="private")
    )
    assert shown(reader, 1) == [image_of(90)]
    assert "gallery-hidden" in ran.codes(1)
    assert ImportedItem.objects.get(source_id=91).image.collection.name == CLOSED


def test_a_gallery_leaves_out_what_it_excludes(site, reader):
    take(site, post(1, "A", '[gallery exclude="91"]'), picture(90), picture(91), picture(92))
    assert shown(reader, 1) == [image_of(90), image_of(92)]


def test_a_gallery_of_another_post_shows_the_pictures_of_that_one(site, reader):
    ran = take(
        site,
        post(1, "A", "Words."),
        post(2, "B", 'Words. [gallery id="1" orderby="rand"]'),
        picture(90),
        picture(91, parent=2),
    )
    assert shown(reader, 2) == [image_of(90)]
    assert "attached to post 1." in ran.texts(2)


def test_a_gallery_of_a_post_that_is_not_there_is_a_loss(site):
    ran = take(site, post(2, "B", 'Words. [gallery id="1"]'), picture(91, parent=2))
    assert [loss["code"] for loss in ran.item(2)["losses"]] == ["gallery-empty"]
    assert ran.status == 1


def test_a_gallery_that_showed_nothing_there_is_no_loss(site):
    ran = take(site, post(1, "A", "Words. [gallery]"), picture(91, parent=0))
    assert "gallery-empty" in ran.codes(1)
    assert ran.status == 0
