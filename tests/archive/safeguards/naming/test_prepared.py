"""A process that begins has the names at once, and nobody who has the database alone."""

import pytest
from cryptography.fernet import Fernet

from archive.safeguards.models import Person, PreparedNames
from archive.safeguards.naming import prepared, search
from archive.safeguards.people.identity import Identity


@pytest.fixture
def process(monkeypatch):
    """Begin anew, as another process."""

    def begin():
        monkeypatch.setattr(search, "_memory", search.Memory())
        return search.people_in("Of Rhee Young-hee")

    return begin


@pytest.mark.django_db(transaction=True)
def test_it_is_made_once_for_all_processes(process, monkeypatch, settings):
    person = Person.objects.create(name="Ms. K")
    person.seal(Identity("이영희"))
    assert process() == [person]
    row = PreparedNames.objects.get()
    assert "이영희" not in row.token
    with monkeypatch.context() as later:
        later.setattr(prepared, "sealed_names", lambda: pytest.fail("Each is decrypted."))
        assert process() == [person]
    person.seal(Identity("김영희"))
    assert process() == []
    assert PreparedNames.objects.get().stamp != row.stamp
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    person.seal(Identity("이영희"))
    PreparedNames.objects.update(stamp=f"{prepared._sources()} {search.sealed_names_stamp()}")
    assert process() == [person]
