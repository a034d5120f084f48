"""A new type with child rows, and a block with a picture, have no gap anywhere in the API."""

import pytest
from django.contrib.auth.models import User
from django.core import checks
from django.core.exceptions import ValidationError
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from archive.checklist.asked import blocking
from archive.models import JourneyPage, JourneyStop
from media.models import CustomImage
from tests.factories import ArchiveSectionPageFactory, ImageFactory, ReportPageFactory
from tests.previewed import token_for

pytestmark = pytest.mark.django_db
SHOW = """... on Journey { vessel stops { name note photo { caption image { title } } }
  body { __typename ... on SightingBlock {
    caption story { text } witnesses { name } image { title } } } }"""


@pytest.fixture
def collection(locales):
    return Collection.get_first_root_node().add_child(name="Boats")


def tagged(page):
    page.tags.add("winter")
    page.save()
    return page


@pytest.fixture
def report(locales):
    return tagged(ReportPageFactory(title="Rivers"))


@pytest.fixture
def journey(collection, report):
    photo = ImageFactory(collection=collection, title="Ferry", description="A ferry")
    sighting = {
        "image": ImageFactory(collection=collection, title="Boat", description="A boat"),
        "caption": "Lantern",
        "story": "<ul><li>kimchi<ul><li>bulgogi</li></ul></li></ul>",
        "witnesses": [{"name": "Hyeon"}],
    }
    page = JourneyPage(
        title="Crossing",
        slug="crossing",
        date="2006-10-19",
        vessel="Albatross",
        body=[("sighting", sighting), ("heading", {"text": "Homecoming"})],
        stops=[
            JourneyStop(name="Namyang", photo=photo, photo_caption="Willows", sort_order=1),
            JourneyStop(name="Musan", note="ferryman", sort_order=0),
        ],
    )
    return tagged(ArchiveSectionPageFactory().add_child(instance=page))


@pytest.fixture
def ask(graphql):
    def answer(query, **variables):
        found = graphql(query, variables)
        assert "errors" not in found, found["errors"]
        return found["data"]

    return answer


SEARCH = """query ($words: String!) { search(query: $words) { nodes { title }
  edges { highlights { field html } } } }"""


@pytest.fixture
def marked(ask):
    """The fields in which a search finds a word, with the word as it is marked there."""

    def search(words):
        edges = ask(SEARCH, words=words)["search"]["edges"]
        return {each["field"]: each["html"] for edge in edges for each in edge["highlights"]}

    return search


def test_checks_find_nothing_to_mend():
    assert checks.run_checks() == []


def test_it_is_in_the_facets_and_filters_of_every_list(ask, journey):
    types = "facets { types { type count } }"
    both = [{"type": "JOURNEY", "count": 1}, {"type": "REPORT", "count": 1}]
    assert ask(f"{{ entries {{ {types} }} }}")["entries"]["facets"]["types"] == both
    journeys = "entries(filter: {types: [JOURNEY]}) { nodes { title } }"
    tag = ask(f'{{ tag(slug: "winter") {{ {journeys} }} }}')["tag"]
    assert tag["entries"]["nodes"] == [{"title": "Crossing"}]
    assert ask("{ pages(types: [JOURNEY]) { totalCount } }")["pages"]["totalCount"] == 1
    assert ask("{ timeline(filter: {types: [JOURNEY]}) { year } }")["timeline"] == [{"year": 2006}]


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("albatross", "vessel"),
        ("namyang", "stops"),
        ("ferryman", "stops"),
        ("willows", "stops"),
        ("homecoming", "body"),
        ("lantern", "body"),
        ("kimchi", "body"),
        ("bulgogi", "body"),
        ("hyeon", "body"),
        ("winter", "tags"),
    ],
)
def test_each_of_its_words_is_found_and_marked_where_it_stands(marked, journey, word, field):
    assert f"<mark>{word}</mark>" in marked(word)[field].lower()


def test_a_hidden_picture_takes_along_what_is_said_about_it(ask, marked, journey, collection):
    login = CollectionViewRestriction.LOGIN
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=login)
    assert marked("lantern") == marked("bulgogi") == marked("willows") == {}
    assert marked("homecoming") == {"body": "<mark>Homecoming</mark>"}
    assert marked("namyang") == {"stops": "<mark>Namyang</mark>"}
    entry = f'{{ entry(referenceCode: "{journey.reference_code}") {{ {SHOW} }} }}'
    found = ask(entry)["entry"]
    assert found["body"] == [{"__typename": "HeadingBlock"}]
    assert found["stops"][1] == {"name": "Namyang", "note": None, "photo": None}


SHOWN = {
    "vessel": "Albatross",
    "stops": [
        {"name": "Musan", "note": "ferryman", "photo": None},
        {
            "name": "Namyang",
            "note": None,
            "photo": {"caption": "Willows", "image": {"title": "Ferry"}},
        },
    ],
    "body": [
        {
            "__typename": "SightingBlock",
            "caption": "Lantern",
            "story": {"text": "kimchi\nbulgogi"},
            "witnesses": [{"name": "Hyeon"}],
            "image": {"title": "Boat"},
        },
        {"__typename": "HeadingBlock"},
    ],
}


def test_it_shows_its_rows_its_blocks_and_what_they_refer_to(ask, journey):
    entry = f'{{ entry(referenceCode: "{journey.reference_code}") {{ {SHOW} }} }}'
    assert ask(entry)["entry"] == SHOWN


def test_its_pictures_know_where_they_are_used(journey):
    for used in (journey.body[0].value["image"], journey.stops.get(name="Namyang").photo):
        users = [str(page) for page, _ in ReferenceIndex.get_grouped_references_to(used)]
        assert users == ["Crossing"]


def test_a_picture_of_a_row_is_asked_for_its_alternative_text(journey, admin_client):
    CustomImage.objects.filter(title="Ferry").update(description="")
    [fault] = blocking(journey)
    assert (fault.field, fault.row.name, fault.column) == ("stops", "Namyang", "photo")
    with pytest.raises(ValidationError, match="Say what the picture shows"):
        journey.save_revision(clean=False).publish()
    model = type(journey)
    form_class = model.get_edit_handler().get_form_class()
    form = form_class(instance=model.objects.get(pk=journey.pk), for_user=User.objects.get())
    names = {name for name in form.fields if name != "body"}
    data = {name: value for name in names if (value := form[name].value()) is not None}
    rows = [
        {"id": row.pk, "name": row.name, "photo": row.photo_id or "", "ORDER": number}
        for number, row in enumerate(model.objects.get(pk=journey.pk).stops.all(), 1)
    ]
    data |= nested_form_data(
        {"stops": inline_formset(rows, initial=len(rows)), "body": streamfield([])}
    )
    typed = form_class(data, instance=model.objects.get(pk=journey.pk), for_user=User.objects.get())
    assert not typed.is_valid()
    assert [list(row) for row in typed.formsets["stops"].errors] == [[], ["photo"]]


def test_it_is_related_to_what_shares_a_word(ask, journey):
    related = "{ entries { nodes { title related { title } } } }"
    nodes = ask(related)["entries"]["nodes"]
    assert {node["title"]: node["related"] for node in nodes} == {
        "Crossing": [{"title": "Rivers"}],
        "Rivers": [{"title": "Crossing"}],
    }


def test_its_draft_can_be_previewed(ask, journey, admin_user):
    journey.vessel, journey.live = "Petrel", False
    journey.stops.add(JourneyStop(name="Hoeryong", sort_order=2))
    journey.save_revision()
    journey.refresh_from_db()
    query = f"query ($token: String!) {{ preview(token: $token) {{ {SHOW} }} }}"
    found = ask(query, token=token_for(journey, admin_user))["preview"]
    stops = [*SHOWN["stops"], {"name": "Hoeryong", "note": None, "photo": None}]
    assert found == {**SHOWN, "vessel": "Petrel", "stops": stops}
