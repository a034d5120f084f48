"""In the admin a document is an entry of the archive; what Wagtail calls so is a file."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Collection

from home.desk.models import DeskGroup
from media.models import CustomDocument

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SPOKEN = re.compile(r' (?:aria-label|title|placeholder|alt|value)="([^"]*)"')
BULK = ("add_tags", "add_to_collection", "delete")
NOT_SHOWN = re.compile(r"<(script|style|svg|template)\b.*?</\1>", re.DOTALL)


@pytest.fixture
def file(db):
    return CustomDocument.objects.create(
        review="nobody", title="Annual report", file=ContentFile(b"Plain text.", name="annual.txt")
    )


@pytest.fixture
def screens(file):
    """Wherever files are listed, chosen, given to groups or said to be used."""
    root = Collection.get_first_root_node().pk
    return [
        reverse("wagtailadmin_home"),
        *map(reverse, ("wagtaildocs:index", "wagtaildocs:add_multiple", "wagtaildocs:add")),
        *(reverse(f"wagtaildocs:{name}", args=[file.pk]) for name in ("edit", "delete")),
        reverse("wagtaildocs:document_usage", args=[file.pk]),
        reverse("wagtaildocs_chooser:choose"),
        *(f"/admin/bulk/media/customdocument/{action}/?id={file.pk}" for action in BULK),
        reverse("wagtailadmin_collections:edit", args=[root]),
        reverse("wagtailusers_groups:add"),
        reverse("wagtailadmin_pages:search") + "?q=annual",
        reverse("wagtaildocs:index") + "?q=nothing",
    ]


def words(answer):
    """What an answer shows or reads out, as text or as JSON."""
    html = NOT_SHOWN.sub("", answer.content.decode().replace("\\u003C", "<"))
    yield from SPOKEN.findall(html)
    yield strip_tags(html)


@pytest.mark.parametrize("job", ["Writer", "Editor", "Archivist", "Administrator"])
def test_a_file_is_called_a_file_on_every_screen(job, screens, client):
    account = get_user_model().objects.create_user(job)
    account.groups.add(DeskGroup.objects.get(job=job).group)
    client.force_login(account)
    told, opened = {}, 0
    for address in screens:
        answer = client.get(address)
        opened += answer.status_code == 200
        for text in words(answer):
            if at := re.search(r"ocument", text.replace("New document", "")):
                told[address] = text[max(0, at.start() - 40) : at.end() + 40]
    assert told == {}
    assert opened >= 8
