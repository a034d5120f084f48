"""Two forms of one term, file or setting: the second editor is told, and nothing is lost."""

import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site, Workflow
from wagtail.test.utils.form_data import querydict_from_html

from archive.merging.terms import merge
from archive.models import Category, TagName
from archive.safeguards.models import Person
from cms.record.webhooks.models import Endpoint
from home.models import SiteSettings, SocialLink
from media.cleaning.documents import CleanDocument
from media.models import CustomDocument
from tests.factories import CategoryFactory, ImageFactory, MenuFactory, PlaceFactory, TagFactory

from .at_once import TOLD, saved_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(db):
    return CategoryFactory(name="Defectors", slug="defectors")


def address(term):
    if isinstance(term, SiteSettings):
        return reverse("wagtailsettings:edit", args=["home", "sitesettings", term.site_id])
    reverse("wagtailadmin_home")  # reads the addresses of all views: the finder knows them then
    return AdminURLFinder().get_edit_url(term)


def filled(html):
    form = querydict_from_html(html, form_id="w-editor-form")
    form.setdefault("items-count", "0")  # which a script fills in
    return form


def opened(client, term):
    """What the form says, as a browser would send it back."""
    return filled(client.get(address(term)).content.decode())


def sent(client, term, form, **typed):
    return client.post(address(term), dict(form.lists()) | typed)


MADE = {
    "category": lambda: (CategoryFactory(name="Defectors"), "name"),
    "tag": lambda: (TagFactory(name="kot-jebi"), "name"),
    "place": lambda: (PlaceFactory(name="Yanji"), "name"),
    "person": lambda: (Person.objects.create(name="Ms. K"), "name"),
    "menu": lambda: (MenuFactory(title="Main menu"), "title"),
    "setting": lambda: (SiteSettings.for_site(Site.objects.get()), "organisation"),
    "webhook": lambda: (
        Endpoint.objects.create(address="https://example.org", kinds=["PUBLISHED"]),
        "address",
    ),
    "picture": lambda: (ImageFactory(), "title"),
    "file": lambda: (CustomDocument.objects.create(title="A fax", file="x.txt"), "title"),
    "redirect": lambda: (Redirect.objects.create(old_path="/old"), "redirect_link"),
    "site": lambda: (Site.objects.get(), "site_name"),
    "account": lambda: (
        get_user_model().objects.create_user("park", "park@example.org", last_name="Park"),
        "first_name",
    ),
    "group": lambda: (Group.objects.create(name="Volunteers"), "name"),
    "collection": lambda: (Collection.get_first_root_node().add_child(name="Maps"), "name"),
    "workflow": lambda: (Workflow.objects.create(name="Read"), "name"),
}


@pytest.mark.once
@pytest.mark.parametrize("kind", MADE)
def test_who_is_second_is_told_and_goes_above_when_asked(editors, kind, monkeypatch):
    monkeypatch.setattr("cms.door.accounts.reauthenticated", lambda request: True)
    (kim, lee), (term, field) = editors, MADE[kind]()
    theirs, ours = "https://8.8.8.8/theirs", "https://8.8.8.8/ours"
    forms = [opened(editor, term) for editor in editors]
    assert sent(kim, term, forms[0], **{field: theirs}).status_code == 302
    html = sent(lee, term, forms[1], **{field: ours}).content.decode()
    author = "Somebody" if kind == "collection" else "kim"  # Wagtail logs none of these
    assert f"{author} has saved this since you opened it. Changed there: " in html
    assert TOLD in html
    assert f'value="{ours}"' in html
    assert stored(term, field) == theirs
    assert sent(lee, term, filled(html)).status_code == 302
    assert stored(term, field) == ours


def stored(term, field):
    return type(term).objects.values_list(field, flat=True).get(pk=term.pk)


@pytest.mark.once
def test_another_window_of_the_same_editor_is_told_of_too(editors, category):
    kim, _ = editors
    first, second = opened(kim, category), opened(kim, category)
    sent(kim, category, first, name="First")
    html = sent(kim, category, second, name="Second").content.decode()
    assert "You have saved this in another window since you opened it here." in html


@pytest.mark.once
def test_who_says_the_same_is_asked_nothing(editors, category):
    (kim, lee), forms = editors, [opened(editor, category) for editor in editors]
    sent(kim, category, forms[0])
    assert sent(lee, category, forms[1], name="Ours").status_code == 302


@pytest.mark.once
def test_a_change_without_an_author_is_told_as_somebodys(editors, category):
    kim, _ = editors
    form = opened(kim, category)
    Category.objects.update(description="Imported")
    html = sent(kim, category, form, name="Ours").content.decode()
    assert "Somebody has saved this since you opened it. Changed there: Description." in html


def test_a_merger_is_told_to_who_has_the_other_term_open(editors, django_user_model):
    (_kim, lee), kept = editors, TagFactory(name="kot-jebi")
    gone = TagFactory(name="kotjebi")
    korean = Locale.objects.get(language_code="ko")
    TagName.objects.create(tag=gone, locale=korean, name="꽃제비")
    form = opened(lee, kept)
    merge(kept, [gone], django_user_model.objects.get(username="kim"))
    html = sent(lee, kept, form, name="Ours").content.decode()
    assert (
        "kim has saved this since you opened it. Changed there: Words in other languages." in html
    )
    assert sent(lee, kept, filled(html)).status_code == 302
    assert stored(kept, "name") == "Ours"
    assert kept.names.get().name == "꽃제비"


def test_a_row_that_somebody_removed_is_asked_about_and_kept(editors):
    (kim, lee), setting = editors, SiteSettings.for_site(Site.objects.get())
    SocialLink.objects.create(settings=setting, label="Films", url="https://example.org")
    forms = [opened(editor, setting) for editor in editors]
    sent(kim, setting, forms[0], **{"organisation": "Ours", "social_links-0-DELETE": "1"})
    html = sent(lee, setting, forms[1], organisation="Ours").content.decode()
    assert "kim has saved this since you opened it. Changed there: Organisation, Elsewhere." in html
    assert sent(lee, setting, filled(html)).status_code == 302
    assert SocialLink.objects.get().label == "Films"


def deleted_meanwhile(editor):
    """Posts what was typed of a Korean category that somebody deleted."""
    korean = Locale.objects.get(language_code="ko")
    category = CategoryFactory(name="탈북자", slug="defectors", locale=korean)
    form = opened(editor, category)
    Category.objects.get(pk=category.pk).delete()
    return sent(editor, category, form, description="Typed")


def test_what_was_typed_of_a_term_that_is_deleted_is_saved_anew(editors):
    kim, _ = editors
    html = deleted_meanwhile(kim).content.decode()
    assert "Somebody has deleted this, or merged it into another, since you opened it." in html
    action = unescape(re.search(r'id="w-editor-form"\s+action="([^"]*)"', html)[1])
    assert kim.post(action, filled(html)).status_code == 302
    category = Category.objects.get()
    made = (category.name, category.description, category.locale.language_code)
    assert made == ("탈북자", "Typed", "ko")


def test_who_may_make_none_is_shown_no_form_of_a_new_one(django_user_model):
    client, lee = Client(), django_user_model.objects.create_user("lee")
    may = ["access_admin", "change_category"]
    lee.user_permissions.set(Permission.objects.filter(codename__in=may))
    client.force_login(lee)
    assert deleted_meanwhile(client).status_code == 302
    assert not Category.objects.exists()


def test_what_may_be_done_where_is_compared_too(editors):
    """It stands in forms of its own, beside that of the group."""
    (kim, lee), group = editors, Group.objects.create(name="Volunteers")
    forms = [opened(editor, group) for editor in editors]
    GroupPagePermission.objects.create(
        group=group,
        page=Page.get_first_root_node(),
        permission=Permission.objects.get(codename="lock_page"),
    )
    html = sent(lee, group, forms[1], name="Friends").content.decode()
    assert "Changed there: Page permissions." in html
    assert sent(kim, group, opened(kim, group), name="Friends").status_code == 302
    assert group.page_permissions.count() == 1


def test_a_collection_that_was_moved_is_told_of(editors):
    (_kim, lee), root = editors, Collection.get_first_root_node()
    moved, above = root.add_child(name="Photographs"), root.add_child(name="Media")
    form = opened(lee, moved)
    Collection.objects.get(pk=moved.pk).move(Collection.objects.get(pk=above.pk), "sorted-child")
    html = sent(lee, moved, form, name="Ours").content.decode()
    assert "Somebody has saved this since you opened it. Changed there: Parent." in html


@pytest.mark.once
def test_a_file_that_was_chosen_has_to_be_chosen_again(editors):
    (kim, lee), picture = editors, ImageFactory()
    forms = [opened(editor, picture) for editor in editors]
    sent(kim, picture, forms[0], title="Theirs")
    file = SimpleUploadedFile("river.png", get_test_image_file().file.getvalue())
    html = sent(lee, picture, forms[1], file=file).content.decode()
    assert "Choose the file again: a browser cannot show it once more." in html
    assert type(picture).objects.get().file.name == picture.file.name


def test_a_file_is_cleaned_while_others_can_write(editors, monkeypatch):
    (kim, _), document = editors, CustomDocument(title="A river")
    document.file.save("river.txt", ContentFile(b"Words"))
    form, outside, depths = opened(kim, document), len(connection.savepoint_ids), []

    def clean_copy(instance, raw, name):
        depths.append(len(connection.savepoint_ids))
        return CleanDocument(raw)

    monkeypatch.setattr(CustomDocument, "clean_copy", clean_copy)
    sent(kim, document, form, file=SimpleUploadedFile("river.txt", b"Other words"))
    assert depths == [outside]
    assert CustomDocument.objects.get().file_size == len(b"Other words")


def test_a_picture_that_was_deleted_is_asked_for_again(editors):
    (kim, _), picture = editors, ImageFactory()
    form = opened(kim, picture)
    address_before = address(picture)
    picture.delete()
    html = kim.post(address_before, dict(form.lists()) | {"title": "A river"}).content.decode()
    assert "Somebody has deleted this, or merged it into another, since you opened it." in html
    assert 'value="A river"' in html


@pytest.mark.django_db(transaction=True)
def test_of_two_servers_that_save_at_once_one_tells(editors, category):
    forms = [opened(editor, category) for editor in editors]

    def save(editor, form, name):
        return sent(editor, category, form, name=name)

    told, saved = saved_at_once("before_edit_snippet", save, editors, forms)
    assert (told.status_code, saved.status_code) == (200, 302)
    assert TOLD in told.content.decode()
    assert {stored(category, "name"), told.context["form"]["name"].value()} == {"One", "Other"}


@pytest.mark.django_db(transaction=True)
def test_of_two_that_put_categories_into_each_other_at_once_one_is_refused(editors, category):
    other = CategoryFactory(name="People")
    pairs = [(category, other), (other, category)]
    forms = [opened(editor, own) for editor, (own, _) in zip(editors, pairs, strict=True)]
    chosen = dict(zip(editors, pairs, strict=True))

    def save(editor, form, _word):
        own, above = chosen[editor]
        return sent(editor, own, form, parent=above.pk)

    refused, saved = saved_at_once("before_edit_snippet", save, editors, forms)
    assert (refused.status_code, saved.status_code) == (200, 302)
    assert "a category cannot be inside itself" in refused.content.decode()
    assert [stored(each, "parent") for each in (category, other)].count(None) == 1
