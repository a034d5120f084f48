"""Evidence is encrypted, whatever its size, and its pieces cannot be rearranged."""

import pytest
from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.core.management import call_command

from archive.safeguards.consent.evidence import seal_open_evidence
from archive.safeguards.models import Consent
from archive.safeguards.people import sealed_files
from archive.safeguards.people.sealed_files import SealedFiles
from archive.safeguards.people.sealing import Unreadable
from media.storage.backends import PRIVATE

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
