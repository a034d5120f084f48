"""Front pages, standard pages, menus, and settings of a site."""

from __future__ import annotations

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index

from archive.blocks import BodyBlock
from archive.editor.forms import ArchiveCopyForm
from archive.richtext import FEATURES, sanitised
from archive.safeguards.page import SafeguardedPage
from cms.admin_visibility.pages import ExplorablePage
from cms.editing.deletion import KeptPage
from cms.previews.pages import PreviewedPage
from cms.visibility.slugs import AddressedPage

from .blocks import MenuItemBlock


class HomePage(SafeguardedPage, ExplorablePage, KeptPage, PreviewedPage, AddressedPage):
    """The front page of a language."""

    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=FEATURES,
        help_text=_(
            "A few sentences on who we are, shown above everything else on the front page."
        ),
    )
    body = StreamField(
        BodyBlock(),
        blank=True,
        help_text=_("What follows below the introduction, in blocks."),
        verbose_name=_("body"),
    )

    page_description = _("The front page of the site in one language.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        InlinePanel(
            "featured_entries",
            heading=_("Featured documents"),
            label=pgettext_lazy("archive", "Document"),
            help_text=_("The documents of the archive that the front page shows, in this order."),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    copy_form_class = ArchiveCopyForm

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def clean(self) -> None:
        super().clean()
        self.introduction = sanitised(self.introduction)


class FeaturedEntry(Orderable):
    """A document that the front page shows."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_entries")
    entry = models.ForeignKey(
        "archive.EntryPage",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=pgettext_lazy("archive", "document"),
        help_text=_("A document of the archive; readers see it here once it is public."),
    )

    panels = [PageChooserPanel("entry")]

    class Meta(Orderable.Meta):
        verbose_name = _("featured document")

    def __str__(self) -> str:
        return str(self.entry)


class StandardPage(SafeguardedPage, ExplorablePage, KeptPage, PreviewedPage, AddressedPage):
    """A page outside the archive, such as “About” or “Contact”."""

    body = StreamField(
        BodyBlock(),
        blank=True,
        help_text=_("The content of the page in blocks, for example a heading and paragraphs."),
        verbose_name=_("body"),
    )

    page_description = _("A page outside the archive, such as “About” or “Contact”.")
    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class Menu(TranslatableMixin, index.Indexed, models.Model):
    """A menu of the site in one language."""

    handle = models.SlugField(
        _("handle"),
        max_length=40,
        help_text=_(
            "The name by which a frontend asks for this menu, “main” or “footer”; the same "
            "in every language."
        ),
    )
    title = models.CharField(
        _("title"),
        max_length=80,
        help_text=_("What the menu is called where a heading is shown, for example “Main menu”."),
    )
    items = StreamField(
        [("item", MenuItemBlock())],
        blank=True,
        help_text=_("The items in order, each leading to a page or to an address."),
        verbose_name=_("items"),
    )

    panels = [
        MultiFieldPanel([FieldRowPanel([FieldPanel("title"), FieldPanel("handle")])], _("Menu")),
        FieldPanel("items"),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        ordering = ["handle", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "handle"],
                name="home_menu_handle_in_locale",
                violation_error_message=_("Another menu of this language has this handle."),
            )
        ]

    def __str__(self) -> str:
        return self.title


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting, ClusterableModel):
    """Settings that apply to every page of a site."""

    organisation = models.CharField(
        _("organisation"),
        max_length=160,
        help_text=_(
            "The full name of the organisation, as it stands in a citation: “Life Funds for "
            "North Korean Refugees”."
        ),
    )
    contact_email = models.EmailField(
        blank=True,
        verbose_name=_("contact e-mail"),
        help_text=_("The address that readers may write to, “archive@example.org”; it is public."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("organisation"), FieldPanel("contact_email")], _("Organisation")
        ),
        InlinePanel(
            "social_links",
            heading=_("Elsewhere"),
            label=_("Profile"),
            help_text=_("Our profiles on other sites, in the order in which they are shown."),
        ),
    ]

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")


class SocialLink(Orderable):
    """A profile of the organisation on another site."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField(
        _("label"), max_length=80, help_text=_("The name of the other site, for example “YouTube”.")
    )
    url = models.URLField(
        _("address"),
        max_length=500,
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message=_("Give a whole web address that begins with https://."),
            )
        ],
        help_text=_("Our profile there, for example “https://www.youtube.com/@example”."),
    )

    panels = [FieldRowPanel([FieldPanel("label"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        verbose_name = _("profile")

    def __str__(self) -> str:
        return self.label
