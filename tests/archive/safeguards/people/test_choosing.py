"""New people can be created in the chooser, with permission."""

import pytest
from django.urls import reverse
from wagtail.log_actions import registry

from archive.safeguards.models import Person

pytestmark = pytest.mark.django_db
CHOOSER = "wagtailsnippetchoosers_safeguards_person"


def test_somebody_new_is_named_on_the_way_which_the_history_tells(client, log_in):
    log_in("editor")
    assert "Public name" in client.get(reverse(f"{CHOOSER}:choose")).content.decode()
    answer = client.post(reverse(f"{CHOOSER}:create"), {"name": "Ms. L", "is_minor": "on"})
    assert answer.json()["step"] == "chosen"
    [person] = Person.objects.all()
    assert (str(person), person.is_minor) == ("Ms. L", True)
    [line] = registry.get_logs_for_instance(person)
    assert (line.action, line.user.username) == ("wagtail.create", "editor")


def test_who_may_not_keep_people_is_offered_no_form(client, log_in):
    log_in("writer")
    assert "Public name" not in client.get(reverse(f"{CHOOSER}:choose")).content.decode()
    client.post(reverse(f"{CHOOSER}:create"), {"name": "Ms. L"})
    assert not Person.objects.exists()
