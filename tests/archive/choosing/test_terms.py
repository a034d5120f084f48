"""Categories and places are chosen by typing, and created there with permission."""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse
from wagtail.models import GroupPagePermission

from archive.bulk.forms import CategoriesForm
from archive.models import Category, Place, PlaceName, TagName
from home.desk.models import DeskGroup
from tests.factories import CategoryFactory, LetterPageFactory, PlaceFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(locales):
    yanji = PlaceFactory(name="Yanji", country="China")
    PlaceName.objects.create(place=yanji, locale=locales["ja"], name="延吉")
    PlaceName.objects.create(place=yanji, locale=locales["ko"], name="옌지")
    PlaceFactory(name="New Yanji")
    PlaceFactory(name="Österreich")


def ask(client, model, **query):
    address = reverse("archive_terms", args=[model])
    answer = client.get(address, query).json()
    return [item["label"] for item in answer["items"]], answer["message"]


@pytest.mark.parametrize("typed", ["yan", "ＹＡＮ", "延", "옌지", "china yanji"])
def test_a_place_is_suggested_by_its_name_in_any_language(typed, places, admin_client):
    suggested, _message = ask(admin_client, "place", q=typed)
    assert suggested[0] == "Yanji (China)"


def test_letters_beyond_ascii_have_no_case_either(places, admin_client):
    assert ask(admin_client, "place", q="öster")[0][0] == "Österreich"


def test_a_category_is_suggested_with_those_above_it(admin_client, locales):
    asia = CategoryFactory(name="Asia")
    CategoryFactory(name="Yanji", parent=CategoryFactory(name="Korea", parent=asia))
    CategoryFactory(name="アジア", locale=locales["ja"])
    assert ask(admin_client, "category", q="asia > yan") == (
        ["Asia › Korea › Yanji", "Create “asia › yan”"],
        "1 suggestion.",
    )
    assert ask(admin_client, "category")[0] == ["Asia", "Asia › Korea", "Asia › Korea › Yanji"]
    assert ask(admin_client, "category", locale=locales["ja"].pk)[0] == ["アジア"]


def test_of_many_places_the_first_are_suggested_and_none_twice(admin_client):
    chosen = [PlaceFactory(name=f"Place {number:03}").pk for number in range(500)][:2]
    suggested, message = ask(admin_client, "place", q="place", chosen=chosen)
    assert suggested[0] == "Place 002"
    assert message == "The first 20 of 498: type more."
    assert suggested[20:] == ["Create “place”"]


@pytest.fixture
def form_of(client, django_user_model):
    def log_in(job):
        account = django_user_model.objects.create_user(job, password="secret")
        account.groups.add(DeskGroup.objects.get(job=job).group)
        client.force_login(account)
        return client

    return log_in


def test_whoever_may_add_terms_makes_one_where_it_is_missing(form_of):
    CategoryFactory(name="Asia")
    archivist = form_of("Archivist")
    address = reverse("archive_terms", args=["category"])
    answer = archivist.post(address, {"name": "asia > Korea"})
    korea = Category.objects.get(name="Korea")
    assert (korea.slug, korea.parent.name, korea.locale.language_code) == ("korea", "Asia", "en")
    assert answer.json() == {"value": str(korea.pk), "label": "Asia › Korea"}
    refusal = archivist.post(address, {"name": "Mars › Korea"})
    assert (refusal.status_code, refusal.json()["message"]) == (
        400, "There is no “Mars”: create it first."
    )  # fmt: skip
    again = archivist.post(address, {"name": "KOREA"})
    assert again.json()["message"] == "“Korea” has this slug already: choose another."
    assert ask(archivist, "category", q="korea")[0] == ["Asia › Korea"]


def test_where_nothing_is_done_before_it_was_shown_no_term_is_made(form_of):
    archivist = form_of("Archivist")
    assert ask(archivist, "place", q="Yanji")[0] == ["Create “Yanji”"]
    assert ask(archivist, "place", q="Yanji", create="no")[0] == []
    field = CategoriesForm(user=get_user(archivist)).fields["values"]
    assert "create=no" in field.widget.url()


def test_who_may_not_add_terms_is_offered_none(form_of):
    writer = form_of("Writer")
    assert ask(writer, "place", q="Yanji") == ([], "0 suggestions.")
    answer = writer.post(reverse("archive_terms", args=["place"]), {"name": "Yanji"})
    assert answer.status_code in {302, 403}
    assert not Place.objects.exists()


@pytest.mark.once
def test_the_form_of_a_document_holds_the_chosen_terms_alone(admin_client):
    letter = LetterPageFactory()
    places = [PlaceFactory() for _ in range(500)]
    letter.places = places[:2]
    letter.save()
    answer = admin_client.get(reverse("wagtailadmin_pages:edit", args=[letter.pk]))
    page = answer.content.decode()
    assert [page.count(f">{place}</option>") for place in places[:3]] == [1, 1, 0]


def test_a_category_is_named_without_the_hidden_one_above_it(form_of):
    hidden = CategoryFactory(name="Hidden")
    letter = LetterPageFactory(live=False)
    letter.categories = [hidden]
    letter.save()
    CategoryFactory(name="Korea", parent=hidden)
    writer = form_of("Writer")
    GroupPagePermission.objects.all().delete()
    assert ask(writer, "category")[0] == ["Korea"]


def test_a_tag_is_suggested_by_a_part_of_its_name_in_any_language(admin_client, locales):
    tag = TagFactory(name="kot-jebi")
    TagName.objects.create(tag=tag, locale=locales["ja"], name="コチェビ")
    address = reverse("wagtailadmin_tag_model_autocomplete", args=["archive", "tag"])
    for typed in ("jeb", "チェ"):
        assert admin_client.get(address, {"term": typed}).json() == ["kot-jebi"]


def test_a_categorys_parent_is_of_its_language_and_not_itself(admin_client, locales):
    CategoryFactory(name="Asia")
    korea = CategoryFactory(name="韓国", locale=locales["ja"])
    CategoryFactory(name="アジア", locale=locales["ja"])
    address = reverse("wagtailsnippets_archive_category:edit", args=[korea.pk])
    field = admin_client.get(address).context["form"].fields["parent"]
    assert [category.name for category in field.queryset] == ["アジア"]
    suggested = admin_client.get(field.widget.url()).json()["items"]
    assert [item["label"] for item in suggested] == ["アジア"]
