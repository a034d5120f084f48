"""A new process has the names at once; the database alone does not reveal them."""

import pytest
from cryptography.fernet import Fernet

from archive.safeguards.models import Person, PreparedNames
from archive.safeguards.naming import prepared, search
from archive.safeguards.people import models as people_models
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


@pytest.mark.django_db(transaction=True)
def test_what_is_sealed_or_dropped_later_is_all_that_is_spelled_out_anew(process, monkeypatch):
    people = [Person.objects.create(name=f"Ms. {number}") for number in range(6)]
    for person, name in zip(
        people, ("이영희", "박철수", "강옥희", "정미경", "조성호"), strict=False
    ):
        person.seal(Identity(name))
    assert process() == [people[0]]
    asked = []

    def sealed_names(keys=None):
        asked.append(keys)
        return people_models.sealed_names(keys)

    monkeypatch.setattr(prepared, "sealed_names", sealed_names)
    people[1].delete()
    people[5].seal(Identity("이영희", ("Gyeongseong",)))
    assert set(process()) == {people[0], people[5]}
    assert search.people_in("Pak Chol-su") == []
    assert search.people_in("Of Gyeongseong and Kang Ok-hui") == [people[5], people[2]]
    assert asked == [{people[5].pk}]
    people[0].seal(Identity("임순자"))
    assert process() == [people[5]]
