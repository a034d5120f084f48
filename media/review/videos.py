"""External videos in the admin: their list, and the chooser for consents."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from cms.viewsets import GuardedChoosing, ListViewSet
from cms.visibility.holds import with_words
from media.models import Video

from .answers import review_address
from .lists import ReviewColumn, ReviewFilterForm


class VideoURLFinder(ModelAdminURLFinder):
    """Links to the review: there is nothing else to edit."""

    def construct_edit_url(self, instance: Video) -> str:
        return review_address(instance)


class VideosView(IndexView):
    """Lists the most recently seen first."""

    def get_base_queryset(self) -> QuerySet[Video]:
        return with_words(super().get_base_queryset().select_related("reviewed_by"))

    any_permission_required = ["view"]
    template_name = "media/videos.html"
    default_ordering = "-noted_at"


class VideoViewSet(ListViewSet):
    """A report of all videos in pages and drafts, linked to their reviews."""

    model = Video
    name = "videos"
    menu_hook = "register_reports_menu_item"
    icon = "media"
    index_view_class = VideosView
    url_finder_class = VideoURLFinder
    add_to_reference_index = False
    search_fields = ["address"]
    list_filter = ["review", "provider"]
    list_display = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="video"),
        TitleColumn(
            "address",
            label=_("Address"),
            get_url=review_address,
            get_title_id=lambda video: f"video_{video.pk}_title",
            sort_key="address",
        ),
        Column("provider", label=_("Provider")),
        ReviewColumn("review", label=_("Review"), sort_key="review"),
        Column("reviewed_by", label=_("By")),
        Column("noted_at", label=_("First seen"), sort_key="noted_at"),
    ]


class AddressFilterForm(BaseFilterForm):
    """Filters by a part of the address;

    Wagtail's own field uses the search index, which has none.
    """

    q = SearchFilterMixin.declared_fields["q"]

    def filter(self, objects: QuerySet[Video]) -> QuerySet[Video]:
        objects = super().filter(objects)
        if query := self.cleaned_data["q"]:
            objects = objects.filter(address__icontains=query)
            self.is_searching, self.search_query = True, query
        return objects


class VideoFilterForm(ReviewFilterForm, AddressFilterForm):
    """Also filters by the answer."""

    field_order = ["q"]


class ChooseVideoView(ChooseView):
    """Opens the chooser."""

    filter_form_class = VideoFilterForm


class ChooseVideoResultsView(ChooseResultsView):
    """The results in it."""

    filter_form_class = VideoFilterForm


class VideoChooserViewSet(GuardedChoosing, ChooserViewSet):
    """Chooses a video; each address may be from somebody's draft."""

    model = Video
    may = ("choose",)
    choose_view_class = ChooseVideoView
    choose_results_view_class = ChooseVideoResultsView
    icon = "media"
    choose_one_text = _("Choose a video")
    choose_another_text = _("Choose another video")

    def get_object_list(self) -> QuerySet[Video]:
        return Video.objects.order_by("-noted_at")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Without the address of a form for a new one, which does not exist."""
        return [address for address in super().get_urlpatterns() if address.name != "create"]
