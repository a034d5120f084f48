"""A newer export of the same old site, taken over with --update."""

import pytest
from django.conf import settings

from archive.models import ImportedItem
from media.models import CustomDocument
from tests.archive.wordpress.wxr import attachment, post

from .command import tables as all_tables
from .runs import page_of, tables

pytestmark = pytest.mark.django_db
RIVER = "2006/01/river.jpg"
LETTER = (
    "<strong>Faxed to the Mission</strong>\n\nOctober 19, 2006\n\nHis Excellency Ban Ki-moon\n"
    "United Nations\nNew York\n\nDear Mr Ban:\n\nWe write to you."
)
SIGNED = "\n\nSincerely,\n\nKim Secret\nDirector"


@pytest.fixture
def site(site):
    site.uploads.mkdir()
    return site


def update(site, *items, options=(), **head):
    site.write(*items, **head)
    return site.run("--update", "--uploads", str(site.uploads), *options)


# What the source no longer says


@pytest.mark.once
def test_fields_that_the_source_no_longer_gives_are_emptied(site, reader):
    site.upload(RIVER)
    picture = attachment(90, RIVER, caption="A river")
    whole = post(
        1,
        "News of A",
        "<strong>Kim Chol Su Betrayed</strong>\n\nWords here.",
        excerpt="A summary naming Kim",
        meta={"_thumbnail_id": "90"},
    )
    update(site, whole, picture)
    was = reader.post(1)
    assert (was["subtitle"], was["summary"]) == ("Kim Chol Su Betrayed", "A summary naming Kim")
    assert was["leadImage"]
    ran = update(site, post(1, "News of A", "Words here."), picture)
    now = reader.post(1)
    assert ran.item(1)["action"] == "updated"
    assert (now["subtitle"], now["summary"], now["leadImage"]) == (None, "Words here.", None)


@pytest.mark.once
def test_signatories_that_the_source_no_longer_names_go(site):
    update(site, post(1, "Open Letter to Ban Ki-moon", LETTER + SIGNED))
    assert [row.name for row in page_of(1).signatories.all()] == ["Kim Secret"]
    update(site, post(1, "Open Letter to Ban Ki-moon", LETTER))
    assert (page_of(1).signatories.count(), page_of(1).closing) == (0, "")
    assert page_of(1).recipients.count() == 1


@pytest.mark.once
def test_an_author_whom_the_source_no_longer_names_goes(site, reader):
    update(site, post(1, "A", "Words.", author="kato"), authors={"kato": "Kato Hiroshi"})
    assert [one["name"] for one in reader.post(1)["contributors"]] == ["Kato Hiroshi"]
    update(site, post(1, "A", "Words.", author="office"), authors={"office": "office"})
    assert reader.post(1)["contributors"] == []


@pytest.mark.parametrize("options", [[], ["--update"]])
def test_a_dry_run_over_what_is_here_writes_nothing(site, options):
    old, new = ("category", "old", "Old"), ("category", "new", "New")
    site.upload(RIVER)
    site.upload("2006/01/cut.jpg", 5)
    site.write(
        post(1, "News", "As it was.", terms=[old]),
        post(2, "A draft", "Words.", status="draft"),
        post(3, "Thrown away", "Words."),
        post(4, "Hidden", '[gallery ids="91"]'),
        post(5, "Linked", '<a href="/post-9/">nothing yet</a>', kind="page"),
        post(6, "Open Letter to Ban Ki-moon", LETTER + SIGNED),
        attachment(90, RIVER),
        attachment(91, "2006/01/cut.jpg", parent=4),
    )
    site.run("--uploads", str(site.uploads))
    site.upload(RIVER, 9)
    terms = [new, ("post_tag", "new-tag", "New tag"), ("place", "yanbian", "Yanbian")]
    site.write(
        post(1, "News", "As it is.", terms=terms),
        post(2, "A draft", "Words.", status="trash"),
        post(3, "Thrown away", "Words.", status="trash"),
        post(4, "Hidden", '[gallery ids="91"]', status="private"),
        post(5, "Linked", '<a href="/post-9/">now here</a>', kind="page"),
        post(6, "News", "No letter any more.", terms=terms),
        post(9, "New", "Words.", terms=[("category", "newest", "Newest")]),
        attachment(90, RIVER, alt="A river", modified_gmt="2007-01-01 00:00:00"),
        attachment(91, "2006/01/cut.jpg", parent=4),
    )
    before, files = all_tables(), everything(site)
    ran = site.run("--uploads", str(site.uploads), "--dry-run", *options)
    assert ran.item(9)["action"] == "created"
    assert ran.item(1)["action"] == ("updated" if options else "unchanged")
    assert (all_tables(), everything(site)) == (before, files)


def everything(site):
    """All files below the folders of media, and the old site's own."""
    folders = [site.file.parent, settings.FILES]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return {file: file.read_bytes() for file in files if not file.name.startswith("report.")}


# What becomes another type there


@pytest.mark.once
@pytest.mark.parametrize(
    ("title", "content"),
    [("Open Letter to Ban Ki-moon", LETTER), ("Activity Report 2006", "As it is.")],
)
def test_a_page_whose_type_would_change_takes_the_new_words(site, reader, title, content):
    update(site, post(1, "News of A", "As it was."))
    ran = update(site, post(1, title, content))
    assert ran.item(1)["action"] == "updated"
    assert "type-changed" in ran.codes(1)
    assert (reader.post(1)["__typename"], reader.post(1)["title"]) == ("Report", title)
    assert content.split("\n\n")[-1] in reader.html(1)
    before = tables()
    assert update(site, post(1, title, content)).item(1)["action"] == "unchanged"
    assert tables() == before


@pytest.mark.once
def test_a_letter_that_is_none_any_more_says_nothing_of_one(site, reader):
    update(site, post(1, "Open Letter to Ban Ki-moon", LETTER + SIGNED))
    ran = update(site, post(1, "News of A", "As it is."))
    assert ran.item(1)["action"] == "updated"
    assert reader.html(1) == "<p>As it is.</p>"
    page = page_of(1)
    assert (page.salutation, page.recipients.count(), page.signatories.count()) == ("", 0, 0)


# What a newer export holds


LINKS = '<a href="/post-1/">later</a> and <a href="/?p=1">the same</a>'


@pytest.mark.once
@pytest.mark.parametrize("options", [[], ["--update"]])
def test_a_link_to_what_a_newer_export_holds_is_put_in(site, reader, options):
    site.write(post(2, "L", LINKS))
    assert "dead-link" in site.run().codes(2)
    site.write(post(2, "L", LINKS), post(1, "D", "Words."))
    ran = site.run(*options)
    assert "dead-link" not in ran.codes(2)
    assert reader.html(2).count('href="https://www.example.org/old-site/post-1/"') == 2
    before = tables()
    site.run(*options)
    assert tables() == before


@pytest.mark.once
def test_a_link_to_what_is_published_later_is_put_in(site, reader):
    site.write(post(2, "L", LINKS), post(1, "D", "Words.", status="trash"))
    site.run()
    update(site, post(2, "L", LINKS), post(1, "D", "Words."))
    assert reader.html(2).count("/old-site/post-1/") == 2


# What the present file does not hold, and is here


PICTURE = '<img src="/wp-content/uploads/2006/01/river{}.jpg" alt="">'
ABOUT = post(3, "About", "Words.", kind="page", slug="about")


@pytest.fixture
def earlier(site):
    """An old site whose first posts and files were imported from another file."""
    site.upload(RIVER)
    (site.uploads / "2006/01/r.txt").write_text("A report")
    first = post(1, "One", "Words.", link="http://www.example.org/2006/one/")
    secret = post(4, "Secret", "Words.", status="private")
    files = [attachment(90, RIVER, alt="A river"), attachment(91, "2006/01/r.txt")]
    terms = [("category", "field-notes", "Field notes")]
    tagged = post(5, "Tagged", "Words.", terms=terms)
    site.write(first, secret, ABOUT, tagged, *files)
    site.run("--uploads", str(site.uploads))
    return site


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("http://example.org/2006/one", "/old-site/post-1/"),
        ("/2006/one/feed/", "/old-site/post-1/"),
        ("/?p=1#more-1", "/old-site/post-1/"),
        ("/about/", "/about/"),
        ("/category/field-notes/", "/category/field-notes/"),
    ],
)
def test_a_link_to_what_an_earlier_file_held_is_put_in(earlier, reader, href, path):
    earlier.write(post(2, "Two", f'See <a href="{href}">that</a>.'))
    assert earlier.run().codes(2) == set()
    assert f'href="https://www.example.org{path}"' in reader.html(2)


@pytest.mark.once
@pytest.mark.parametrize("named", [PICTURE.format(""), PICTURE.format("-300x200")])
def test_a_picture_that_an_earlier_file_held_is_shown(earlier, reader, named):
    earlier.write(post(2, "Two", named, meta={"_thumbnail_id": "90"}))
    assert earlier.run().status == 0
    [block] = reader.blocks(2)
    assert block["figure"]["alt"] == reader.post(2)["leadImage"]["alt"] == "A river"


@pytest.mark.once
def test_a_picture_that_an_earlier_file_held_is_found_by_its_number(earlier, reader):
    earlier.write(post(2, "Two", '[gallery ids="90"]'))
    assert earlier.run().status == 0
    assert [block["__typename"] for block in reader.blocks(2)] == ["GalleryBlock"]


@pytest.mark.once
def test_a_document_that_an_earlier_file_held_is_offered(earlier, reader):
    link = '<a href="/wp-content/uploads/2006/01/r.txt">Read</a>'
    earlier.write(post(2, "Two", f"<p>{link}</p><p>Again: {link}</p>"))
    assert earlier.run().codes(2) == set()
    [document] = [block["document"] for block in reader.blocks(2, "Document")]
    assert document["filename"] == CustomDocument.objects.get().public_name


@pytest.mark.once
def test_a_link_to_what_was_private_in_an_earlier_file_does_not_tell_where_it_is(earlier, reader):
    earlier.write(post(2, "Two", 'See <a href="/?p=4">that</a>.'))
    earlier.run()
    assert reader.html(2) == "<p>See that.</p>"


@pytest.mark.once
def test_a_file_of_a_post_that_was_private_in_an_earlier_file_is_hidden(earlier):
    earlier.upload("2006/01/secret.jpg", 5)
    earlier.write(attachment(92, "2006/01/secret.jpg", parent=4))
    earlier.run("--uploads", str(earlier.uploads))
    image = ImportedItem.objects.get(source_id=92).image
    assert image.collection.get_view_restrictions().exists()
