"""The image model: however a picture is saved, the public copy is clean and the original sealed."""

import hashlib
from pathlib import PurePath

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image

from media.models import CustomImage, RemovedOriginal
from media.renditions import public_rendition
from tests.media.cleaning.test_pictures import SVG, png_header
from tests.media.planted import PICTURES, exif, leaks, saved, scene

SPECS = ("width-32", "fill-20x20|format-webp", "width-32|format-avif", "original|format-jpeg")


@pytest.mark.once
@pytest.mark.parametrize("place", PICTURES)
def test_no_public_file_tells(make_image, public_files, place):
    name, content = PICTURES[place][0], PICTURES[place][1]()
    image = make_image(content, name=f"kim-{name}")
    for spec in SPECS:
        public_rendition(image, spec)
    assert len(public_files()) == len(SPECS)
    for path in public_files():
        assert not leaks(path.read_bytes())
        assert "kim" not in str(path)


def test_public_paths_cannot_be_guessed(make_image):
    image = make_image()
    rendition = public_rendition(image, "width-32|format-webp")
    folder, token, name = image.file.name.split("/")
    assert (folder, len(token), name) == ("images", 32, "access.jpg")
    rendition_folder, rendition_token, rendition_name = rendition.file.name.split("/")
    assert (rendition_folder, rendition_name) == ("images", "width-32.format-webp.webp")
    assert len(rendition_token) == 32
    assert rendition_token != token


def test_original_is_sealed(make_image, private_files):
    content = PICTURES["jpeg exif"][1]()
    image = make_image(content)
    image.refresh_from_db()
    assert image.original_sha256 == hashlib.sha256(content).hexdigest()
    assert content in [path.read_bytes() for path in private_files()]
    with pytest.raises(NotImplementedError):
        _ = image.original.url


def test_fields_speak_of_the_access_copy(content_of, make_image):
    image = make_image(saved(scene(), "JPEG", exif=exif(6)))
    image.refresh_from_db()
    assert (image.width, image.height) == (48, 64)
    stored = content_of(image.file)
    assert image.file_size == len(stored)
    assert image.file_hash == hashlib.sha1(stored).hexdigest()
    assert image.placeholder.startswith("data:image/webp;base64,")


def test_unsaved_image_knows_its_upright_size(db):
    image = CustomImage(file=ContentFile(saved(scene(), "JPEG", exif=exif(6)), name="a.jpg"))
    assert (image.width, image.height) == (48, 64)


def test_a_heic_is_served_as_jpeg(make_image):
    image = make_image(PICTURES["heic exif"][1](), name="a.heic")
    assert image.file.name.endswith(".jpg")
    assert image.original.name.endswith(".heic")


def test_file_written_directly_is_cleaned_too(content_of, db):
    content = PICTURES["jpeg exif"][1]()
    image = CustomImage(title="River")
    image.file.save("kim.jpg", ContentFile(content), save=False)
    image.save()
    assert not leaks(content_of(image.file))
    assert content_of(image.original) == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SVG, "can carry scripts"),
        (b"hello", "not a picture"),
        (png_header(50_000, 50_000), "million pixels"),
        (saved(scene((400, 300)), "JPEG")[:-900], "damaged"),
    ],
)
def test_refused_picture_leaves_nothing_behind(
    make_image, public_files, private_files, content, words
):
    with pytest.raises(ValidationError, match=words):
        make_image(content, name="innocent.png")
    assert public_files() + private_files() == []
    assert not CustomImage.objects.exists()


def test_validation_says_what_saving_would_refuse(db):
    image = CustomImage(title="River", file=ContentFile(SVG, name="innocent.png"))
    with pytest.raises(ValidationError) as caught:
        image.clean()
    assert "can carry scripts" in caught.value.message_dict["file"][0]


def test_failing_save_leaves_no_files(make_image, public_files, private_files):
    twin = CustomImage(pk=make_image().pk, file=ContentFile(saved(scene(), "PNG"), name="a.png"))
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    assert (len(public_files()), len(private_files())) == (0, 2)


def test_replaced_file_takes_everything_of_the_old_one_along(
    make_image, folders, public_files, private_files, django_capture_on_commit_callbacks
):
    image = make_image()
    image.get_rendition("width-32")
    public_rendition(image, "width-32")
    blue = saved(Image.new("RGB", (30, 20), "blue"), "PNG")
    with django_capture_on_commit_callbacks(execute=True):
        image.file = ContentFile(blue, name="new.png")
        image.save()
    image.refresh_from_db()
    assert (image.width, image.height) == (30, 20)
    assert not image.renditions.exists()
    assert public_files() == []
    names = {str(path.relative_to(folders / "private")) for path in private_files()}
    kept = RemovedOriginal.objects.get().original
    assert names == {image.file.name, image.original.name, kept.name}


def test_replaced_file_stays_until_the_change_is_certain(make_image, private_files):
    image = make_image()
    image.file = ContentFile(saved(scene(), "PNG"), name="new.png")
    image.save()
    assert len(private_files()) == 4


def test_saving_other_fields_touches_no_file(make_image, private_files):
    image = make_image()
    before = private_files()
    image = CustomImage.objects.get()
    image.title = "Frozen river"
    image.save()
    image.save(update_fields=["title"])
    assert private_files() == before


def test_of_a_deleted_image_the_original_alone_is_kept(
    make_image, public_files, private_files, django_capture_on_commit_callbacks
):
    image = make_image()
    image.get_rendition("width-32")
    public_rendition(image, "width-32")
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    [kept] = public_files() + private_files()
    assert kept.name == PurePath(image.original.name).name
