"""What Wagtail's own views need to know about private files."""

from __future__ import annotations

from mimetypes import guess_type
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import CollectionViewRestriction
from wagtail.users.models import UserProfile

from . import deleting
from .admin_api import PermittedDocuments, PermittedImages
from .models import CustomDocument


@hooks.register("before_serve_document", order=-1)  # ahead of Wagtail's, which would ask to log in
def hide_document(document: CustomDocument, request: HttpRequest) -> None:
    """Answer for a document in a restricted collection as for one that never was.

    Those who are logged in and allowed get it; a password is asked for, since its readers were
    given one and have no account.
    """
    for restriction in document.collection.get_view_restrictions():
        by_password = restriction.restriction_type == CollectionViewRestriction.PASSWORD
        if not by_password and not restriction.accept_request(request):
            raise Http404


def profile_picture(request: HttpRequest, user_id: int) -> FileResponse:
    """Serve it inside the admin, whose guard Wagtail puts before every address registered here.

    It lies in the private storage, as everything does that nobody decided about.
    """
    profile = get_object_or_404(UserProfile.objects.exclude(avatar=""), user_id=user_id)
    response = FileResponse(
        profile.avatar.open("rb"), content_type=guess_type(profile.avatar.name)[0]
    )
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@hooks.register("register_admin_urls")
def profile_picture_urls() -> list[URLPattern]:
    return [path("profile-pictures/<int:user_id>/", profile_picture, name="media_profile_picture")]


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
    return deleting.addresses()


for action in (deleting.DeleteUnusedImages, deleting.DeleteUnusedDocuments):
    hooks.register("register_bulk_action", action, order=1)  # in place of Wagtail's
