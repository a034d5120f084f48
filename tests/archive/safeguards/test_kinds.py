"""The safeguards cover every kind of reviewed media: a new kind fails here first."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.permissions import policy_registry

from archive.reports.embargoes import address_of, embargoes_of
from archive.safeguards.consent.media import ROWS
from archive.safeguards.embargo import views
from archive.safeguards.embargo.acts import lift
from archive.safeguards.embargo.over import embargo_on
from archive.safeguards.models import Embargo
from archive.safeguards.people.admin import ConsentViewSet
from cms.record.subjects import subject_of
from cms.visibility.closed import cleared_models
from media.models import KINDS, CustomDocument
from tests.factories import ImageFactory, video

from .embargo.conftest import embargo  # noqa: F401 -- a fixture

MODELS = set(KINDS.values())


def test_what_the_gate_clears_is_known_to_all_that_decide_about_it():
    assert set(cleared_models()) == MODELS
    assert set(Embargo.media_columns()) == MODELS
    assert set(views.KINDS.values()) >= MODELS
    assert {row.file.field.related_model for row in ROWS} == MODELS
    for model in MODELS:
        subject = subject_of(model)
        assert subject, f"{model} is no subject of the record"
        assert subject.model is model
        assert subject.by_use
        assert "cleared_until" in subject.ignored
        assert policy_registry.get_by_type(model), f"nobody knows who may change a {model}"


def test_the_form_of_a_consent_asks_for_each():
    [what] = [panel for panel in ConsentViewSet.panels if panel.heading == "For what"]
    asked = {panel.relation_name for panel in what.children if hasattr(panel, "relation_name")}
    assert asked >= {row.consent.field.remote_field.related_name for row in ROWS}


MAKERS = {
    "image": lambda: ImageFactory(title="A gate", review="nobody"),
    "document": lambda: CustomDocument.objects.create(
        title="A list", file=ContentFile(b"W", "list.txt"), review="nobody"
    ),
    "video": lambda: video("https://vimeo.com/148751763"),
}


def test_every_kind_is_made_here():
    assert MAKERS.keys() == KINDS.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_an_embargo_holds_it_is_listed_and_is_reached_from_its_review(
    embargo,  # noqa: F811
    kind,
    admin_client,
    admin_user,
):
    medium = MAKERS[kind]()
    assert medium.is_cleared
    put = embargo(medium)
    medium.refresh_from_db()
    assert (medium.is_cleared, put.held, embargo_on(medium)) == (False, medium, put)
    medium.review = "not_identifiable"
    medium.save()
    assert not type(medium).objects.get().is_cleared
    screen = reverse(views.NAME, args=[kind, medium.pk])
    listed = embargoes_of(admin_user).get()
    assert (listed.title, address_of(listed)) == (medium.title, screen)
    queue = f"{reverse('media_review', args=[kind])}?key={medium.pk}"
    assert screen in admin_client.get(queue).content.decode()
    assert medium.title in admin_client.get(screen).content.decode()
    lift(put, "They agreed.")
    assert type(medium).objects.get().is_cleared
