"""After something is withdrawn in any way, no address serves it."""

from shutil import copytree

import pytest
from django.test import Client, override_settings

from cms.graphql.endpoint import conditional
from cms.graphql.endpoint.kept import KeptAnswers
from cms.record.models import Change
from media.storage.environment import storages_for
from tests.written_once import written_once

from .published import published
from .served import content, is_unchanged, questions, served, told_since
from .taking_back import ACTS

pytestmark = pytest.mark.django_db


def folders(path):
    storages = storages_for({}, path / "private")
    return {"MEDIA_ROOT": path / "public", "STORAGES": storages}


@pytest.fixture(scope="module")
def before(django_db_setup, django_db_blocker, tmp_path_factory):
    """The archive, what is asked, what is served, and the folder of its files."""
    path = tmp_path_factory.mktemp("files")
    with (
        override_settings(**folders(path), GRAPHQL_KEPT_BYTES=64 * 1024 * 1024),
        written_once(django_db_blocker),
        pytest.MonkeyPatch.context() as patch,
    ):
        # Each test has folders of its own, and what is remembered of answers goes with a setting.
        patch.setattr(conditional, "deployment", str)
        patch.setattr(conditional, "_kept", KeptAnswers())
        archive = published()
        documents = questions(archive)
        yield archive, documents, served(archive, documents), path


def test_all_was_served(before):
    archive, _documents, was, _path = before
    said = {word for word, _question in was.words()}
    assert {place for word, place in archive.planted.words.items() if word not in said} == set()
    assert all(files_of(archive, was).values())
    assert was.etags
    assert not [each for each, etag in was.etags.items() if not is_unchanged(etag)]


@pytest.mark.parametrize("name", ACTS)
def test_nothing_comes_back(
    name, before, settings, tmp_path, admin_client, django_capture_on_commit_callbacks
):
    archive, documents, was, path = before
    act = ACTS[name]
    copytree(path, tmp_path / "files")
    for setting, value in folders(tmp_path / "files").items():
        setattr(settings, setting, value)
    number = Change.objects.latest("number").number
    with django_capture_on_commit_callbacks(execute=True):
        act.do(admin_client, archive)
    # Before anything is asked anew, which would replace what the server remembers of its answers.
    still_good = {question for question, etag in was.etags.items() if is_unchanged(etag)}
    now = served(archive, documents)
    places = archive.planted.words
    leaks = {
        f"{places[word]}\n  in {question[:300]}"
        for word, question in [*now.words(), *((word, "webhooks") for word in told_since(number))]
        if act.words(places[word])
    }
    assert not leaks, "\n".join(sorted(leaks)[:10])
    assert not gone_keys(act, archive) & now.keys()
    kept = {question for word, question in was.words() if act.words(places[word])}
    assert not kept & still_good
    client = Client(headers={"host": "localhost"})
    for address, raw in files_of(archive, was).items():
        is_picture = not address.startswith("/documents/")
        if act.picture if is_picture else act.file:
            assert content(client, address) != raw, address
            assert raw not in now.files.values(), address


def files_of(archive, was):
    """The bytes of the picture and of the file, by all addresses that readers had of them."""
    marks = (f"/images/{archive.picture.pk}/", f"/documents/{archive.file.pk}/")
    own = {raw for address, raw in was.files.items() if address.startswith(marks)}
    return {address: raw for address, raw in was.files.items() if raw in own}


def gone_keys(act, archive):
    """The IDs of what is public no longer."""
    page = getattr(archive, act.page, None)
    keys = {f"Letter:{page.pk}"} if page else set()
    if act.words("title of a picture"):
        keys.add(f"Image:{archive.picture.pk}")
    return keys | ({f"Document:{archive.file.pk}"} if act.words("title of a file") else set())
