"""A form takes no key of what an account may not choose, and shows nothing of what others chose."""

import json

import pytest
from django.contrib.auth.models import Group
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Page
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from archive.models import LetterPage
from home.models import FeaturedEntry, HomePage, Menu
from tests.archive.test_admin import answers
from tests.factories import ImageFactory, MenuFactory, languages

from .canaries import CANARY, told

NOT_NAMED = "Chosen by somebody who may see it"
pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(section):
    return LetterPage.objects.get(slug="letter")


@pytest.fixture
def hidden(canaries):
    """The keys of a page, a picture and a file in another section."""
    page = canaries["page_id"][0]
    Page.objects.filter(pk=page).update(url_path=f"/home/{CANARY}-address/")
    return {"page": page, "image": canaries["image_id"][0], "document": canaries["document_id"][0]}


def linked(kind, key):
    """Rich text with a link to a page or file, as the editor sends it."""
    part = {"offset": 0, "length": 4, "key": 0}
    block = {"key": "abcde", "text": "Read", "type": "unstyled", "entityRanges": [part]}
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": key}}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


def in_block(kind, keys):
    """The body of a form with one block in which something is chosen."""
    picture = {"image": str(keys["image"]), "alt": "", "caption": "", "credit": ""}
    entry = {"count": "1", "0-order": "0", "0-id": "", "0-value": str(keys["page"])}
    blocks = {
        "image": {"figure": picture | {"content_warning": ""}},
        "document": {"document": str(keys["document"]), "description": ""},
        "related_entries": {"heading": "", "entries": entry | {"0-deleted": ""}},
        "page link": {"text": linked("LINK", keys["page"])},
        "file link": {"text": linked("DOCUMENT", keys["document"])},
    }
    return streamfield([("paragraph" if "link" in kind else kind, blocks[kind])])


KINDS = ("image", "document", "related_entries", "page link", "file link")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_hidden_is_chosen_in_a_block(letter, hidden, account, kind):
    form = answers(LetterPage, title="Own", slug="letter", body=in_block(kind, hidden))
    answer = account.post(f"/admin/pages/{letter.pk}/edit/", form)
    assert "“Body” has a page, picture or file that you may not choose." in answer.content.decode()
    assert not told(answer, "")
    assert LetterPage.objects.get(pk=letter.pk).latest_revision is None


def test_nothing_hidden_is_chosen_in_a_column(letter, hidden, account):
    publish = {"action-publish": "1"}  # which looks at the picture, and names what it lacks
    form = answers(LetterPage, title="Own", slug="letter", lead_image=hidden["image"]) | publish
    answer = account.post(f"/admin/pages/{letter.pk}/edit/", form)
    assert "“Lead image” has a page, picture or file" in answer.content.decode()
    assert not told(answer, "")


def test_what_is_own_is_chosen(letter, account):
    own = get_image_model().objects.get(title="Own picture")
    keys = {"image": own.pk, "page": letter.pk, "document": 0}
    for kind in ("image", "related_entries", "page link"):
        form = answers(LetterPage, title="Own", slug="letter", body=in_block(kind, keys))
        assert account.post(f"/admin/pages/{letter.pk}/edit/", form).status_code == 302
        assert NOT_NAMED not in account.get(f"/admin/pages/{letter.pk}/edit/").content.decode()


def test_what_a_colleague_chose_stays_and_is_not_named(letter, hidden, account):
    links = "".join(
        f'<a linktype="{kind}" id="{hidden[kind]}">Read</a>' for kind in ("page", "document")
    )
    letter.lead_image_id = hidden["image"]
    letter.body = [
        ("document", {"document": None, "description": ""}),
        ("paragraph", {"text": RichText(f"<p>{links}</p>")}),
    ]
    letter.body.raw_data[0]["value"]["document"] = hidden["document"]
    letter.save_revision()
    address = f"/admin/pages/{letter.pk}/edit/"
    answer = account.get(address)
    assert NOT_NAMED in answer.content.decode()
    assert not told(answer, "")
    body = in_block("document", hidden)
    form = answers(LetterPage, title="New", slug="letter", lead_image=hidden["image"], body=body)
    assert account.post(address, form).status_code == 302
    kept = LetterPage.objects.get(pk=letter.pk).get_latest_revision_as_object()
    assert (kept.title, kept.lead_image_id) == ("New", hidden["image"])


@pytest.fixture
def front(account):
    """The front page of another language, of the account."""
    page = HomePage(title="Own", slug="own-front", locale=languages()["ja"])
    group = Group.objects.get(name="Section")
    Page.get_first_root_node().add_child(instance=page)
    for permission in group.page_permissions.values_list("permission", flat=True).distinct():
        GroupPagePermission.objects.create(group=group, page=page, permission_id=permission)
    return page


def featuring(key, *, before):
    """The form of a front page with a row, of which there were so many before."""
    rows = inline_formset([{"entry": key, "id": ""}], initial=before)
    fields = {"title": "New", "slug": "own-front", "introduction": rich_text("")}
    of_children = {"featured_entries": rows, "comments": inline_formset([])}
    return nested_form_data(fields | of_children | {"body": streamfield([])})


def test_a_row_of_a_colleague_that_is_only_in_a_draft_stays(front, hidden, account):
    front.featured_entries = [FeaturedEntry(entry_id=hidden["page"])]
    front.save_revision()
    form = featuring(hidden["page"], before=1)
    assert account.post(f"/admin/pages/{front.pk}/edit/", form).status_code == 302
    kept = HomePage.objects.get(pk=front.pk).get_latest_revision_as_object()
    rows = [row.entry_id for row in kept.featured_entries.all()]
    assert (kept.title, rows) == ("New", [hidden["page"]])


def test_nothing_hidden_is_chosen_in_a_row(front, hidden, account):
    form = featuring(hidden["page"], before=0)
    answer = account.post(f"/admin/pages/{front.pk}/edit/", form)
    assert "has a page, picture or file that you may not choose" in answer.content.decode()
    assert not told(answer, "")


def menu_form(*pages):
    links = [{"page": key, "url": "", "label": "Read", "children-count": "0"} for key in pages]
    items = streamfield([("item", link) for link in links])
    return nested_form_data({"title": "Main", "handle": "main", "items": items})


def test_nothing_hidden_is_chosen_in_a_menu_where_a_colleague_s_choice_stays(
    letter, hidden, account
):
    value = {"page": hidden["page"], "url": "", "label": "Read", "children": []}
    menu = MenuFactory(handle="main", items=json.dumps([{"type": "item", "value": value}]))
    address = f"/admin/snippets/home/menu/edit/{menu.pk}/"
    assert account.post(address, menu_form(hidden["page"], letter.pk)).status_code == 302
    kept = [item.value["page"].pk for item in Menu.objects.get(pk=menu.pk).items]
    assert kept == [hidden["page"], letter.pk]
    Menu.objects.filter(pk=menu.pk).update(items="[]")
    answer = account.post(address, menu_form(hidden["page"]))
    assert "“Items” has a page, picture or file that you may not choose." in answer.content.decode()
    assert not told(answer, "")
    assert not Menu.objects.get(pk=menu.pk).items


def test_no_consent_is_given_for_what_is_hidden(letter, hidden, account):
    chosen = {
        "testimonies": inline_formset([{"page": hidden["page"], "id": ""}]),
        "shown_images": inline_formset([{"file": hidden["image"], "id": ""}]),
        "shown_files": inline_formset([{"file": hidden["document"], "id": ""}]),
        "shown_videos": inline_formset([]),
    }
    answer = account.post("/admin/snippets/safeguards/consent/add/", nested_form_data(chosen))
    assert answer.content.decode().count("that you may not choose") == len(chosen) - 1
    assert not told(answer, "")
    own = chosen | {"testimonies": inline_formset([{"page": letter.pk, "id": ""}])}
    answer = account.post("/admin/snippets/safeguards/consent/add/", nested_form_data(own))
    assert answer.content.decode().count("that you may not choose") == len(chosen) - 2


def test_an_administrator_chooses_anything(letter, hidden, admin_client):
    picture = ImageFactory(title="Any picture")
    form = answers(LetterPage, title="Own", slug="letter", lead_image=picture.pk)
    assert admin_client.post(f"/admin/pages/{letter.pk}/edit/", form).status_code == 302
    assert "Any picture" in admin_client.get(f"/admin/pages/{letter.pk}/edit/").content.decode()
