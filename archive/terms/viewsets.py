"""Categories, tags and places in the admin."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from archive.models import Category, Place, Tag
from cms.admin_visibility.terms import TermChooserViewSet


class CategoryViewSet(SnippetViewSet):
    """Subjects, a tree in each language."""

    model = Category
    chooser_viewset_class = TermChooserViewSet
    icon = "folder-open-inverse"
    list_display = ["name", "parent", "sort_order", "locale"]
    list_filter = ["parent"]
    list_per_page = 100

    def get_queryset(self, _request: HttpRequest) -> QuerySet[Category]:
        return Category.objects.select_related("parent", "locale")


class TagViewSet(SnippetViewSet):
    """Words to find documents by."""

    model = Tag
    chooser_viewset_class = TermChooserViewSet
    icon = "tag"
    list_display = ["name", "slug"]
    list_per_page = 100
    search_fields = ["name"]
    panels = [
        FieldPanel(
            "name",
            heading=_("Name"),
            help_text=_("The word as readers see it, “kot-jebi”; it serves all languages."),
        ),
        InlinePanel("names", heading=_("Words in other languages"), label=_("Word")),
        FieldPanel(
            "slug",
            heading=_("Slug"),
            help_text=_("The word as it stands in an address, “kot-jebi”."),
        ),
    ]


class PlaceViewSet(SnippetViewSet):
    """Places that documents speak of."""

    model = Place
    chooser_viewset_class = TermChooserViewSet
    icon = "site"
    list_display = ["name", "country", "latitude", "longitude", "precision"]
    list_filter = ["country"]
    list_per_page = 100


class ClassificationGroup(SnippetViewSetGroup):
    """What documents are found by."""

    items = (CategoryViewSet, TagViewSet, PlaceViewSet)
    menu_label = _("Classification")
    menu_icon = "tag"
    menu_order = 250
