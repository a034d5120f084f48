"""A person's identity is encrypted, and nothing shows it by accident."""

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive.safeguards.models import Person, SealedIdentity
from archive.safeguards.people.identity import Identity
from archive.safeguards.people.models import sealed_names, sealed_names_stamp
from archive.safeguards.people.sealing import Unreadable

from .conftest import IDENTITY, SEALED

pytestmark = pytest.mark.django_db


def test_it_is_read_as_it_was_sealed(person):
    assert Person.objects.get().identity == IDENTITY
    assert Person.objects.create(name="Mr. L").identity == Identity()


def test_nothing_shows_it_by_accident(person):
    sealed = SealedIdentity.objects.get()
    rows = serializers.serialize("json", [person, sealed])
    shown = "".join(map(str, [person, sealed, sealed.identity, rows, vars(sealed)]))
    shown += "".join(map(repr, [person, sealed, sealed.identity]))
    assert not [word for word in (*SEALED, "\\ubd09") if word in shown]


def test_all_names_come_at_once(person, django_assert_num_queries):
    Person.objects.create(name="Mr. L").seal(Identity(details="No name"))
    with django_assert_num_queries(1):
        names = list(sealed_names())
    assert names == [(name, person.pk) for name in IDENTITY.names]


def test_what_is_cached_by_changes_with_each_name(person):
    stamps = [sealed_names_stamp()]
    person.seal(Identity("Another"))
    stamps.append(sealed_names_stamp())
    person.delete()
    stamps.append(sealed_names_stamp())
    assert len(set(stamps)) == 3


def test_a_new_key_takes_the_place_of_the_old(person, settings):
    old, new = settings.SEALING_KEYS[0], Fernet.generate_key().decode()
    stamp = sealed_names_stamp()
    settings.SEALING_KEYS = [new, old]
    call_command("seal_again")
    settings.SEALING_KEYS = [new]
    assert person.identity == IDENTITY
    assert sealed_names_stamp() == stamp
    settings.SEALING_KEYS = [old]
    with pytest.raises(CommandError, match="Keep the older keys"):
        call_command("seal_again")
    with pytest.raises(Unreadable):
        person.identity  # noqa: B018 -- it is read


def test_a_minor_is_one_through_the_year_in_which_it_may_come_of_age():
    year = timezone.localdate().year
    assert Person(birth_year=year - 18).counts_as_minor
    assert not Person(birth_year=year - 19).counts_as_minor
    assert Person(birth_year=year - 30, is_minor=True).counts_as_minor
    assert not Person().counts_as_minor
