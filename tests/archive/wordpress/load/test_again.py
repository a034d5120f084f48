"""Importing the same old site again: nothing twice, and editors' changes stay."""

import os
import signal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from archive.models import Category, ImportedItem, ImportRun
from archive.wordpress.load.pages.builder import PageBuilder
from archive.wordpress.load.pages.writer import PageWriter
from cms.freshness.content_version import content_version
from media.models import CustomImage
from tests.archive.wordpress.wxr import attachment, post
from tests.factories import front_page

from .edits import PICTURE, RIVER, edit, first, publish_other_words, save_a_draft, words
from .runs import page_of, tables

pytestmark = pytest.mark.django_db
FORWARD = 'See <a href="http://example.org/post-2">the second</a>.'


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


def test_a_tag_is_known_by_its_slug_whatever_a_post_calls_it(site):
    border, shadow = ("post_tag", "border", "Border"), ("post_tag", "shadow", "Shadow")
    wrong = [border, ("post_tag", "shadow", "Border")]
    items = [post(1, "One", "Words", terms=wrong), post(2, "Two", "Words", terms=[shadow])]
    site.write(*items, terms=[border, shadow])
    site.run()
    assert [tag.name for tag in page_of(1).tags.order_by("name")] == ["Border", "Shadow"]
    assert site.run().report["summary"]["pages"] == {"unchanged": 2}


def written(asked):
    """The tables that statements wrote to, apart from the records of runs."""
    starts = ("INSERT INTO ", "UPDATE ", "DELETE FROM ")
    statements = [query["sql"] for query in asked if query["sql"].startswith(starts)]
    return {
        sql for sql in statements if "archive_importrun" not in sql and "importrecord" not in sql
    }


@pytest.mark.once
def test_what_waits_for_a_picture_is_not_written_again_for_nothing(site):
    site.write(first(PICTURE), attachment(90, RIVER))
    site.run()
    with CaptureQueriesContext(connection) as asked:
        assert "picture-missing" in site.run().codes(1)
    assert {sql.split('"')[1] for sql in written(asked)} <= {"archive_importeditem"}


@pytest.mark.once
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


@pytest.mark.once
@pytest.mark.parametrize(("option", "shown"), [([], "As it was."), (["--update"], "As it is.")])
def test_a_new_source_is_taken_into_a_page_only_when_asked(imported, option, shown):
    imported.write(first("As it is."))
    ran = imported.run(*option)
    assert shown in words(page_of(1))
    assert ran.item(1)["action"] == ("updated" if option else "unchanged")
    assert ("source-changed" in ran.codes(1)) is not bool(option)


def change_the_categories(client, page):
    other = Category.objects.create(name="Letters", slug="letters", locale=page.locale)
    edit(client, page, categories=[other.pk])


def unpublish(client, page):
    assert client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).status_code == 302


EDITS = [publish_other_words, save_a_draft, change_the_categories, unpublish]


@pytest.mark.once
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


@pytest.mark.once
def test_a_page_that_was_opened_and_saved_by_nobody_is_unedited(imported):
    page_of(1).move(front_page(), pos="last-child")
    imported.write(first("As it is."))
    assert imported.run("--update").item(1)["action"] == "updated"


@pytest.mark.once
@pytest.mark.parametrize("options", [[], ["--update"]])
def test_what_was_deleted_here_stays_deleted(imported, options):
    page_of(1).delete()
    imported.write(first("As it is."))
    assert "deleted-here" in imported.run(*options).codes(1)
    assert not Page.objects.filter(slug="post-1").exists()


@pytest.mark.once
def test_a_picture_that_was_deleted_here_stays_deleted(site):
    site.upload(RIVER)
    site.write(first(PICTURE), attachment(90, RIVER))
    site.run("--uploads", str(site.uploads))
    page_of(1).delete()
    CustomImage.objects.get().delete()
    site.write(first(PICTURE), attachment(90, RIVER, caption="New"))
    ran = site.run("--uploads", str(site.uploads), "--update")
    assert "deleted-here" in ran.codes(90)
    assert not CustomImage.objects.exists()


@pytest.mark.once
def test_a_picture_that_was_missing_comes_with_the_folder_of_uploads(site):
    site.write(first(PICTURE), attachment(90, RIVER))
    assert site.run().status == 1
    site.upload(RIVER)
    ran = site.run("--uploads", str(site.uploads))
    assert (ran.status, ran.item(1)["action"]) == (0, "updated")
    assert page_of(1).body[0].value["figure"]["image"] == CustomImage.objects.get()


@pytest.mark.once
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
