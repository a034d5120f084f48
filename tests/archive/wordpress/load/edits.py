"""Edits of an imported post's page through the admin."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from tests.archive.test_admin import answers
from tests.archive.wordpress.wxr import post

RIVER = "2006/01/river.jpg"
PICTURE = '<img src="/wp-content/uploads/2006/01/river.jpg" class="wp-image-90" alt="A river">'
DEFECTORS = [("category", "defectors", "Defectors")]


def first(content: str = "Words.", **fields: Any) -> str:
    return post(1, "News from Yanbian", content, **{"terms": DEFECTORS} | fields)


def edit(client: Client, page: Page, action: str = "publish", **fields: Any) -> None:
    """Save an imported page through the editor's form."""
    before = {
        "title": page.title,
        "slug": page.slug,
        "date": page.date,
        "kind": page.kind,
        "body": streamfield([("paragraph", {"text": rich_text("<p>As it was.</p>")})]),
        "categories": [category.pk for category in page.categories.all()],
    }
    form = answers(type(page), **before | fields)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, form | {f"action-{action}": "yes"})
    assert response.status_code == 302, response.context["form"].errors


def publish_other_words(client: Client, page: Page) -> None:
    body = streamfield([("paragraph", {"text": rich_text("<p>Mended here.</p>")})])
    edit(client, page, body=body)


def save_a_draft(client: Client, page: Page) -> None:
    edit(client, page, action="save", title="Mended here")


def words(page: Page) -> str:
    return str(page.body)
