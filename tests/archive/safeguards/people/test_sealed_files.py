"""Evidence is encrypted, whatever its size, and its pieces cannot be rearranged."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive.safeguards.consent.evidence import seal_open_evidence
from archive.safeguards.models import Consent
from archive.safeguards.people import sealed_files
from archive.safeguards.people.sealed_files import SealedFiles
from archive.safeguards.people.sealing import Unreadable
from media.storage.backends import PRIVATE
from media.storage.removal import delete_due_files

pytestmark = pytest.mark.django_db
CONTENT = b"Signed: Verhohlen"
STORAGE = SealedFiles()


def stored(name):
    with PRIVATE.open(name) as file:
        return file.read()


def read(name):
    with STORAGE.open(name) as file:
        return file.read()


@pytest.mark.parametrize("size", [0, 15, 16, 17, 48])
def test_a_file_is_read_as_it_was(monkeypatch, size):
    monkeypatch.setattr(sealed_files, "PIECE", 16)
    content = bytes(range(size))
    name = STORAGE.save("consents/x.bin.sealed", ContentFile(content))
    assert read(name) == content
    assert content not in stored(name) or not content


def pieces(name):
    rest, tokens = stored(name), []
    while rest:
        end = 4 + int.from_bytes(rest[:4])
        tokens.append(rest[:end])
        rest = rest[end:]
    return tokens


def test_what_was_cut_swapped_or_added_is_refused(monkeypatch):
    monkeypatch.setattr(sealed_files, "PIECE", 16)
    names = [STORAGE.save("consents/x.sealed", ContentFile(CONTENT * 3)) for _ in range(2)]
    first, second = map(pieces, names)
    forms = (first[:-1], first[::-1], [*first, second[-1]], [first[0], *second[1:]], [])
    for tokens in forms:
        name = PRIVATE.save("consents/y.sealed", ContentFile(b"".join(tokens)))
        with pytest.raises(Unreadable):
            read(name)


def test_a_new_key_reads_it_and_what_lay_in_the_open_is_sealed(
    consent, settings, django_capture_on_commit_callbacks
):
    assert b"Verhohlen" not in stored(consent.evidence.name)
    open_name = PRIVATE.save("consents/open.pdf", ContentFile(CONTENT))
    Consent.objects.filter(pk=consent.pk).update(evidence=open_name)
    with django_capture_on_commit_callbacks(execute=True):
        assert (seal_open_evidence(), seal_open_evidence()) == (1, 0)
    assert not PRIVATE.exists(open_name)
    key = Fernet.generate_key().decode()
    settings.SEALING_KEYS = [key, *settings.SEALING_KEYS]
    with django_capture_on_commit_callbacks(execute=True):
        call_command("seal_again", verbosity=0)
    settings.SEALING_KEYS = [key]
    name = Consent.objects.get().evidence.name
    assert name.endswith(".pdf.sealed")
    assert read(name) == CONTENT


def test_what_fails_midway_leaves_one_file_and_is_repeated(
    person, consent, settings, clock, monkeypatch, django_capture_on_commit_callbacks
):
    others = files() - {consent.evidence.name}
    new, old = Fernet.generate_key().decode(), settings.SEALING_KEYS
    settings.SEALING_KEYS = [new, *old]
    with monkeypatch.context() as broken:
        broken.setattr("archive.safeguards.consent.models.keep", raise_full)
        with pytest.raises(OSError, match="full"):
            call_command("seal_again", verbosity=0)
    assert read(Consent.objects.get().evidence.name) == CONTENT
    clock(timezone.now() + timedelta(hours=2))
    delete_due_files()
    assert files() - others == {consent.evidence.name}
    with django_capture_on_commit_callbacks(execute=True):
        call_command("seal_again", verbosity=0)
    settings.SEALING_KEYS = [new]
    [name] = files() - others
    assert read(name) == CONTENT
    assert Consent.objects.get().evidence.name == name


def files():
    return {f"consents/{name}" for name in PRIVATE.listdir("consents")[1]}


def raise_full(_claims):
    raise OSError("The disk is full.")


def test_what_has_the_newest_key_is_skipped(person, consent, capsys):
    call_command("seal_again")
    assert capsys.readouterr().out == "0 sealed again.\n"


def test_one_that_cannot_be_read_stops_no_other(consent, settings):
    old, new = settings.SEALING_KEYS[0], Fernet.generate_key().decode()
    PRIVATE.delete(consent.evidence.name)
    settings.SEALING_KEYS = [new, old]
    with pytest.raises(CommandError, match=f"consent {consent.pk}: not in the storage"):
        call_command("seal_again", verbosity=0)
    settings.SEALING_KEYS = [new]
    assert consent.person.identity.names


def test_evidence_goes_with_its_consent(consent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Consent.objects.filter(pk=consent.pk).delete()
    assert not PRIVATE.exists(consent.evidence.name)
