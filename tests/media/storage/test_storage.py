"""Where files are stored: folders or S3, chosen by the environment."""

from io import BytesIO

import boto3
import pikepdf
import pytest
from botocore.exceptions import EndpointConnectionError
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from media.models import RemovedOriginal
from media.obscuring.obscure import obscure, redact
from media.obscuring.pixels import Region
from media.originals.destroying import destroy
from media.placement import put_in_place
from media.renditions import public_rendition
from media.storage.backends import PRIVATE, PUBLIC
from media.storage.environment import storage_refusals, storages_for
from tests.factories import front_page
from tests.media.cleaning.test_pdf import objects
from tests.media.obscuring.test_obscure import photograph, reds
from tests.media.obscuring.test_redact import LINE, plant
from tests.media.pdf_parts import pdf
from tests.media.planted import CANARY, PICTURES, leaks
from tests.media.planted_pdfs import DOCUMENTS
from tests.media.test_purged_files import cache as cache

S3 = {
    "MEDIA_STORAGE": "s3",
    "AWS_STORAGE_BUCKET_NAME": "archive-public",
    "AWS_PRIVATE_STORAGE_BUCKET_NAME": "archive-private",
    "AWS_S3_REGION_NAME": "us-east-1",
}


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def buckets(endpoint, settings, monkeypatch):
    """S3 as the settings would have it, empty: a function lists a bucket's files."""
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(variable, "testing")
    settings.STORAGES = settings.STORAGES | storages_for(
        S3 | {"AWS_S3_ENDPOINT_URL": endpoint}, "unused"
    )
    s3 = boto3.resource("s3", endpoint_url=endpoint, region_name="us-east-1")
    for name in ("archive-public", "archive-private"):
        s3.create_bucket(Bucket=name)

    def contents(name):
        return {entry.key: entry.get() for entry in s3.Bucket(name).objects.all()}

    yield contents
    for name in ("archive-public", "archive-private"):
        s3.Bucket(name).objects.all().delete()
        s3.Bucket(name).delete()


def test_public_bucket_holds_clean_copies_only(make_image, make_document, buckets):
    picture = PICTURES["jpeg exif"][1]()
    image = make_image(picture)
    image.get_rendition("width-32")
    public_rendition(image, "width-32|format-webp")
    make_document(DOCUMENTS["information"]())
    public = buckets("archive-public")
    assert sorted(entry["ContentType"] for entry in public.values()) == ["image/webp"]
    for entry in public.values():
        assert not leaks(entry["Body"].read())
        assert entry["CacheControl"] == "public, max-age=3600, must-revalidate"
    private = {entry["Body"].read() for entry in buckets("archive-private").values()}
    assert picture in private
    assert len(private) == 5


def test_public_address_is_plain_and_private_files_have_none(make_image, buckets, endpoint):
    image = make_image()
    rendition = public_rendition(image, "width-32")
    assert "?" not in rendition.url
    assert rendition.file.name in rendition.url
    assert image.file.url == f"/admin/pictures/{image.pk}/"
    with pytest.raises(NotImplementedError):
        _ = image.original.url


def test_document_is_served_from_the_private_bucket(client, make_document, buckets):
    document = make_document(DOCUMENTS["xmp"](), name=f"{CANARY}.pdf")
    assert not leaks("".join(buckets("archive-private")).encode())
    response = client.get(document.url)
    assert not leaks(str(response.headers).encode())
    content = b"".join(response.streaming_content)
    assert response.status_code == 200
    assert not leaks(content)
    assert len(pikepdf.open(BytesIO(content)).pages) == 1


def test_of_deleted_files_the_buckets_keep_the_originals(
    make_image, make_document, buckets, admin_user, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        image = make_image()
        image.get_rendition("width-32")
        public_rendition(image, "width-32")
        image.delete()
        make_document().delete()
    assert buckets("archive-public") == {}
    kept = RemovedOriginal.objects.order_by("pk")
    assert set(buckets("archive-private")) == {each.original.name for each in kept}
    assert [each.kind for each in kept] == ["image", "document"]
    kept.update(removed_at="2001-01-01T00:00Z")
    for each in kept:
        destroy(each, admin_user)
    assert buckets("archive-private") == {}


def test_a_kept_original_is_downloaded_from_the_private_bucket(
    admin_client, make_document, buckets
):
    make_document(b"Words.", name="words.txt").delete()
    original = RemovedOriginal.objects.get()
    address = f"/admin/removed-originals/{original.pk}/download/"
    assert b"".join(admin_client.get(address).streaming_content) == b"Words."
    original.original.storage.delete(original.original.name)
    assert "is missing in the storage" in admin_client.get(address, follow=True).text


def test_nothing_of_what_was_obscured_is_in_a_bucket_but_sealed(
    make_image, buckets, cache, admin_user, committed
):
    committed(front_page)
    photograph_of_face = photograph()
    image = committed(lambda: make_image(photograph_of_face, review="not_identifiable"))
    rendition = committed(lambda: public_rendition(image, "width-160"))
    before = image.file.name
    assert list(buckets("archive-public")) == [rendition.file.name]
    row = committed(lambda: obscure(image, [Region(205, 105, 150, 155)], admin_user))
    assert buckets("archive-public") == {}
    assert any(rendition.file.name in url for url in cache.urls)
    private = {name: entry["Body"].read() for name, entry in buckets("archive-private").items()}
    assert set(private) == {row.file.name, row.original.name}
    assert before not in private
    assert private[row.original.name] == photograph_of_face
    assert reds(private[row.file.name]) == 0
    committed(lambda: public_rendition(row, "width-160"))
    assert [reds(entry["Body"].read()) for entry in buckets("archive-public").values()] == [0]


def test_nothing_of_what_was_redacted_is_in_a_bucket_but_sealed(
    make_document, buckets, cache, client, admin_user, committed
):
    committed(front_page)
    content = pdf(plant, pages=2)
    document = committed(lambda: make_document(content))
    committed(lambda: redact(document, [LINE], admin_user))
    row = type(document).objects.get()
    assert any(row.url in url for url in cache.urls)
    private = {name: entry["Body"].read() for name, entry in buckets("archive-private").items()}
    assert set(private) == {row.file.name, row.original.name}
    assert private.pop(row.original.name) == content
    for copy in (*private.values(), b"".join(client.get(row.url).streaming_content)):
        assert not leaks(copy)
        assert not leaks(objects(copy))


def test_file_that_nobody_decided_about_is_private(public_files, private_files):
    default_storage.save("waiting.jpg", ContentFile(b"raw"))
    assert public_files() == []
    assert len(private_files()) == 1
    with pytest.raises(NotImplementedError):
        default_storage.url("waiting.jpg")


def test_background_task_learns_no_folder_and_no_key():
    assert PRIVATE.deconstruct() == ("media.storage.backends.NamedStorage", ("private",), {})
    assert PUBLIC.deconstruct() == ("media.storage.backends.NamedStorage", ("public",), {})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"MEDIA_STORAGE": "ftp"}, "either local or s3"),
        ({"AWS_STORAGE_BUCKET_NAME": ""}, "AWS_STORAGE_BUCKET_NAME is missing"),
        ({"AWS_PRIVATE_STORAGE_BUCKET_NAME": ""}, "AWS_PRIVATE_STORAGE_BUCKET_NAME is missing"),
        ({"AWS_PRIVATE_STORAGE_BUCKET_NAME": "archive-public"}, "must not be the public bucket"),
        ({"FILE_MAX_AGE": "an hour"}, "FILE_MAX_AGE is no number"),
        ({"ORIGINALS_KEPT_FOR": "a month"}, "ORIGINALS_KEPT_FOR is 'a month'"),
        ({"ORIGINALS_KEPT_FOR": "0"}, "number of days, from 1 to 36500"),
    ],
)
def test_incomplete_settings_are_refused(changes, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        storages_for(S3 | changes, "unused")


def test_local_folders_need_no_settings():
    assert list(storage_refusals({})) == []


def test_bucket_loses_what_is_taken_back_though_it_was_down(
    make_image, buckets, django_capture_on_commit_callbacks, monkeypatch
):
    with django_capture_on_commit_callbacks(execute=True):
        image = make_image()
        address = public_rendition(image, "width-32").file.name
    assert list(buckets("archive-public")) == [address]
    with (
        monkeypatch.context() as down,
        django_capture_on_commit_callbacks(execute=True),
    ):
        down.setattr("storages.backends.s3.S3Storage.delete", refuse)
        image.is_public_by_itself = False
        image.save()
    assert list(buckets("archive-public")) == [address]
    assert public_rendition(image, "width-32") is None
    assert put_in_place() == 1
    assert buckets("archive-public") == {}
    assert len(buckets("archive-private")) == 2


def refuse(*_arguments, **_options):
    raise EndpointConnectionError(endpoint_url="s3")
