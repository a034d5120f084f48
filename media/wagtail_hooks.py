"""Addresses of private files within Wagtail's admin, behind its login."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from taggit.models import Tag
from wagtail import hooks
from wagtail.admin import filters
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.viewsets.base import ViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.views import chooser as document_chooser
from wagtail.images.views import chooser as image_chooser
from wagtail.log_actions import LogActionRegistry
from wagtail.users.models import UserProfile

from cms.admin_visibility import terms
from cms.record import touched

from . import deleting, duplicates, listing, tags
from .admin_api import PermittedDocuments, PermittedImages
from .many_files import ManyPicturesView
from .models import CustomImage, CustomRendition
from .names import ClearNames
from .obscuring.pages import PagePictureView, RedactView
from .obscuring.views import ObscureView
from .originals.viewset import RemovedOriginalViewSet
from .review import lists
from .review.bulk import ReviewDocuments, ReviewImages, ReviewVideos
from .review.queue import QueueMenuItem, QueueView
from .review.videos import VideoChooserViewSet, VideoViewSet
from .views import may_see, private_picture

terms.register(Tag, tags.named_tags)
# Wagtail has no setting for the suggested tags in listings and in the chooser of pictures.
filters.popular_tags_for_model = image_chooser.popular_tags_for_model = tags.popular_tags_for_model
document_chooser.viewset.create_view_class = duplicates.WarningUploadView  # nor for this
lists.set_choosers()


def profile_picture(request: HttpRequest, user_id: int) -> FileResponse:
    """Serve it inside the admin, where Wagtail requires a login for every address registered here.

    It is in the private storage, as everything is by default.
    """
    profile = get_object_or_404(UserProfile.objects.exclude(avatar=""), user_id=user_id)
    return private_picture(profile.avatar)


@cache_control(private=True, no_cache=True)
def picture(request: HttpRequest, image_id: int) -> FileResponse:
    """Serve the access copy to whoever may choose it."""
    image = get_object_or_404(CustomImage, pk=image_id)
    return _shown(request, image, image)


@cache_control(private=True, no_cache=True)
def thumbnail(request: HttpRequest, rendition_id: int) -> FileResponse:
    """Serve a size that Wagtail has made for the admin to whoever may choose the picture."""
    rendition = get_object_or_404(CustomRendition.objects.select_related("image"), pk=rendition_id)
    return _shown(request, rendition.image, rendition)


def _shown(request: HttpRequest, image: CustomImage, holder: Any) -> FileResponse:
    if not may_see(request.user, image):
        raise Http404
    try:
        return private_picture(holder.file)
    except OSError as lost:
        raise Http404 from lost


@hooks.register("register_admin_urls")
def urls_within_the_admin() -> list[URLPattern]:
    return [
        path("profile-pictures/<int:user_id>/", profile_picture, name="media_profile_picture"),
        path("pictures/<int:image_id>/", picture, name="media_picture"),
        path("thumbnails/<int:rendition_id>/", thumbnail, name="media_thumbnail"),
        path("review/", QueueView.as_view(), {"kind": "image"}, name="media_review_first"),
        path("review/<slug:kind>/", QueueView.as_view(), name="media_review"),
        path("pictures/<int:pk>/obscure/", ObscureView.as_view(), name="media_obscure"),
        path("files/<int:pk>/redact/<int:page>/", RedactView.as_view(), name="media_redact"),
        path(
            "files/<int:pk>/pages/<int:page>/", PagePictureView.as_view(), name="media_page_picture"
        ),
    ]


@hooks.register("get_avatar_url")
def profile_picture_url(user: Any, size: int) -> str | None:
    profile = getattr(user, "wagtail_userprofile", None)
    if profile is None or not profile.avatar:
        return None
    return reverse("media_profile_picture", args=[user.pk])


@hooks.register("construct_admin_api", order=1)  # in place of Wagtail's
def show_what_is_permitted(router: WagtailAPIRouter) -> None:
    router.register_endpoint("images", PermittedImages)
    router.register_endpoint("documents", PermittedDocuments)


@hooks.register("register_admin_urls", order=-1)  # ahead of Wagtail's
def forms_that_say_where_it_is_used() -> list[URLPattern]:
    many = path("images/multiple/add/", ManyPicturesView.as_view())
    return [*deleting.addresses(), *duplicates.addresses(), *lists.addresses(), many]


@hooks.register("after_bulk_action")
def note_moved(
    _request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> None:
    """Purge and compare files that Wagtail moved into a collection by a bulk update without
    signals."""
    if action_type == "add_to_collection":
        for file in objects:
            touched.note(file._meta.label_lower, file.pk)


for action in (
    *(deleting.DeleteUnusedImages, deleting.DeleteUnusedDocuments),
    *(listing.TagImages, listing.TagDocuments),
    *(listing.CollectImages, listing.CollectDocuments),
    *(ReviewImages, ReviewDocuments, ReviewVideos, ClearNames),
):
    hooks.register("register_bulk_action", action, order=1)  # in place of Wagtail's


@hooks.register("insert_global_admin_css")
def styles_of_the_choosers() -> str:
    """Loaded for every form that opens a chooser."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("media/reviewed.css"))


@hooks.register("register_admin_menu_item")
def lead_to_the_queue() -> QueueMenuItem:
    return QueueMenuItem()


@hooks.register("register_permissions")
def may_review_media() -> QuerySet[Permission]:
    return Permission.objects.filter(codename="review_media")


@hooks.register("register_admin_viewset")
def report_removed_originals() -> RemovedOriginalViewSet:
    return RemovedOriginalViewSet()


@hooks.register("register_admin_viewset")
def videos_in_the_admin() -> list[ViewSet]:
    return [VideoViewSet(), VideoChooserViewSet("video_chooser")]


@hooks.register("register_permissions")
def may_destroy_originals() -> QuerySet[Permission]:
    return Permission.objects.filter(codename="destroy_removedoriginal")


@hooks.register("register_log_actions")
def log_what_is_done_with_originals(actions: LogActionRegistry) -> None:
    actions.register_action(
        "media.download_original", _("Download original"), _("Original downloaded")
    )
    actions.register_action(
        "media.destroy_original", _("Destroy original"), _("Original destroyed")
    )
    actions.register_action("media.review", _("Review"), _("Said whether people are in it"))
    actions.register_action("media.obscure", _("Obscure"), _("Regions filled"))
    actions.register_action(
        "media.show_again", _("Show all again"), _("Made anew from the original")
    )
