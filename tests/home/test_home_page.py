"""Front pages and standard pages in the tree and in the admin."""

import pytest
from wagtail.models import Locale, Page, Site

from archive.models import ArchiveSectionPage, ReportPage
from home.models import HomePage, StandardPage
from tests.factories import HomePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


def test_a_fresh_database_has_a_front_page_and_no_welcome():
    [home] = Page.objects.filter(depth=2).specific()
    site = Site.objects.get(is_default_site=True)
    assert isinstance(home, HomePage)
    assert site.root_page_id == home.pk
    assert Page.get_first_root_node().numchild == 1
    assert not Page.find_problems()[0]


def test_a_fresh_database_has_the_three_languages():
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"en", "ja", "ko"}


def test_a_front_page_stands_at_the_top_only():
    assert HomePage.can_exist_under(Page.get_first_root_node())
    assert not HomePage.can_exist_under(HomePage())
    assert not HomePage.can_exist_under(ArchiveSectionPage())


def test_a_standard_page_stays_outside_the_archive():
    assert StandardPage.can_exist_under(HomePage())
    assert StandardPage.can_exist_under(StandardPage())
    assert not StandardPage.can_exist_under(ArchiveSectionPage())
    assert not ReportPage.can_exist_under(StandardPage())


def test_a_script_in_an_introduction_is_not_stored():
    home = HomePageFactory(
        introduction='<p><a href="javascript:x">Read</a><script>x</script></p>',
    )
    home.refresh_from_db()
    assert home.introduction == "<p><a>Read</a></p>"


@pytest.mark.parametrize("model", ["homepage", "standardpage"])
def test_an_editor_can_open_the_form_of_a_new_page(admin_client, model):
    parent = Page.get_first_root_node() if model == "homepage" else HomePage.objects.get()
    response = admin_client.get(f"/admin/pages/add/home/{model}/{parent.pk}/")
    assert response.status_code == 200


def test_an_editor_can_open_the_form_of_a_page(admin_client):
    page = StandardPageFactory()
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
