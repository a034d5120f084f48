"""A request that no form of the admin sends is refused in a sentence, and nothing is written."""

import pytest
from wagtail.admin.widgets import BaseChooser
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from archive.models import LetterPage
from cms.clock.models import JobRun
from home.models import Menu
from tests.archive.test_admin import answers
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, MenuFactory

pytestmark = pytest.mark.django_db
HUGE = "9" * 30
SENTENCE = "What you typed is still in your browser"


@pytest.fixture
def admin_client(admin_client):
    admin_client.raise_request_exception = False
    return admin_client


@pytest.fixture
def letter():
    return LetterPageFactory(title="Before", slug="before")


def without(form, *names):
    return {name: value for name, value in form.items() if name not in names}


@pytest.mark.parametrize("missing", ["body-count", "body-0-order", "recipients-0-id"])
def test_a_form_that_is_incomplete_is_refused_and_changes_nothing(admin_client, letter, missing):
    row = {"name": "Ban Ki-moon", "id": letter.recipients.first().pk}
    rows = nested_form_data({"recipients": inline_formset([row], initial=1)})
    body = streamfield([("paragraph", {"text": rich_text("<p>Words.</p>")})])
    form = answers(LetterPage, title="After", slug="before", body=body) | rows
    assert missing in form
    for headers in ({}, {"X-Requested-With": "XMLHttpRequest"}):
        answer = admin_client.post(
            f"/admin/pages/{letter.pk}/edit/", without(form, missing), headers=headers
        )
        assert answer.status_code == 400
        assert ("incomplete" if headers else SENTENCE) in answer.content.decode()
    assert LetterPage.objects.get().latest_revision is None


@pytest.mark.parametrize("number", ["", "x", "1e5", "\x00", HUGE])
def test_no_stream_takes_a_count_or_order_that_is_no_number(admin_client, letter, number):
    body = streamfield([("paragraph", {"text": rich_text("<p>Words.</p>")})])
    form = answers(LetterPage, title="After", slug="before", body=body)
    link = {"page": "", "url": "https://a.example/", "label": "Read", "children-count": "0"}
    items = streamfield([("item", link)])
    in_menu = nested_form_data({"title": "After", "handle": "main", "items": items})
    menu = f"/admin/snippets/home/menu/edit/{MenuFactory().pk}/"
    orders = ("items-0-order",) if number != HUGE else ()  # any number is an order
    for address, whole, names in (
        (f"/admin/pages/{letter.pk}/edit/", form, ("body-count",)),
        (menu, in_menu, ("items-count", "items-0-value-children-count", *orders)),
    ):
        for name in names:
            assert name in whole
            assert admin_client.post(address, whole | {name: number}).status_code == 400
    assert LetterPage.objects.get().latest_revision is None
    assert not Menu.objects.filter(title="After")


@pytest.mark.parametrize("key", ["x", "+1", "1e5", "[]", "\x00", HUGE])
def test_no_chooser_takes_what_is_no_key(admin_client, letter, key):
    form = answers(LetterPage, title="After", slug="before")
    for column in ("lead_image", "in_reply_to"):
        answer = admin_client.post(f"/admin/pages/{letter.pk}/edit/", form | {column: key})
        assert answer.status_code == 400
    menu = MenuFactory()
    link = {"page": key, "url": "", "label": "Read", "children-count": "0"}
    items = streamfield([("item", link)])
    form = nested_form_data({"title": "After", "handle": "main", "items": items})
    answer = admin_client.post(f"/admin/snippets/home/menu/edit/{menu.pk}/", form)
    assert answer.status_code == 400
    assert not Menu.objects.filter(title="After")


def test_keys_that_are_words_are_taken_for_models_that_have_such():
    class JobChooser(BaseChooser):
        model = JobRun

    assert JobChooser().value_from_datadict({"job": "record"}, {}, "job") == "record"


def test_a_page_that_is_gone_is_refused_beside_its_field(admin_client, letter):
    form = answers(LetterPage, title="After", slug="before", in_reply_to="987654")
    answer = admin_client.post(f"/admin/pages/{letter.pk}/edit/", form)
    assert answer.status_code == 200
    assert "in_reply_to" in answer.context["form"].errors


@pytest.mark.parametrize("key", ["", "x", "-1", "987654", HUGE, None])
def test_a_page_is_not_copied_to_nowhere(admin_client, letter, key):
    form = {"new_title": "Copy", "new_slug": "copy"}
    form |= {} if key is None else {"new_parent_page": key}
    answer = admin_client.post(f"/admin/pages/{letter.pk}/copy/", form)
    assert answer.status_code == (400 if key is None else 404)
    assert not Page.objects.filter(slug="copy")


def test_a_page_is_copied_to_where_it_can_be(admin_client, letter):
    section = ArchiveSectionPageFactory(slug="there")
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": section.pk}
    assert admin_client.post(f"/admin/pages/{letter.pk}/copy/", form).status_code == 302
    assert Page.objects.get(slug="copy").get_parent().pk == section.pk


def test_the_next_page_is_an_address(admin_client, letter):
    address = f"/admin/pages/{letter.pk}/unpublish/"
    assert admin_client.post(address, {"next": "x"}).status_code == 400
    assert LetterPage.objects.get().live
    assert admin_client.post(address, {"next": "/admin/pages/"}).url == "/admin/pages/"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("choose-external-link/", 400),
        ("redirects/import/process/", 400),
        # These choosers have no form for a new one: nobody may.
        ("snippets/choose/archive/category/create/", 302),
    ],
)
def test_what_wagtail_reads_without_asking_is_refused(admin_client, address, status):
    assert admin_client.post(f"/admin/{address}", {}).status_code == status
