"""Files of the old site imported again: who may see them, and what changed about them there."""

from hashlib import sha256

import pytest
from django.core.files.base import ContentFile

from archive.wordpress.load.media.collections import CLOSED, OPEN, closed_collection
from media.models import CustomImage, RemovedOriginal
from media.renditions import public_rendition
from tests.archive.wordpress.load.runs import page_of, tables
from tests.archive.wordpress.wxr import attachment, post
from tests.factories import global_id

pytestmark = [pytest.mark.django_db, pytest.mark.once]
RIVER = "2006/01/river.jpg"
PICTURE = '<img src="/wp-content/uploads/2006/01/river.jpg" class="wp-image-90" alt="A river">'


@pytest.fixture
def site(site):
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
    with django_capture_on_commit_callbacks(execute=True):
        take(site, post(1, "News", PICTURE), attachment(90, RIVER, parent=1))
    rendition = public_rendition(CustomImage.objects.get(), "width-32")
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


# What changed about a file there


CUT = "2006/01/river-e1609459200000.jpg"
GALLERY = [
    post(1, "A", '[gallery ids="90"]'),
    post(2, "B", "Words.", meta={"_thumbnail_id": "90"}),
]


def alts(reader):
    [block] = reader.blocks(1)
    return block["images"][0]["alt"], reader.post(2)["leadImage"]["alt"]


def test_a_picture_that_was_cut_there_is_cut_on_all_pages(site, django_capture_on_commit_callbacks):
    cut = site.upload(CUT, 5)
    take(site, *GALLERY, attachment(90, RIVER))
    was = CustomImage.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        ran = take(site, *GALLERY, attachment(90, CUT), options=["--update"])
    assert ran.item(90)["action"] == "updated"
    now = CustomImage.objects.get()
    assert (now.pk, now.original_sha256) == (was.pk, sha256(cut).hexdigest())
    assert not was.file.storage.exists(was.file.name)
    assert RemovedOriginal.objects.get().original == was.original
    before = tables()
    take(site, *GALLERY, attachment(90, CUT), options=["--update"])
    assert tables() == before


def test_new_words_of_a_picture_reach_the_pages_that_show_it(site, reader):
    take(site, *GALLERY, attachment(90, RIVER, alt="Kim Chol Su"))
    assert alts(reader) == ("Kim Chol Su", "Kim Chol Su")
    ran = take(site, *GALLERY, attachment(90, RIVER, alt="A refugee"), options=["--update"])
    assert CustomImage.objects.get().description == "A refugee"
    assert alts(reader) == ("A refugee", "A refugee")
    assert {ran.item(id)["action"] for id in (1, 2, 90)} == {"updated"}
    before = tables()
    take(site, *GALLERY, attachment(90, RIVER, alt="A refugee"), options=["--update"])
    assert tables() == before


def test_new_words_do_not_reach_an_edited_page(site, reader):
    take(site, *GALLERY, attachment(90, RIVER, alt="Kim Chol Su"))
    page = page_of(2)
    page.lead_image_alt = "Mended here"
    page.save_revision().publish()
    ran = take(site, *GALLERY, attachment(90, RIVER, alt="A refugee"), options=["--update"])
    assert alts(reader) == ("A refugee", "Mended here")
    assert "edited-here" in ran.codes(2)


def test_what_an_editor_changed_about_a_picture_stays(site):
    site.upload(CUT, 5)
    mine = site.upload("mine.jpg", 9)
    take(site, *GALLERY, attachment(90, RIVER, alt="Kim Chol Su"))
    picture = CustomImage.objects.get()
    picture.file = ContentFile(mine, name="mine.jpg")
    picture.description = "Mine"
    picture.save()
    ran = take(site, *GALLERY, attachment(90, CUT, alt="A refugee"), options=["--update"])
    picture = CustomImage.objects.get()
    assert (picture.description, picture.original_sha256) == ("Mine", sha256(mine).hexdigest())
    assert "edited-here" in ran.codes(90)


def test_a_picture_that_an_editor_hid_stays_hidden_when_it_is_cut_there(site):
    site.upload(CUT, 5)
    take(site, *GALLERY, attachment(90, RIVER))
    hide_here()
    take(site, *GALLERY, attachment(90, CUT), options=["--update"])
    assert place() == CLOSED


def test_of_two_attachments_of_one_file_one_is_cut(site, reader):
    """The other one's pages show what they showed."""
    (site.uploads / "2006/01/same.jpg").write_bytes((site.uploads / RIVER).read_bytes())
    cut = site.upload(CUT, 5)
    same = [post(3, "C", '[gallery ids="91"]'), attachment(91, "2006/01/same.jpg")]
    take(site, *GALLERY, attachment(90, RIVER), *same)
    shared = CustomImage.objects.get()
    take(site, *GALLERY, attachment(90, CUT), *same, options=["--update"])
    own = CustomImage.objects.exclude(pk=shared.pk).get()
    assert own.original_sha256 == sha256(cut).hexdigest()
    figures = [reader.blocks(id)[0]["images"][0]["image"]["id"] for id in (1, 3)]
    assert figures == [global_id(own), global_id(shared)]
    assert page_of(2).lead_image == own
