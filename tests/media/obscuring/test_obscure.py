"""What is obscured is gone from the pixels of all that readers get, and the original stays."""

from base64 import b64decode
from io import BytesIO

import orjson
import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image, ImageDraw
from wagtail.images.models import SourceImageIOError

from media import renditions
from media.models import CustomImage, FileToDelete
from media.obscuring.obscure import NotObscured, obscure
from media.obscuring.pixels import PIXELATED, SOLID, Region
from tests.factories import front_page, global_id

pytestmark = pytest.mark.django_db
FACE = (255, 0, 0)
NODE = """query($id: ID!) { node(id: $id) { ... on Image {
  placeholder rendition(width: 160) { url } } } }"""


def photograph(mode="RGB"):
    """A red face on a blue ground: 640 by 480, the face from (200, 100) to (360, 260)."""
    picture = Image.new("RGB", (640, 480), (0, 0, 255))
    ImageDraw.Draw(picture).rectangle((200, 100, 359, 259), fill=FACE)
    output = BytesIO()
    picture.convert(mode).save(output, "PNG" if mode == "RGBA" else "JPEG", quality=95)
    return output.getvalue()


@pytest.fixture
def commit(committed):
    committed(front_page)
    return committed


@pytest.fixture
def picture(commit, make_image):
    return commit(lambda: make_image(photograph(), review="unconsented"))


def reds(content):
    """How many pixels are more red than anything else."""
    with Image.open(BytesIO(content)) as opened:
        pixels = opened.convert("RGB").get_flattened_data()
    return sum(red > 60 and red > green + 40 and red > blue + 40 for red, green, blue in pixels)


@pytest.fixture
def given_out(client, graphql):
    """What readers get of a picture: a size of it, and its placeholder."""

    def ask(picture):
        image = graphql(NODE, {"id": global_id(picture)})["data"]["node"]
        stored = client.get(image["rendition"]["url"])["Location"]
        size = b"".join(client.get(stored))
        return stored, size, b64decode(image["placeholder"].partition(",")[2])

    return ask


def test_nothing_of_a_face_is_left(commit, picture, given_out, client, content_of, admin_user):
    picture.review = "not_identifiable"
    commit(picture.save)  # by mistake
    before, size, placeholder = given_out(picture)
    assert min(reds(size), reds(placeholder)) > 0
    original = content_of(picture.original)
    access_copy = picture.file.name
    row = commit(lambda: obscure(picture, [Region(205, 105, 150, 155)], admin_user))
    contents = given_out(row)[1:]
    assert [reds(content) for content in (*contents, content_of(row.file))] == [0, 0, 0]
    assert client.get(before).status_code == 404
    assert (row.review, row.reviewed_by) == ("obscured", admin_user)
    assert row.obscured_regions == [[205, 105, 150, 155, SOLID]]
    assert content_of(row.original) == original
    assert not row.file.storage.exists(access_copy)
    assert not FileToDelete.objects.exists()


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_a_few_squares_do_not_tell_a_face(make_image, content_of, admin_user, mode):
    region = Region(192, 96, 176, 176, PIXELATED)
    rows = [obscure(make_image(photograph(mode)), [region], admin_user) for _ in range(2)]
    squares = []
    for row in rows:
        with Image.open(BytesIO(content_of(row.file))) as opened:
            assert opened.mode == ("RGB" if mode == "RGBA" else mode)
            squares.append(opened.crop((192, 96, 368, 272)).tobytes())
    assert squares[0] != squares[1]  # so that nobody makes the same of a face that they know


@pytest.mark.parametrize("make", [renditions.public_rendition, CustomImage.get_rendition])
def test_no_size_is_kept_of_what_was_obscured_while_it_was_made(
    commit, picture, content_of, admin_user, monkeypatch, make
):
    picture.review = "not_identifiable"
    picture.is_public_by_itself = True
    commit(picture.save)
    generate = CustomImage.generate_rendition_file

    def generate_slowly(image, filter, **options):
        content = generate(image, filter, **options)
        monkeypatch.setattr(CustomImage, "generate_rendition_file", generate)
        commit(lambda: obscure(image, [Region(205, 105, 150, 155)], admin_user))
        return content

    monkeypatch.setattr(CustomImage, "generate_rendition_file", generate_slowly)
    with pytest.raises(SourceImageIOError):
        make(CustomImage.objects.get(), "width-160")
    assert not picture.public_renditions.exists()
    assert not picture.renditions.exists()
    assert reds(content_of(make(CustomImage.objects.get(), "width-160").file)) == 0


@pytest.fixture
def door(admin_client, picture):
    address = reverse("media_obscure", args=[picture.pk])

    def post(**data):
        return admin_client.post(address, data, follow=True).content.decode()

    return post


def test_regions_are_drawn_and_undone_by_who_may_see_originals(
    commit, door, picture, content_of, client, django_user_model
):
    rows = [{"x": 205, "y": 105, "width": 150, "height": 155, "fill": "solid"}]
    commit(lambda: door(regions=orjson.dumps(rows).decode()))
    row = CustomImage.objects.get()
    assert (row.review, reds(content_of(row.file))) == ("obscured", 0)
    commit(lambda: door(show_again="1"))
    row = CustomImage.objects.get()
    assert (row.review, row.obscured_regions, row.cleared_until) == ("unreviewed", [], None)
    assert reds(content_of(row.file))
    assert renditions.public_rendition(row, "width-160") is None
    client.force_login(django_user_model.objects.create_user("writer"))
    assert client.post(reverse("media_obscure", args=[row.pk])).status_code in (302, 403)


def test_who_reviews_draws_more_and_shows_nothing_again(
    client, commit, picture, content_of, django_user_model
):
    editor = django_user_model.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)
    address = reverse("media_obscure", args=[picture.pk])

    def draw(*regions):
        rows = [Region(*region)._asdict() for region in regions]
        commit(lambda: client.post(address, {"regions": orjson.dumps(rows).decode()}))
        return CustomImage.objects.get().obscured_regions

    face = [205, 105, 150, 155, SOLID]
    assert draw(face) == [face]
    for less in ([(0, 0, 16, 16)], [(205, 105, 150, 130)], [(205, 105, 130, 155)]):
        assert draw(*less) == [face]
    commit(lambda: client.post(address, {"show_again": "1"}))
    assert reds(content_of(CustomImage.objects.get().file)) == 0
    halves = [[0, 0, 280, 480, SOLID], [280, 0, 100, 300, PIXELATED]]
    assert draw(*halves) == halves


@pytest.mark.parametrize(
    "regions",
    [
        "",
        "[]",
        "{}",
        "[1]",
        '[{"x": 0, "y": 0, "width": 641, "height": 1, "fill": "solid"}]',
        '[{"x": -1, "y": 0, "width": 9, "height": 9, "fill": "solid"}]',
        '[{"x": 0, "y": 0, "width": 9, "height": 9, "fill": "blur"}]',
        '[{"x": 0.5, "y": 0, "width": 9, "height": 9, "fill": "solid"}]',
    ],
)
def test_what_is_no_region_changes_nothing(door, picture, regions):
    sentence = "Draw a region first." if regions == "[]" else "These are no regions of the picture."
    assert sentence in door(regions=regions)
    assert CustomImage.objects.get().review == "unconsented"


def test_who_saves_what_they_read_before_shows_nothing_again(
    commit, picture, content_of, admin_user
):
    read_before = CustomImage.objects.get()
    commit(lambda: obscure(picture, [Region(205, 105, 150, 155)], admin_user))
    read_before.title = "A face"
    commit(read_before.save)
    row = CustomImage.objects.get()
    assert (row.title, row.review, reds(content_of(row.file))) == ("A face", "obscured", 0)


def test_the_same_picture_uploaded_again_stays_filled(commit, picture, content_of):
    picture.obscured_regions = [[10, 10, 40, 40, "solid"]]
    commit(picture.save)
    filled = content_of(CustomImage.objects.get().file)
    picture.file.save("again.jpg", ContentFile(content_of(picture.original)), save=False)
    commit(picture.save)
    stored = CustomImage.objects.get()
    assert stored.obscured_regions == [[10, 10, 40, 40, "solid"]]
    commit(stored.clean_anew)
    assert content_of(CustomImage.objects.get().file) == filled


def test_a_picture_that_was_replaced_meanwhile_stays(picture, make_image, content_of, admin_user):
    with make_image().file.open() as other:
        row = CustomImage.objects.get(pk=picture.pk)
        row.file.save("other.jpg", other)
    with pytest.raises(NotObscured, match="replaced meanwhile"):
        obscure(picture, [Region(0, 0, 9, 9)], admin_user)
    assert CustomImage.objects.get(pk=picture.pk).review == "unreviewed"
