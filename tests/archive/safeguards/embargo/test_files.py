"""A picture or file under an embargo is not public in any way, whoever has reviewed it."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from archive.safeguards.clearance import open_in
from archive.safeguards.embargo.acts import lift
from cms.record.comparison import compare_everything
from cms.record.models import Change
from cms.visibility.files import is_for_readers
from home.desk.accounts import create_accounts
from media.models import CustomDocument, CustomImage
from tests.factories import ArchiveSectionPageFactory, ImageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db
QUERY = "{ entries { nodes { leadImage { image { title } } } } }"


def test_readers_see_it_no_more_whatever_is_said_of_it(embargo, graphql):
    picture = ImageFactory(title="A gate", description="A gate")
    section = ArchiveSectionPageFactory(slug="reports")
    report = ReportPageFactory(parent=section, title="At home", lead_image=picture)

    def shown():
        [node] = graphql(QUERY)["data"]["entries"]["nodes"]
        return node["leadImage"] is not None

    assert shown()
    put = embargo(picture)
    assert not shown()
    again = CustomImage.objects.get()
    again.review = "not_identifiable"
    again.save()
    assert not shown()
    [finding] = open_in(type(report).objects.get())
    assert (finding.rule.name, finding.fault.field) == ("media_embargo", "lead_image")
    assert "“A gate” is under an embargo" in finding.sentence
    lift(put, "They agreed.")
    assert shown()


def test_a_file_is_refused_at_its_own_address(embargo, client, committed):
    file = CustomDocument.objects.create(
        title="List", file=ContentFile(b"W", "list.txt"), review="nobody", is_public_by_itself=True
    )
    compare_everything()
    assert b"".join(client.get(file.url)) == b"W"
    committed(lambda: embargo(file))
    assert client.get(file.url).status_code == 404
    assert not is_for_readers(CustomDocument.objects.get())
    change = Change.objects.get(kind="WITHDRAWN", key=file.pk)
    assert (change.reason, change.note) == ("OTHER", "The family asked for it.")


def test_its_form_leads_to_its_embargo(client, django_user_model):
    create_accounts()
    picture = ImageFactory(title="A gate", description="A gate")
    file = CustomDocument.objects.create(title="List", file=ContentFile(b"W", "list.txt"))
    client.force_login(django_user_model.objects.get(username="editor"))
    for kind, subject, name in (
        ("image", picture, "wagtailimages:edit"), ("document", file, "wagtaildocs:edit"),
    ):  # fmt: skip
        form = client.get(reverse(name, args=[subject.pk])).content.decode()
        assert reverse("safeguards_embargo", args=[kind, subject.pk]) in form
