"""What is no longer public on the old site is taken down here; what is public again is reported."""

import pytest

from media.models import CustomImage
from tests.archive.wordpress.wxr import attachment

from .edits import PICTURE, RIVER, first, publish_other_words, words
from .runs import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WITHDRAWN = {
    "private": {"status": "private"},
    "trash": {"status": "trash", "slug": "post-1__trashed"},
    "password": {"password": "secret"},
    "draft": {"status": "draft"},
}


@pytest.mark.parametrize("now", WITHDRAWN)
def test_what_is_no_longer_public_there_is_taken_down_when_asked(imported, now):
    imported.write(first("As it was.", **WITHDRAWN[now]))
    ran = imported.run()
    assert "withdrawn" in ran.codes(1)
    assert page_of(1).live
    assert "withdrawn" in imported.run("--update").codes(1)
    assert not page_of(1).live


@pytest.mark.parametrize("now", WITHDRAWN)
def test_what_is_public_there_again_is_published_again_when_asked(imported, now):
    imported.write(first("As it was.", **WITHDRAWN[now]))
    imported.run("--update")
    imported.write(first("As it was."))
    assert imported.run("--update").item(1)["action"] == "updated"
    assert page_of(1).live


def test_an_edited_page_is_taken_down_too_and_keeps_its_words(imported, admin_client):
    publish_other_words(admin_client, page_of(1))
    imported.write(first("As it was.", status="private"))
    assert {"edited-here", "withdrawn"} <= imported.run("--update").codes(1)
    page = page_of(1)
    assert ("Mended here." in words(page), page.live) == (True, False)


def test_a_draft_that_an_editor_published_here_stays_public(site, admin_client):
    site.write(first("As it was.", status="pending"))
    site.run()
    publish_other_words(admin_client, page_of(1))
    site.write(first("As it is.", status="pending"))
    assert "withdrawn" not in site.run("--update").codes(1)
    assert page_of(1).live


def test_the_pictures_of_a_withdrawn_post_are_hidden_with_it(site):
    site.upload(RIVER)
    site.write(first(PICTURE), attachment(90, RIVER, parent=1))
    site.run("--uploads", str(site.uploads))
    site.write(first(PICTURE, status="private"), attachment(90, RIVER, parent=1))
    assert "withdrawn" in site.run().codes(90)
    assert not hidden(CustomImage.objects.get())
    site.run("--update")
    assert hidden(CustomImage.objects.get())


def hidden(image):
    return image.collection.get_view_restrictions().exists()


NOT_PUBLIC = {name: fields for name, fields in WITHDRAWN.items() if name in ("trash", "private")}


@pytest.fixture(params=NOT_PUBLIC)
def withdrawn(request, imported, admin_client):
    """A post whose page was edited here, and taken down as it was no longer public there."""
    publish_other_words(admin_client, page_of(1))
    imported.write(first("As it was.", **NOT_PUBLIC[request.param]))
    imported.run("--update")
    assert not page_of(1).live
    return imported


def test_an_edited_page_that_is_public_there_again_is_for_an_editor_to_publish(
    withdrawn, admin_client
):
    withdrawn.write(first("As it was."))
    assert "public-again" in withdrawn.run("--update").codes(1)
    assert not page_of(1).live
    publish_other_words(admin_client, page_of(1))
    assert "public-again" not in withdrawn.run("--update").codes(1)
    withdrawn.write(first("As it is."))
    assert withdrawn.run("--update").item(1)["action"] == "kept"
    assert "Mended here." in words(page_of(1))
    withdrawn.write(first("As it is.", status="private"))
    withdrawn.run("--update")
    assert not page_of(1).live
