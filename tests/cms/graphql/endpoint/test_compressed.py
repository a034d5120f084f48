"""Answers are compressed for clients that accept gzip, and caches can tell them apart."""

import gzip

import pytest

from cms.graphql.endpoint.compressed import reads_gzip
from tests.factories import LetterPageFactory
from tests.shared_data import shared_data

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("letters")]
LONG = {"query": "{ entries { nodes { title leadText: title again: title more: title } } }"}
READS = {"Accept-Encoding": "gzip, deflate, br"}


@shared_data
def letters():
    for number in range(3):
        LetterPageFactory(title=f"A letter {number} " + "from afar " * 10)


def both(client, **headers):
    """The same answer for who reads no gzip, and for who does."""
    return [client.get("/graphql/", LONG, headers=given | headers) for given in ({}, READS)]


def test_who_reads_gzip_gets_the_same_in_fewer_bytes(client):
    plain, packed = both(client)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)


def test_caches_can_tell_both_apart(client):
    plain, packed = both(client)
    for response in (plain, packed):
        assert "accept-encoding" in response["Vary"].lower()
    assert packed["ETag"] == f"W/{plain['ETag']}"


def test_who_has_it_is_told_so_whichever_they_have(client):
    plain, packed = both(client)
    for tag in (plain["ETag"], packed["ETag"]):
        again = both(client, **{"If-None-Match": tag})
        assert [response.status_code for response in again] == [304, 304]
        assert [response["ETag"] for response in again] == [plain["ETag"], packed["ETag"]]
        assert "accept-encoding" in again[1]["Vary"].lower()
        assert "Content-Encoding" not in again[1]


def test_an_answer_to_post_is_compressed_too(client):
    answer = client.post("/graphql/", LONG, "application/json", headers=READS)
    assert gzip.decompress(answer.content).startswith(b'{"data":')


def test_short_answers_errors_and_the_admin_are_not(client, admin_client):
    short = client.get("/graphql/", {"query": "{ __typename }"}, headers=READS)
    wrong = client.get("/graphql/", {"query": f"{{ {'x' * 3000} }}"}, headers=READS)
    for response in (short, wrong, admin_client.get("/admin/", headers=READS)):
        assert "Content-Encoding" not in response


@pytest.mark.parametrize(
    ("accepted", "does"),
    [
        ("gzip", True), ("GZIP;q=0.5", True), ("br, gzip ; q = 1", True), ("gzip;q=0", False),
        ("gzip; q=0.000", False), ("identity", False), ("x-gzipped", False), ("", False),
    ],
)  # fmt: skip
def test_what_a_client_says_it_reads(accepted, does):
    assert reads_gzip(accepted) is does
