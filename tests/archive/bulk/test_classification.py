"""Bulk classification changes documents and their drafts, and can be undone."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from archive.models import BulkRun, BulkRunPage, EntryContributor, EntryPage, EntryTag, ReportPage
from tests.cms.editing.test_withdrawal import user_who_may
from tests.cms.record.conftest import changes as changes
from tests.factories import CategoryFactory, PlaceFactory, TagFactory

from .asking import ADD, slugs, undo, with_draft

pytestmark = pytest.mark.django_db


def test_a_draft_says_it_too_and_is_not_published(reports, ask, category, graphql, client, changes):
    page = reports["one"]
    with_draft(page, title="Nobody has read this")
    ask("categories", {**ADD, "values": category.pk})
    page = ReportPage.objects.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    assert (page.title, draft.title) == ("one", "Nobody has read this")
    assert list(page.categories.all()) == list(draft.categories.all()) == [category]
    assert page.has_unpublished_changes
    query = '{ entries(filter: {categories: ["defectors"]}) { nodes { slug } } }'
    answer = graphql(query)["data"]["entries"]["nodes"]
    assert sorted(node["slug"] for node in answer) == ["one", "three", "two"]
    assert undo(client, changes) == dict.fromkeys(reports, "done")
    page = ReportPage.objects.get(pk=page.pk)
    assert not page.categories.exists()
    assert not page.get_latest_revision_as_object().categories.exists()
    assert graphql(query)["data"]["entries"]["nodes"] == []


def test_the_search_of_the_admin_knows_what_drafts_say_now(reports, ask, client):
    page, old = reports["one"], TagFactory(name="kot-jebi")
    page.tags.add(old)
    page.save_revision().publish()
    with_draft(page, title="Nobody has read this")
    ReportPage.objects.get(pk=page.pk).unpublish()
    values = TagFactory(name="swallow").pk
    ask("tags", {"operation": "set", "confirmed": "yes", "values": values}, page)
    address = reverse("wagtailadmin_pages:search")
    answers = [client.get(address, {"q": word}).context_data for word in ("swallow", "kot-jebi")]
    assert [[hit.pk for hit in answer["pages"]] for answer in answers] == [[page.pk], []]


def of_tags(page):
    return set(page.tags.values_list("name", flat=True))


def of_people(page):
    return [(row.name, row.role) for row in page.contributors.all()]


@pytest.mark.once
@pytest.mark.parametrize("operation", ["add", "remove", "set"])
def test_words_and_people_are_added_taken_away_or_put_in_place(
    reports, ask, changes, client, operation
):
    page, old, new = reports["one"], TagFactory(name="old"), TagFactory(name="new")
    page.tags.add(old, new) if operation == "remove" else page.tags.add(old)
    page.contributors.set([EntryContributor(name="Kato", role="Author")])
    page.save_revision().publish()
    key = EntryTag.objects.get(content_object=page, tag=old).pk
    ask("tags", {"operation": operation, "confirmed": "yes", "values": new.pk}, page)
    page = ReportPage.objects.get(pk=page.pk)
    assert of_tags(page) == {"add": {"old", "new"}, "remove": {"old"}, "set": {"new"}}[operation]
    undo(client, changes)
    page = ReportPage.objects.get(pk=page.pk)
    assert of_tags(page) == ({"old", "new"} if operation == "remove" else {"old"})
    assert operation == "set" or EntryTag.objects.filter(pk=key).exists()
    BulkRun.objects.all().delete()
    name = "Kato" if operation == "remove" else "Lee"
    data = {"operation": operation, "confirmed": "yes", "name": name, "role": "Editor"}
    ask("people", data, page)
    kato, lee = ("Kato", "Author"), ("Lee", "Editor")
    expected = {"add": [kato, lee], "remove": [], "set": [lee]}[operation]
    assert of_people(ReportPage.objects.get(pk=page.pk)) == expected
    undo(client, changes)
    assert of_people(ReportPage.objects.get(pk=page.pk)) == [kato]


@pytest.mark.once
def test_places_and_the_kind_change_where_there_is_one(reports, ask, section):
    place = PlaceFactory(name="Yanji")
    ask("places", {**ADD, "values": place.pk})
    ask("kind", {"values": "news", "confirmed": "yes"})
    for page in ReportPage.objects.all():
        draft = page.get_latest_revision_as_object()
        assert (page.kind, draft.kind, list(page.places.all())) == ("news", "news", [place])
    ask("kind", {"values": "news", "confirmed": "yes"}, section)
    assert BulkRunPage.objects.get(page=section).reason == "Documents of its type are of no kind."


def test_a_document_gets_the_category_of_its_language(reports, ask, locales, category):
    page = reports["one"]
    Page.objects.filter(pk=page.pk).update(locale=locales["ja"])
    ask("categories", {**ADD, "values": category.pk}, page)
    assert "no translation into its language" in BulkRunPage.objects.get(page=page).reason
    own = category.copy_for_translation(locales["ja"])
    own.save()
    ask("categories", {**ADD, "values": category.pk}, page)
    assert list(ReportPage.objects.get(pk=page.pk).categories.all()) == [own]


def test_what_was_changed_since_is_left_alone(reports, ask, client, changes, category):
    ask("categories", {**ADD, "values": category.pk})
    page = ReportPage.objects.get(slug="one")
    page.categories.set([category, CategoryFactory(name="Children")])
    page.save_revision().publish()
    assert undo(client, changes) == {"one": "refused", "two": "done", "three": "done"}
    refused = BulkRunPage.objects.get(state="refused")
    assert refused.reason == "It was changed since, and is left as it is."
    address = reverse("archive_bulk_run", args=[refused.run_id])
    assert refused.reason in client.get(address).content.decode()
    assert client.post(address).status_code == 302  # an undoing is not undone
    assert BulkRun.objects.count() == 2


@pytest.mark.once
def test_rules_and_permissions_are_asked_of_each_page(reports, section, ask, client, settings):
    settings.CHECKLIST = {"category": "block"}
    page = reports["one"]
    page.categories.set([CategoryFactory(name="Children")])
    page.save_revision().publish()
    taken = {"operation": "remove", "confirmed": "yes", "values": page.categories.get().pk}
    ask("categories", taken, page)
    assert "in no category" in BulkRunPage.objects.get(page=page).reason
    for draft in (reports["two"], section):
        with_draft(draft, title="Changed")
    data = {"change_kind": "MINOR"}
    html = ask("publish", data, reports["two"], section).content.decode()
    assert "in no category" in ask("publish", {}, reports["two"], method="get").content.decode()
    assert slugs(title="Changed") == ["reports"], html
    client.force_login(user_who_may("add", "change", on=section))
    ask("people", {**ADD, "name": "Kato"}, page)
    assert "you may not publish it" in BulkRunPage.objects.latest("pk").reason


@pytest.mark.once
def test_who_may_no_more_undoes_no_more(reports, section, ask, client, category, changes):
    ask("categories", {**ADD, "values": category.pk}, reports["one"])
    user = user_who_may("add", "change", on=section)
    BulkRun.objects.update(user=user)
    client.force_login(user)
    assert undo(client, changes) == {"one": "refused"}
    assert EntryPage.objects.filter(categories=category).exists()
