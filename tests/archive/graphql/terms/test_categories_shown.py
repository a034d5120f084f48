"""Readers see a category once something public is in it, or an editor shows it empty."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from archive.models import Category
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ReportPageFactory,
    global_id,
    old_alias_of,
)

pytestmark = pytest.mark.django_db
WORDS = "name description parent { name } children { name } entryCount translations { name }"
EVERY_WAY = f"""query ($id: ID!, $slug: String!, $path: String!) {{
  node(id: $id) {{ ... on Category {{ {WORDS} }} }}
  nodes(ids: [$id]) {{ ... on Category {{ {WORDS} }} }}
  category(slug: $slug) {{ {WORDS} }}
  categories {{ {WORDS} parent {{ children {{ name }} }} }}
  route(path: $path) {{ status target {{ ... on Category {{ {WORDS} }} }} }}
  entries(filter: {{ categories: [$slug] }}) {{ totalCount
    facets {{ categories {{ category {{ {WORDS} }} count }} }} }}
  every: entries {{ nodes {{ categories {{ {WORDS} }} }} }} }}"""


@pytest.fixture
def category(locales):
    """A category between a wider and a narrower one."""
    wide = CategoryFactory(name="Wide")
    category = CategoryFactory(name="Middle", description="What it holds", parent=wide)
    CategoryFactory(name="Narrow", parent=category)
    return category


def report_in(category, **values):
    report = ReportPageFactory(**values)
    report.categories.add(category)
    report.save(clean=False)
    return report


@pytest.fixture
def ask(graphql):
    def every_way(category):
        variables = {
            "id": global_id(category),
            "slug": category.slug,
            "path": f"/category/{category.slug}/",
        }
        answer = graphql(EVERY_WAY, variables)
        assert "errors" not in answer
        return answer["data"]

    return every_way


def is_known(ask, category):
    data = ask(category)
    ways = {
        data["node"] is not None,
        data["nodes"] != [None],
        data["category"] is not None,
        data["route"]["status"] == 200,
        category.name in {each["name"] for each in data["categories"]},
    }
    assert len(ways) == 1, data
    [known] = ways
    return known


def below_a_private_section(report):
    PageViewRestriction.objects.create(page=report.get_parent(), restriction_type="login")


def update(**values):
    return lambda report: Page.objects.filter(pk=report.pk).update(**values)


HIDDEN = {
    "nothing": lambda report: report.delete(),
    "a draft": update(live=False),
    "a scheduled one": update(go_live_at=timezone.now() + timedelta(hours=1)),
    "an expired one": update(expire_at=timezone.now() - timedelta(hours=1)),
    "a private one": below_a_private_section,
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_a_category_that_holds_only_hidden_documents_is_known_no_way(ask, category, hide):
    report = report_in(category)
    assert is_known(ask, category)
    hide(report)
    assert not is_known(ask, category)
    ReportPageFactory()
    data = ask(category)
    assert "Middle" not in str(data)
    assert data["categories"] == []
    assert data["entries"] == {"totalCount": 0, "facets": {"categories": []}}


def test_an_alias_in_it_makes_nothing_known(ask, category):
    report = report_in(category)
    alias = old_alias_of(report, slug="alias")
    report.categories.clear()
    report.save()
    assert alias.specific.categories.exists()
    assert not is_known(ask, category)


def test_what_is_in_a_narrower_one_makes_the_wider_ones_known(ask, category):
    narrow = category.children.get()
    report_in(narrow)
    for known in (narrow, category, category.parent):
        assert is_known(ask, known)


def test_what_is_in_a_wider_one_makes_no_narrower_one_known(ask, category):
    report_in(category.parent)
    assert is_known(ask, category.parent)
    assert not is_known(ask, category)
    assert ask(category.parent)["category"]["children"] == []


def test_a_category_that_stands_alone_is_known_and_no_other(ask, category):
    Category.objects.filter(pk=category.pk).update(stands_alone=True)
    assert is_known(ask, category)
    data = ask(category)["category"]
    assert data == {
        "name": "Middle",
        "description": "What it holds",
        "parent": None,
        "children": [],
        "entryCount": 0,
        "translations": [],
    }
    assert not is_known(ask, category.parent)


def test_a_translation_that_holds_nothing_public_is_unknown(ask, category, locales):
    report_in(category)
    translated = category.copy_for_translation(locales["ja"])
    translated.name = "中"
    translated.save()
    assert ask(category)["category"]["translations"] == []
    report_in(translated, parent=ArchiveSectionPageFactory())
    assert ask(category)["category"]["translations"] == [{"name": "中"}]


def test_categories_inside_each_other_do_not_keep_anybody_waiting(ask, category):
    report_in(category)
    Category.objects.filter(pk=category.parent_id).update(parent=category)
    assert is_known(ask, category)


def test_an_editor_says_that_a_category_stands_alone(admin_client, category):
    address = reverse("wagtailsnippets_archive_category:edit", args=[category.pk])
    form = admin_client.get(address).content.decode()
    assert "show without documents" in form.lower()
    assert "Tick it for a subject that a menu leads to" in form
