"""Site-wide settings."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from home.models import SiteSettings, SocialLink

pytestmark = pytest.mark.django_db


def settings_form(admin_client, **values):
    site = Site.objects.get(is_default_site=True)
    prefix = "social_links"
    form = {
        "organisation": "Life Funds",
        "contact_email": "",
        f"{prefix}-TOTAL_FORMS": "1",
        f"{prefix}-INITIAL_FORMS": "0",
        f"{prefix}-MIN_NUM_FORMS": "0",
        f"{prefix}-MAX_NUM_FORMS": "1000",
        f"{prefix}-0-label": "YouTube",
        f"{prefix}-0-url": "https://www.youtube.com/@example",
        f"{prefix}-0-ORDER": "1",
        **values,
    }
    return admin_client.post(f"/admin/settings/home/sitesettings/{site.pk}/", form)


def test_an_editor_can_write_them(admin_client):
    assert settings_form(admin_client).status_code == 302
    written = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    assert written.organisation == "Life Funds"
    assert [link.label for link in written.social_links.all()] == ["YouTube"]


def test_an_organisation_without_a_name_is_refused(admin_client):
    assert settings_form(admin_client, organisation="").status_code == 200
    assert not SiteSettings.objects.filter(organisation="Life Funds").exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/", "//example.org"])
def test_a_profile_is_on_the_web(url):
    with pytest.raises(ValidationError) as refusal:
        SocialLink(label="x", url=url).full_clean(exclude=["settings"])
    assert "url" in refusal.value.message_dict
