"""Helpers for tests of bulk changes."""

from django.urls import reverse
from wagtail.models import Page

from archive.models import BulkRun
from tests.cms.record.conftest import changes as changes

ADD = {"operation": "add", "confirmed": "yes"}


def undo(client, changes):
    address = reverse("archive_bulk_run", args=[BulkRun.objects.get(undoes=None).pk])
    changes(lambda: client.post(address))
    return {
        row.page.slug: row.state for row in BulkRun.objects.exclude(undoes=None).get().pages.all()
    }


def with_draft(page, **words):
    draft = page.get_latest_revision_as_object()
    for name, value in words.items():
        setattr(draft, name, value)
    draft.save_revision()


def slugs(**criteria):
    return sorted(Page.objects.filter(**criteria).values_list("slug", flat=True))
