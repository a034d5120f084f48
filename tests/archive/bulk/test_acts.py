"""Bulk publishing, withdrawing and moving, and undoing them as one."""

import pytest

from archive.models import BulkRunPage, EntryCorrection, ReportPage
from cms.record.models import PAGES, PublicObject, Tombstone
from tests.cms.record.conftest import changes as changes
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory

from .asking import slugs, undo, with_draft

pytestmark = pytest.mark.django_db


def test_publication_is_undone_with_its_note_and_a_version_of_before(reports, ask, client, changes):
    with_draft(reports["one"], title="Mended")
    new = ReportPageFactory(parent=reports["one"].get_parent(), slug="new", live=False)
    new.save_revision()
    data = {"change_kind": "CORRECTION", "change_note": "Wrong title.", "include_descendants": ""}
    ask("publish", data)
    assert slugs(live=True, title="Mended") == ["one"]
    assert slugs(live=True, slug="new") == ["new"]
    assert EntryCorrection.objects.count() == 1
    assert dict(BulkRunPage.objects.values_list("page__slug", "state")) == {
        "one": "done", "new": "done", "two": "same", "three": "same",
    }  # fmt: skip
    assert undo(client, changes) == {"one": "done", "new": "done"}
    page = ReportPage.objects.get(slug="one")
    assert (page.title, page.get_latest_revision_as_object().title) == ("one", "Mended")
    assert slugs(live=False, slug="new") == ["new"]
    assert not EntryCorrection.objects.exists()


@pytest.mark.parametrize("name", ["unpublish", "withdraw"])
def test_what_was_taken_back_is_given_back_and_no_draft_with_it(
    reports, ask, client, changes, name
):
    with_draft(reports["one"], title="Nobody has read this")
    data = {"reason": "SAFETY", "public_note": "For a while.", "translations": "on"}
    ask(name, data, kind="interview")
    assert slugs(live=False) == ["one", "two"]
    public = PublicObject.objects.filter(subject=PAGES).values("key")
    assert slugs(pk__in=public, title__in=["one", "two", "three"]) == ["three"]
    assert Tombstone.objects.count() == 2
    assert undo(client, changes) == {"one": "done", "two": "done"}
    assert slugs(live=False) == []
    page = ReportPage.objects.get(slug="one")
    assert (page.title, page.get_latest_revision_as_object().title) == (
        "one",
        "Nobody has read this",
    )
    assert not Tombstone.objects.exists()


def test_moved_pages_go_back_to_their_places(reports, ask, client, section, changes):
    other = ArchiveSectionPageFactory(title="Elsewhere", slug="elsewhere")
    ReportPageFactory(parent=other, slug="three")
    order = list(section.get_children().values_list("slug", flat=True))
    ask("move", {"chooser": other.pk, "former_address": "lead_on"})
    refused = BulkRunPage.objects.get(state="refused")
    assert (refused.page.slug, refused.reason) == ("three", "Another page has the same slug there.")
    assert slugs(pk__in=section.get_children()) == ["three"]
    assert undo(client, changes) == {"one": "done", "two": "done"}
    assert list(section.get_children().values_list("slug", flat=True)) == order
