"""Documents that a client names instead of sending."""

import hashlib
import json
import re
import sys
from runpy import run_module

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from cms.graphql.endpoint import persisted

pytestmark = pytest.mark.django_db

DOCUMENT = "{ __typename }"
ANSWER = {"data": {"__typename": "Query"}}


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def by_hash(digest):
    return {"persistedQuery": {"version": 1, "sha256Hash": digest}}


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch):
    monkeypatch.setattr(persisted, "_texts", persisted.SegmentedCache())
    monkeypatch.setattr(persisted, "_budget", persisted._Budget())


@pytest.fixture
def get(client):
    def ask(**parameters):
        if "extensions" in parameters:
            parameters["extensions"] = json.dumps(parameters["extensions"])
        return client.get("/graphql/", parameters)

    return ask


def code_of(response):
    return response.json()["errors"][0]["extensions"]["code"]


def test_an_unknown_hash_is_not_found_and_not_kept(get):
    response = get(extensions=by_hash(sha256(DOCUMENT)))
    assert code_of(response) == "PERSISTED_QUERY_NOT_FOUND"
    assert response.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert response["Cache-Control"] == "no-store"


def test_a_document_sent_once_is_found_by_its_hash(get):
    extensions = by_hash(sha256(DOCUMENT))
    assert get(query=DOCUMENT, extensions=extensions).json() == ANSWER
    response = get(extensions=extensions)
    assert response.json() == ANSWER
    assert "ETag" in response


def test_another_process_finds_it_too(get, monkeypatch):
    extensions = by_hash(sha256(DOCUMENT))
    get(query=DOCUMENT, extensions=extensions)
    monkeypatch.setattr(persisted, "_texts", persisted.SegmentedCache())
    assert get(extensions=extensions).json() == ANSWER


def test_a_wrong_hash_is_refused_and_poisons_nothing(get):
    extensions = by_hash(sha256("{ site { name } }"))
    response = get(query=DOCUMENT, extensions=extensions)
    assert response.status_code == 400
    assert code_of(response) == "PERSISTED_QUERY_HASH_MISMATCH"
    assert code_of(get(extensions=extensions)) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize("document", ["{", "{ nothing }"])
def test_an_invalid_document_is_not_remembered(get, document):
    extensions = by_hash(sha256(document))
    get(query=document, extensions=extensions)
    assert code_of(get(extensions=extensions)) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "extension",
    [1, None, {}, {"version": 2}, {"version": 1}, {"version": 1, "sha256Hash": "a" * 63}],
)
def test_a_malformed_extension_is_refused(get, extension):
    response = get(query=DOCUMENT, extensions={"persistedQuery": extension})
    assert response.status_code == 400
    assert code_of(response) == "BAD_REQUEST"


def test_a_flood_is_answered_but_not_remembered(get, settings):
    settings.GRAPHQL_REGISTRATIONS = 5
    for number in range(10):
        document = f"{{ a{number}: __typename }}"
        assert "data" in get(query=document, extensions=by_hash(sha256(document))).json()
    assert len(persisted._texts) == 5


@pytest.fixture(params=["relay", "codegen", "apollo"])
def manifest(request, tmp_path, settings):
    path = tmp_path / "manifest.json"
    if request.param == "relay":
        content = {"front": DOCUMENT}
    elif request.param == "codegen":
        content = {"sha256:front": DOCUMENT}
    else:
        operations = [{"id": "front", "name": "Front", "type": "query", "body": DOCUMENT}]
        content = {"format": "apollo-persisted-query-manifest", "operations": operations}
    path.write_text(json.dumps(content))
    settings.GRAPHQL_TRUSTED_DOCUMENTS = str(path)


@pytest.mark.parametrize("name", ["front", "sha256:front"])
def test_a_trusted_document_runs_by_its_id(get, manifest, name):
    assert get(documentId=name).json() == ANSWER
    assert code_of(get(documentId="back")) == "DOCUMENT_NOT_TRUSTED"


def test_others_run_too_unless_the_settings_forbid_it(get, manifest, settings):
    assert "data" in get(query="{ site { name } }").json()
    settings.GRAPHQL_TRUSTED_ONLY = True
    assert code_of(get(query="{ site { name } }")) == "DOCUMENT_NOT_TRUSTED"
    assert code_of(get(extensions=by_hash(sha256(DOCUMENT)))) == "DOCUMENT_NOT_TRUSTED"
    assert get(documentId="front").json() == ANSWER
    assert get(query=DOCUMENT).json() == ANSWER


@pytest.mark.parametrize("trusted_only", [False, True])
def test_a_text_beside_a_trusted_id_poisons_no_hash(get, manifest, settings, trusted_only):
    extensions = by_hash(sha256("{ site { name } }"))
    settings.GRAPHQL_TRUSTED_ONLY = trusted_only
    assert get(documentId="front", query=DOCUMENT, extensions=extensions).json() == ANSWER
    get(query=DOCUMENT, extensions=extensions)
    settings.GRAPHQL_TRUSTED_ONLY = False
    assert code_of(get(extensions=extensions)) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.fixture(params=["", "[]", '{"a": 1}', '{"operations": [{}]}'])
def broken(request, tmp_path, settings):
    path = tmp_path / "manifest.json"
    path.write_text(request.param)
    settings.GRAPHQL_TRUSTED_DOCUMENTS = str(path)
    return f"{path} is not a manifest"


@pytest.mark.parametrize("entry", ["cms.wsgi", "cms.asgi"])
def test_a_server_with_a_broken_manifest_does_not_start(broken, entry, monkeypatch):
    monkeypatch.delitem(sys.modules, entry, raising=False)  # another test may have a server
    with pytest.raises(ImproperlyConfigured, match=re.escape(broken)):
        run_module(entry)


def test_the_check_names_a_broken_manifest(broken):
    [fault] = persisted.check_trusted_documents()
    assert broken in fault.msg


@pytest.mark.parametrize("kept", ["{ site { name } }", {"text": DOCUMENT}, b"{ __typename }", 1])
def test_what_somebody_else_puts_under_a_hash_is_not_answered(get, kept):
    cache.set(persisted._key(sha256(DOCUMENT)), kept)
    response = get(extensions=by_hash(sha256(DOCUMENT)))
    assert code_of(response) == "PERSISTED_QUERY_NOT_FOUND"
