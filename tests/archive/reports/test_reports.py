"""Reports of holdings and gaps, limited to what an account may work on."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import GroupPagePermission, PageViewRestriction

from archive.models import EntryPage, LetterPage
from cms.record.comparison import compare_everything
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ImageFactory,
    LetterPageFactory,
    ReportPageFactory,
)
from tests.media.pdf_parts import pdf
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db


@shared_data
def holdings():
    letters, reports = (ArchiveSectionPageFactory(title=name) for name in ("Letters", "Reports"))
    whole = LetterPageFactory(parent=letters, title="Whole", date="2006-10-19")
    whole.categories.set([CategoryFactory()])
    whole.save()
    LetterPageFactory(parent=letters, title="Draft", date="2007-01", live=False)
    ReportPageFactory(parent=reports, title="Old", date="1999")
    compare_everything()
    return letters


@pytest.fixture
def editor_of(client, django_user_model):
    """Log somebody in who works on the pages below one."""

    def log_in(page):
        group = Group.objects.create(name="Some")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        change = Permission.objects.get(codename="change_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=change)
        user = django_user_model.objects.create_user("some")
        user.groups.add(group)
        client.force_login(user)
        return client

    return log_in


def rows(answer):
    return {
        row.name: (row.count, row.public)
        for table in answer.context["tables"]
        for row in table.rows
    }


def test_holdings_are_counted_by_type_year_and_section(holdings, admin_client):
    answer = admin_client.get(reverse("archive_holdings"))
    assert "3 documents, 2 of them public." in answer.content.decode()
    assert rows(answer) == {
        "Letter": (2, 1), "Report": (1, 1), "1999": (1, 1), "2006": (1, 1), "2007": (1, 0),
        "Letters": (2, 1), "Reports": (1, 1),
    }  # fmt: skip


def test_a_document_in_a_closed_section_is_not_counted_as_public(holdings, admin_client):
    login = PageViewRestriction.LOGIN
    PageViewRestriction.objects.create(page=holdings, restriction_type=login)
    compare_everything()
    counts = rows(admin_client.get(reverse("archive_holdings")))
    assert counts["Letters"] == (2, 0)


def test_gaps_say_in_words_what_is_public(holdings, admin_client):
    html = admin_client.get(reverse("archive_gaps_results")).content.decode()
    assert re.findall(r"<td\s*>\s*(Yes|No|True|False)\s*</td>", html) == ["Yes", "No"]
    assert "True" not in html


def test_gaps_name_what_is_lacking_and_can_be_narrowed(holdings, admin_client):
    def titles(**wanted):
        answer = admin_client.get(reverse("archive_gaps"), wanted)
        return [entry.title for entry in answer.context["object_list"]]

    assert titles() == ["Old", "Draft"]
    assert titles(gap="date") == ["Old"]
    assert titles(gap="category", live="false") == ["Draft"]
    assert titles(gap="alternative_text") == []
    draft = LetterPage.objects.get(title="Draft")
    draft.lead_image = ImageFactory(description="")
    draft.save()
    assert titles(gap="alternative_text") == ["Draft"]
    listed = admin_client.get(reverse("archive_gaps")).context["object_list"]
    assert {entry.title: entry.lacks for entry in listed} == {
        "Old": ["No category", "Only the year is known"],
        "Draft": ["No alternative text", "No category"],
    }
    csv = admin_client.get(reverse("archive_gaps"), {"export": "csv"})
    assert b"Old" in b"".join(csv.streaming_content)


def test_files_that_nothing_uses_and_the_same_ones_are_listed(holdings, admin_client):
    used = ImageFactory(title="Used", is_public_by_itself=False)
    ImageFactory(title="Free", is_public_by_itself=False, file__color="red")
    LetterPageFactory(parent=holdings, lead_image=used, lead_image_alt="A gate").save_revision()
    document = get_document_model()
    for title in ("One", "Other"):
        document.objects.create(title=title, file=ContentFile(pdf(), name=f"{title}.pdf"))
    answer = admin_client.get(reverse("archive_needless_files")).context["lists"]
    assert {file.title for file in answer.unused} == {"Free", "One", "Other"}
    assert {"One", "Other"} in [{file.title for file in files} for files in answer.same]


def test_an_account_sees_its_own_section_alone(holdings, editor_of):
    client = editor_of(holdings)
    assert rows(client.get(reverse("archive_holdings"))).keys() == {
        "Letter", "2006", "2007", "Letters"
    }  # fmt: skip
    listed = client.get(reverse("archive_gaps")).context["object_list"]
    assert [entry.title for entry in listed] == ["Draft"]
    assert client.get(reverse("archive_needless_files")).context["lists"].count == 0


def test_the_section_above_a_document_that_somebody_has_alone_stays_unnamed(holdings, editor_of):
    client = editor_of(EntryPage.objects.get(title="Draft"))
    PageViewRestriction.objects.create(page=holdings, restriction_type=PageViewRestriction.LOGIN)
    compare_everything()
    counts = rows(client.get(reverse("archive_holdings")))
    assert counts == {"Letter": (1, 0), "2007": (1, 0), "Elsewhere": (1, 0)}


def test_who_works_on_no_page_sees_none(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader"))
    for name in ("archive_holdings", "archive_gaps", "archive_needless_files"):
        assert client.get(reverse(name)).status_code in (302, 403)


def test_links_lead_to_what_is_gone_or_hidden_and_no_name_of_it_is_told(holdings, editor_of):
    hidden = LetterPage.objects.get(title="Draft")
    whole = LetterPage.objects.get(title="Whole")
    LetterPageFactory(parent=holdings, title="Answers", in_reply_to=hidden)
    LetterPageFactory(parent=holdings, title="Answers well", in_reply_to=whole)
    elsewhere = ReportPageFactory(title="Not mine", body=[("paragraph", paragraph_to(hidden))])
    assert elsewhere.pk
    html = editor_of(holdings).get(reverse("archive_broken_links")).content.decode()
    assert "1 page leads" in html
    assert "Answers</a>: A link leads to a page that readers do not see." in html
    assert "Not mine" not in html
    assert "Draft" not in html


def paragraph_to(page):
    return {"text": f'<p><a linktype="page" id="{page.pk}">there</a></p>'}


def test_what_is_due_is_told_of_the_pages_that_are_mine(holdings, editor_of):
    now = timezone.now()
    for title, days in (("Late", -1), ("Soon", 3), ("Much later", 200)):
        page = LetterPageFactory(parent=holdings, title=title, live=False)
        revision = page.save_revision()
        revision.approved_go_live_at = now + timedelta(days=days)
        revision.save()
    for title, days in (("Goes", 5), ("Should be gone", -2)):
        LetterPageFactory(parent=holdings, title=title, expire_at=now + timedelta(days=days))
    LetterPageFactory(parent=holdings, title="Held", live=False, go_live_at=now + timedelta(days=2))
    ReportPageFactory(title="Not mine", expire_at=now + timedelta(days=5))
    client = editor_of(holdings)
    address = reverse("archive_due")
    groups = client.get(address).context_data["groups"]
    titles = [[due.page.title for due in group.pages] for group in groups]
    assert titles == [["Late", "Should be gone"], ["Soon"], ["Goes"], ["Held"]]
    assert "Much later" in client.get(address, {"weeks": 52}).content.decode()
    assert "Select a valid choice" in client.get(address, {"weeks": 3}).content.decode()
