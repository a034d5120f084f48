"""Text about pictures and files is found only while readers see them, whatever moved them."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from archive.models import EntryPage
from archive.search.index import reindex
from media.models import CustomDocument, CustomImage
from tests.factories import ImageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db

SEARCH = """query ($query: String!) { search(query: $query) {
  totalCount facets { types { count } } edges { highlights { field html } } } }"""


def collection(name):
    return Collection.get_first_root_node().add_child(name=name)


@pytest.fixture
def closed(locales):
    made = collection("Closed")
    login = CollectionViewRestriction.LOGIN
    CollectionViewRestriction.objects.create(collection=made, restriction_type=login)
    return made


@pytest.fixture
def shelter(locales):
    return collection("Shelter")


@pytest.fixture(autouse=True)
def report(shelter):
    picture = ImageFactory(collection=shelter)
    file = CustomDocument.objects.create(
        review="nobody",
        title="Annual report",
        collection=shelter,
        file=ContentFile(b"Words", "report.txt"),
    )
    figure = {"image": picture, "alt": "Street", "decorative": False, "caption": "Yanji rice"}
    return ReportPageFactory(
        title="Rice",
        lead_image=picture,
        lead_image_alt="Hoeryong",
        body=[
            ("image", {"figure": {**figure, "credit": ""}}),
            ("document", {"document": file, "description": "Millet"}),
            ("heading", {"text": "Maize at the river"}),
        ],
    )


@pytest.fixture
def search(graphql):
    def ask(query):
        answer = graphql(SEARCH, {"query": query})
        assert "errors" not in answer
        found = answer["data"]["search"]
        counted = sum(each["count"] for each in found["facets"]["types"])
        assert found["totalCount"] == len(found["edges"]) == counted
        return [(each["field"], each["html"]) for e in found["edges"] for each in e["highlights"]]

    return ask


ABOUT_MEDIA = ("yanji", "hoeryong", '"yanji rice"', "maize yanji", "rice -maize", "street")


def assert_only_own_words(search):
    for query in ABOUT_MEDIA:
        assert search(query) == []
    assert search("rice") == [("title", "<mark>Rice</mark>")]
    assert search('"the river"') == [("body", "Maize at <mark>the river</mark>")]
    # A word that must not be there would tell as much as one that must.
    assert search("rice -yanji -street") == search('rice -"yanji rice"') == search("rice")


def test_what_is_said_about_public_media_is_found_and_marked(search):
    assert search("yanji") == [("body", "<mark>Yanji</mark> rice")]
    assert search("hoeryong") == [("leadImage", "<mark>Hoeryong</mark>")]
    assert search("millet") == [("body", "<mark>Millet</mark>")]
    assert search("rice -yanji") == search('rice -"yanji rice"') == []
    assert len(search("rice")) == 2


@pytest.mark.parametrize("again", [False, True], ids=["at once", "indexed again"])
def test_a_move_that_nobody_hears_of_takes_the_words_along(search, closed, report, again):
    CustomImage.objects.update(collection=closed)
    CustomDocument.objects.update(collection=closed)
    if again:
        reindex([report.pk])
    assert_only_own_words(search)
    assert search("millet") == []


def test_a_document_that_moves_takes_its_description_along(search, closed):
    CustomDocument.objects.update(collection=closed)
    assert search("millet") == []
    assert search("maize") == [("body", "<mark>Maize</mark> at the river")]


def test_a_collection_that_moves_takes_the_words_along(search, shelter, closed):
    Collection.objects.get(pk=shelter.pk).move(closed, "sorted-child")
    assert_only_own_words(search)


def test_a_restriction_that_nobody_hears_of_counts_at_once(search, shelter):
    login = CollectionViewRestriction.LOGIN
    CollectionViewRestriction.objects.bulk_create(
        [CollectionViewRestriction(collection=shelter, restriction_type=login)]
    )
    assert_only_own_words(search)


@pytest.mark.parametrize("model", [CustomImage, CustomDocument])
def test_the_words_follow_what_an_editor_moves_with_others(
    search, closed, shelter, admin_client, model
):
    word = "millet" if model is CustomDocument else "yanji"
    names = model._meta.app_label, model._meta.model_name, "add_to_collection"
    address = f"{reverse('wagtail_bulk_action', args=names)}?id={model.objects.get().pk}"
    for where, hits in ((closed, 0), (shelter, 1)):
        assert admin_client.post(address, {"collection": where.pk}).status_code == 302
        assert model.objects.get().collection == where
        assert len(search(word)) == hits
        assert len(search("maize")) == 1
    assert EntryPage.objects.count() == 1


def test_the_words_come_back_with_a_collection_that_an_editor_moves(
    search, closed, shelter, report, admin_client, django_capture_on_commit_callbacks
):
    inner = closed.add_child(name="Inner")
    CustomImage.objects.update(collection=inner)
    reindex([report.pk])
    assert search("yanji") == []
    address = reverse("wagtailadmin_collections:edit", args=[inner.pk])
    values = {"name": inner.name, "parent": Collection.get_first_root_node().pk}
    with django_capture_on_commit_callbacks(execute=True):
        assert admin_client.post(address, values).status_code == 302
    assert Collection.objects.get(pk=inner.pk).depth == 2
    assert search("yanji") == [("body", "<mark>Yanji</mark> rice")]
