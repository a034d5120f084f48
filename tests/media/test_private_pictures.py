"""Who sees a picture or a file that is not public: those who may choose it, and previews."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.signals import page_published

from cms.previews.models import links
from media import making
from tests.factories import ActivityReportPageFactory, LetterPageFactory
from tests.previewed import token_for

pytestmark = pytest.mark.django_db
PREVIEW = """query($token: String!) { preview(token: $token) { ... on ActivityReport {
    leadImage { image { rendition(width: 160) { url } } } document { url } } } }"""


@pytest.fixture
def admin(django_user_model):
    return django_user_model.objects.create_superuser("admin", password="admin")


@pytest.fixture
def colleague(django_user_model):
    """An editor who may enter the admin, and choose pictures and files of one collection alone."""
    group = Group.objects.create(name="Choosers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    own = Collection.get_first_root_node().add_child(name="Own")
    for app, codename in (("wagtailimages", "choose_image"), ("wagtaildocs", "choose_document")):
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        GroupCollectionPermission.objects.create(group=group, collection=own, permission=permission)
    user = django_user_model.objects.create_user("colleague", password="colleague")
    user.groups.add(group)
    return user, own


@pytest.fixture
def draft(make_image):
    picture = make_image(is_public_by_itself=False, description="A river")
    page = LetterPageFactory(live=False, lead_image=picture)
    page.save_revision()
    return page


def content(client, address):
    response = client.get(address)
    return b"".join(response) if response.status_code == 200 else response.status_code


def test_admin_shows_thumbnails_of_private_pictures(client, admin, draft, public_files):
    client.force_login(admin)
    listing = client.get(reverse("wagtailimages:index")).content.decode()
    thumbnail = draft.lead_image.renditions.get(filter_spec="max-165x165")
    assert thumbnail.url in listing
    assert content(client, thumbnail.url)[:2] == content(client, draft.lead_image.file.url)[:2]
    assert public_files() == []
    client.logout()
    assert client.get(thumbnail.url).status_code == 302


def test_thumbnail_is_for_those_who_may_choose_the_picture(client, colleague, draft):
    user, own = colleague
    client.force_login(user)
    picture = draft.lead_image
    thumbnail = picture.get_rendition("max-165x165")
    addresses = (thumbnail.url, picture.file.url)
    assert [content(client, each) for each in addresses] == [404, 404]
    picture.collection = own
    picture.save()
    assert all(content(client, each)[:2] == b"\xff\xd8" for each in addresses)


def test_document_of_a_draft_is_for_those_who_may_choose_it(client, colleague, make_document):
    user, own = colleague
    elsewhere = make_document(is_public_by_itself=False)
    choosable = make_document(is_public_by_itself=False, collection=own)
    assert [content(client, each.url) for each in (elsewhere, choosable)] == [404, 404]
    client.force_login(user)
    assert content(client, elsewhere.url) == 404
    response = client.get(choosable.url)
    assert b"".join(response)
    assert response["Cache-Control"] == "private, no-store"


def test_public_document_may_be_kept_for_an_hour_and_is_asked_for_again(client, make_document):
    document = make_document()
    for condition in ({}, {"if-none-match": f'"{document.file_hash}"'}):
        response = client.get(document.url, headers=condition)
        assert response["Cache-Control"] == "public, max-age=3600, must-revalidate"
        assert "Cookie" not in response.get("Vary", "")
        b"".join(response)


@pytest.fixture
def report(make_image, make_document):
    """A draft with a picture and a file that nothing public shows."""
    picture, file = make_image(is_public_by_itself=False), make_document(is_public_by_itself=False)
    page = ActivityReportPageFactory(live=False, lead_image=picture, document=file)
    page.save_revision()
    return page


@pytest.fixture
def addresses(graphql, admin, report):
    """The paths of both, as a preview of the draft says them."""
    shown = graphql(PREVIEW, {"token": token_for(report, admin)})["data"]["preview"]
    picture = shown["leadImage"]["image"]["rendition"]["url"]
    return [urlsplit(url).path for url in (picture, shown["document"]["url"])]


def test_preview_shows_the_pictures_and_files_of_its_draft(client, report, addresses, public_files):
    for address in addresses:
        response = client.get(address)
        assert b"".join(response)
        assert "no-store" in response["Cache-Control"]
    assert public_files() == []
    report.document.collection.view_restrictions.create(restriction_type="login")
    assert [content(client, address) for address in addresses] == [404, 404]


def test_what_a_preview_shows_cannot_be_forged_and_ends_with_its_time(client, addresses, clock):
    now = timezone.now()
    for address in addresses:
        parts = address.split("/")
        for place in (3, 4, 5):  # the preview, its end, and what it shows
            forged = [*parts[:place], str(int(parts[place]) + 1), *parts[place + 1 :]]
            assert content(client, "/".join(forged)) == 404
        assert content(client, address) != 404
    clock(now + timedelta(minutes=16))
    assert [content(client, address) for address in addresses] == [404, 404]


def test_a_size_of_a_draft_is_made_in_its_turn(client, addresses, monkeypatch):
    monkeypatch.setattr(making, "LONGEST_WAIT", 0.01)
    with making.turn():
        assert content(client, addresses[0]) == 429
    assert content(client, addresses[0])[:2] == b"\xff\xd8"
    with making.turn():
        assert content(client, addresses[0])[:2] == b"\xff\xd8"


@pytest.mark.parametrize("end", ["revoked", "published"])
def test_what_a_preview_shows_ends_with_the_preview(client, report, addresses, end):
    if end == "revoked":
        links().get().delete()
    else:
        page_published.send(sender=type(report), instance=report)
    assert [content(client, address) for address in addresses] == [404, 404]
