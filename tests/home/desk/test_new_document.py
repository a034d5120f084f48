"""A document is begun from the home screen, where its writer may add one."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale

from archive.models import LetterPage
from home.desk.new_document import NewDocumentForm
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory, front_page

pytestmark = pytest.mark.django_db
HOME, NEW = "/admin/", "/admin/new-document/"


@pytest.fixture
def letters():
    archive = ArchiveSectionPageFactory(title="Archive")
    return ArchiveSectionPageFactory(title="Letters", parent=archive)


def writer_in(section, client, django_user_model):
    """Somebody who may add pages to one section."""
    group = Group.objects.create(name="Letter writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    may_add = Permission.objects.get(codename="add_page")
    GroupPagePermission.objects.create(group=group, page=section, permission=may_add)
    writer = django_user_model.objects.create_user("writer", password="writer")
    writer.groups.add(group)
    client.force_login(writer)


def test_type_and_section_are_asked_at_once_and_lead_to_the_form(letters, admin_client):
    home = admin_client.get(HOME).content.decode()
    assert re.search(rf'<option value="{letters.pk}"[^>]*>Archive › Letters</option>', home)
    assert '<option value="letterpage">Letter</option>' in home
    answer = admin_client.get(NEW, {"type": "letterpage", "section": letters.pk})
    form = reverse("wagtailadmin_pages:add", args=("archive", "letterpage", letters.pk))
    assert answer.headers["Location"] == form
    assert admin_client.get(form).status_code == 200


def test_sections_stand_by_language_and_the_last_choice_is_offered_again(
    letters, admin_client, admin_user
):
    japanese = Locale.objects.get(language_code="ja")
    front = front_page().copy_for_translation(japanese)
    reports = ArchiveSectionPageFactory(title="報告", parent=front, locale=japanese)
    ReportPageFactory(parent=reports, owner=admin_user)
    form = NewDocumentForm(user=admin_user)
    _any, *choices = form.fields["section"].choices
    groups = {language: [label for _key, label in rows] for language, rows in choices}
    assert groups == {"English": ["Archive", "Archive › Letters"], "日本語": ["報告"]}
    home = admin_client.get(HOME).content.decode()
    assert re.search(rf'<option value="{reports.pk}" selected[^>]*>報告</option>', home)
    assert '<option value="reportpage" selected>' in home


def test_only_sections_that_one_may_add_to_are_named(letters, client, django_user_model):
    writer_in(letters, client, django_user_model)
    home = client.get(HOME).content.decode()
    assert re.search(rf'<option value="{letters.pk}"[^>]*>Letters</option>', home)
    assert "Archive ›" not in home
    refused = client.get(NEW, {"type": "letterpage", "section": letters.get_parent().pk})
    assert refused.status_code == 200
    assert "section" in refused.context["form"].errors


def test_whoever_may_add_nowhere_is_offered_nothing(client, django_user_model):
    writer_in(front_page(), client, django_user_model)
    assert "New document" not in client.get(HOME).content.decode()
    assert "no section that you may add documents to" in client.get(NEW).content.decode()


def test_a_type_that_cannot_be_there_is_refused_in_a_sentence(letters, admin_client, monkeypatch):
    monkeypatch.setattr(LetterPage, "can_create_at", classmethod(lambda cls, parent: False))
    answer = admin_client.get(NEW, {"type": "letterpage", "section": letters.pk})
    assert "No document of this type can be in this section." in answer.content.decode()


def test_a_section_offers_the_types_that_belong_there(letters, admin_client):
    letters.document_types = ["letterpage"]
    letters.save()
    reports = ArchiveSectionPageFactory(title="Reports")
    home = admin_client.get(HOME).content.decode()
    assert f'<option value="{letters.pk}" data-types="letterpage">' in home
    assert re.search(rf'<option value="{reports.pk}" data-types="[^"]*letterpage reportpage', home)
    refused = admin_client.get(NEW, {"type": "reportpage", "section": letters.pk})
    assert "type" in refused.context["form"].errors
    offered = admin_client.get(reverse("wagtailadmin_pages:add_subpage", args=[letters.pk]))
    names = {name for _label, _app, name, _description in offered.context["page_types"]}
    assert names == {"letterpage", "archivesectionpage"}
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[letters.pk])).content.decode()
    assert re.search(r'name="document_types" value="letterpage"[^>]* checked', form)
