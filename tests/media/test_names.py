"""A public file's name is neutral; its own name is given only if somebody has cleared it."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from media.models import CustomDocument, CustomImage
from tests.factories import front_page, global_id
from tests.media.pdf_parts import pdf
from tests.media.planted import PICTURES, WORD, leaks

NAME = f"{WORD.decode()}.pdf"
APPS = {"image": ("wagtailimages", CustomImage), "document": ("wagtaildocs", CustomDocument)}
NODE = "query($id: ID!) { node(id: $id) { ... on Document { url filename mimeType } } }"


@pytest.fixture
def document(committed, make_document):
    committed(front_page)
    return committed(lambda: make_document(name=NAME))


def answers(client, graphql, document):
    """All that readers are told of it: the API's answer, the file's headers."""
    node = graphql(NODE, {"id": global_id(document)})["data"]["node"]
    response = client.get(node["url"])
    assert response.status_code == 200
    assert b"".join(response.streaming_content)
    return node, str(node), str(response.headers)


def test_a_telling_name_is_told_to_nobody_and_no_address_confirms_it(client, graphql, document):
    node, *words = answers(client, graphql, document)
    assert not leaks("".join(words).encode())
    assert node["filename"] == f"{document.address_key}.pdf" == node["url"].rpartition("/")[2]
    tried = client.get(f"/documents/{document.pk}/{NAME}")
    missing = client.get(f"/documents/{document.pk + 1}/{NAME}")
    assert (tried.status_code, tried.content) == (404, missing.content)
    assert tried.headers == missing.headers
    assert document.filename == NAME
    assert WORD.decode() not in document.file.name + document.original.name


@pytest.mark.parametrize("content", [b"Words.", None], ids=["text", "PDF"])
def test_a_cleared_name_is_offered_and_its_old_address_leads_on(
    client, graphql, committed, document, content
):
    document.offered_name = name = "report.txt" if content else "report.pdf"
    if content:
        document.file = ContentFile(content, name)
        document.save()
        document.review = "nobody"  # nobody has said so of the new file
    committed(document.save)
    node, _, headers = answers(client, graphql, document)
    assert node["filename"] == name
    assert f'filename="{name}"' in headers
    answer = client.get(f"/documents/{document.pk}/{name}")
    assert (answer.status_code, answer["Location"]) == (302, document.url)


def test_who_replaces_a_file_clears_its_name_anew_and_its_address_stays(committed, make_document):
    document = make_document(offered_name="report.pdf")
    before = document.url
    document.file = ContentFile(pdf(), NAME)
    committed(document.save)
    document.refresh_from_db()
    assert (document.offered_name, document.uploaded_name) == ("", NAME)
    assert document.url == before


def send(editor, kind, door, title, **ticks):
    """Upload a file of a telling name by one of three forms; returns what is stored of it."""
    jpeg, prefix = PICTURES["jpeg exif"][1](), ""
    content, name = (pdf(), NAME) if kind == "document" else (jpeg, f"{WORD.decode()}.jpg")
    data = {"title": title, "collection": "1", **ticks}
    data["files[]" if door == "add_multiple" else "file"] = SimpleUploadedFile(name, content)
    if door == "create":
        prefix, data = "_chooser", {f"{kind}-chooser-upload-{key}": data[key] for key in data}
    editor.post(
        reverse(f"wagtail{'docs' if kind == 'document' else 'images'}{prefix}:{door}"), data
    )
    return (CustomDocument if kind == "document" else CustomImage).objects.get()


@pytest.mark.parametrize("door", ["add", "add_multiple", "create"])
@pytest.mark.parametrize("kind", ["image", "document"])
def test_the_name_that_wagtail_proposes_becomes_no_title(admin_client, kind, door):
    stored = send(admin_client, kind, door, WORD.decode())
    assert re.fullmatch(f"{'Image' if kind == 'image' else 'File'} [0-9a-f]{{6}}", stored.title)


@pytest.mark.parametrize(
    "name", ["Kim Secret .pdf", " Kim Secret.pdf", "Kim&nbsp;\u200bSecret.pdf"]
)
def test_nor_does_it_where_django_has_changed_its_spelling(admin_client, name):
    data = {"title": "Kim Secret", "collection": "1", "file": SimpleUploadedFile(name, pdf())}
    admin_client.post(reverse("wagtaildocs:add"), data)
    assert CustomDocument.objects.get().title.startswith("File ")


def test_a_title_that_somebody_gave_stays(admin_client):
    stored = send(admin_client, "document", "add", "A river")
    data = {"title": "A river", "collection": "1"}
    data["file"] = SimpleUploadedFile("A river.pdf", pdf() + b"\n")
    admin_client.post(reverse("wagtaildocs:edit", args=[stored.pk]), data)
    replaced = CustomDocument.objects.get()
    assert (stored.title, replaced.title) == ("A river", "A river")
    assert replaced.original_sha256 != stored.original_sha256


def test_a_name_that_readers_may_know_can_be_the_title(admin_client):
    title = WORD.decode()
    assert send(admin_client, "document", "add", title, offered_name="on").title == title


def test_an_editor_sees_the_name_and_clears_it_with_a_tick(admin_client, document):
    assert NAME in admin_client.get(reverse("wagtaildocs:index")).text
    edit = reverse("wagtaildocs:edit", args=[document.pk])
    assert f"“{NAME}”" in admin_client.get(edit).text
    data = {"title": "Report", "collection": "1"}
    for ticks, offered_name in (({"offered_name": "on"}, NAME), ({}, "")):
        admin_client.post(edit, data | ticks)
        assert CustomDocument.objects.get().offered_name == offered_name
    file = SimpleUploadedFile("연례 보고서.pdf", pdf())
    admin_client.post(edit, data | {"file": file, "offered_name": "on"})
    assert CustomDocument.objects.get().offered_name == "연례_보고서.pdf"


def test_many_names_are_cleared_at_once(admin_client, document, make_document):
    keys = [document.pk, make_document(name="letter.pdf").pk]
    address = (
        reverse("wagtail_bulk_action", args=["media", "customdocument", "clear_names"])
        + "?"
        + "&".join(f"id={key}" for key in keys)
    )
    assert NAME in admin_client.get(address).text
    admin_client.post(address)
    names = CustomDocument.objects.order_by("pk").values_list("offered_name", flat=True)
    assert list(names) == [NAME, "letter.pdf"]


def test_what_was_named_before_is_known_and_old_redirects_lead_to_it(document):
    CustomDocument.objects.update(file=f"documents/a1/{NAME}", uploaded_name="", address_key="same")
    old = f"https://example.org/documents/{document.pk}/{NAME}"
    redirect = Redirect.objects.create(old_path="/wp-content/uploads/a.pdf", redirect_link=old)
    import_module("media.migrations.0015_neutral_names").name_neutrally(apps, None)
    import_module("archive.migrations.0026_redirects_to_files").lead_to_neutral_names(apps, None)
    document.refresh_from_db()
    redirect.refresh_from_db()
    assert document.uploaded_name == NAME
    assert len(document.address_key) == 32
    assert redirect.redirect_link == f"https://example.org{document.url}"


def test_clean_files_stores_what_has_a_telling_name_under_another(
    committed, document, content_of, private_files
):
    content = content_of(document.file)
    telling = document.file.storage.save(f"documents/a1/{NAME}", ContentFile(content))
    document.file.storage.delete(document.file.name)
    CustomDocument.objects.update(file=telling)
    for _ in range(2):
        committed(lambda: call_command("clean_files", verbosity=0))
        document.refresh_from_db()
        assert content_of(document.file) == content
    assert not [path for path in private_files() if WORD.decode() in path.name]
