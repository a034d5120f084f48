"""An account can learn of few names that they are sealed, and of none whose it is."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail.users.models import UserProfile

from archive.models import LetterPage
from archive.safeguards.models import Person
from archive.safeguards.naming import probing
from archive.safeguards.naming.probing import MOST
from archive.safeguards.people.identity import Identity
from media.models import CustomDocument
from tests.archive.checklist.test_checklist import typed
from tests.archive.safeguards.conftest import *  # noqa: F403 -- its fixtures
from tests.archive.safeguards.people.conftest import *  # noqa: F403
from tests.factories import ImageFactory, MenuFactory, TagFactory

pytestmark = pytest.mark.django_db
GIVEN = ("영희", "철수", "옥희", "순자", "명숙", "정숙", "은주", "성호", "영수", "미경", "경숙")


@pytest.fixture
def people():
    for given in GIVEN:
        Person.objects.create(name=f"Madam {given}").seal(Identity(f"박{given}"))


def publish(client, letter, subtitle):
    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    data = typed(letter) | {"action-publish": "1", "change_kind": "MINOR"}
    return client.post(edit, data | {"subtitle": subtitle})


def test_a_list_of_guesses_ends_and_is_told(log_in, letter, people, mailoutbox, caplog):
    client = log_in("editor")
    archivist = get_user_model().objects.get(username="archivist")
    UserProfile.objects.create(user=archivist, preferred_language="ko")
    screen = publish(client, letter, "Of 박영희").content.decode()
    assert "“Subtitle” says a name that must not appear." in screen
    assert "Madam" not in screen
    assert publish(client, letter, "Harmless").status_code == 302
    publish(client, letter, " ".join(f"박{given}," for given in GIVEN))
    profiles = UserProfile.objects.all()
    UserProfile.get_for_user(get_user_model().objects.get(username="editor"))
    zones = iter(("Pacific/Kiritimati", "Pacific/Niue"))  # never the same day in both
    for words in ("Of 박영희", "Harmless as well"):
        profiles.update(current_time_zone=next(zones))
        screen = publish(client, letter, words).content.decode()
        assert "Too many names" in screen
        assert "Subtitle” says" not in screen
    assert client.get(reverse("safeguards_replace_names", args=[letter.pk])).status_code == 302
    assert f"came upon more than {MOST} sealed names today" in caplog.text
    keepers = ["administrator@example.org", "archivist@example.org"]
    assert [mail.to for mail in mailoutbox] == [[keeper] for keeper in keepers]
    assert [mail.subject for mail in mailoutbox] == ["Many sealed names", "봉인된 이름 다수"]
    assert publish(log_in("archivist"), letter, "Harmless as well").status_code == 302
    assert LetterPage.objects.get().subtitle == "Harmless as well"


def retyped(client, address, **words):
    """Post a form as it is shown, with other words."""
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    posted = {name: value for name, value in shown.items() if value not in (None, False)}
    return client.post(address, posted | {"tags": "", "file": ""} | words)


def menu_form(*items, title="Menu"):
    return nested_form_data({"title": title, "handle": "main", "items": streamfield(items)})


def tag_form(*names, name="Tag"):
    return nested_form_data({"name": name, "slug": "tag", "names": inline_formset(names)})


def test_each_way_of_asking_is_counted(log_in, letter, people, picture, clean_cache):
    """A form of a page, picture, file, term or menu, a panel, an upload: each name found."""
    client = log_in("editor")
    file = CustomDocument.objects.create(title="List", file=ContentFile(b"W", "list.txt"))
    image = reverse("wagtailimages:edit", args=[picture.pk])
    document = reverse("wagtaildocs:edit", args=[file.pk])
    checklist = reverse("archive_checklist", args=[letter.pk])
    several = reverse("wagtailimages:add_multiple")
    menu = reverse("wagtailsnippets_home_menu:edit", args=[MenuFactory(handle="main").pk])
    tag = reverse("wagtailsnippets_archive_tag:edit", args=[TagFactory().pk])
    item = {"url": "/archive/", "children": streamfield([])}
    user = get_user_model().objects.get(username="editor")
    user.user_permissions.add(
        Permission.objects.get(codename="change_tag", content_type__app_label="archive")
    )
    with ImageFactory().file.open() as other:
        content = other.read()
    asks = [
        lambda name: publish(client, letter, name),
        lambda name: retyped(client, image, title=name),
        lambda name: retyped(client, image, description=name),
        lambda name: retyped(client, document, title=name),
        lambda name: client.post(checklist, typed(letter, title=name)),
        lambda name: client.post(
            several,
            {"title": name, "files[]": SimpleUploadedFile("a.png", content), "collection": "1"},
            headers={"x-requested-with": "XMLHttpRequest"},
        ),
        lambda name: client.post(menu, menu_form(title=name)),
        lambda name: client.post(menu, menu_form(("item", {"label": name, **item}))),
        lambda name: client.post(tag, tag_form(name=name)),
        lambda name: client.post(tag, tag_form({"locale": 1, "name": name})),
    ]
    for count, (ask, given) in enumerate(zip(asks, GIVEN, strict=False), start=1):
        ask(f"박{given}")
        assert cache.get(probing._key(user), 0) == count, count
    for ask in asks:  # the same once more tells nothing new
        ask(f"박{GIVEN[0]}")
    assert cache.get(probing._key(user)) == len(asks)


@pytest.fixture
def clean_cache():
    cache.clear()
