"""Merging two terms includes documents, drafts and addresses, and redirects readers."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.log_actions import registry

from archive.merging import people, terms
from archive.models import (
    Category,
    EntryContributor,
    LetterPage,
    LetterRecipient,
    Place,
    Tag,
    TagName,
)
from archive.safeguards.models import Person
from archive.safeguards.people.identity import Identity
from cms.record.comparison import compare_everything
from cms.record.models import Change
from tests.cms.record.conftest import changes as changes
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    LetterPageFactory,
    PlaceFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
KINDS = {
    "category": (CategoryFactory, "categories"),
    "place": (PlaceFactory, "places"),
    "tag": (TagFactory, "tags"),
}
ROUTE = """query ($path: String!) { route(path: $path) { status target {
  ... on Redirect { location } ... on Category { slug } ... on Tag { slug } ... on Place { slug }
} } }"""


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def two(kind, changes):
    """A term that stays and one that goes, each on a letter, and both on a third."""
    factory, relation = KINDS[kind]
    kept, gone = factory(name="Kept", slug="kept"), factory(name="Gone", slug="gone")
    section = ArchiveSectionPageFactory(slug="letters")

    def write():
        for slug, carried in (("a", [kept]), ("b", [gone]), ("c", [kept, gone])):
            letter = LetterPageFactory(parent=section, slug=slug)
            getattr(letter, relation).set(carried)
            letter.save_revision().publish()

    changes(write)
    return kept, gone


@pytest.fixture
def route(graphql):
    def ask(path):
        return graphql(ROUTE, {"path": path})["data"]["route"]

    return ask


def carried(letter, kind):
    return [each.slug for each in getattr(letter, KINDS[kind][1]).all()]


def found_by_editors(admin_client, word):
    answer = admin_client.get(reverse("wagtailadmin_pages:search"), {"q": word})
    return {page.pk for page in answer.context_data["pages"]}


def test_editors_find_documents_by_the_one_alone(two, kind, changes, admin_user, admin_client):
    kept, gone = two
    letters = LetterPage.objects.in_bulk()
    draft = LetterPage.objects.get(slug="a").get_latest_revision_as_object()
    getattr(draft, KINDS[kind][1]).set([gone])
    draft.save_revision()
    changes(lambda: terms.merge(kept, [gone], admin_user))
    assert found_by_editors(admin_client, "Kept") >= letters.keys()
    assert found_by_editors(admin_client, "Gone").isdisjoint(letters)


def test_documents_carry_the_one_and_readers_are_led_on(two, kind, changes, route, admin_user):
    kept, gone = two
    draft = LetterPage.objects.get(slug="a").get_latest_revision_as_object()
    getattr(draft, KINDS[kind][1]).set([gone])
    draft.save_revision()
    count, recorded = changes(lambda: terms.merge(kept, [gone], admin_user))
    assert count == 2
    for letter in LetterPage.objects.all():
        assert carried(letter, kind) == ["kept"]
        assert carried(letter.get_latest_revision_as_object(), kind) == ["kept"]
    answer = route(f"/{kind}/gone/")
    assert answer["status"] == 301
    assert answer["target"]["location"].endswith(f"/{kind}/kept/")
    assert {("UPDATED", "Letter", f"/letters/{slug}/") for slug in "bc"} <= set(recorded)
    assert ("WITHDRAWN", kind.title(), f"/{kind}/gone/") in recorded
    assert registry.get_logs_for_instance(kept).filter(action="archive.merge").exists()


def confirm(client, address, data):
    """What is answered to the button below what will change."""
    choices = client.post(address, data).context["choices"]
    return client.post(address, data | {"confirmed": choices})


@pytest.mark.once
def test_the_admin_shows_first_what_will_change(two, kind, admin_client, client, django_user_model):
    kept, gone = two
    address = reverse("archive_merge", args=[kind, gone.pk])
    assert (
        address
        in admin_client.get(reverse(f"wagtailsnippets_archive_{kind}:list")).content.decode()
    )
    shown = admin_client.post(address, {"into": kept.pk})
    assert "2 documents will change" in shown.content.decode()
    assert type(gone).objects.filter(pk=gone.pk).exists()
    assert confirm(admin_client, address, {"into": kept.pk}).status_code == 302
    assert not type(gone).objects.filter(pk=gone.pk).exists()
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get(reverse("archive_merge", args=[kind, kept.pk])).status_code in (302, 403)


def test_a_title_that_somebody_does_not_see_is_not_shown(changes, client, django_user_model):
    gone, kept = TagFactory(name="Gone"), TagFactory(name="Kept")
    letters = changes(
        lambda: [LetterPageFactory(title=f"Seen {live}", live=live) for live in (0, 1)]
    )
    for letter in letters[0]:
        letter.tags.set([gone])
        letter.save()
    keeper = django_user_model.objects.create_user("keeper")
    may = ["access_admin", "change_tag", "delete_tag"]
    keeper.user_permissions.set(
        Permission.objects.filter(codename__in=may).exclude(content_type__app_label="taggit")
    )
    client.force_login(keeper)
    shown = client.post(reverse("archive_merge", args=["tag", gone.pk]), {"into": kept.pk}).text
    assert "2 documents will change" in shown
    assert ("Seen 1" in shown, "Seen 0" in shown) == (True, False)


@pytest.mark.once
def test_it_is_offered_in_the_list_and_beside_the_form(two, kind, admin_client):
    _kept, gone = two
    address = reverse("archive_merge", args=[kind, gone.pk])
    for view, keys in (("list", []), ("edit", [gone.pk])):
        page = admin_client.get(reverse(f"wagtailsnippets_archive_{kind}:{view}", args=keys))
        assert f'href="{address}"' in page.text


def test_those_that_are_ticked_become_one_of_them(two, kind, admin_client):
    kept, gone = two
    action = reverse("wagtail_bulk_action", args=["archive", kind, "merge"])
    listed = reverse(f"wagtailsnippets_archive_{kind}:list")
    assert action in admin_client.get(listed).text
    alone = admin_client.get(action, {"id": gone.pk, "next": listed}, follow=True)
    assert "Choose two or more to be one, and 20 at most." in alone.text
    beyond = reverse("archive_merge_terms", args=[kind])
    assert admin_client.get(beyond, {"id": [kept.pk, "9" * 30]}).status_code == 302
    ticked = admin_client.get(action, {"id": [kept.pk, gone.pk], "next": listed}, follow=True)
    address = ticked.redirect_chain[-1][0]
    assert "Which one stays" in ticked.text
    assert "gone · 2 documents" in ticked.text
    choices = admin_client.post(address, {"into": gone.pk}).context["choices"]
    otherwise = admin_client.post(address, {"into": kept.pk, "confirmed": choices})
    assert "2 documents will change" in otherwise.text
    assert type(kept).objects.count() == 2
    confirm(admin_client, address, {"into": kept.pk})
    assert list(type(kept).objects.all()) == [kept]


@pytest.mark.once
def test_who_may_not_merge_is_offered_nothing(two, kind, client, django_user_model):
    kept, gone = two
    enter = Permission.objects.get(codename="access_admin")
    change = Permission.objects.get(codename=f"change_{kind}", content_type__app_label="archive")
    editor = django_user_model.objects.create_user("editor")
    editor.user_permissions.add(enter, change)
    client.force_login(editor)
    for view, keys in (("list", []), ("edit", [gone.pk])):
        page = client.get(reverse(f"wagtailsnippets_archive_{kind}:{view}", args=keys))
        assert page.status_code == 200
        assert reverse("archive_merge", args=[kind, gone.pk]) not in page.text
    action = reverse("wagtail_bulk_action", args=["archive", kind, "merge"])
    client.get(action, {"id": [kept.pk, gone.pk]})
    address = reverse("archive_merge_terms", args=[kind])
    answer = client.post(f"{address}?id={kept.pk}&id={gone.pk}", {"into": kept.pk})
    assert answer.status_code in (302, 403)
    assert type(kept).objects.count() == 2


def test_a_new_slug_leads_on_from_the_old_one_and_from_the_one_before(two, kind, changes, route):
    kept, _gone = two
    for slug in ("second", "third"):
        kept.slug = slug
        changes(kept.save)
    for old in ("kept", "second"):
        assert route(f"/{kind}/{old}/")["target"]["location"].endswith(f"/{kind}/third/")
    kept.slug = "kept"
    changes(kept.save)
    assert route(f"/{kind}/kept/") == {"status": 200, "target": {"slug": "kept"}}
    assert route(f"/{kind}/third/")["target"]["location"].endswith(f"/{kind}/kept/")


def test_what_no_reader_knew_leads_nowhere(changes, route):
    hidden = PlaceFactory(slug="shelter")
    hidden.slug = "house"
    changes(hidden.save)
    assert route("/place/shelter/")["status"] == 404


def test_narrower_subjects_and_names_in_other_languages_are_kept(locales, admin_user):
    gone = CategoryFactory(name="Gone")
    kept, child = CategoryFactory(name="Kept", parent=gone), CategoryFactory(parent=gone)
    terms.merge(kept, [gone], admin_user)
    assert Category.objects.get(pk=kept.pk).parent is None
    assert Category.objects.get(pk=child.pk).parent == kept
    first, second = TagFactory(), TagFactory()
    for tag, code in ((first, "ja"), (second, "ja"), (second, "ko")):
        TagName.objects.create(tag=tag, locale=locales[code], name=f"{tag.pk} {code}")
    terms.merge(first, [second], admin_user)
    assert {each.name for each in Tag.objects.get().names.all()} == {
        f"{first.pk} ja", f"{second.pk} ko"
    }  # fmt: skip


def test_what_cannot_be_one_is_refused(locales, admin_user):
    english, japanese = CategoryFactory(), CategoryFactory(locale=locales["ja"])
    for kept, gone in ((english, english), (english, japanese)):
        with pytest.raises(ValidationError):
            terms.merge(kept, [gone], admin_user)
    assert Category.objects.count() == 2
    assert not Place.objects.exists()


def test_a_person_has_one_name_wherever_documents_write_it(changes, admin_client, graphql):
    letter = LetterPageFactory(recipients=[LetterRecipient(name="H. Kato")])
    EntryContributor.objects.create(page=letter, name="Kato H.")
    other = LetterPageFactory(recipients=[LetterRecipient(name="Kato Hiroshi")])
    LetterPage.objects.get(pk=letter.pk).save_revision()
    compare_everything()
    address, data = reverse("archive_merge_people"), {"kept": "Kato Hiroshi"}
    data["spellings"] = ["H. Kato", "Kato H.", "Kato Hiroshi"]
    shown = admin_client.post(address, data).content.decode()
    assert "1 document will change" in shown
    assert letter.title in shown
    assert other.title not in shown
    changes(lambda: confirm(admin_client, address, data))
    assert people.names() == ["Kato Hiroshi"]
    draft = LetterPage.objects.get(pk=letter.pk).get_latest_revision_as_object()
    assert [row.name for row in draft.contributors.all()] == ["Kato Hiroshi"]
    assert Change.objects.filter(kind="UPDATED", key=letter.pk).exists()
    hits = graphql('{ search(query: "Hiroshi") { totalCount } }')["data"]["search"]
    assert hits == {"totalCount": 2}
    assert found_by_editors(admin_client, "Hiroshi") == {letter.pk, other.pk}
    Person.objects.create(name="A teacher").seal(Identity("Kim Chol-su"))
    merging = data | {"spellings": ["Kato Hiroshi"], "kept": "KIM Cheol Su"}
    assert "Write “A teacher” instead" in confirm(admin_client, address, merging).text
    assert people.names() == ["Kato Hiroshi"]
