"""Files of the old site imported again: who may see them, and what changed about them there."""

import pytest

from archive.wordpress.load.collections import CLOSED, OPEN, closed_collection
from media.models import CustomImage
from tests.factories import front_page

from .runs import OldSite, page_of, tables
from .wxr import attachment, post

pytestmark = pytest.mark.django_db
RIVER = "2006/01/river.jpg"
PICTURE = '<img src="/wp-content/uploads/2006/01/river.jpg" class="wp-image-90" alt="A river">'


@pytest.fixture
def site(tmp_path, settings):
    front_page()
    settings.MEDIA_ROOT = tmp_path / "public"
    site = OldSite(tmp_path)
    site.upload(RIVER)
    return site


def take(site, *items, options=()):
    site.write(*items)
    return site.run("--uploads", str(site.uploads), *options)


def shown(reader, id):
    return [block["__typename"] for block in reader.blocks(id)]


def place():
    return CustomImage.objects.get().collection.name


# What a public page shows is public


DRAFT_AND_PUBLIC = [
    post(1, "A draft", "Words.", status="draft"),
    post(2, "Public", PICTURE),
    attachment(90, RIVER, parent=1),
]


@pytest.mark.parametrize("options", [[], ["--update"]])
def test_a_picture_of_a_draft_that_a_public_page_shows_stays(site, reader, options):
    take(site, *DRAFT_AND_PUBLIC)
    before = tables()
    ran = take(site, *DRAFT_AND_PUBLIC, options=options)
    assert tables() == before
    assert ran.codes(90) == set()
    assert shown(reader, 2) == ["ImageBlock"]


@pytest.mark.parametrize("options", [[], ["--update"]])
def test_what_an_editor_published_and_opened_as_the_note_says_stays(site, reader, options):
    items = [post(1, "A draft", PICTURE, status="draft"), attachment(90, RIVER, parent=1)]
    assert "files-not-public" in take(site, *items).codes(1)
    page_of(1).latest_revision.publish()
    picture = CustomImage.objects.get()
    picture.collection = type(picture.collection).objects.get(name=OPEN)
    picture.save()
    assert "withdrawn" not in take(site, *items, options=options).codes(90)
    assert shown(reader, 1) == ["ImageBlock"]


def test_a_picture_is_hidden_with_the_page_that_it_was_opened_for(site):
    take(site, *DRAFT_AND_PUBLIC)
    draft, _, picture = DRAFT_AND_PUBLIC
    items = [draft, post(2, "Public", PICTURE, status="private"), picture]
    assert "withdrawn" in take(site, *items).codes(90)
    assert place() == OPEN
    assert "withdrawn" in take(site, *items, options=["--update"]).codes(90)
    assert place() == CLOSED
    before = tables()
    assert take(site, *items, options=["--update"]).codes(90) == set()
    assert tables() == before


def test_a_picture_that_its_page_no_longer_shows_is_hidden_in_the_same_run(site):
    take(site, *DRAFT_AND_PUBLIC)
    draft, _, picture = DRAFT_AND_PUBLIC
    take(site, draft, post(2, "Public", "Words."), picture, options=["--update"])
    assert place() == CLOSED


def test_nothing_is_said_of_a_picture_whose_page_was_taken_down_here(site):
    take(site, *DRAFT_AND_PUBLIC)
    page_of(2).unpublish()
    assert take(site, *DRAFT_AND_PUBLIC, options=["--update"]).codes(90) == set()
    assert place() == OPEN


def test_copies_of_a_hidden_picture_leave_the_public_folder(
    site, settings, django_capture_on_commit_callbacks
):
    take(site, post(1, "News", PICTURE), attachment(90, RIVER, parent=1))
    rendition = CustomImage.objects.get().get_rendition("width-32")
    assert (settings.MEDIA_ROOT / rendition.file.name).exists()
    items = [post(1, "News", PICTURE, status="private"), attachment(90, RIVER, parent=1)]
    with django_capture_on_commit_callbacks(execute=True):
        take(site, *items, options=["--update"])
    assert not rendition.file.storage.exists(rendition.file.name)


# What an editor hid stays hidden


def hide_here():
    picture = CustomImage.objects.get()
    picture.collection = closed_collection()
    picture.save()


@pytest.mark.parametrize("options", [[], ["--update"]])
def test_a_picture_that_an_editor_hid_is_not_opened_for_a_new_page(site, options):
    first, picture = post(1, "News", PICTURE), attachment(90, RIVER)
    take(site, first, picture)
    hide_here()
    ran = take(site, first, post(2, "More", PICTURE), picture, options=options)
    assert place() == CLOSED
    assert "hidden-here" in ran.codes(2)


def test_what_the_import_hid_itself_is_opened_for_a_new_page(site, reader):
    draft, picture = post(1, "A draft", "Words.", status="draft"), attachment(90, RIVER, parent=1)
    take(site, draft, picture)
    assert place() == CLOSED
    take(site, draft, post(2, "Public", PICTURE), picture)
    assert shown(reader, 2) == ["ImageBlock"]
