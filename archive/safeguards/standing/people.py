"""People whose protection changed since the pages that name them were last checked."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256

from django.db import transaction

from archive.safeguards.consent.models import Consent
from archive.safeguards.people.mentions import live_pages_naming
from archive.safeguards.people.models import Person, PersonName, SealedIdentity, new_stamp

from .models import PersonCompared
from .surroundings import ask_again, pages_showing

State = tuple[str, str]  # the columns `protection` and `names`


@transaction.atomic
def note_changed_people() -> None:
    """Have all rules check again the pages of people who changed, however they were changed.

    These pages name them, or show a picture, file or video that they consented to.

    A public name excuses a sealed name within it, so after a new public name everything is searched
    again.
    """
    before = {
        row.pk: (row.protection, row.names) for row in PersonCompared.objects.select_for_update()
    }
    now = _states()
    changed = [key for key, state in now.items() if before.get(key) != state]
    if not changed:
        return
    consents = Consent.objects.filter(person__in=changed)
    ask_again(live_pages_naming(changed) | pages_showing(consents))
    renamed = {key for key in changed if key in before and before[key][1] != now[key][1]}
    for sealed in SealedIdentity.objects.filter(pk__in=renamed):
        SealedIdentity.objects.filter(pk=sealed.pk).update(stamp=new_stamp())
    PersonCompared.objects.bulk_create(
        [
            PersonCompared(person_id=key, protection=now[key][0], names=now[key][1])
            for key in changed
        ],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["protection", "names"],
    )


def _states() -> dict[int, State]:
    names: dict[int, list[str]] = defaultdict(list)
    for key, name in PersonName.objects.order_by("pk").values_list("person", "name"):
        names[key].append(name)
    people = Person.objects.only("name", "birth_year", "is_minor", "is_pseudonym")
    return {
        person.pk: (
            f"{person.counts_as_minor} {person.is_pseudonym}",
            sha256("\n".join([person.name, *names[person.pk]]).encode()).hexdigest(),
        )
        for person in people
    }
