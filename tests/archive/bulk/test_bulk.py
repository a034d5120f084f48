"""One change of many pages: of exactly what a list shows, page by page, and undone as one."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from archive.bulk import acts, classification, runs
from archive.models import (
    BulkRun,
    BulkRunPage,
    EntryContributor,
    EntryCorrection,
    EntryPage,
    EntryTag,
    ReportPage,
)
from cms.record.models import PAGES, PublicObject, Tombstone
from tests.cms.record.conftest import changes as changes
from tests.cms.record.test_withdrawal import user_who_may
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    PlaceFactory,
    ReportPageFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
MANY = 15


@pytest.fixture
def category():
    return CategoryFactory(name="Defectors", slug="defectors")


@pytest.fixture
def section(client, changes):
    client.force_login(get_user_model().objects.create_superuser("admin", "a@example.org", "x"))
    return changes(lambda: ArchiveSectionPageFactory(title="Reports", slug="reports"))[0]


@pytest.fixture
def reports(section, changes):
    """Two interviews and a speech, public and with a version each."""

    def write():
        for slug, kind in (("one", "interview"), ("two", "interview"), ("three", "speech")):
            page = ReportPageFactory(parent=section, slug=slug, title=slug, kind=kind)
            page.save_revision().publish()

    changes(write)
    return {page.slug: page for page in ReportPage.objects.all()}


@pytest.fixture
def ask(client, section, changes):
    """Ask for a change of these pages, or of all that the list with these filters matches."""

    def post(name, data, *pages, method="post", **filters):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name])
        keys = {"id": [page.pk for page in pages] or "all"}
        query = {**keys, "childOf": section.pk, "next": f"/admin/pages/{section.pk}/", **filters}
        asked = client.get(address, query) if method == "get" else None
        return asked or changes(lambda: client.post(address, data, query_params=query))[0]

    return post


def undo(client, changes):
    address = reverse("archive_bulk_run", args=[BulkRun.objects.get(undoes=None).pk])
    changes(lambda: client.post(address))
    return {
        row.page.slug: row.state for row in BulkRun.objects.exclude(undoes=None).get().pages.all()
    }


def with_draft(page, **words):
    draft = page.get_latest_revision_as_object()
    for name, value in words.items():
        setattr(draft, name, value)
    draft.save_revision()


def slugs(**criteria):
    return sorted(Page.objects.filter(**criteria).values_list("slug", flat=True))


ADD = {"operation": "add", "confirmed": "yes"}


def test_all_is_what_the_list_shows_and_not_more(reports, ask, category):
    for filters in ({"kind": "interview"}, {"kind": "interview", "q": "two"}):
        expected = 2 if "q" not in filters else 1
        assert ask("categories", {}, method="get", **filters).context_data["count"] == expected
    ask("categories", {**ADD, "values": category.pk}, kind="interview")
    with_it = EntryPage.objects.filter(categories=category).values_list("slug", flat=True)
    assert sorted(with_it) == ["one", "two"]
    assert PageLogEntry.objects.filter(action="archive.bulk").count() == 2


def test_all_is_what_is_filtered_where_pages_are_deleted_too(reports, ask, section):
    for page in reports.values():
        Page.objects.filter(pk=page.pk).update(live=False)
    PublicObject.objects.all().delete()
    Tombstone.objects.all().delete()
    ask("delete", {}, kind="speech")
    assert slugs(pk__in=section.get_children()) == ["one", "two"]


def test_a_list_of_a_type_and_a_search_have_their_own_all(reports, client, section):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "tags"])
    lists = {
        "/admin/pages/search/?q=two": 1,
        "/admin/pages/usage/archive/reportpage/": 3,
        "/admin/pages/usage/archive/letterpage/": 0,
    }
    for listing, count in lists.items():
        query = {"id": "all", "next": listing} | ({"q": "two"} if "q=" in listing else {})
        assert client.get(address, query).context_data["count"] == count
    assert client.get(address, {"id": "all", "next": "/admin/"}).status_code == 404
    assert client.get(address, {"id": "all", "childOf": "x"}).status_code == 404


def test_it_is_shown_first_and_again_where_the_list_has_changed(reports, ask, category):
    said = {"operation": "add", "values": category.pk}
    html = ask("categories", said).content.decode()
    assert "— → Defectors" in html
    assert "count=3" in html
    html = ask("categories", said | {"confirmed": "yes"}, count=2).content.decode()
    assert "3 pages match it now" in html
    assert not EntryPage.objects.filter(categories=category).exists()


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


def of_tags(page):
    return set(page.tags.values_list("name", flat=True))


def of_people(page):
    return [(row.name, row.role) for row in page.contributors.all()]


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


def test_who_may_no_more_undoes_no_more(reports, section, ask, client, category, changes):
    ask("categories", {**ADD, "values": category.pk}, reports["one"])
    user = user_who_may("add", "change", on=section)
    BulkRun.objects.update(user=user)
    client.force_login(user)
    assert undo(client, changes) == {"one": "refused"}
    assert EntryPage.objects.filter(categories=category).exists()


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
    assert (refused.page.slug, refused.reason) == (
        "three",
        "Another page has the same slug there.",
    )
    assert slugs(pk__in=section.get_children()) == ["three"]
    assert undo(client, changes) == {"one": "done", "two": "done"}
    assert list(section.get_children().values_list("slug", flat=True)) == order


@pytest.fixture
def many(section, monkeypatch):
    """More documents than an editor waits for."""
    monkeypatch.setattr(runs, "AT_ONCE", MANY - 1)
    for place in range(MANY):
        ReportPageFactory(parent=section, slug=f"n{place}")


def test_many_change_in_the_background_and_a_killed_run_goes_on(
    many, ask, client, category, monkeypatch
):
    answer = ask("categories", {**ADD, "values": category.pk})
    run = BulkRun.objects.get()
    assert answer.url == reverse("archive_bulk_run", args=[run.pk])
    carried = EntryPage.objects.filter(categories=category)
    assert not carried.exists()

    def killed(*_arguments):
        raise SystemExit

    with monkeypatch.context() as patch:
        apply, calls = classification.Categories.apply, []

        def apply_some(self, page, *arguments):
            calls.append(page.pk)
            return killed() if len(calls) > 10 else apply(self, page, *arguments)

        patch.setattr(classification.Categories, "apply", apply_some)
        with pytest.raises(SystemExit):
            runs.go_on_with_all()
    assert carried.count() == 10
    html = client.get(answer.url).content.decode()
    assert f"10 of {MANY} pages" in html
    assert runs.go_on_with_all() == MANY - 10
    assert carried.count() == MANY
    assert PageLogEntry.objects.filter(action="archive.bulk").count() == MANY
    assert runs.go_on_with_all() == 0
    client.post(answer.url)
    runs.go_on_with_all()
    assert not carried.exists()


def test_a_tick_takes_no_more_than_its_time(reports, section, category, monkeypatch):
    user = get_user_model().objects.get(username="admin")
    options = {"operation": "add", "values": [category.pk]}
    keys = [page.pk for page in reports.values()]
    run = runs.begin(classification.Categories(), options, keys, user, "")
    monkeypatch.setattr(runs, "SECONDS", -1)
    assert runs.go_on_with_all() == 0
    user.delete()
    monkeypatch.undo()
    assert runs.go_on_with_all() == 3
    assert set(run.pages.values_list("reason", flat=True)) == {"The account that began it is gone."}


def test_an_account_sees_its_own_changes_alone(reports, section, client):
    run = runs.begin(acts.Publish(), {"kind": "", "note": "", "below": False}, [], None, "")
    address = reverse("archive_bulk_run", args=[run.pk])
    assert client.get(address).status_code == 200
    assert "Publish" in client.get(reverse("archive_bulk_runs")).content.decode()
    client.force_login(user_who_may("add", "change", "publish", on=section))
    assert client.get(address).status_code == 404
    assert client.get(reverse("archive_bulk_runs")).context_data["object_list"].count() == 0
