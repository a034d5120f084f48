"""No view of the admin shows an account of one section what is hidden in another."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from archive.models import BulkRun
from cms.record.comparison import compare_everything
from tests.factories import LetterPageFactory

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


@pytest.mark.parametrize("act", ["publish", "unpublish"])
def test_an_act_on_all_below_a_page_names_none_that_the_account_does_not_see(
    canaries, account, act
):
    other = Page.objects.get(slug="other")
    hidden = LetterPageFactory(parent=other, title=f"{CANARY}-below", live=act == "unpublish")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    compare_everything()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
    form = {"include_descendants": "1", "include_translations": "1", "change_kind": "MINOR"}
    for page in (other, Page.objects.get(depth=1)):
        answer = account.post(f"{address}?id={page.pk}", form, follow=True)
        assert answer.status_code == 200
        assert told(answer, "") == ""
    assert [run.change for run in BulkRun.objects.all()] == [act] * 2
    for run in BulkRun.objects.all():
        assert told(account.get(reverse("archive_bulk_run", args=[run.pk])), "") == ""
