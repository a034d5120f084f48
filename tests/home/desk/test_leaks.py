"""No view of the admin shows an account of one section what is hidden in another."""

import pytest

from .admin_views import admin_views
from .canaries import CANARY, told

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TAKE_KEYS = {"wagtail_bulk_action", "wagtailadmin_choose_page_chosen_multiple"}


def test_no_view_names_what_an_account_does_not_see(canaries, account):
    keys = {key for keys in canaries.values() for key in keys}
    query = f"?q={CANARY}&term={CANARY}&" + "&".join(f"id={key}" for key in sorted(keys))
    leaks, failures, opened = {}, [], 0
    for view in admin_views(canaries):
        for suffix in ("", query) if view.address.count("/") < 6 else (query,):
            answer = account.get(view.address + suffix)
            opened += answer.status_code == 200
            if answer.status_code >= 500:
                failures.append(view.address)
            if words := told(answer, f'"{CANARY}"'):
                leaks[view.address] = words
    assert not leaks
    assert not failures
    assert opened > 40  # the account does get to see its own


@pytest.mark.parametrize("spelling", ["%20{}", "%2B{}", "0_{}", f"{0:030}{{}}"])
def test_no_other_spelling_of_a_key_names_it(canaries, account, spelling):
    keys = [canaries[name][0] for name in ("page_id", "image_id", "document_id")]
    query = "?" + "&".join(f"id={spelling.format(key)}" for key in keys)
    takes_keys = [view for view in admin_views(canaries) if view.name in TAKE_KEYS]
    assert len(takes_keys) > 20
    for view in takes_keys:
        answer = account.get(view.address + query)
        assert not told(answer, ""), view.address


def test_no_form_of_an_address_names_the_page_that_is_hidden_there(canaries, account):
    for address in ("/closed/", "/other/draft/", "/above/"):
        form = {"external-link-chooser-url": f"https://www.example.org{address}"}
        answer = account.post("/admin/choose-external-link/", form)
        assert answer.status_code == 200
        assert not told(answer, "")
