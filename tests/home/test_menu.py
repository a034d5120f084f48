"""A menu item leads to one place, and only to a harmless one."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Page

from home.blocks import MenuItemBlock, MenuLinkBlock, validate_address
from tests.factories import MenuFactory


def cleaned(block, **value):
    return block.clean(block.to_python({"label": "Letters", "page": None, "url": "", **value}))


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/",
        "http://example.org/path?x=1#y",
        "/",
        "/category/defectors/",
        "/ja/archive/?q=豆満江",
        "mailto:archive@example.org",
        "mailto:archive@example.org?subject=Hello",
        "tel:+81-3-0000-0000",
    ],
)
def test_a_harmless_address_is_taken(address):
    validate_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.org/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/a b",
        "/a\n",
        "/\\\tevil.example",
        "https:evil.example",
        "https://",
        "http://[",
        "mailto:nobody",
        "tel:javascript",
        "archive/letters",
    ],
)
def test_any_other_address_is_refused_in_a_sentence(address):
    with pytest.raises(ValidationError, match=r"Give a whole web address \(https://"):
        validate_address(address)


def test_an_item_may_lead_to_an_address():
    assert cleaned(MenuItemBlock(), url="/archive/")["url"] == "/archive/"


@pytest.mark.django_db
def test_an_item_may_lead_to_a_page():
    page = Page.objects.filter(depth=2).first()
    assert cleaned(MenuLinkBlock(), page=page.pk)["page"] == page


def test_an_item_that_leads_nowhere_is_refused():
    with pytest.raises(StructBlockValidationError) as refusal:
        cleaned(MenuLinkBlock())
    assert "or give an address" in str(refusal.value.block_errors["url"])


@pytest.mark.django_db
def test_an_item_that_leads_to_two_places_is_refused():
    page = Page.objects.filter(depth=2).first()
    with pytest.raises(StructBlockValidationError) as refusal:
        cleaned(MenuLinkBlock(), page=page.pk, url="/archive/")
    assert "not both" in str(refusal.value.block_errors["url"])


def test_the_links_below_an_item_are_checked_as_well():
    with pytest.raises(StructBlockValidationError) as refusal:
        cleaned(MenuItemBlock(), url="/", children=[{"label": "x", "page": None, "url": ""}])
    assert "children" in refusal.value.block_errors


@pytest.mark.django_db
def test_a_handle_belongs_to_one_menu_of_a_language(locales):
    MenuFactory(handle="main", locale=locales["en"])
    MenuFactory(handle="main", locale=locales["ja"]).full_clean()
    with pytest.raises(ValidationError, match="Another menu of this language has this handle"):
        MenuFactory.build(handle="main", locale=locales["en"]).full_clean()


@pytest.mark.django_db
def test_an_editor_finds_the_menus(admin_client):
    MenuFactory(title="Footer links")
    response = admin_client.get("/admin/snippets/home/menu/")
    assert response.status_code == 200
    assert "Footer links" in response.content.decode()
