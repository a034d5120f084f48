"""Two forms of one term, menu or setting: whoever is second is told, and nothing is lost."""

import re
from html import unescape

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import resolve, reverse
from django.utils.text import capfirst
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Locale, Site
from wagtail.test.utils.form_data import querydict_from_html

from archive.merging.terms import merge
from archive.models import Category, TagName
from archive.safeguards.models import Person
from cms.record.meanwhile.forms import AskingFormView
from cms.record.webhooks.models import Endpoint
from home.models import SiteSettings, SocialLink
from tests.factories import CategoryFactory, MenuFactory, PlaceFactory, TagFactory

from .at_once import TOLD, saved_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(db):
    return CategoryFactory(name="Defectors", slug="defectors")


def address(term):
    options = term._meta
    if isinstance(term, Endpoint):
        return reverse("webhooks:edit", args=[term.pk])
    if isinstance(term, SiteSettings):
        key = [options.app_label, options.model_name, term.site_id]
        return reverse("wagtailsettings:edit", args=key)
    return reverse(f"wagtailsnippets_{options.label_lower.replace('.', '_')}:edit", args=[term.pk])


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
}


@pytest.mark.parametrize("kind", MADE)
def test_who_is_second_is_told_and_goes_above_when_asked(editors, kind):
    (kim, lee), (term, field) = editors, MADE[kind]()
    theirs, ours = "https://8.8.8.8/theirs", "https://8.8.8.8/ours"
    forms = [opened(editor, term) for editor in editors]
    assert sent(kim, term, forms[0], **{field: theirs}).status_code == 302
    html = sent(lee, term, forms[1], **{field: ours}).content.decode()
    label = capfirst(term._meta.get_field(field).verbose_name)
    assert f"kim has saved this since you opened it. Changed there: {label}" in html
    assert TOLD in html
    assert f'value="{ours}"' in html
    assert stored(term, field) == theirs
    assert sent(lee, term, filled(html)).status_code == 302
    assert stored(term, field) == ours


def stored(term, field):
    return type(term).objects.values_list(field, flat=True).get(pk=term.pk)


def test_another_window_of_the_same_editor_is_told_of_too(editors, category):
    kim, _ = editors
    first, second = opened(kim, category), opened(kim, category)
    sent(kim, category, first, name="First")
    html = sent(kim, category, second, name="Second").content.decode()
    assert "You have saved this in another window since you opened it here." in html


def test_who_says_the_same_is_asked_nothing(editors, category):
    (kim, lee), forms = editors, [opened(editor, category) for editor in editors]
    sent(kim, category, forms[0])
    assert sent(lee, category, forms[1], name="Ours").status_code == 302


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


def test_every_form_of_ours_asks():
    """One with an edit view of its own inherits from `AskingFormView`."""
    ours = {config.label for config in apps.get_app_configs() if is_ours(config)}
    forms = {
        viewset.model._meta.label: viewset.edit_view_class
        for viewset in viewsets.viewsets
        if hasattr(viewset, "edit_view_class") and not isinstance(viewset, PageViewSet)
        if viewset.model._meta.app_label in ours
    }
    settings = resolve(reverse("wagtailsettings:edit", args=["home", "sitesettings", 1]))
    assert forms.keys() >= {"archive.Tag", "home.Menu", "cms_webhooks.Endpoint"}
    for view in [*forms.values(), settings.func.view_class]:
        assert issubclass(view, AskingFormView), view


def is_ours(config):
    return config.name.partition(".")[0] in {"archive", "cms", "home", "media"}


@pytest.mark.django_db(transaction=True)
def test_of_two_servers_that_save_at_once_one_tells(editors, category):
    forms = [opened(editor, category) for editor in editors]

    def save(editor, form, name):
        return sent(editor, category, form, name=name)

    told, saved = saved_at_once("before_edit_snippet", save, editors, forms)
    assert (told.status_code, saved.status_code) == (200, 302)
    assert TOLD in told.content.decode()
    assert {stored(category, "name"), told.context["form"]["name"].value()} == {"One", "Other"}
