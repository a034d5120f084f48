"""A section with public reports, and a helper that requests bulk changes."""

import pytest
from django.contrib.auth import get_user_model
from django.test import TestCase
from django.urls import reverse

from archive.models import ReportPage
from tests.cms.record.conftest import changes as changes
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ReportPageFactory,
    front_page,
)
from tests.shared_data import shared_data


@shared_data
def category():
    return CategoryFactory(name="Defectors", slug="defectors")


@shared_data
def section():
    get_user_model().objects.create_superuser("admin", "a@example.org", "x")
    with TestCase.captureOnCommitCallbacks(execute=True):
        front_page()
    with TestCase.captureOnCommitCallbacks(execute=True):
        return ArchiveSectionPageFactory(title="Reports", slug="reports")


@shared_data
def reports(section):
    """Two interviews and a speech, public, with one revision each."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        for slug, kind in (("one", "interview"), ("two", "interview"), ("three", "speech")):
            page = ReportPageFactory(parent=section, slug=slug, title=slug, kind=kind)
            page.save_revision().publish()
    return {page.slug: page for page in ReportPage.objects.all()}


@pytest.fixture
def client(client, section):
    client.force_login(get_user_model().objects.get(username="admin"))
    return client


@pytest.fixture
def ask(client, section, changes):
    """Request a change of these pages, or of all that the list with these filters contains."""

    def post(name, data, *pages, method="post", **filters):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name])
        keys = {"id": [page.pk for page in pages] or "all"}
        query = {**keys, "childOf": section.pk, "next": f"/admin/pages/{section.pk}/", **filters}
        if method == "get":
            return client.get(address, query)
        if data.get("confirmed") == "yes":  # presses the button below the preview
            shown = client.post(address, data | {"confirmed": ""}, query_params=query)
            data = data | {"confirmed": (shown.context or {}).get("choices", "")}
        return changes(lambda: client.post(address, data, query_params=query))[0]

    return post
