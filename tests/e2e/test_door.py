"""An editor logs in for the first time with a security key, and again; axe finds no fault."""

import pytest
from django.contrib.auth.models import Group

from .axe import broken_rules

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STOCK = "/admin/password_reset/"  # a screen before the login, as Wagtail has it
WORDS = "correct horse battery staple"


@pytest.fixture
def key(page):
    """A security key that somebody touches whenever it is asked for."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def log_in(page):
    page.goto("/admin/login/?next=/admin/reports/site-history/")
    assert broken_rules(page, STOCK) == []
    page.fill("[name=username]", "kim")
    page.fill("[name=password]", WORDS)
    page.click("button[type=submit]")


def test_a_first_login_gives_a_key_and_the_second_asks_for_it(
    page, key, settings, django_user_model, complaints
):
    settings.SECOND_FACTOR = True
    editor = django_user_model.objects.create_user("kim", "kim@example.org", WORDS)
    editor.groups.add(Group.objects.get(name="Editor"))
    log_in(page)
    page.wait_for_url("**/admin/two-factor/")
    assert broken_rules(page, STOCK) == []
    page.click("text=Activate")
    assert broken_rules(page, STOCK) == []
    page.go_back()
    page.click("a[href$='/webauthn/add/']")
    assert broken_rules(page, STOCK) == []
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    assert broken_rules(page, STOCK) == []
    page.check("#codes_saved")
    page.click("text=To the admin")
    page.wait_for_url("**/admin/")
    page.goto("/admin/two-factor/webauthn/")
    assert broken_rules(page, STOCK) == []
    page.click("text=Log out")
    log_in(page)
    page.wait_for_url("**/authenticate/")
    assert broken_rules(page, STOCK) == []
    refused = "Promise.reject(new DOMException('', 'NotAllowedError'))"  # of a cancelled dialog
    page.evaluate(f"() => {{ navigator.credentials.get = () => {refused}; }}")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_selector("text=No security key was read")
    assert broken_rules(page, STOCK) == []
    page.reload()
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/admin/reports/site-history/")
    assert complaints == []
