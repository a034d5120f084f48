"""Renditions: what may be asked for, what is promised without rendering, and who gets it."""

import re
from itertools import product

import pytest
from django.db import connection
from wagtail.images.models import Filter
from wagtail.models import Collection, CollectionViewRestriction

from cms.graphql.limits.settings import NAMES
from media import renditions
from media.models import CustomImage, PublicRendition
from tests.factories import global_id
from tests.media.planted import saved, scene

ALLOWED = renditions.allowed_widths()
PATH = re.compile(r"/images/[^' ,]+")


@pytest.fixture
def large(make_image):
    return make_image(saved(scene((1000, 501)), "JPEG"))


@pytest.mark.parametrize(
    ("arguments", "spec"),
    [
        ({"width": 400}, "width-400"),
        ({"height": 320}, "height-320"),
        ({"width": 400, "height": 320}, "max-400x320"),
        ({"width": 400, "height": 320, "fit": "COVER"}, "fill-400x320"),
        ({"width": 400, "format": "WEBP"}, "width-400|format-webp"),
        ({"width": 400, "format": "original"}, "width-400"),
        ({}, "max-2400x2400"),
    ],
)
def test_spec_is_wagtails(arguments, spec):
    assert renditions.filter_spec(**arguments) == spec


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"width": 401}, "width cannot be 401; allowed are 160, 320"),
        ({"height": -1}, "height cannot be -1"),
        ({"width": 0}, "width cannot be 0"),
        ({"width": 400, "format": "gif"}, "format cannot be gif; allowed are original, jpeg"),
        ({"width": 400, "fit": "cover"}, "both a width and a height"),
        ({"width": 400, "fit": "stretch"}, "inside or cover"),
    ],
)
def test_what_is_not_allowed_is_refused_in_a_sentence(arguments, words):
    with pytest.raises(ValueError, match=words):
        renditions.filter_spec(**arguments)


def test_a_picture_has_few_sizes_whatever_is_asked(large, settings):
    """Its own format by whatever name is one, and so is what a width or a height decides alone."""
    picture = vars(large) | {"file": large.file.name}
    asked = [
        renditions.filter_spec(width, height, fit, format)
        for width in (None, *settings.IMAGE_WIDTHS)
        for height in (None, *settings.IMAGE_HEIGHTS)
        for fit in ("inside", "cover")
        for format in ("original", *settings.IMAGE_FORMATS)
        if fit == "inside" or (width and height)
    ]
    sides = len(settings.IMAGE_WIDTHS) + len(settings.IMAGE_HEIGHTS)
    covers = len(settings.IMAGE_WIDTHS) * len(settings.IMAGE_HEIGHTS)
    made = {renditions.canonical(picture, spec) for spec in asked}
    assert len(made) == (sides + covers) * len(settings.IMAGE_FORMATS) < len(asked) / 2
    for spec in asked:
        size = renditions.expected_size(picture, spec)
        assert renditions.expected_size(picture, renditions.canonical(picture, spec)) == size, spec


def test_an_answer_leads_to_few_sizes_of_a_picture(graphql, large):
    """A field has so many names in a document, and no more."""
    many = [
        f"a{number}: rendition(width: {width}, height: {height}, fit: COVER) {{ url }}"
        for number, (width, height) in enumerate(product(ALLOWED, ALLOWED))
    ]
    sets = [f"s{each}: srcSet(format: {each})" for each in ("ORIGINAL", "JPEG", "WEBP", "AVIF")]
    query = 'query {{ node(id: "{}") {{ ... on Image {{ {} {} }} }} }}'.format
    key = global_id(large)
    [error] = graphql(query(key, " ".join(many), ""))["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    image = graphql(query(key, " ".join(many[: NAMES()]), " ".join(sets)))["data"]["node"]
    addresses = {address for text in map(str, image.values()) for address in PATH.findall(text)}
    assert NAMES() < len(addresses) <= NAMES() + 3 * len(ALLOWED)


def test_sizes_that_are_the_same_are_made_once(client, large):
    specs = ("width-400", "width-400|format-jpeg", "max-400x400", "max-400x2400|format-jpeg")
    answers = {client.get(renditions.signed_path(large.pk, spec))["Location"] for spec in specs}
    assert answers == {PublicRendition.objects.get().url}


@pytest.mark.parametrize("focal", [None, 100])
@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"width": 400},
        {"width": 2400},
        {"height": 320},
        {"width": 160, "height": 160},
        {"width": 160, "height": 320, "fit": "cover"},
        {"width": 1600, "height": 1200, "fit": "cover", "format": "webp"},
        {"width": 320, "format": "avif"},
    ],
)
def test_promised_size_and_type_are_the_rendered_ones(large, arguments, focal):
    if focal:
        large.focal_point_x = large.focal_point_y = focal
        large.focal_point_width = large.focal_point_height = 80
        large.save()
    spec = renditions.filter_spec(**arguments)
    promised = renditions.expected_size(vars(large), spec)
    made = large.get_rendition(spec)
    assert (made.width, made.height) == promised
    assert promised[0] <= large.width
    with made.get_willow_image() as picture:
        assert picture.mime_type == renditions.mime_type(large.file.name, spec)


@pytest.mark.parametrize("format", ["PNG", "GIF", "WEBP", "AVIF", "TIFF"])
def test_promised_type_holds_for_every_source(make_image, format):
    image = make_image(saved(scene(), format), name=f"a.{format.lower()}")
    with image.get_rendition("width-160").get_willow_image() as picture:
        assert picture.mime_type == renditions.mime_type(image.file.name, "width-160")


def test_promises_open_no_file(large, folders, django_assert_num_queries):
    (folders / "private" / large.file.name).unlink()
    image = CustomImage.objects.get()
    with django_assert_num_queries(0):
        assert renditions.expected_size(vars(image), "width-400") == (400, 200)
        assert renditions.signed_path(image.pk, "width-400").startswith("/images/")


def test_moved_focal_point_needs_another_rendition(large):
    before = renditions.focal_point_key(vars(large), "fill-160x160")
    large.focal_point_x = large.focal_point_y = 30
    assert renditions.focal_point_key(vars(large), "fill-160x160") != before
    assert renditions.focal_point_key(vars(large), "width-160") == ""


def test_first_request_makes_it_and_the_second_finds_it(client, large, monkeypatch):
    path = renditions.signed_path(large.pk, "width-400|format-webp")
    first = client.get(path)
    assert first.status_code == 302
    assert first["Location"] == PublicRendition.objects.get().url
    monkeypatch.setattr(Filter, "run", pytest.fail)
    assert client.get(path)["Location"] == first["Location"]
    assert PublicRendition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_storage_takes_its_time(large, monkeypatch):
    storage, seen = PublicRendition._meta.get_field("file").storage, []
    save = storage.save

    def saved(*arguments, **options):
        seen.append(connection.in_atomic_block)
        return save(*arguments, **options)

    monkeypatch.setattr(storage, "save", saved)
    assert renditions.public_rendition(large, "width-160")
    assert seen == [False]


def test_answer_may_be_cached_and_sets_no_cookie(client, large):
    response = client.get(renditions.signed_path(large.pk, "width-400"))
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_forged_path_makes_nothing(client, large):
    path = renditions.signed_path(large.pk, "width-400")
    number, spec, signature = path.removeprefix("/images/").split("/")
    for forged in (
        f"/images/{number}/width-401/{signature}",
        f"/images/{int(number) + 1}/{spec}/{signature}",
        f"/images/{number}/{spec}/{signature[:-1]}",
        f"/images/{number}/{spec}/{signature.swapcase()}",
        f"/images/{number * 30}/{spec}/{signature}",
        f"/images/{number}/{spec}/ä:%00",
    ):
        assert client.get(forged).status_code == 404, forged
    assert not PublicRendition.objects.exists()


def test_hidden_and_missing_answer_alike(client, large):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    path = renditions.signed_path(large.pk, "width-400")
    missing = client.get(renditions.signed_path(large.pk + 1, "width-400"))
    for collection in (closed, closed.add_child(name="Below")):
        large.collection = collection
        large.save()
        hidden = client.get(path)
        assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert not PublicRendition.objects.exists()


def test_lost_file_answers_as_missing(client, large, folders):
    (folders / "private" / large.file.name).unlink()
    assert client.get(renditions.signed_path(large.pk, "width-400")).status_code == 404
