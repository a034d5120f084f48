"""Users of the admin find pages by the words of drafts, as far as they may see them."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from wagtail.models import GroupPagePermission

from archive.models import AdminSearchEntry, EntryContributor, LetterPage, LetterSignatory
from tests.factories import (
    ArchiveSectionPageFactory,
    ImageFactory,
    LetterPageFactory,
    PlaceFactory,
    ReportPageFactory,
    StandardPageFactory,
    TagFactory,
)
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _admin(client):
    admin = get_user_model().objects.create_superuser("admin", "admin@example.org", "secret")
    client.force_login(admin)


@pytest.fixture
def found(client):
    """The titles that a search of the admin lists, in alphabetical order."""

    def titles(text, view="wagtailadmin_pages:search", *arguments, **more):
        answer = client.get(reverse(view, args=arguments), {"q": text, **more})
        assert answer.status_code == 200
        listed = answer.context_data["pages"]
        return sorted(page.get_admin_display_title() for page in listed)

    return titles


@pytest.fixture
def account(client):
    """Logs in an account that has some rights in one section."""

    def log_in(section, *rights):
        group = Group.objects.create(name=f"{section.title} {rights}")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for right in rights:
            permission = Permission.objects.get(codename=f"{right}_page")
            GroupPagePermission.objects.create(group=group, page=section, permission=permission)
        user = get_user_model().objects.create_user(f"user{group.pk}", password="secret")
        user.groups.add(group)
        client.force_login(user)
        return user

    return log_in


@shared_data
def letter():
    """A draft of a letter that says something of each kind, and beside it one that says nothing."""

    with TestCase.captureOnCommitCallbacks(execute=True):
        LetterPageFactory(title="Another", live=False).give_reference_code()
        letter = LetterPageFactory(title="An appeal", live=False)
        letter.give_reference_code()
        letter.title = "Refugees from 北朝鮮"
        text = "<p>豆満江を渡った。 두만강을 건넜다. Organisations wait.</p>"
        letter.body = [("paragraph", {"text": text})]
        letter.signatories = [LetterSignatory(name="Kato Hiroshi")]
        letter.contributors = [EntryContributor(name="Martyn Williams")]
        letter.places = [PlaceFactory(name="Yanji")]
        letter.tags.add(TagFactory(name="kot-jebi"))
        letter.save_revision()
    return letter


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Refugees from 北朝鮮",
            "refugee",
            "refu",
            "refugees fr",
            "朝鮮",
            "満江",
            "두만",
            "만강을",
        ),
        *("kato", "KATO HIR", "martyn", "yanji", "kot-jebi", "organisat", "organisation"),
        '"kato hiroshi" yan',
    ],
)
def test_a_draft_is_found_by_any_word_of_it_and_by_a_part_of_it(found, letter, text):
    assert found(text) == ["Refugees from 北朝鮮"]


@pytest.mark.parametrize("text", ["refugees maize", "hiroshi kim", '"refu"', "refugees -kato"])
def test_what_a_draft_does_not_say_does_not_find_it(found, letter, text):
    assert found(text) == []


def test_a_reference_code_is_found_whole_in_part_and_in_any_case(found, letter, client):
    code = letter.reference_code
    another = LetterPage.objects.exclude(pk=letter.pk).get()
    for text in (code, code.lower(), code[3:], code.translate({ord("-"): "－"})):
        assert found(text) == ["Refugees from 北朝鮮"], text
    assert found(code[1:-2]) == ["Another", "Refugees from 北朝鮮"]
    another.title = f"An answer to {code}"
    another.save_revision()
    call_command("reindex_archive", verbosity=0)
    answer = client.get(reverse("wagtailadmin_pages:search"), {"q": code})
    assert [page.pk for page in answer.context_data["pages"]] == [letter.pk, another.pk]


def test_listings_choosers_and_bulk_actions_find_the_same(found, letter, client):
    section = letter.get_parent()
    assert found("豆満", "wagtailadmin_explore", section.pk) == ["Refugees from 北朝鮮"]
    assert found("豆満", "wagtailadmin_explore", section.pk, ordering="title") == [
        "Refugees from 北朝鮮"
    ]
    assert found("豆満", "wagtailadmin_choose_page_search") == ["Refugees from 北朝鮮"]
    assert found("豆満", "wagtailadmin_choose_page_search", page_type="archive.reportpage") == []
    publish = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.get(publish, {"id": "all", "q": "豆満", "childOf": section.pk})
    assert [item["item"].pk for item in answer.context_data["items"]] == [letter.pk]


def test_the_search_counts_types_of_pages(letter, client):
    answer = client.get(reverse("wagtailadmin_pages:search"), {"q": "refugees"})
    assert [(kind.model, count) for kind, count in answer.context_data["content_types"]] == [
        ("letterpage", 1)
    ]


def test_pages_of_every_type_are_found_and_so_are_pictures(found, committed):
    committed(lambda: StandardPageFactory(title="Who we are"))
    committed(lambda: ArchiveSectionPageFactory(title="Letters", introduction="<p>Since 1998</p>"))
    picture = committed(lambda: ImageFactory(title="A gate"))
    assert found("who") == ["Who we are"]
    assert found("since 1998") == ["Letters"]
    assert list(type(picture).objects.search("gate")) == [picture]


def test_a_draft_is_found_by_what_is_live_too(found, committed):
    report = committed(lambda: ReportPageFactory(title="Rice"))
    report.title = "Maize"
    committed(report.save_revision)
    assert found("rice") == found("maize") == ["Maize"]
    committed(report.get_latest_revision().publish)
    assert found("maize") == ["Maize"]
    assert found("rice") == []


def test_readers_find_nothing_of_a_draft(found, committed, graphql):
    report = committed(lambda: ReportPageFactory(title="Rice", summary="Grain"))
    report.summary = "Millet"
    committed(report.save_revision)
    call_command("reindex_archive", verbosity=0)
    query = "query ($q: String!) { search(query: $q, first: 1) { totalCount } }"
    assert found("millet") == ["Rice"]
    assert graphql(query, {"q": "grain"})["data"]["search"]["totalCount"] == 1
    assert graphql(query, {"q": "millet"})["data"]["search"]["totalCount"] == 0


def test_who_may_not_edit_a_page_finds_it_by_its_title_and_what_readers_see(
    found, committed, account
):
    section, other = ArchiveSectionPageFactory(), ArchiveSectionPageFactory(title="Other")
    report = committed(lambda: ReportPageFactory(parent=section, title="Rice", summary="Grain"))
    committed(lambda: ReportPageFactory(parent=other, title="Rice elsewhere", live=False))
    report.summary = "Millet"
    committed(report.save_revision)
    account(section, "add")
    assert found("ric") == found("grain") == found(report.reference_code.lower()) == ["Rice"]
    assert found("millet") == []
    account(other, "add", "change")
    assert found("rice") == ["Rice elsewhere"]
    assert found("rice", "wagtailadmin_choose_page_search") == ["Rice", "Rice elsewhere"]
    assert found("millet", "wagtailadmin_choose_page_search") == []
    account(section, "change")
    assert found("millet") == found("millet", "wagtailadmin_choose_page_search") == ["Rice"]


def test_an_own_draft_is_found_by_its_words(found, committed, account):
    section = ArchiveSectionPageFactory()
    user = account(section, "add")
    fields = {"parent": section, "live": False, "summary": "Millet"}
    committed(lambda: ReportPageFactory(title="Mine", owner=user, **fields))
    committed(lambda: ReportPageFactory(title="Not mine", **fields))
    assert found("millet") == ["Mine"]


def test_a_term_that_is_renamed_is_found_by_its_new_name(found, committed, letter):
    place = PlaceFactory(name="Hunchun")
    letter.places = [place]
    letter.save()
    letter.save_revision()
    place.name = "Tumen"
    committed(place.save)
    assert found("tumen") == ["Refugees from 北朝鮮"]
    assert found("hunchun") == []


def test_a_pasted_passage_of_any_length_is_searched_as_it_stands(found, committed):
    words = " ".join(f"word{number}" for number in range(300))
    committed(lambda: ReportPageFactory(title="Long", summary=words))
    assert found(words[:1500]) == ["Long"]
    assert found(f"{words[8:1500]} word9 word8") == []


def test_a_deleted_page_leaves_nothing_behind(letter):
    assert AdminSearchEntry.objects.filter(pk=letter.pk).exists()
    letter.delete()
    assert not AdminSearchEntry.objects.filter(pk=letter.pk).exists()


def test_wagtails_command_makes_the_index_anew(found, letter):
    AdminSearchEntry.objects.all().delete()
    assert found("kato") == []
    call_command("wagtail_update_index", verbosity=0)
    assert found("kato") == ["Refugees from 北朝鮮"]
