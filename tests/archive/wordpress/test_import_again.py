"""The same old site imported again: nothing twice, and what editors did stays."""

import os
import signal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from archive.models import Category, ImportedItem, ImportRun
from archive.wordpress.load.pages.builder import PageBuilder
from archive.wordpress.load.pages.writer import PageWriter
from cms.freshness.content_version import content_version
from media.models import CustomImage
from tests.archive.test_admin import answers
from tests.factories import front_page

from .runs import OldSite, page_of, tables
from .wxr import attachment, post

pytestmark = pytest.mark.django_db
RIVER = "2006/01/river.jpg"
PICTURE = '<img src="/wp-content/uploads/2006/01/river.jpg" class="wp-image-90" alt="A river">'
FORWARD = 'See <a href="http://example.org/post-2">the second</a>.'
DEFECTORS = [("category", "defectors", "Defectors")]


def first(content="Words.", **fields):
    return post(1, "News from Yanbian", content, **{"terms": DEFECTORS} | fields)


@pytest.fixture
def site(tmp_path, settings):
    front_page()
    settings.MEDIA_ROOT = tmp_path / "public"
    return OldSite(tmp_path)


@pytest.fixture
def imported(site):
    """An old site of one post, imported."""
    site.write(first("As it was."))
    site.run()
    return site


def edit(client, page, action="publish", **fields):
    """Save an imported page through the editor's form."""
    before = {
        "title": page.title,
        "slug": page.slug,
        "date": page.date,
        "kind": page.kind,
        "body": streamfield([("paragraph", {"text": rich_text("<p>As it was.</p>")})]),
        "categories": [category.pk for category in page.categories.all()],
    }
    form = answers(type(page), **before | fields)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, form | {f"action-{action}": "yes"})
    assert response.status_code == 302, response.context["form"].errors


def words(page):
    return str(page.body)


def test_the_second_run_writes_nothing(site):
    site.upload("2006/01/river.jpg")
    site.write(first(PICTURE + FORWARD), post(2, "Second", "Words"), attachment(90, RIVER))
    site.run("--uploads", str(site.uploads))
    before, version = tables(), content_version(timezone.now())
    with CaptureQueriesContext(connection) as asked:
        again = site.run("--uploads", str(site.uploads))
    assert again.report["summary"]["pages"] == {"unchanged": 2}
    assert (tables(), content_version(timezone.now())) == (before, version)
    assert written(asked) == set()


def written(asked):
    """The tables that statements wrote to, apart from the records of runs."""
    starts = ("INSERT INTO ", "UPDATE ", "DELETE FROM ")
    statements = [query["sql"] for query in asked if query["sql"].startswith(starts)]
    return {
        sql for sql in statements if "archive_importrun" not in sql and "importrecord" not in sql
    }


def test_what_waits_for_a_picture_is_not_written_again_for_nothing(site):
    site.write(first(PICTURE), attachment(90, RIVER))
    site.run()
    with CaptureQueriesContext(connection) as asked:
        assert "picture-missing" in site.run().codes(1)
    assert {sql.split('"')[1] for sql in written(asked)} <= {"archive_importeditem"}


def test_a_link_to_what_never_comes_is_not_written_again_for_nothing(site, monkeypatch):
    make = PageBuilder.build

    def make_all_but_the_second(self, item, locale):
        if item.id == 2:
            raise ValueError
        return make(self, item, locale)

    monkeypatch.setattr(PageBuilder, "build", make_all_but_the_second)
    site.write(first(FORWARD), post(2, "Second", "Words"))
    assert site.run().item(2)["action"] == "failed"
    before = tables()
    site.run()
    assert tables() == before


@pytest.mark.parametrize(("option", "shown"), [([], "As it was."), (["--update"], "As it is.")])
def test_a_new_source_is_taken_into_a_page_only_when_asked(imported, option, shown):
    imported.write(first("As it is."))
    ran = imported.run(*option)
    assert shown in words(page_of(1))
    assert ran.item(1)["action"] == ("updated" if option else "unchanged")
    assert ("source-changed" in ran.codes(1)) is not bool(option)


def publish_other_words(client, page):
    body = streamfield([("paragraph", {"text": rich_text("<p>Mended here.</p>")})])
    edit(client, page, body=body)


def save_a_draft(client, page):
    edit(client, page, action="save", title="Mended here")


def change_the_categories(client, page):
    other = Category.objects.create(name="Letters", slug="letters", locale=page.locale)
    edit(client, page, categories=[other.pk])


def unpublish(client, page):
    assert client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).status_code == 302


EDITS = [publish_other_words, save_a_draft, change_the_categories, unpublish]


@pytest.mark.parametrize("change", EDITS)
@pytest.mark.parametrize("options", [[], ["--update"]])
def test_what_an_editor_did_stays_and_is_named(imported, admin_client, change, options):
    other = post(2, "Second", "Words")  # the month that both are of is listed without the first
    imported.write(first("As it was."), other)
    imported.run()
    change(admin_client, page_of(1))
    before = tables()
    imported.write(first("As it is."), other)
    ran = imported.run(*options)
    assert tables() == before
    assert ran.item(1)["action"] == "kept"
    assert "edited-here" in ran.codes(1)


def test_a_page_that_was_opened_and_saved_by_nobody_is_unedited(imported):
    page_of(1).move(front_page(), pos="last-child")
    imported.write(first("As it is."))
    assert imported.run("--update").item(1)["action"] == "updated"


@pytest.mark.parametrize("options", [[], ["--update"]])
def test_what_was_deleted_here_stays_deleted(imported, options):
    page_of(1).delete()
    imported.write(first("As it is."))
    assert "deleted-here" in imported.run(*options).codes(1)
    assert not Page.objects.filter(slug="post-1").exists()


def test_a_picture_that_was_deleted_here_stays_deleted(site):
    site.upload(RIVER)
    site.write(first(PICTURE), attachment(90, RIVER))
    site.run("--uploads", str(site.uploads))
    CustomImage.objects.get().delete()
    site.write(first(PICTURE), attachment(90, RIVER, caption="New"))
    ran = site.run("--uploads", str(site.uploads), "--update")
    assert "deleted-here" in ran.codes(90)
    assert not CustomImage.objects.exists()


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


def test_a_picture_that_was_missing_comes_with_the_folder_of_uploads(site):
    site.write(first(PICTURE), attachment(90, RIVER))
    assert site.run().status == 1
    site.upload(RIVER)
    ran = site.run("--uploads", str(site.uploads))
    assert (ran.status, ran.item(1)["action"]) == (0, "updated")
    assert page_of(1).body[0].value["figure"]["image"] == CustomImage.objects.get()


def test_a_picture_that_was_missing_is_not_put_into_an_edited_page(site, admin_client):
    site.write(first(PICTURE), attachment(90, RIVER))
    site.run()
    publish_other_words(admin_client, page_of(1))
    site.upload(RIVER)
    assert "edited-here" in site.run("--uploads", str(site.uploads)).codes(1)
    assert "Mended here." in words(page_of(1))


def three_posts():
    return [post(number, f"Number {number}", "Words") for number in (1, 2, 3)]


@pytest.fixture
def interrupted(site, monkeypatch):
    """A run that was told to stop while it wrote its first post."""
    site.write(*three_posts())
    take = PageWriter.write

    def take_and_interrupt(self, item):
        os.kill(os.getpid(), signal.SIGINT)
        return take(self, item)

    with monkeypatch.context() as patch:
        patch.setattr(PageWriter, "write", take_and_interrupt)
        return site, site.run()


def test_an_interrupt_ends_the_run_between_two_posts_and_says_where(interrupted):
    _, ran = interrupted
    assert ran.status == 130
    assert "Stopped before item 2, “Number 2”. The same command goes on from there." in ran.printed
    assert list(ImportedItem.objects.values_list("source_id", flat=True)) == [1]
    assert ImportRun.objects.get().state == ImportRun.State.STOPPED


def test_the_same_command_goes_on_after_an_interrupt(interrupted):
    site, _ = interrupted
    ran = site.run()
    assert (ran.status, ran.report["summary"]["pages"]) == (0, {"unchanged": 1, "created": 2})
    assert ImportRun.objects.count() == 2


def test_resume_goes_on_in_the_record_of_the_run(interrupted):
    site, _ = interrupted
    assert site.run("--resume").status == 0
    run = ImportRun.objects.get()
    assert (run.state, run.counts) == (ImportRun.State.FINISHED, {"created": 3})
    assert [record.action for record in run.records.all()] == ["created"] * 3


def test_resume_refuses_where_there_is_nothing_to_go_on_with(imported):
    ran = imported.run("--resume")
    assert ran.status == 2
    assert ran.printed == "There is no unfinished import of this file: leave --resume out."


def test_resume_refuses_another_file(interrupted):
    site, _ = interrupted
    site.write(first())
    assert site.run("--resume").status == 2


NOT_PUBLIC = {name: fields for name, fields in WITHDRAWN.items() if name in ("trash", "private")}


@pytest.fixture(params=NOT_PUBLIC)
def withdrawn(request, imported, admin_client):
    """A post whose page was edited here, and taken down as it was no longer public there."""
    publish_other_words(admin_client, page_of(1))
    imported.write(first("As it was.", **NOT_PUBLIC[request.param]))
    imported.run("--update")
    assert not page_of(1).live
    return imported


def test_an_edited_page_that_is_public_there_again_is_published_as_it_was_edited(withdrawn):
    withdrawn.write(first("As it was."))
    assert "public-again" in withdrawn.run().codes(1)
    assert not page_of(1).live
    assert "public-again" in withdrawn.run("--update").codes(1)
    page = page_of(1)
    assert ("Mended here." in words(page), page.live) == (True, True)
    before = tables()
    assert "public-again" not in withdrawn.run("--update").codes(1)
    assert tables() == before


def test_a_withdrawn_page_that_an_editor_has_taken_up_since_stays_as_it_is(withdrawn, admin_client):
    save_a_draft(admin_client, page_of(1))
    withdrawn.write(first("As it is."))
    assert "public-again" in withdrawn.run("--update").codes(1)
    assert not page_of(1).live


def test_a_page_that_was_published_again_is_still_an_editors(withdrawn):
    withdrawn.write(first("As it was."))
    withdrawn.run("--update")
    withdrawn.write(first("As it is."))
    assert withdrawn.run("--update").item(1)["action"] == "kept"
    assert "Mended here." in words(page_of(1))
    withdrawn.write(first("As it is.", status="private"))
    withdrawn.run("--update")
    assert not page_of(1).live
