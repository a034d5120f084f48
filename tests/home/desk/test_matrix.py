"""Every view of the admin, opened by one of each group: let in or refused, never an error."""

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.forms.models import BaseModelForm
from django.utils import timezone
from wagtail.admin.views.account import AccountView
from wagtail.admin.views.generic import CopyViewMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, Locale, Site, Workflow

from archive.models import LetterPage
from archive.safeguards.models import Consent, Person
from cms.editing.meanwhile.forms import KNOWN
from cms.record.comparison import compare_everything
from cms.record.models import Change
from cms.record.webhooks.models import Delivery, Endpoint
from home.desk.accounts import NAMES, create_accounts
from home.desk.models import SecondReaderTask
from media.models import RemovedOriginal, Video
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ImageFactory,
    LetterPageFactory,
    MenuFactory,
    PlaceFactory,
    TagFactory,
)

from .admin_views import admin_views

pytestmark = pytest.mark.django_db
KEY = 7007  # of one row of each model, so that the views of each have something to show
EVERYBODY = tuple(NAMES)
# Views whose names begin so are for these alone; those in no line are for everybody who may enter.
NOT_FOR_EVERYBODY = {
    ("editor", "archivist", "administrator"): [  # publish, and change what others uploaded
        *("archive_forget_corrections", "archive_give_reference_code"),
        *("cms_editing_forget_addresses", "cms_editing_withdraw"),
        *("wagtailadmin_pages:delete", "wagtailadmin_pages:move", "wagtailadmin_pages:unpublish"),
        *("wagtailadmin_pages:set_page_position", "wagtailadmin_pages:set_privacy"),
        "wagtailadmin_pages:revisions_unschedule",
        *("wagtaildocs:edit", "wagtaildocs:delete", "wagtaildocs:document_usage"),
        *("wagtailimages:edit", "wagtailimages:delete", "wagtailimages:image_usage"),
        "safeguards_embargo",
        *("wagtailimages:preview", "media_obscure", "media_review", "wagtailsnippets_safeguards_"),
        *("videos:", "video_chooser:"),
        "wagtailsnippetchoosers_safeguards_person:create",
        "wagtailsnippetchoosers_safeguards_consent:",
        *("/admin/documents/delete/", "/admin/documents/usage/"),  # old addresses have no names
        *(f"/admin/images/{KEY}/delete/", "/admin/images/usage/"),
    ],
    ("editor", "administrator"): [  # translate, and keep menus
        *("simple_translation:", "wagtailsnippets_home_menu:"),
    ],
    ("archivist", "administrator"): [  # classify, and keep collections, redirects and locks
        *("archive_merge", "wagtailsnippets_archive_"),
        "wagtailsnippetchoosers_archive_tag:chosen",  # the fixture's is on no page that is seen
        *("safeguards_identity", "safeguards_evidence", "safeguards_person_pages"),
        "safeguards_namesakes",
        "archive_position",
        *("archive_redirects", "wagtailadmin_collections:", "wagtailredirects:"),
        *("wagtailadmin_pages:lock", "wagtailadmin_pages:unlock", "wagtailadmin_reports:locked"),
    ],
    ("administrator",): [
        *("removed-originals:", "wagtailadmin_workflows:", "wagtaillocales:", "wagtailsettings:"),
        *("wagtailsites:", "wagtailusers_", "webhook-deliveries:", "webhooks:"),
        "cms_door_reset",
    ],
    # Exceptions from the other lines.
    EVERYBODY: [
        "archive_bulk_runs",
        "wagtailsnippetchoosers_archive_tag:chosen_multiple",
        *("wagtailadmin_workflows:task_chooser", "wagtailadmin_workflows:task_chosen"),
        "wagtailadmin_pages:move_confirm",
    ],
    (): [  # what these show or change is not there: a step of a workflow, an upload, a form
        *("/admin/.*/", "archive_bulk_run", "cms_previews_revoke", "cms_editing_publish_again"),
        # These choosers have no form for a new one.
        *(f"wagtailsnippetchoosers_archive_{each}:create" for each in ("category", "place", "tag")),
        *(f"wagtailsnippetchoosers_{each}:create" for each in ("home_menu", "safeguards_consent")),
        # Nobody deletes these: they prove why something was public.
        *("wagtailsnippets_safeguards_person:delete", "wagtailsnippets_safeguards_consent:delete"),
        *("media_keep_one", "media_profile_picture"),
        *("media_redact", "media_page_picture"),  # a text has no pages
        *("account_login", "mfa_authenticate", "mfa_deactivate_totp"),
        *("mfa_download_recovery_codes", "mfa_view_recovery_codes"),
        *("media_thumbnail", "wagtailadmin_api:pages:action", "wagtailadmin_block_preview"),
        *("wagtailadmin_pages:collect_workflow", "wagtailadmin_pages:convert_alias"),
        *("wagtailadmin_pages:workflow_action", "wagtailadmin_pages:workflow_history_detail"),
        *("wagtailadmin_pages:workflow_preview", "wagtailadmin_workflows:add_task"),
        *("wagtaildocs:create_multiple", "wagtaildocs:delete_upload", "wagtailforms:delete"),
        *("wagtailforms:list", "wagtailimages:create_multiple", "wagtailimages:delete_upload"),
        *("wagtailimages:url_generator", "wagtaillocales:add", "wagtailsettings:preview"),
        "wagtailsnippets:index",
    ],
}
FOR_ANYBODY = {
    *("wagtailadmin_login", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"),
    *(f"wagtailadmin_password_reset{step}" for step in ("", "_done", "_confirm", "_complete")),
}
REFUSED = ("/admin/", "/admin/login/", "/admin/two-factor/login/")
FORM = {"body-count": 0, "items-count": 0}  # a browser sends them with every stream


@pytest.fixture
def keys(admin_user, django_user_model):
    compare_everything()  # the front page is public, and there is a change to tell of
    django_user_model.objects.create_user("kim", pk=KEY)
    section = ArchiveSectionPageFactory(title="Letters", slug="letters")
    letter = LetterPageFactory(pk=KEY, parent=section, title="A letter", slug="letter")
    LetterPage.objects.update(reference_code=None)  # to be given
    for factory in (CategoryFactory, TagFactory, MenuFactory):
        factory(pk=KEY)
    PlaceFactory(pk=KEY, latitude=42.90671, longitude=129.51312)  # more exact than is told
    revision = letter.save_revision(user=admin_user)
    Collection.get_first_root_node().add_child(pk=KEY, name="Photographs")
    ImageFactory(pk=KEY)
    get_document_model().objects.create(pk=KEY, title="A fax", file="x.txt")
    Redirect.objects.create(pk=KEY, old_path="/old", redirect_page=letter)
    Group.objects.create(pk=KEY, name="Volunteers")
    Locale.objects.filter(language_code="ko").update(id=KEY)  # no page is in it
    Site.objects.create(pk=KEY, hostname="other.example.org", root_page=letter)
    SecondReaderTask.objects.create(pk=KEY, name="Reads")
    Workflow.objects.create(pk=KEY, name="Read")
    endpoint = Endpoint.objects.create(pk=KEY, address="https://build.example.org")
    Delivery.objects.create(pk=KEY, endpoint=endpoint, change=Change.objects.last())
    RemovedOriginal.objects.create(pk=KEY)
    Video.objects.create(pk=KEY, provider="Vimeo", address="https://vimeo.com/1")
    person = Person.objects.create(pk=KEY, name="Ms. K")
    today = timezone.localdate()
    Consent.objects.create(pk=KEY, person=person, given_on=today, asked_by="Kim", evidence="x.pdf")
    return {
        "parent_page_id": [section.pk],
        "destination_id": [section.get_parent().pk],
        "revision_id": [revision.pk],
        "revision_id_a": [revision.pk],
        "revision_id_b": [revision.pk],
        "model": ["tag"],
        "kind": ["image"],
        "": [KEY],
    }


def outcome(answer):
    """Whether somebody was let in or refused, or found nothing there."""
    if answer.streaming:
        b"".join(answer)  # closes the file
    if answer.status_code >= 500:
        return "error"
    is_sent_away = answer.status_code == 302 and answer.url.split("?")[0] in REFUSED
    if is_sent_away or answer.status_code in (403, 404, 405):
        return "refused"
    return "open"


def is_forgetful(answer):
    """Whether it shows a form of something stored that does not say what it was opened on."""
    form, view = [(getattr(answer, "context", None) or {}).get(name) for name in ("form", "view")]
    if not isinstance(form, BaseModelForm) or form.instance._state.adding:
        return False
    if isinstance(view, (CopyViewMixin, AccountView)):  # it makes another one, or is one's own
        return False
    html = answer.content.decode().replace(r"\"", '"')  # some come as JSON
    is_shown = any(f'name="{form.add_prefix(name)}"' in html for name in form.fields)
    return is_shown and not any(f'name="{name}"' in html for name in (KNOWN, "loaded_revision_id"))


def open_all(client, keys, *, with_forms):
    """The names of the views that let the account in, and of those that fail.

    Where a GET is refused, a POST is tried; so it is everywhere if `with_forms`.
    """
    let_in, failures, forgetful = set(), set(), set()
    for view in admin_views(keys):
        name = view.name or view.address
        address = f"{view.address}?id={KEY}"  # for a bulk action
        with transaction.atomic():
            shown = client.get(address)
            results = {outcome(shown)}
            if with_forms or "open" not in results:
                results.add(outcome(client.post(address, FORM)))
            transaction.set_rollback(True)
        if "error" in results:
            failures.add(name)
        if results & {"open", "error"}:
            let_in.add(name)
        if is_forgetful(shown):
            forgetful.add(name)
    assert not forgetful, "Each goes above what somebody else has saved: see cms.editing.meanwhile"
    return let_in, failures


def expected_for(account, names):
    lines = [(prefix, who) for who, prefixes in NOT_FOR_EVERYBODY.items() for prefix in prefixes]

    def who(name):
        fitting = [line for line in lines if name.startswith(line[0])]
        return max(fitting, key=lambda line: len(line[0]), default=("", EVERYBODY))[1]

    return {name for name in names if account in who(name)} | FOR_ANYBODY - {"wagtailadmin_login"}


# The writer meets every condition of a query, and the administrator every view.
@pytest.mark.parametrize(
    "account",
    [
        pytest.param(name, marks=() if name in ("writer", "administrator") else pytest.mark.once)
        for name in NAMES
    ],
)
def test_each_group_is_let_in_or_refused(keys, client, django_user_model, account):
    create_accounts()
    client.force_login(django_user_model.objects.get(username=account))
    client.raise_request_exception = False
    let_in, failures = open_all(client, keys, with_forms=account == "administrator")
    assert not failures
    assert let_in == expected_for(
        account, {view.name or view.address for view in admin_views(keys)}
    )


@pytest.mark.once
def test_without_an_account_there_is_the_login_alone(keys, client):
    assert open_all(client, keys, with_forms=True) == (FOR_ANYBODY, set())
