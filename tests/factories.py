"""Factories: a page is valid, live and in its place in the tree, unless a test says otherwise."""

import factory
import wagtail_factories
from django.conf import settings
from django.db.models import Model
from factory.django import DjangoModelFactory
from graphql_relay import to_global_id
from wagtail.models import Collection, Locale, Page

from archive import models
from archive.videos import embeds
from cms import schema  # noqa: F401 -- with it every model has its GraphQL type
from cms.graphql.registry import bound
from home.models import HomePage, Menu, StandardPage
from media.models import CustomImage, Video


def languages() -> dict[str, Locale]:
    """English, Japanese and Korean by their code, made on first use."""
    return {
        code: Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "ja", "ko")
    }


def front_page() -> HomePage:
    """The front page of the default language, made on first use."""
    # A test with real transactions leaves an empty database behind, without even these two.
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    if found := HomePage.objects.filter(locale=Locale.get_default()).first():
        return found
    return root.add_child(instance=HomePage(title="Front", slug="front"))


def global_id(value: Model) -> str:
    """The ID of a page or any other object in the API."""
    return to_global_id(bound(Model)[type(value)]._meta.name, value.pk)


def old_alias_of(document: Page, slug: str) -> Page:
    """An alias of a document, as in older data: today the archive refuses them."""
    alias = document.copy(update_attrs={"slug": slug})
    Page.objects.filter(pk=alias.pk).update(alias_of=document)
    alias.refresh_from_db()
    return alias


class ImageFactory(wagtail_factories.ImageFactory):
    """A small picture in the root collection without people, public without a page."""

    review = "nobody"
    is_public_by_itself = True
    collection = factory.LazyFunction(Collection.get_first_root_node)

    class Meta:
        model = CustomImage


def video(address: str, review: str = "nobody") -> Video:
    """The row of a reviewed video, which readers get on public pages."""
    found = embeds.video(address)
    assert found, address
    Video.note({found.key: (found.provider, found.address)})
    row = Video.objects.get(pk=found.key)
    row.review = review
    row.save()
    return row


class ArchiveSectionPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Section {}".format)
    parent = factory.LazyFunction(front_page)

    class Meta:
        model = models.ArchiveSectionPage


class EntryPageFactory(wagtail_factories.PageFactory):
    parent = factory.SubFactory(ArchiveSectionPageFactory)
    date = "2006-10-19"

    class Meta:
        abstract = True


class ReportPageFactory(EntryPageFactory):
    title = factory.Sequence("Report {}".format)
    kind = "border_report"

    class Meta:
        model = models.ReportPage


class LetterPageFactory(EntryPageFactory):
    title = factory.Sequence("Letter {}".format)
    recipients = factory.LazyFunction(lambda: [models.LetterRecipient(name="Ban Ki-moon")])

    class Meta:
        model = models.LetterPage


class ActivityReportPageFactory(EntryPageFactory):
    """Each call reports on the next year."""

    title = factory.LazyAttribute(lambda report: f"Activity Report – {report.fiscal_year_label}")
    fiscal_year_label = factory.LazyAttribute(
        lambda report: f"FY {report.fiscal_year_starts_on[:4]}"
    )
    fiscal_year_starts_on = factory.Sequence(lambda number: f"{1900 + number % 200}-04-01")
    fiscal_year_ends_on = factory.LazyAttribute(
        lambda report: f"{int(report.fiscal_year_starts_on[:4]) + 1}-03-31"
    )

    class Meta:
        model = models.ActivityReportPage


class FilmEventPageFactory(EntryPageFactory):
    title = factory.Sequence("Film event {}".format)
    film_title = "Seoul Train"

    class Meta:
        model = models.FilmEventPage


class CategoryFactory(DjangoModelFactory):
    name = factory.Sequence("Category {}".format)
    slug = factory.Sequence("category-{}".format)
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = models.Category


class TagFactory(DjangoModelFactory):
    name = factory.Sequence("tag {}".format)
    slug = factory.Sequence("tag-{}".format)

    class Meta:
        model = models.Tag


class PlaceFactory(DjangoModelFactory):
    name = factory.Sequence("Place {}".format)
    slug = factory.Sequence("place-{}".format)

    class Meta:
        model = models.Place


class HomePageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Front page {}".format)
    parent = factory.LazyFunction(Page.get_first_root_node)

    class Meta:
        model = HomePage


class StandardPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Standard page {}".format)
    parent = factory.LazyFunction(front_page)

    class Meta:
        model = StandardPage


class MenuFactory(DjangoModelFactory):
    handle = factory.Sequence("menu-{}".format)
    title = "Main menu"
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Menu
