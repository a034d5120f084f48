"""What an editor types is previewed in the frontend, and a link shows it to a colleague."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile

from archive.models import LetterPage
from cms.previews.checks import check_preview_url
from cms.previews.environment import preview_url
from cms.previews.models import Preview
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, global_id

pytestmark = [pytest.mark.django_db, pytest.mark.once]
QUERY = (
    "query ($path: String!) { route(path: $path) { status target { ... on Letter { title } } } }"
)


@pytest.fixture
def letter(locales):
    return LetterPageFactory(title="As published", slug="letter")


@pytest.fixture
def typed(admin_client):
    """The form of a page as the admin gives it, with words that an editor typed."""

    def form(address, **words):
        form = admin_client.get(address).context["form"]
        chosen = {"categories", "places"}  # a form sends nothing where none is chosen
        data = {name: form[name].value() for name in form.fields.keys() - chosen}
        data = {name: "" if value in (None, []) else value for name, value in data.items()}
        for formset in form.formsets.values():
            data |= {f"{formset.prefix}-{part}": "0" for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
        data |= {"body-count": "0"} | words
        return {name: value for name, value in data.items() if isinstance(value, str)}

    return form


def swapped(address):
    """What a frontend, that has no cookie, gets for the code in the address of a preview."""
    [code] = parse_qs(urlsplit(address).query)["code"]
    return Client().post("/graphql/preview/", {"code": code}, "application/json")


def shown(opened, query=QUERY):
    """What it shows at the path that it was told."""
    headers = {"authorization": f"Preview {opened['token']}"}
    body = {"query": query, "variables": {"path": opened["path"]}}
    return Client().post("/graphql/", body, "application/json", headers=headers).json()["data"]


def test_what_is_typed_and_not_saved_is_shown_in_the_frontend(admin_client, typed, letter):
    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[letter.pk])
    answer = admin_client.post(preview, typed(edit, title="As typed", slug="typed"))
    assert answer.json() == {"is_valid": True, "is_available": True}
    response = admin_client.get(preview, {"in_preview_panel": "true"})
    section = letter.get_parent().slug
    address = urlsplit(response["Location"])
    assert address._replace(query="").geturl() == f"https://www.example.org/{section}/typed/"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    opened = swapped(response["Location"]).json()
    assert opened["path"] == f"/{section}/typed/"
    assert shown(opened)["route"] == {"status": 200, "target": {"title": "As typed"}}
    assert Page.objects.get(pk=letter.pk).title == "As published"


def test_a_page_that_is_being_created_is_shown_where_it_will_be(admin_client, typed, locales):
    section = ArchiveSectionPageFactory(slug="archive")
    arguments = ["archive", "letterpage", section.pk]
    form = typed(
        reverse("wagtailadmin_pages:add", args=arguments), title="New", slug="new", date="2006"
    )
    preview = reverse("wagtailadmin_pages:preview_on_add", args=arguments)
    assert admin_client.post(preview, form).json()["is_valid"]
    for _ in range(2):  # the panel asks again and again
        opened = swapped(admin_client.get(preview)["Location"]).json()
        assert shown(opened)["route"] == {"status": 200, "target": {"title": "New"}}
    assert not LetterPage.objects.exists()
    assert Preview.objects.count() == 1


DATED = QUERY.replace("status", "").replace("title", "date { edtf }")


def test_half_a_form_is_shown_without_its_date(admin_client, typed, letter, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 5, 4))
    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    new = ["archive", "letterpage", letter.get_parent().pk]
    for preview, form, expected in (
        (
            reverse("wagtailadmin_pages:preview_on_edit", args=[letter.pk]),
            typed(edit, title="Half", date=""),
            letter.date,
        ),
        (
            reverse("wagtailadmin_pages:preview_on_add", args=new),
            typed(reverse("wagtailadmin_pages:add", args=new), slug="half", date=""),
            "2026-05-04",
        ),
    ):
        answer = admin_client.post(preview, form).json()
        assert answer == {"is_valid": True, "is_available": True}
        opened = swapped(admin_client.get(preview)["Location"]).json()
        assert shown(opened, DATED) == {"route": {"target": {"date": {"edtf": expected}}}}
    refused = admin_client.post(edit, typed(edit, title="Half", date=""))
    assert "date" in refused.context["form"].errors


@pytest.mark.parametrize("view", ["view_draft", "revisions_view"])
def test_saved_drafts_and_revisions_are_shown_there_too(admin_client, letter, view):
    letter.title = "As saved"
    revision = letter.save_revision()
    arguments = [letter.pk] if view == "view_draft" else [letter.pk, revision.pk]
    response = admin_client.get(reverse(f"wagtailadmin_pages:{view}", args=arguments))
    opened = swapped(response["Location"]).json()
    assert shown(opened)["route"]["target"] == {"title": "As saved"}


def test_the_settings_name_a_frontend_by_site_and_type(admin_client, letter, settings):
    view = reverse("wagtailadmin_pages:view_draft", args=[letter.pk])
    for named, expected in (
        ("https://a.example/api/preview?to=x", "https://a.example/api/preview?to=x&code="),
        ({"": "https://a.example/", "Letter": "https://b.example/p"}, "https://b.example/p?code="),
        ({"localhost": "https://c.example/p", "": "https://a.example/"}, "https://c.example/p?"),
        (
            {"localhost/Letter": "https://d.example/p", "Letter": "https://b"},
            "https://d.example/p?",
        ),
        ({"Report": "https://e.example/p"}, "https://www.example.org/"),
    ):
        settings.PREVIEW_URL = named
        assert admin_client.get(view)["Location"].startswith(expected)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("", ""),
        (" https://a.example/preview ", "https://a.example/preview"),
        ('{"Letter": "https://a.example"}', {"Letter": "https://a.example"}),
    ],
)
def test_the_environment_names_one_frontend_or_several(said, named):
    assert preview_url({"PREVIEW_URL": said}) == named


@pytest.mark.parametrize("said", ['{"Letter": ', '{"Letter": 5}'])
def test_what_names_no_frontend_is_refused_at_start(said):
    with pytest.raises(ImproperlyConfigured, match="PREVIEW_URL"):
        preview_url({"PREVIEW_URL": said})


@pytest.mark.parametrize("address", ["www.example.org", "/preview", "https://", "https://a/#b"])
def test_an_address_that_is_none_is_an_error_of_the_checks(settings, address):
    settings.PREVIEW_URL = {"Letter": address}
    assert [error.id for error in check_preview_url()] == ["cms_previews.E002"]


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"code": 5}', '{"code": "x', '"x"', "{" * 5000])
def test_what_is_no_code_is_a_bad_request(client, body):
    response = client.post("/graphql/preview/", body, "application/json")
    assert response.status_code == 400
    assert "code" in response.json()["error"]


def test_a_code_that_opens_nothing_is_refused_in_a_sentence(client):
    response = client.post("/graphql/preview/", {"code": "x" * 43}, "application/json")
    assert response.status_code == 403
    assert response.json()["error"].endswith("Open the preview again.")
    assert client.get("/graphql/preview/").status_code == 405


def make_link(client, page):
    response = client.post(reverse("cms_previews_links", args=[page.pk]))
    [address] = re.findall(r'value="(https://[^"]+)"', response.content.decode())
    return address


def test_a_link_for_review_shows_the_draft_as_it_was_when_it_was_made(admin_client, letter):
    letter.title = "For review"
    letter.save_revision()
    address = make_link(admin_client, letter)
    letter.title = "Written later"
    letter.save_revision()
    for _ in range(2):
        opened = swapped(address).json()
        assert shown(opened)["route"]["target"] == {"title": "For review"}


def test_a_link_is_listed_with_its_page_and_everywhere_and_can_be_revoked(admin_client, letter):
    opened = swapped(address := make_link(admin_client, letter)).json()
    places = [reverse("cms_previews_links", args=[letter.pk]), reverse("cms_previews_every_link")]
    for place in places:
        listed = admin_client.get(place).content.decode()
        assert "As published" in listed
        assert urlsplit(address).query not in listed
    link = Preview.objects.get()
    admin_client.post(reverse("cms_previews_revoke", args=[link.pk]), {"next": places[1]})
    assert swapped(address).status_code == 403
    headers = {"authorization": f"Preview {opened['token']}"}
    body = {"query": "{ entries { totalCount } }"}
    answer = Client().post("/graphql/", body, "application/json", headers=headers).json()
    assert answer["errors"][0]["extensions"]["code"] == "PREVIEW_REFUSED"
    assert "No link for review holds" in admin_client.get(places[1]).content.decode()


def test_who_may_not_edit_a_page_makes_sees_and_revokes_no_link(
    admin_client, letter, django_user_model
):
    make_link(admin_client, letter)
    user = django_user_model.objects.create_user("somebody", password="somebody")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user)
    link = Preview.objects.get()
    links, revoke = (
        reverse("cms_previews_links", args=[letter.pk]),
        reverse("cms_previews_revoke", args=[link.pk]),
    )
    responses = [client.get(links), client.post(links), client.post(revoke)]
    assert [response.status_code for response in responses] == [404, 404, 302]
    for response in responses:
        assert not response.get("Location", "").startswith("https://www.example.org")
    assert "As published" not in client.get(reverse("cms_previews_every_link")).content.decode()
    assert Preview.objects.filter(pk=link.pk).exists()


def test_the_id_of_a_page_is_the_same_in_its_preview(admin_client, letter):
    address = make_link(admin_client, letter)
    headers = {"authorization": f"Preview {swapped(address).json()['token']}"}
    body = {"query": "query ($id: ID!) { node(id: $id) { id } }"}
    body["variables"] = {"id": global_id(letter)}
    answer = Client().post("/graphql/", body, "application/json", headers=headers).json()
    assert answer["data"]["node"] == {"id": global_id(letter)}


def test_a_frontend_gets_wagtails_checks_for_a_preview_of_the_panel_alone(
    admin_client, admin_user, letter, settings
):
    settings.WAGTAILADMIN_BASE_URL = "https://admin.example.org"
    settings.ALLOWED_HOSTS = ["admin.example.org", "testserver"]
    UserProfile.objects.create(user=admin_user, preferred_language="ko")
    draft = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[letter.pk]))
    of_panel = swapped(draft["Location"]).json()["token"]
    of_link = swapped(make_link(admin_client, letter)).json()["token"]

    def ask(token):
        headers = {"authorization": f"Preview {token}"}
        return Client().get("/graphql/preview/userbar/", headers=headers)

    answer = ask(of_panel)
    assert "no-store" in answer["Cache-Control"]
    html = answer.content.decode()
    assert "checker-axe-configuration" in html
    assert 'data-wagtail-userbar-origin="//admin.example.org"' in html
    assert re.search(r'<script src="//admin.example.org/static/\S+/userbar\.', html)
    assert "경고" in html  # the editor's language
    for token in (of_link, "forged", ""):
        refused = ask(token)
        assert refused.status_code == 403
        assert refused.json()["error"].endswith("Open it again.")
    Preview.objects.all().delete()
    assert ask(of_panel).status_code == 403
