"""What a stranger gets of an archive whose files lie in S3: every byte of it, and no canary.

Once, telling files are published and others hidden in every state. Then somebody without an account
or a key asks for all of them: the API, each address on this server and those that it leads to, and
each object of both buckets, as if their names had been told.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import boto3
import pytest
import requests
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client, override_settings

from archive.models import LetterPage
from media.models import CustomDocument, CustomImage
from media.renditions import filter_spec, signed_path
from media.storage.environment import storages_for
from tests import corpus
from tests.cms.visibility.asking import WORD, readable
from tests.cms.visibility.canaries import plant
from tests.factories import global_id
from tests.media.cleaning.test_office import plant_everything, spreadsheet
from tests.media.cleaning.test_pdf import objects
from tests.media.cleaning.test_sound import TELLING as RECORDINGS
from tests.media.planted import CANARY, PICTURES, leaks
from tests.media.planted_pdfs import DOCUMENTS
from tests.media.planted_word import TELLING as LETTER
from tests.media.storage.test_storage import S3
from tests.media.storage.test_storage import endpoint as endpoint
from tests.written_once import written_once

pytestmark = pytest.mark.django_db
SPECS = [filter_spec(width=160), filter_spec(width=400, format="webp")]
FORMATS = ["jpeg thumbnail", "png texts", "webp xmp", "gif comment", "tiff tags", "heic xmp"]
NODE = """query($id: ID!) { node(id: $id) {
    ... on Image { title alt placeholder rendition(width: 160) { url } srcSet }
    ... on Document { title url filename sha256 } } }"""


@dataclass
class Given:
    """What was given out by what was asked for, and what was refused."""

    answers: dict[str, bytes] = field(default_factory=dict)  # with their headers
    objects: dict[str, bytes] = field(default_factory=dict)  # of both buckets
    refused: list[str] = field(default_factory=list)

    def keep(self, into: dict[str, bytes], asked: str, response) -> None:
        streamed = getattr(response, "streaming", False)
        content = b"".join(response.streaming_content) if streamed else response.content
        if response.status_code >= 400:
            self.refused.append(asked)
        into[asked] = str(dict(response.headers)).encode() + b"\n" + content


@pytest.fixture(scope="module")
def given(endpoint, django_db_setup, django_db_blocker):
    storages = storages_for(S3 | {"AWS_S3_ENDPOINT_URL": endpoint}, "unused")
    with pytest.MonkeyPatch.context() as keys, written_once(django_db_blocker):
        for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            keys.setenv(variable, "testing")
        with override_settings(STORAGES=storages):
            call_command("make_buckets", verbosity=0)
            files = publish_telling_files()
            planted = plant(corpus.island(LetterPage, 1))
            yield all_that_is_given(endpoint, [*files, *planted.pictures, *planted.files])
        s3 = boto3.resource("s3", endpoint_url=endpoint, region_name="us-east-1")
        for bucket in s3.buckets.all():
            bucket.objects.all().delete()
            bucket.delete()


def publish_telling_files():
    files = []
    public = {"title": "A gate", "review": "nobody", "is_public_by_itself": True}
    for kind in FORMATS:
        name, make = PICTURES[kind]
        content = ContentFile(make(), name=f"{CANARY}{name}")
        files.append(CustomImage.objects.create(file=content, description="A gate", **public))
    telling = {
        "pdf": DOCUMENTS["information"](),
        "docx": LETTER,
        "xlsx": spreadsheet(plant_everything),
        "mp3": RECORDINGS["tag before"],
    }
    for suffix, content in telling.items():
        file = ContentFile(content, name=f"{CANARY}.{suffix}")
        files.append(CustomDocument.objects.create(file=file, **public))
    return files


def all_that_is_given(endpoint, files):
    found, client, addresses = Given(), Client(headers={"host": "localhost"}), []
    for file in files:
        variables = {"query": NODE, "variables": {"id": global_id(file)}}
        node = client.post("/graphql/", variables, "application/json")
        found.keep(found.answers, f"{type(file).__name__} {file.pk}", node)
        if isinstance(file, CustomImage):
            addresses += [signed_path(file.pk, spec) for spec in SPECS]
        else:
            addresses += [file.url, f"/documents/{file.pk}/{file.uploaded_name}"]
    for address in addresses:
        response = client.get(address)
        found.keep(found.answers, address, response)
        if address_there := response.headers.get("Location"):
            found.keep(found.answers, address_there, requests.get(address_there, timeout=10))
    s3 = boto3.resource("s3", endpoint_url=endpoint, region_name="us-east-1")
    for bucket in s3.buckets.all():
        for entry in bucket.objects.all():
            address = f"{endpoint}/{bucket.name}/{entry.key}"
            found.keep(found.objects, address, requests.get(address, timeout=10))
    return found


def test_no_byte_that_a_stranger_gets_tells(given):
    for asked, content in (given.answers | given.objects).items():
        words = set(WORD.findall(readable(content))) - set(WORD.findall(asked.encode()))
        assert not words, asked
        assert not leaks(content.replace(asked.encode(), b"")), asked
        if b"%PDF" in content:
            assert not leaks(objects(content[content.index(b"%PDF") :])), asked


def test_no_address_tells(given):
    assert not leaks("".join(given.objects).encode())
    assert not WORD.findall("".join(given.objects).encode())


def test_what_is_public_is_given(given):
    fetched = [asked for asked in given.answers if asked.startswith("http")]
    assert len(fetched) == len(FORMATS) * len(SPECS)
    assert not set(fetched) & set(given.refused)
    files = {asked for asked in given.answers if asked.startswith("/documents/")}
    opened = files - set(given.refused)
    forms_for_a_password = {asked for asked in opened if b"text/html" in given.answers[asked]}
    assert len(opened - forms_for_a_password) == 4


def test_whoever_has_no_key_reads_the_public_bucket_alone(given):
    private = [asked for asked in given.objects if "/archive-private/" in asked]
    assert len(private) > 2 * (len(FORMATS) + 4)
    assert set(private) <= set(given.refused)
    assert not {asked for asked in given.objects if asked not in private} & set(given.refused)
