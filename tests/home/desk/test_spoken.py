"""Who works in Japanese meets no English word of this project on its screens.

That the catalogues of both languages are complete is asked elsewhere; here a word is found that
nobody marked. Words of Wagtail that its own catalogue lacks, and what is stored, are no concern.
"""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
import pytest
import wagtail
from babel.messages.pofile import read_po
from django.apps import apps
from django.db import models, transaction
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import override
from wagtail.users.models import UserProfile

from archive.safeguards.models import Person
from archive.safeguards.people.admin import PersonChooser
from tests.catalogues import LANGUAGES, ROOT, of_wagtail, read

from .admin_views import admin_views
from .test_matrix import KEY, keys, outcome

__all__ = ["keys"]
pytestmark = pytest.mark.django_db
SCREENS = re.compile(
    "(archive|cms|home|media|safeguards|removed-originals|webhook|wagtailsnippets_|wagtail_bulk)|"
    "wagtailadmin_(home|explore)$|wagtailadmin_pages:(add|edit|unpublish|move_confirm)$|"
    "wagtail(images|docs):(index|add|edit)$|wagtailusers_groups:edit$"
)
FRAGMENT = re.compile(r":(\w+_results|list_results)$")  # of a screen that is opened whole
NOT_SHOWN = {"script", "style", "template", "svg"}
READ_OUT = {"title", "alt", "placeholder", "aria-label", "data-w-tooltip-content-value"}
WORD = re.compile("[A-Za-z]{3}")
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龥]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]|<[^>]*>")
NO_LANGUAGE = re.compile(
    r"https://\S+|Webhook|SHA-256|Wagtail|UTC|\w+/[\w/-]+|\w+\.(jpg|txt)|[A-Za-z.]+@[\w.]+|"
    r"Can (add|change|delete) .*|\{\"type\".*"  # labels that Django stores; JSON
)


UNMARKED_IN_WAGTAIL = {
    *("True", "False", "Exploring:", "Meta description", "Role", "Simple translation"),
    "action-publish",
}


class Shown(HTMLParser):
    """Collects what a page shows or reads out."""

    def __init__(self):
        super().__init__()
        self.hidden, self.words = [], set()

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag in NOT_SHOWN:
            self.hidden.append(tag)
        for name in READ_OUT | ({"value"} if said.get("type") == "submit" else set()):
            self.handle_data(said.get(name) or "")

    def handle_endtag(self, tag):
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data):
        text = " ".join(data.split()).removesuffix(" - Wagtail")
        if not self.hidden and WORD.search(text) and not JAPANESE.search(text):
            self.words.add(text)


def test_no_screen_shows_an_english_word_of_ours(keys, client, admin_user):
    UserProfile.objects.create(user=admin_user, preferred_language="ja")
    client.force_login(admin_user)
    client.raise_request_exception = False
    found: dict[str, str] = {}
    for view in admin_views(keys):
        name = view.name or view.address
        if SCREENS.match(name) and not FRAGMENT.search(name):
            with transaction.atomic():
                answer = client.get(f"{view.address}?id={KEY}")
                transaction.set_rollback(True)
            is_open = outcome(answer) == "open" and answer.status_code == 200
            if is_open and "html" in answer.get("Content-Type", ""):
                found |= dict.fromkeys(words_of(answer), name)
    stored = sorted(stored_words(), key=len, reverse=True)
    bare = [f"{word} ({name})" for word, name in found.items() if is_ours(word, stored)]
    assert bare == [], "Mark each with gettext_lazy or {% translate %}"
    assert len(found) > 100, "the screens were not opened"


def words_of(answer):
    shown = Shown()
    shown.feed(answer.content.decode())
    return shown.words


def is_ours(text, stored):
    """Whether words are left without those of Wagtail and of the database."""
    whole, patterns = words_of_others()
    if text in whole or any(pattern.fullmatch(text) for pattern in patterns):
        return False
    text = NO_LANGUAGE.sub("", text)
    for value in stored:
        text = text.replace(value, "")
    text = re.sub(r"\d+|[^\w:]+$", "", text).strip()
    return text not in whole and bool(WORD.search(text))


def stored_words():
    for model in apps.get_models():
        if model._meta.app_label not in ("auth", "contenttypes") or model.__name__ in (
            "User",
            "Group",
        ):
            columns = [
                each.attname
                for each in model._meta.concrete_fields
                if isinstance(each, models.CharField | models.TextField)
            ]
            for row in model._base_manager.values_list(*columns) if columns else ():
                yield from (value for value in map(str, row) if len(value) > 2)


@cache
def words_of_others():
    """Every message of Wagtail and its company, whole and in pieces, and as a pattern."""
    whole, patterns = set(UNMARKED_IN_WAGTAIL), []
    for text in messages_of_others():
        pieces = PLACEHOLDER.split(" ".join(text.split()))
        for piece in ("".join(pieces), *map(str.strip, pieces)):
            whole |= {piece, capfirst(piece)}
        if len(WORD.findall(" ".join(pieces))) > 1 < len(pieces):
            patterns.append(re.compile(".+?".join(map(re.escape, pieces))))
    return whole, patterns


def messages_of_others():
    for package in (wagtail, django, allauth):
        for file in Path(package.__file__).parent.glob("**/locale/en/LC_MESSAGES/django*.po"):
            with file.open("rb") as source:
                for message in read_po(source):
                    yield from [message.id] if isinstance(message.id, str) else message.id


def test_a_person_is_chosen_in_the_language_of_whoever_looks_not_of_whoever_looked_first():
    with override("en"):
        widget = PersonChooser(Person)
    with override("ko"):
        assert "인물 선택" in widget.render("person", None, {"id": "person"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_of_the_admin_say_all_of_wagtail_in_the_language(client, admin_user, language):
    UserProfile.objects.create(user=admin_user, preferred_language=language)
    client.force_login(admin_user)
    script = client.get(reverse("wagtailadmin_javascript_catalog")).text
    said = json.loads(re.search(r"newcatalog = (\{.*?\n  \});", script, re.DOTALL)[1])
    messages = of_wagtail(lambda _message: True, "djangojs")
    names = [each.id if isinstance(each.id, str) else each.id[0] for each in messages if each.id]
    assert [name for name in names if not said.get(name)] == []
    assert len(names) > 50, "Wagtail's messages were not found"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_ours_gives_a_model_of_django_or_wagtail_another_name(language):
    ours = {each.id: each.string for each in read(language) if each.id and not each.context}
    renamed = {}
    for app in apps.get_app_configs():
        file = Path(app.path, "locale", language, "LC_MESSAGES", "django.po")
        if file.exists() and not file.is_relative_to(ROOT):
            with file.open("rb") as source:
                theirs = read_po(source)
            for model in app.get_models():
                with override("en"):
                    name = str(model._meta.verbose_name)
                said = theirs.get(name)
                if said and said.string and ours.get(name, said.string) != said.string:
                    renamed[name] = ours[name]
    assert renamed == {}, "Give the word a context: pgettext_lazy"
