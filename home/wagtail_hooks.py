"""Menus in the admin, and the panels of its home screen."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .desk.home_panels import DuePanel, EmbargoesPanel, HoldingsPanel, TakenBackPanel
from .desk.new_document import URL_NAME, NewDocumentPanel, new_document
from .models import Menu


class MenuViewSet(SnippetViewSet):
    """Lists menus by handle and language and edits them."""

    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["title", "handle", "locale"]
    list_filter = ["handle"]

    def get_queryset(self, _request: HttpRequest) -> QuerySet[Menu]:
        return Menu.objects.select_related("locale")


register_snippet(MenuViewSet)


@hooks.register("register_admin_urls")
def register_new_document() -> list[URLPattern]:
    return [path("new-document/", new_document, name=URL_NAME)]


@hooks.register("construct_homepage_panels")
def show_desk(request: HttpRequest, panels: list[Component]) -> None:
    panels.extend([NewDocumentPanel(), DuePanel(), EmbargoesPanel()])
    panels.extend([TakenBackPanel(), HoldingsPanel()])
