"""What is said to be an interview, a letter, a film event or a speech is one."""

from datetime import date

import pytest

from archive.markup import convert
from archive.wordpress.export.records import Item
from archive.wordpress.profile.lfnkr import PROFILE
from archive.wordpress.rendering import rendered
from archive.wordpress.structure.describe import describe

from .field_posts import GENUINE, QUESTIONS, TRAPS


def described(title, content):
    html, _notes = rendered(content, lambda _id: None)
    return describe(
        Item(1, "post", title),
        convert(html),
        language="en",
        today=date(2026, 3, 2),
        profile=PROFILE,
    )


def kind_of(page):
    return page.fields.get("kind") or page.model.removeprefix("archive.")


@pytest.mark.parametrize(("title", "content", "kind"), GENUINE, ids=[post[0] for post in GENUINE])
def test_what_is_one_is_told(title, content, kind):
    assert kind_of(described(title, content)) == kind


@pytest.mark.parametrize(("title", "content"), TRAPS, ids=[post[0] for post in TRAPS])
def test_what_looks_like_one_stays_an_article(title, content):
    page = described(title, content)
    assert kind_of(page) == "article"
    has_dialogue = any(part["type"] == "dialogue" for part in page.parts)
    assert has_dialogue == ("FAQ" in title)
    assert page.rows.get("recipients", []) == []
    assert "subtitle" not in page.fields


@pytest.mark.parametrize(("title", "content"), QUESTIONS, ids=[post[0] for post in QUESTIONS])
def test_questions_of_nobody_are_a_dialogue_at_most(title, content):
    page = described(title, content)
    assert kind_of(page) == "article"
    assert "dialogue-kind" in [note.code for note in page.notes]
