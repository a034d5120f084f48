"""Uploads through the admin: the same checks in every way."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import UploadedFile

from media.models import CustomDocument, CustomImage, FileToDelete, RemovedOriginal
from media.renditions import public_rendition
from media.storage.backends import PrivateFileSystemStorage
from media.storage.removal import delete_due_files
from tests.media.cleaning.test_pictures import SVG, png_header
from tests.media.pdf_parts import draw, pdf
from tests.media.planted import PICTURES, leaks, saved, scene
from tests.media.planted_pdfs import DOCUMENTS


@pytest.fixture
def editor(client, db):
    """A browser with an editor logged in."""
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    return client


def upload(name, content):
    return SimpleUploadedFile(name, content)


def send_image(editor, file, title="River"):
    return editor.post(
        reverse("wagtailimages:add"), {"title": title, "file": file, "collection": "1"}
    )


@pytest.mark.once
@pytest.mark.parametrize("place", PICTURES)
def test_single_upload_is_cleaned(content_of, editor, public_files, place):
    name, content = PICTURES[place][0], PICTURES[place][1]()
    response = send_image(editor, upload(name, content))
    assert response.status_code == 302, response.context["form"].errors
    image = CustomImage.objects.get()
    assert not leaks(content_of(image.file))
    assert content_of(image.original) == content
    assert public_files() == []
    assert image.file_size == len(content_of(image.file))


def test_upload_of_many_is_cleaned(content_of, editor):
    content = PICTURES["jpeg exif"][1]()
    response = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "River", "files[]": upload("a.jpg", content)},
    )
    assert response.json()["success"]
    assert not leaks(content_of(CustomImage.objects.get().file))


def test_upload_that_waits_for_its_title_is_not_public(content_of, editor, public_files):
    content = PICTURES["jpeg exif"][1]()
    response = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x" * 300, "files[]": upload("a.jpg", content)},
    ).json()
    assert UploadedFile.objects.count() == 1
    assert public_files() == []
    number = response["uploaded_file_id"]
    finished = editor.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]),
        {f"uploaded-image-{number}-title": "River", f"uploaded-image-{number}-collection": "1"},
    )
    assert finished.json()["success"]
    image = CustomImage.objects.get()
    assert not leaks(content_of(image.file))
    assert content_of(image.original) == content
    assert image.file_size == len(content_of(image.file))


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.svg", SVG, "can carry scripts"),
        ("a.png", SVG, "can carry scripts"),
        ("a.png", png_header(50_000, 50_000), "million pixels"),
        ("a.jpg", saved(scene((400, 300)), "JPEG")[:-900], "damaged"),
        ("a.jpg", saved(scene(), "JPEG")[:400], "not a picture"),
        ("a.tif", saved(scene(), "TIFF", save_all=True, append_images=[scene()]), "several pages"),
    ],
)
def test_form_says_why_a_picture_is_refused(editor, public_files, name, content, words):
    response = send_image(editor, upload(name, content))
    assert words in str(response.context["form"].errors["file"])
    assert public_files() == []


def test_form_refuses_too_many_pixels_before_anything_decodes_them(editor, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", pytest.fail)
    response = send_image(editor, upload("a.png", png_header(9_000, 9_000)))
    assert "million pixels" in str(response.context["form"].errors["file"])


def test_replacing_a_picture_leaves_nothing_of_the_old_one(
    editor, make_image, folders, public_files, private_files, django_capture_on_commit_callbacks
):
    image = make_image()
    public_rendition(image, "width-32")
    content = PICTURES["png texts"][1]()
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(
            reverse("wagtailimages:edit", args=[image.pk]),
            {"title": "River", "file": upload("b.png", content), "collection": "1"},
        )
    assert response.status_code == 302, response.context["form"].errors
    image.refresh_from_db()
    assert public_files() == []
    names = {str(path.relative_to(folders / "private")) for path in private_files()}
    kept = RemovedOriginal.objects.get().original
    assert names == {image.file.name, image.original.name, kept.name}


@pytest.mark.parametrize("kind", ["wagtaildocs", "wagtailimages"])
def test_a_file_that_is_refused_says_nothing_of_the_one_that_is_there(editor, make_image, kind):
    if kind == "wagtaildocs":
        stored = CustomDocument.objects.create(title="Report", file=ContentFile(b"a", "report.txt"))
        broken = upload("b.pdf", b"%PDF-1.4 broken")
    else:
        stored, broken = make_image(), upload("b.jpg", saved(scene((400, 300)), "JPEG")[:-900])
    name = stored.file.name
    answer = editor.post(
        reverse(f"{kind}:edit", args=[stored.pk]),
        {"title": "River", "file": broken, "collection": "1"},
    )
    assert "damaged" in str(answer.context["form"].errors["file"])
    assert "could not be found" not in answer.content.decode()
    assert answer.context["form"].instance.file.name == name


def test_document_upload_is_cleaned(content_of, editor, public_files):
    file = upload("report.pdf", DOCUMENTS["information"]())
    response = editor.post(
        reverse("wagtaildocs:add"), {"title": "Report", "file": file, "collection": "1"}
    )
    assert response.status_code == 302, response.context["form"].errors
    document = CustomDocument.objects.get()
    content = content_of(document.file)
    assert not leaks(content)
    assert document.file_size == len(content)
    assert public_files() == []


def test_form_says_why_a_document_is_refused(editor, private_files):
    response = editor.post(
        reverse("wagtaildocs:add"),
        {"title": "Report", "file": upload("report.pdf", b"%PDF-1.7"), "collection": "1"},
    )
    assert "damaged" in str(response.context["form"].errors["file"])
    assert private_files() == []


def test_picture_of_an_editor_is_for_colleagues_only(editor, client, public_files):
    user = get_user_model().objects.get()
    content = PICTURES["jpeg exif"][1]()
    editor.post(
        reverse("wagtailadmin_account"),
        {
            "name_email-first_name": "Aya",
            "name_email-last_name": "Sato",
            "name_email-email": "editor@example.org",
            "avatar-avatar": upload("me.jpg", content),
            "locale-preferred_language": "",
            "locale-current_time_zone": "",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )
    address = reverse("media_profile_picture", args=[user.pk])
    assert public_files() == []
    assert address in editor.get(reverse("wagtailadmin_home")).content.decode()
    assert leaks(editor.get(address).getvalue())
    editor.logout()
    assert client.get(address).status_code == 302


def test_the_same_file_is_kept_and_said_to_be_there(editor):
    content, address = DOCUMENTS["xmp"](), reverse("wagtaildocs:add_multiple")
    first, second = (
        editor.post(address, {"title": "Report", "files[]": upload(name, content)}).json()["form"]
        for name in ("a.pdf", "b.pdf")
    )
    said = f'already: <a href="/admin/documents/edit/{CustomDocument.objects.earliest("pk").pk}/">'
    assert "already" not in first
    assert said in second
    data = {"title": "Again", "file": upload("c.pdf", content), "collection": "1"}
    assert said in editor.post(reverse("wagtaildocs:add"), data, follow=True).content.decode()
    assert CustomDocument.objects.count() == 3


def test_a_chooser_asks_which_of_two_same_files_is_wanted(editor):
    content, address = DOCUMENTS["xmp"](), reverse("wagtaildocs_chooser:create")

    def choose(name, **query):
        data = {"title": name, "file": upload(f"{name}.pdf", content), "collection": 1}
        data = {f"document-chooser-upload-{field}": value for field, value in data.items()}
        return editor.post(address, data, query_params=query).json()

    first = choose("one")["result"]["id"]
    question = choose("two", multiple="1")
    assert (question["step"], "already" in question["htmlFragment"]) == (
        "reshow_creation_form",
        True,
    )
    second = CustomDocument.objects.latest("pk")
    answer = reverse("media_keep_one", args=[second.pk])
    assert f'action="{answer}?multiple=1"' in question["htmlFragment"]
    both = editor.post(answer, {"keep": "new"}, query_params={"multiple": "1"}).json()
    assert [file["id"] for file in both["result"]] == [str(second.pk)]
    assert editor.post(answer, {"keep": "existing"}).json()["result"]["id"] == first
    assert CustomDocument.objects.get().pk == int(first)
    CustomDocument.objects.update(uploaded_by_user=None)  # of somebody else
    assert editor.post(reverse("media_keep_one", args=[first])).status_code == 302


def test_the_same_picture_is_said_to_be_there(editor):
    content, address = PICTURES["jpeg exif"][1](), reverse("wagtailimages:add_multiple")
    answers = [
        editor.post(address, {"title": name, "files[]": upload(f"{name}.jpg", content)}).json()
        for name in ("one", "two")
    ]
    assert [answer["duplicate"] for answer in answers] == [False, True]
    data = {"title": "three", "file": upload("three.jpg", content), "collection": 1}
    data = {f"image-chooser-upload-{field}": value for field, value in data.items()}
    answer = editor.post(reverse("wagtailimages_chooser:create"), data).json()
    assert answer["step"] == "duplicate_found"


def test_of_many_what_is_refused_is_said_and_comes_as_pictures_of_its_pages(editor, content_of):
    content = pdf(lambda new: draw(new, b"BT /F1 12 Tf 3 Tr 80 50 Td (<b>river</b>) Tj ET"))
    address = reverse("wagtaildocs:add_multiple")
    assert 'name="is_facsimile"' in editor.get(address).text
    answer = editor.post(address, {"files[]": upload("a.pdf", content)}).json()
    assert "b&gt;river" in answer["error_message"]
    data = {"files[]": upload("a.pdf", content), "is_facsimile": "on"}
    assert editor.post(address, data).json()["success"]
    document = CustomDocument.objects.get()
    assert (document.is_facsimile, document.has_text) == (True, False)


@pytest.fixture
def depths(editor, monkeypatch):
    """In how many transactions of the view each private file was stored."""
    stored, outside, store = [], len(connection.savepoint_ids), PrivateFileSystemStorage._save

    def stored_at(storage, name, content):
        stored.append(len(connection.savepoint_ids) - outside)
        return store(storage, name, content)

    monkeypatch.setattr(PrivateFileSystemStorage, "_save", stored_at)
    return stored


@pytest.mark.parametrize(
    ("app", "name", "content"),
    [("wagtailimages", "a.jpg", saved(scene(), "JPEG")), ("wagtaildocs", "a.txt", b"Words")],
)
def test_a_file_is_stored_before_the_transaction_of_its_row(
    editor, depths, private_files, clock, app, name, content
):
    fields = {"title": "River", "collection": "1"}
    added = editor.post(reverse(f"{app}:add"), fields | {"file": upload(name, content)})
    model = CustomImage if app == "wagtailimages" else CustomDocument
    edit = reverse(f"{app}:edit", args=[model.objects.get().pk])
    replaced = editor.post(edit, fields | {"file": upload(name, content + b" ")})
    assert added.status_code == replaced.status_code == 302
    assert depths == [0, 0, 0, 0]  # an original and a copy, twice
    clock(timezone.now() + timedelta(hours=2))
    row = model.objects.get()
    assert delete_due_files() <= 1  # the copy that was replaced, and nothing that a row names
    assert {row.file.path, row.original.path} <= {str(path) for path in private_files()}


def test_who_is_killed_before_the_row_leaves_no_file(editor, private_files, monkeypatch, clock):
    def be_killed(_image, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(CustomImage, "save", be_killed)
    with pytest.raises(KeyboardInterrupt):
        send_image(editor, upload("a.jpg", saved(scene(), "JPEG")))
    assert (len(private_files()), delete_due_files()) == (2, 0)
    clock(timezone.now() + timedelta(hours=2))
    assert (delete_due_files(), private_files()) == (2, [])


def test_a_row_that_comes_when_its_file_is_given_up_is_refused(make_image, private_files, clock):
    image = CustomImage(title="River", file=ContentFile(saved(scene(), "JPEG"), name="a.jpg"))
    image.store_file()
    clock(timezone.now() + timedelta(hours=2))
    with pytest.raises(OSError, match="too long ago"):
        image.save()
    assert (CustomImage.objects.count(), private_files()) == (0, [])
    assert FileToDelete.objects.count() == 2


def test_a_file_kept_in_the_instant_when_it_is_due_stays(make_image, private_files, clock):
    image = CustomImage(title="River", file=ContentFile(saved(scene(), "JPEG"), name="a.jpg"))
    image.store_file()
    due = list(FileToDelete.objects.all())  # as the job has read them when the row is saved
    image.save()
    for claim in due:
        claim.carry_out()
    assert image.file.path in {str(path) for path in private_files()}
