"""Renaming and moving in the admin ask what becomes of the old address."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Site

from cms.record.comparison import portion
from cms.record.models import Act, Change, PublicObject
from cms.record.purging.purge import purge_due
from cms.visibility.models import Frontend
from home.models import HomePage
from tests.cms.record.test_addresses import assert_forgotten, surfaces
from tests.cms.record.test_addresses import family as family
from tests.cms.record.test_comparison import publish
from tests.cms.record.test_tombstones import route as route
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, front_page

pytestmark = pytest.mark.django_db


def posted(client, page, to="", **values):
    """The edit form as a browser sends it."""
    from wagtail.test.utils.form_data import nested_form_data, querydict_from_html

    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    for name, value in nested_form_data(values).items():
        form[name] = value
    return client.post(to or address, form)


@pytest.fixture
def editor(admin_client):
    return admin_client


def test_the_form_asks_and_forgets_when_it_is_published(graphql, changes, family, route, editor):
    data = {"slug": "family", "former_address": "forget", "action-publish": "1"}
    answer, _ = changes(lambda: posted(editor, family, **data))
    assert answer.status_code == 302, answer.context["form"].errors
    assert route("/family/appeal/")[0] == 200
    assert_forgotten(graphql, route)


def test_the_answer_is_kept_until_the_draft_is_published(graphql, changes, family, route, editor):
    changes(lambda: posted(editor, family, slug="family", former_address="forget"))
    assert route("/kim/")[0] == 200
    changes(lambda: Page.objects.get(pk=family.pk).get_latest_revision().publish())
    assert_forgotten(graphql, route)


@pytest.mark.parametrize("at_once", [500, 0], ids=["with it", "in slices after it"])
def test_the_answer_is_kept_when_the_section_above_moves(
    graphql, changes, letter, route, editor, monkeypatch, at_once
):
    monkeypatch.setattr(portion, "AT_ONCE", at_once)
    section = letter.get_parent()
    below, _ = changes(lambda: ArchiveSectionPageFactory(parent=section, slug="kim"))
    changes(lambda: posted(editor, below, slug="plea", former_address="forget"))
    changes(lambda: publish(section.specific, slug="papers"))
    other, _ = changes(lambda: ArchiveSectionPageFactory(slug="other"))
    changes(lambda: Page.objects.get(pk=section.pk).move(other, pos="last-child"))
    assert route("/letters/kim/")[0] == route("/papers/kim/")[0] == 301
    changes(lambda: Page.objects.get(pk=below.pk).get_latest_revision().publish())
    assert route("/other/papers/plea/")[0] == 200
    for path in ("/letters/kim/", "/papers/kim/", "/other/papers/kim/"):
        assert route(path) == (404, None)
    assert "/kim/" not in surfaces(graphql)
    assert not Act.objects.exists()


def test_a_move_to_another_site_forgets_where_that_was_the_answer(changes, family, route, editor):
    front = Page.get_first_root_node().add_child(instance=HomePage(title="Other", slug="other"))
    site = Site.objects.create(hostname="other.example", root_page=front)
    Frontend.objects.create(site=site, address="https://www.other.example")
    address = reverse("wagtailadmin_pages:move_confirm", args=[family.pk, front.pk])
    changes(lambda: editor.post(address, {"former_address": "forget"}))
    assert route("/kim/") == route("/kim/appeal/") == (404, None)
    told = Change.objects.filter(key=family.pk).order_by("number").last()
    assert (told.kind, told.path, told.site) == ("WITHDRAWN", "", front_page().get_site().pk)
    assert PublicObject.objects.get(key=family.pk, subject="wagtailcore.page").path == "/kim/"


def test_readers_are_led_on_unless_it_is_to_be_forgotten(changes, family, route, editor):
    changes(lambda: posted(editor, family, slug="family", former_address="forget"))
    changes(lambda: posted(editor, family, slug="families", former_address="lead_on"))
    changes(lambda: Page.objects.get(pk=family.pk).get_latest_revision().publish())
    assert route("/kim/appeal/")[0] == 301


def test_a_preview_keeps_no_answer(changes, family, editor):
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[family.pk])
    typed = {"slug": "family", "former_address": "forget"}
    answer, _ = changes(lambda: posted(editor, family, to=preview, **typed))
    assert answer.json()["is_valid"]
    assert editor.get(preview).status_code == 302
    assert not Act.objects.exists()


def test_a_form_that_is_too_late_keeps_no_answer(changes, family, editor):
    changes(lambda: family.save_revision())
    typed = {"slug": "family", "former_address": "forget", "loaded_revision_id": "0"}
    answer, _ = changes(lambda: posted(editor, family, **typed))
    assert "Nothing is overwritten" in answer.content.decode()
    assert not Act.objects.exists()


def test_the_form_refuses_to_forget_where_readers_are(changes, family, editor):
    answer, _ = changes(lambda: posted(editor, family, former_address="forget"))
    assert "change the slug first" in answer.content.decode()


def test_a_page_that_nobody_saw_is_not_asked_about(changes, family, editor):
    draft, _ = changes(lambda: LetterPageFactory(parent=family, slug="draft", live=False))
    for page in (draft, front_page()):
        answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert "former_address" not in answer.content.decode()


def test_a_move_asks(graphql, changes, family, route, editor):
    letter = family.get_children().get()
    other, _ = changes(lambda: ArchiveSectionPageFactory(slug="other"))
    address = reverse("wagtailadmin_pages:move_confirm", args=[letter.pk, other.pk])
    assert "former_address" in editor.get(address).content.decode()
    changes(lambda: editor.post(address, {"former_address": "forget"}))
    assert route("/other/appeal/")[0] == 200
    assert route("/kim/appeal/") == (404, None)
    assert "/kim/appeal" not in surfaces(graphql)


def test_a_move_of_many_asks(graphql, changes, family, route, editor):
    letter = family.get_children().get()
    other, _ = changes(lambda: ArchiveSectionPageFactory(slug="other"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    address += f"?id={letter.pk}&childOf={family.pk}"
    assert "former_address" in editor.get(address).content.decode()
    data = {"chooser": other.pk, "former_address": "forget"}
    answer, _ = changes(lambda: editor.post(address, data))
    assert answer.status_code == 302
    assert route("/other/appeal/")[0] == 200
    assert route("/kim/appeal/") == (404, None)
    assert "/kim/appeal" not in surfaces(graphql)


def test_readers_are_led_on_after_a_move(changes, family, route, editor):
    letter = family.get_children().get()
    other, _ = changes(lambda: ArchiveSectionPageFactory(slug="other"))
    address = reverse("wagtailadmin_pages:move_confirm", args=[letter.pk, other.pk])
    changes(lambda: editor.post(address))
    assert route("/kim/appeal/")[0] == 301


def test_an_editor_forgets_what_went_out_long_ago(graphql, changes, family, route, editor):
    changes(lambda: publish(family, slug="family"))
    address = reverse("cms_editing_forget_addresses", args=[family.pk])
    listing = editor.get(reverse("wagtailadmin_explore", args=[family.get_parent().pk]))
    assert address in listing.content.decode()
    form = editor.get(address).context["form"]
    [(value, label)] = form.fields["addresses"].choices
    assert label == "/kim/"
    changes(lambda: editor.post(address, {"addresses": [value], "note": "Art. 17"}))
    assert_forgotten(graphql, route)
    assert "There is no such address" in editor.get(address).content.decode()


def test_who_may_not_publish_forgets_nothing(changes, family, client, django_user_model):
    changes(lambda: publish(family, slug="family"))
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    address = reverse("cms_editing_forget_addresses", args=[family.pk])
    assert client.post(address, {"addresses": ["1:/kim/"], "note": "x"}).status_code != 200
    assert Change.objects.filter(path="/kim/").exists()


def test_a_cache_that_knows_no_tags_is_purged_by_address(
    changes, family, editor, settings, monkeypatch
):
    purged = []
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    settings.WAGTAILFRONTENDCACHE = {"x": {"BACKEND": backend, "LOCATION": "http://x.invalid"}}
    monkeypatch.setattr(f"{backend}.purge_batch", lambda self, urls: purged.extend(urls))
    for room in ("touched", "purging.purge"):
        monkeypatch.setattr(f"cms.record.{room}.tell_at_once", lambda: None)
    data = {"slug": "family", "former_address": "forget", "action-publish": "1"}
    changes(lambda: posted(editor, family, **data))
    purge_due()
    assert {"kim/", "kim/appeal/"} <= {url.split("/", 3)[3] for url in purged}
