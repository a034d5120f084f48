"""Whoever may write learns of few names that they are sealed, and of none whose it is."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.users.models import UserProfile

from archive.models import LetterPage
from archive.safeguards.models import Person
from archive.safeguards.naming.probing import MOST
from archive.safeguards.people.identity import Identity
from tests.archive.checklist.test_checklist import typed
from tests.archive.safeguards.conftest import *  # noqa: F403 -- its fixtures
from tests.archive.safeguards.people.conftest import *  # noqa: F403

pytestmark = pytest.mark.django_db
GIVEN = ("영희", "철수", "옥희", "순자", "명숙", "정숙", "은주", "성호", "영수", "미경", "경숙")


@pytest.fixture
def people():
    for given in GIVEN:
        Person.objects.create(name=f"Madam {given}").seal(Identity(f"박{given}"))


def publish(client, letter, subtitle):
    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    data = typed(letter) | {"action-publish": "1", "change_kind": "MINOR"}
    return client.post(edit, data | {"subtitle": subtitle})


def test_a_list_of_guesses_ends_and_is_told(log_in, letter, people, mailoutbox, caplog):
    client = log_in("editor")
    screen = publish(client, letter, "Of 박영희").content.decode()
    assert "“Subtitle” says a name that must not appear." in screen
    assert "Madam" not in screen
    assert publish(client, letter, "Harmless").status_code == 302
    publish(client, letter, " ".join(f"박{given}," for given in GIVEN))
    profiles = UserProfile.objects.all()
    UserProfile.get_for_user(get_user_model().objects.get(username="editor"))
    zones = iter(("Pacific/Kiritimati", "Pacific/Niue"))  # never the same day in both
    for words in ("Of 박영희", "Harmless as well"):
        profiles.update(current_time_zone=next(zones))
        screen = publish(client, letter, words).content.decode()
        assert "Too many names" in screen
        assert "Subtitle” says" not in screen
    assert client.get(reverse("safeguards_replace_names", args=[letter.pk])).status_code == 302
    assert f"came upon more than {MOST} sealed names today" in caplog.text
    keepers = ["administrator@example.org", "archivist@example.org"]
    assert [mail.to for mail in mailoutbox] == [[keeper] for keeper in keepers]
    assert publish(log_in("archivist"), letter, "Harmless as well").status_code == 302
    assert LetterPage.objects.get().subtitle == "Harmless as well"
