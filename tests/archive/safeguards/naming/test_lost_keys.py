"""Without the keys of sealed names nothing goes live, and everybody is told why."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from archive.models import LetterPage
from archive.safeguards.models import Person, Standing
from archive.wordpress.load.pages.publication import hold_back
from cms.clock.models import JobRun
from home.doctor.sealing import sealed_identities
from tests.archive.checklist.test_checklist import by_command, by_form, by_many
from tests.archive.safeguards.conftest import *  # noqa: F403 -- its fixtures
from tests.archive.safeguards.people.conftest import log_in  # noqa: F401 -- a fixture
from tests.archive.safeguards.test_ways_in import by_approving_in_a_list, by_submitting
from tests.factories import LetterPageFactory

from .test_saving import lost_keys as lost_keys
from .test_saving import person as person

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SENTENCE = "cannot be looked for now: save it as a draft"


@pytest.mark.parametrize("way", [by_form, by_submitting, by_many, by_command])
def test_nothing_goes_live_by_hand(letter, lost_keys, admin_client, way):
    letter.subtitle = "New"
    assert SENTENCE in way(letter, admin_client)
    assert LetterPage.objects.get().subtitle == "Old"


def test_nothing_goes_live_by_a_workflow(letter, lost_keys, admin_client, django_user_model):
    letter.subtitle = "New"
    assert SENTENCE in by_approving_in_a_list(letter, admin_client, django_user_model)
    assert LetterPage.objects.get().subtitle == "Old"


def test_an_import_leaves_a_draft_and_says_so(letter, lost_keys):
    hold_back(letter, notes := [])
    assert not letter.live
    assert SENTENCE in notes[0].text


def test_no_reason_stands_in_for_looking(letter, lost_keys, admin_client):
    """Whoever may say that a name means somebody else cannot say so of what nobody looked at."""
    letter.save_revision(clean=False)
    address = reverse("safeguards_clearance", args=[letter.pk])
    screen = admin_client.get(address)
    assert SENTENCE in screen.content.decode()
    assert not screen.context["form"].fields
    with pytest.raises(ValidationError, match=SENTENCE):
        letter.save(clean=False)


@pytest.mark.parametrize(
    "name", ["safeguards_replace_names", "safeguards_person_pages", "safeguards_namesakes"]
)
def test_a_screen_that_looks_for_names_leads_back(letter, person, lost_keys, admin_client, name):
    key = letter.pk if name == "safeguards_replace_names" else person.pk
    screen = admin_client.get(reverse(name, args=[key]), follow=True)
    assert screen.redirect_chain == [(reverse("wagtailadmin_home"), 302)]
    assert "cannot be looked for now" in screen.content.decode()


def test_somebody_new_is_sealed_all_the_same(person, lost_keys, log_in):  # noqa: F811 -- the fixture
    new = Person.objects.create(name="Ms. L")
    address = reverse("safeguards_identity", args=[new.pk])
    typed = {"seal": "1", "legal_name": "이순희", "aliases": "", "details": ""}
    assert log_in("archivist").post(address, typed).status_code == 302
    assert Person.objects.get(pk=new.pk).identity.legal_name == "이순희"


def test_the_clock_goes_on_with_the_others_says_so_and_withdraws_nothing(letter, lost_keys):
    now = timezone.now()
    LetterPageFactory(parent=letter.get_parent(), slug="new", live=False).save_revision(
        approved_go_live_at=now - timedelta(minutes=1)
    )
    ended = LetterPageFactory(parent=letter.get_parent(), slug="ended", live=False)
    LetterPage.objects.filter(pk=ended.pk).update(live=True, expire_at=now)
    with pytest.raises(CommandError):
        call_command("tick", verbosity=0)
    live = dict(LetterPage.objects.values_list("slug", "live"))
    assert live == {"appeal": True, "new": False, "ended": False}
    failed = JobRun.objects.exclude(error="").values_list("name", "error")
    assert {name for name, _ in failed} == {"schedule", "clearances"}
    assert "SEALING_KEYS" in dict(failed)["clearances"]
    assert not Standing.objects.exclude(withdrawn_at=None).exists()


def test_the_doctor_names_it(person, request):
    assert list(sealed_identities()) == []
    request.getfixturevalue("lost_keys")
    [fault] = sealed_identities()
    assert fault.says.startswith("1 of 1 sealed identities")
    assert "SEALING_KEYS" in fault.mend
