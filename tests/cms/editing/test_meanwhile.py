"""Two forms of one page: the second editor is told, and nothing is lost."""

import pytest
from django.db import connection
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page, PageSubscription
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    streamfield,
)

from tests.factories import PlaceFactory, ReportPageFactory, StandardPageFactory

from .at_once import TOLD, saved_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db):
    page = StandardPageFactory(title="About", slug="about")
    page.save_revision()
    return page


def opened(client, page):
    """What the form says, as a browser would send it back."""
    html = client.get(address(page)).content.decode()
    return filled(html)


def filled(html):
    form = querydict_from_html(html, form_id="page-edit-form")
    form.update(nested_form_data({"body": streamfield([])}))  # which a script fills in
    return form


def sent(client, page, form, title, **more):
    form["title"] = title
    form.update(more)
    return client.post(address(page), form)


def address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def stored(page):
    """The titles: readers', editors', and of the history."""
    row = Page.objects.get(pk=page.pk)
    history = [each.content["title"] for each in row.revisions.order_by("created_at")]
    return row.title, row.get_latest_revision_as_object().title, history


PUBLISH = {"action-publish": "1"}


@pytest.mark.once
def test_who_is_second_is_told_and_can_compare_and_goes_above(editors, page):
    (kim, lee), forms = editors, [opened(editor, page) for editor in editors]
    assert sent(kim, page, forms[0], "Theirs", **PUBLISH).status_code == 302
    answer = sent(lee, page, forms[1], "Ours", **PUBLISH)
    html = answer.content.decode()
    assert f"kim has saved this page since you opened it. {TOLD}" in html
    assert 'value="Ours"' in html
    assert stored(page) == ("Theirs", "Theirs", ["About", "Ours", "Theirs"])
    theirs, ours = (page.revisions.get(content__title=each).pk for each in ("Theirs", "Ours"))
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, theirs, ours])
    assert compare in html
    compared = lee.get(compare).content.decode()
    assert "Theirs" in compared
    assert "Ours" in compared
    assert sent(lee, page, filled(html), "Ours", **PUBLISH).status_code == 302
    assert stored(page)[:2] == ("Ours", "Ours")


@pytest.mark.once
def test_a_form_with_a_mistake_is_told_with_the_mistake(editors, page):
    (kim, lee), forms = editors, [opened(editor, page) for editor in editors]
    sent(kim, page, forms[0], "Theirs")
    html = sent(lee, page, forms[1], "Ours", slug="not a slug").content.decode()
    assert TOLD in html
    assert stored(page) == ("About", "Theirs", ["About", "Theirs"])


@pytest.mark.once
def test_another_window_of_the_same_editor_is_told_of_too(editors, page):
    kim, _ = editors
    first, second = opened(kim, page), opened(kim, page)
    sent(kim, page, first, "First")
    html = sent(kim, page, second, "Second").content.decode()
    assert f"You have saved this page in another window since you opened it here. {TOLD}" in html
    assert stored(page)[1:] == ("First", ["About", "Second", "First"])


@pytest.mark.once
def test_what_the_form_saved_by_itself_is_its_own(editors, page):
    kim, _ = editors
    form = opened(kim, page)
    by_itself = {"Accept": "application/json"}
    saved = kim.post(address(page), form | {"title": "Typed"}, headers=by_itself).json()
    for name in ("revision_id", "revision_created_at"):
        form[f"loaded_{name}"] = saved[name]  # as `keep_typed.js` does
    assert sent(kim, page, form, "Typed more", **PUBLISH).status_code == 302
    assert stored(page)[0] == "Typed more"


def test_what_publishing_refuses_stays_a_draft(editors, page):
    kim, _ = editors

    def refuse(request, page):
        raise PermissionError

    with hooks.register_temporarily("before_publish_page", refuse), pytest.raises(PermissionError):
        sent(kim, page, opened(kim, page), "Refused", **PUBLISH)
    assert stored(page) == ("About", "Refused", ["About", "Refused"])


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_holds_up_nobody_who_saves(editors, page, monkeypatch):
    """Whoever follows the comments of a page is written to once it is saved."""
    (kim, lee), held_up = editors, []

    def send(*_args, **_options):
        held_up.append(connection.in_atomic_block)

    monkeypatch.setattr("wagtail.admin.mail.send_mail", send)
    form, _ = opened(kim, page), opened(lee, page)
    follows = PageSubscription.objects.get(user__username="lee")
    follows.comment_notifications, follows.user.email = True, "lee@example.org"
    follows.user.save()
    follows.save()
    replies = inline_formset([])
    comment = {"text": "Why?", "contentpath": "title", "resolved": "", "replies": replies}
    form.update(nested_form_data({"comments": inline_formset([comment])}))
    assert sent(kim, page, form, "Theirs").status_code == 302
    assert held_up == [False]


@pytest.mark.django_db(transaction=True)
def test_of_two_servers_that_save_at_once_one_tells(editors, page):
    forms = [opened(editor, page) for editor in editors]

    def publish(editor, form, title):
        return sent(editor, page, form, title, **PUBLISH)

    told, published = saved_at_once("before_edit_page", publish, editors, forms)
    assert (told.status_code, published.status_code) == (200, 302)
    assert TOLD in told.content.decode()
    live, latest, history = stored(page)
    assert live == latest == history[-1]
    assert sorted(history) == ["About", "One", "Other"]


def test_a_row_that_somebody_removed_in_public_is_asked_about_and_kept(editors):
    (kim, lee), report = editors, ReportPageFactory(title="Report")
    report.contributors.create(name="Ann")
    report.save()
    report.save_revision()
    forms = [opened(editor, report) for editor in editors]
    sent(kim, report, forms[0], "Theirs", **PUBLISH, **{"contributors-0-DELETE": "1"})
    html = sent(lee, report, forms[1], "Ours").content.decode()
    assert TOLD in html
    assert sent(lee, report, filled(html), "Ours", **PUBLISH).status_code == 302
    assert Page.objects.get(pk=report.pk).specific.contributors.get().name == "Ann"


def test_a_term_that_somebody_deleted_is_left_out_with_a_sentence(editors):
    kim, report = editors[0], ReportPageFactory()
    gone, kept = PlaceFactory(name="Gone"), PlaceFactory(name="Kept")
    form = opened(kim, report)
    typed, key = dict(form.lists()) | {"places": [gone.pk, kept.pk]}, gone.pk
    gone.delete()
    html = kim.post(address(report), typed).content.decode()
    assert f"One that was chosen here, number {key}, is not there, or no longer" in html
    assert filled(html).getlist("places") == [str(kept.pk)]
    assert sent(kim, report, filled(html), "Typed").status_code == 302
