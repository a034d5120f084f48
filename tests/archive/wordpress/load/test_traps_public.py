"""Nothing goes public that was not, and nobody's data is kept."""

import pytest
from wagtail.models import Page

from archive.models import ImportedItem
from media.renditions import filter_spec, signed_path
from tests.archive.wordpress.wxr import attachment, export, post

from .command import photograph, run, tables

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Logins, addresses and passwords; words of the public; what was thrown away or never shown.
PERSONAL = [
    *("canary-login", "canary-webmaster", "canary-kato", "private.example", "203.0.113"),
    *("canary-password", "Canary Commenter", "canary-comment", "canary-spam", "canary-meta"),
    *("canary-trash", "canary-revision", "canary-block"),
]


@pytest.mark.usefixtures("trapped")
@pytest.mark.parametrize(
    "id",
    [103, 107, 108, 109, 110, 111],
    ids=["draft", "trash", "pending", "private", "future", "password"],
)
def test_what_was_not_public_is_not_live(id):
    pages = Page.objects.filter(pk__in=ImportedItem.objects.filter(source_id=id).values("page"))
    assert not pages.live().exists()
    assert not pages.exclude(expire_at=None, go_live_at=None).exists()


@pytest.mark.parametrize("id", [108, 109, 110, 111])
def test_what_was_not_public_is_a_draft_and_named(trapped, id):
    assert trapped.item(id)["action"] == "created"
    assert trapped.codes(id) & {"not-public", "protected"}


def test_what_was_in_the_trash_is_not_taken(trapped):
    assert trapped.item(107)["action"] == "left_out"
    assert not Page.objects.filter(title="Trashed").exists()


@pytest.mark.usefixtures("trapped")
@pytest.mark.parametrize("path", ["/private/", "/protected/", "/pending/", "/trashed__trashed/"])
def test_an_old_address_of_what_was_not_public_leads_nowhere(reader, path):
    assert reader.at(path)["status"] == 404
    assert reader.at(path)["redirect"] is None


@pytest.mark.usefixtures("trapped")
def test_a_link_to_a_private_post_does_not_tell_where_it_is(reader):
    html = reader.html(119)
    assert "private" in html
    assert "/private" not in html


@pytest.mark.usefixtures("trapped")
def test_no_search_finds_a_word_that_was_not_public(graphql):
    answer = graphql('{ search(query: "canary") { totalCount } }')
    assert answer == {"data": {"search": {"totalCount": 0}}}


@pytest.mark.usefixtures("trapped")
@pytest.mark.parametrize("canary", PERSONAL)
def test_personal_data_is_in_no_table(canary):
    assert [name for name, rows in tables().items() if any(canary in row for row in rows)] == []


@pytest.mark.parametrize("canary", PERSONAL)
def test_personal_data_is_in_no_report(trapped, canary):
    assert canary not in repr(trapped.report)
    assert canary not in trapped.printed


@pytest.fixture
def secret(tmp_path):
    """A picture of a private post and one of a draft, and a page that shows neither."""
    return imported_with_pictures(tmp_path, shows=False)


def imported_with_pictures(tmp_path, *, shows):
    for name in ("secret", "draft"):
        path = tmp_path / f"2006/01/{name}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(photograph("red" if name == "secret" else "blue"))
    figure = '<img class="wp-image-3" src="/wp-content/uploads/2006/01/secret.jpg" alt="" />'
    items = [
        post(1, "Secret", status="private"),
        post(2, "Draft", status="draft"),
        attachment(3, "2006/01/secret.jpg", parent=1, slug="secret"),
        attachment(4, "2006/01/draft.jpg", parent=2, slug="draft-picture"),
        post(5, "Public", figure if shows else "Words"),
    ]
    run(export(*items), uploads=tmp_path)
    return {id: ImportedItem.objects.get(source_id=id) for id in (3, 4, 5)}


def test_a_picture_of_a_private_post_is_in_a_collection_closed_to_readers(secret):
    for id in (3, 4):
        assert secret[id].image.collection.get_view_restrictions().exists()


def test_a_picture_of_a_private_post_is_served_to_nobody(secret, client):
    path = signed_path(secret[3].image_id, filter_spec())
    assert client.get(path).status_code == 404


def test_a_picture_of_a_private_post_that_a_public_one_shows_is_shown_here_too(tmp_path, reader):
    found = imported_with_pictures(tmp_path, shows=True)
    assert not found[3].image.collection.get_view_restrictions().exists()
    assert [block["__typename"] for block in reader.blocks(5)] == ["ImageBlock"]


@pytest.mark.parametrize("path", ["/wp-content/uploads/2006/01/secret.jpg", "/secret/"])
def test_no_old_address_leads_to_a_picture_of_a_private_post(secret, reader, path):
    assert reader.at(path)["status"] == 404


def test_a_document_of_a_private_post_asks_who_is_there(tmp_path, client):
    path = tmp_path / "2006/01/list.txt"
    path.parent.mkdir(parents=True)
    path.write_text("Names of guides")
    items = [post(1, "Secret", status="private"), attachment(2, "2006/01/list.txt", parent=1)]
    run(export(*items), uploads=tmp_path)
    document = ImportedItem.objects.get(source_id=2).document
    answer = client.get(document.url)
    assert answer.status_code in (302, 404)
    assert b"guides" not in answer.content
