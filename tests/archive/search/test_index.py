"""The index follows what is published, in the same transaction, and nothing else."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

from archive.models import (
    AdminSearchEntry,
    EntryContributor,
    EntryPage,
    LetterPage,
    LetterRecipient,
    ReportPage,
    SearchEntry,
    SearchTokens,
)
from archive.search.find import matches
from archive.search.highlight import highlights
from archive.search.index import reindex, reindex_all
from archive.search.query import parse
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ImageFactory,
    LetterPageFactory,
    PlaceFactory,
    ReportPageFactory,
    TagFactory,
)
from tests.statements import sent

pytestmark = pytest.mark.django_db


def found(text):
    entries = EntryPage.objects.filter(matches(parse(text)))
    return list(entries.order_by("title").values_list("title", flat=True))


def test_a_published_document_is_found_and_an_unpublished_one_is_not():
    report = ReportPageFactory(title="Rice")
    assert found("rice") == ["Rice"]
    report.unpublish()
    assert found("rice") == []
    report.get_latest_revision_as_object().save_revision().publish()
    assert found("rice") == ["Rice"]


def test_a_draft_is_not_found():
    ReportPageFactory(title="Rice", live=False)
    assert found("rice") == []


def test_the_draft_of_a_published_document_is_not_found_before_it_is_published():
    report = LetterPageFactory(title="Rice")
    report.title = "Maize"
    report.body = [("heading", {"text": "Millet"})]
    report.recipients = [LetterRecipient(name="Kofi Annan")]
    revision = report.save_revision()
    reindex_all()
    assert found("rice") == found("moon") == ["Rice"]
    assert found("maize") == found("millet") == found("annan") == []
    revision.publish()
    assert found("maize") == found("millet") == found("annan") == ["Maize"]
    assert found("rice") == found("moon") == []


def test_a_draft_that_is_scheduled_is_not_found():
    report = ReportPageFactory(title="Rice")
    report.title = "Maize"
    report.go_live_at = timezone.now() + timedelta(days=1)
    report.save_revision().publish()
    assert found("maize") == []


def test_child_rows_are_in_the_index_as_soon_as_their_page_is_saved():
    report = ReportPageFactory(title="Rice")
    report.contributors = [EntryContributor(name="Kato Hiroshi")]
    report.save()
    assert found("kato") == ["Rice"]
    report.contributors = []
    report.save()
    assert found("kato") == []


def test_what_is_not_committed_is_not_in_the_index():
    report = ReportPageFactory(title="Rice")
    with transaction.atomic():
        report.title = "Maize"
        report.save()
        assert found("maize") == ["Maize"]
        transaction.set_rollback(True)
    assert (found("rice"), found("maize")) == (["Rice"], [])


def test_a_deleted_document_leaves_the_index():
    report = ReportPageFactory(title="Rice")
    ReportPage.objects.get(pk=report.pk).delete()
    assert not SearchEntry.objects.exists()
    assert found("rice") == []


def test_a_copy_is_found_as_what_it_is():
    report = ReportPageFactory(title="Rice")
    report.copy(update_attrs={"slug": "copy", "title": "Maize"})
    assert found("rice") == ["Rice"]
    assert found("maize") == ["Maize"]


@pytest.fixture(params=["categories", "places", "tags"])
def term(request):
    """A term on the document "One"."""
    factories = {"categories": CategoryFactory, "places": PlaceFactory, "tags": TagFactory}
    term = factories[request.param](name="Yanji")
    report = ReportPageFactory(title="One")
    getattr(report, request.param).set([term])
    report.save()
    return term


def test_documents_follow_the_name_of_a_term(term):
    assert found("yanji") == ["One"]
    term.name = "Hoeryong"
    term.save()
    assert (found("yanji"), found("hoeryong")) == ([], ["One"])


def test_documents_lose_the_name_of_a_deleted_term(term):
    term.delete()
    assert found("yanji") == []


def test_a_term_that_keeps_its_name_costs_no_reindexing():
    category = CategoryFactory(name="Defectors")
    ReportPageFactory(categories=[category])
    category.sort_order = 7
    with CaptureQueriesContext(
        connection,
    ) as queries:
        category.save()
    assert not [q for q in queries if "archive_searchentry" in q["sql"]]


def test_a_rename_costs_as_many_statements_for_ten_documents_as_for_one():
    def cost(number):
        category = CategoryFactory()
        section = ArchiveSectionPageFactory()
        for place in range(number):
            ReportPageFactory(parent=section, slug=f"report-{place}", categories=[category])
        category.name += " renamed"
        with CaptureQueriesContext(connection) as queries:
            category.save()
        return len(queries)

    assert cost(1) == cost(10)


@pytest.fixture
def collection():
    return Collection.get_first_root_node().add_child(name="Shelter")


@pytest.fixture
def picture(collection):
    return ImageFactory(collection=collection, title="Street")


@pytest.fixture
def illustrated(picture):
    figure = {"image": picture, "alt": "Street", "decorative": False, "caption": "Yanji"}
    body = [("image", {"figure": {**figure, "credit": ""}})]
    return ReportPageFactory(
        title="Rice",
        body=body,
        lead_image=picture,
        lead_image_alt="Street",
        lead_image_caption="Hoeryong",
    )


def restrict(collection):
    login = CollectionViewRestriction.LOGIN
    return CollectionViewRestriction.objects.create(collection=collection, restriction_type=login)


def test_captions_follow_the_privacy_of_their_pictures(illustrated, collection):
    assert found("yanji") == found("hoeryong") == ["Rice"]
    restriction = restrict(Collection.get_first_root_node())
    assert found("yanji") == found("hoeryong") == []
    assert found("rice") == ["Rice"]
    restriction.delete()
    assert found("yanji") == found("hoeryong") == ["Rice"]


def test_a_picture_that_moves_into_a_closed_collection_takes_its_caption_along(
    illustrated, picture
):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    restrict(closed)
    picture.collection = closed
    picture.save()
    assert found("yanji") == []


def test_a_collection_that_moves_below_a_closed_one_takes_the_captions_along(
    illustrated, collection, django_capture_on_commit_callbacks
):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    restrict(closed)
    with django_capture_on_commit_callbacks(execute=True):
        collection = Collection.objects.get(pk=collection.pk)
        collection.save()
        collection.move(closed, "sorted-child")
    assert found("yanji") == []


def test_a_deleted_picture_takes_its_caption_along(illustrated, picture):
    ReferenceIndex.remove_references_to(picture)  # else it is in use and stays
    picture.delete()
    assert found("yanji") == []


def test_characters_that_no_database_takes_do_no_harm():
    report = ReportPageFactory(title="Rice")
    report.body = [("heading", {"text": "Mai\ud800ze and millet"})]
    reindex([report.pk])
    assert found("rice") == ["Rice"]


def test_the_command_makes_the_index_anew_and_a_second_run_changes_nothing():
    ReportPageFactory(title="Rice")
    ReportPageFactory(title="Maize", live=False)
    SearchEntry.objects.all().delete()
    for _ in range(2):
        output = io.StringIO()
        call_command("reindex_archive", stdout=output)
        assert "1 published documents are in the search index.\n" in output.getvalue()
        assert (found("rice"), found("maize")) == (["Rice"], [])


def tokens_beside():
    """Of each row the tokens that lie in the table beside it."""
    return {page for page, tokens in SearchTokens.objects.values_list("page", "tokens") if tokens}


@pytest.mark.postgresql
def test_its_tokens_lie_in_short_rows_beside_it_whoever_writes():
    keys = {ReportPageFactory(title=word).pk for word in ("Rice", "Maize")}
    assert tokens_beside() == keys
    SearchTokens.objects.all().delete()
    reindex(keys)
    assert tokens_beside() == keys
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE archive_searchentry")
    assert tokens_beside() == set()


def test_a_row_of_the_index_is_enough_for_highlights():
    LetterPageFactory(title="Rice", recipients=[LetterRecipient(name="Ban Ki-moon")])
    query = parse("rice ban")
    row = SearchEntry.objects.get(page__in=LetterPage.objects.all())
    assert highlights(query, row.plain, row.text) == [
        ("title", "<mark>Rice</mark>"),
        ("recipients", "<mark>Ban</mark> Ki-moon"),
    ]


@pytest.mark.parametrize("index", [SearchEntry, AdminSearchEntry])
def test_a_publication_writes_each_index_once(index, committed):
    revision = LetterPageFactory().save_revision()
    with sent() as statements:
        committed(revision.publish)
    rows = f'INSERT INTO "{index._meta.db_table}"'
    assert sum(sql.startswith(rows) for sql, _values in statements) == 1


def test_a_draft_is_indexed_without_reading_it_again(committed):
    letter = LetterPageFactory(live=False, recipients=[LetterRecipient(name="Annan")])
    with sent() as statements:
        committed(letter.save_revision)
    assert not any('"content" FROM "wagtailcore_revision"' in sql for sql, _values in statements)
    assert "annan" in AdminSearchEntry.objects.get(page=letter.pk).names


def test_one_document_is_indexed_with_as_many_statements_as_twenty():
    section = ArchiveSectionPageFactory()
    keys = [ReportPageFactory(parent=section, slug=f"report-{n}").pk for n in range(20)]
    costs = []
    for some in (keys[:1], keys):
        with CaptureQueriesContext(connection) as queries:
            reindex(some)
        costs.append(len(queries))
    assert costs[0] == costs[1]
