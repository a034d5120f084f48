"""Serves pictures in a requested size, made on the first request, and files."""

from __future__ import annotations

import errno
from mimetypes import guess_type
from typing import Any

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve as serve_static
from wagtail.documents.views.serve import serve as serve_document
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import CollectionViewRestriction
from wagtail.permissions import policy_registry

from cms.outages.lost import Lost, lost_by
from cms.record import tags
from cms.visibility.files import is_for_readers
from cms.visibility.gate import open_files_now

from . import renditions
from .making import NotNow, Share
from .models import CustomDocument, CustomImage
from .previewed import is_opened

PUBLIC_FILE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def rendition(request: HttpRequest, image_id: int, spec: str, signature: str) -> HttpResponse:
    """Redirect to the stored rendition; hidden, missing and forged addresses get the same 404."""
    signed_spec = renditions.spec_signed_for(image_id, spec, signature)
    if signed_spec is None:
        raise Http404
    image: CustomImage = get_object_or_404(CustomImage, pk=image_id)
    try:
        stored_rendition = renditions.public_rendition(image, signed_spec, Share(request))
    except NotNow as refused:
        return _later(refused.seconds)
    except (SourceImageIOError, InvalidFilterSpecError) as error:
        if lost_by(error) is Lost.STORAGE:
            raise
        raise Http404 from error
    if stored_rendition is None:
        raise Http404
    response = HttpResponseRedirect(stored_rendition.url)
    patch_cache_control(response, public=True, max_age=min(300, settings.FILE_MAX_AGE))
    _tag(response, image)
    return response


def _later(seconds: int) -> HttpResponse:
    """Say when to try again; no cache stores this."""
    return HttpResponse(
        status=429, headers={"Retry-After": str(seconds), "Cache-Control": "no-store"}
    )


@require_safe
@cache_control(no_store=True)
def preview(
    request: HttpRequest, preview: int, until: int, image_id: int, spec: str, signature: str
) -> HttpResponseBase:
    """Serve a picture of a draft, from the private storage, to whoever has a preview of it."""
    if not is_opened(preview, until, f"picture/{image_id}/{spec}", signature):
        raise Http404
    image = get_object_or_404(open_files_now(CustomImage.objects.all()), pk=image_id)
    try:
        stored = renditions.private_rendition(image, renditions.spec_in(spec), Share(request))
        return private_picture(stored.file)
    except NotNow as refused:
        return _later(refused.seconds)
    except (SourceImageIOError, InvalidFilterSpecError, FileNotFoundError) as error:
        if lost_by(error) is Lost.STORAGE:
            raise
        raise Http404 from error


@require_safe
@cache_control(no_store=True)
def preview_document(
    request: HttpRequest,
    preview: int,
    until: int,
    document_id: int,
    signature: str,
    document_filename: str,
) -> HttpResponseBase:
    """Serve a file of a draft in the same way."""
    file = f"document/{document_id}/{document_filename}"
    if not is_opened(preview, until, file, signature):
        raise Http404
    document = get_object_or_404(open_files_now(CustomDocument.objects.all()), pk=document_id)
    return _served(request, document, document_filename)


def private_picture(file: FieldFile) -> FileResponse:
    """The content of a file without an address, for a view that has checked permissions."""
    response = FileResponse(file.open("rb"), content_type=guess_type(file.name or "")[0])
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """Wagtail's view for those who may have the document; its 404 is the same for all others.

    So is the 404 for every unapproved name: another answer would confirm the file's name.
    """
    file = CustomDocument.objects.select_related("collection").filter(pk=document_id).first()
    is_public = file is not None and is_for_readers(file)
    try:
        if file is None or not (is_public or _is_given_to(request, file)):
            raise Http404
        response = _served(request, file, document_filename)
    except Http404:
        # The check of a hidden one reads the session, which shows in the header Vary.
        bool(request.user.is_authenticated)
        raise
    response["Cache-Control"] = settings.FILE_CACHE_CONTROL if is_public else "private, no-store"
    if is_public:
        _tag(response, file)
    return response


def _served(request: HttpRequest, file: CustomDocument, name: str) -> HttpResponseBase:
    if file.offered_name and name == file.offered_name:  # its address before names were neutral
        return HttpResponseRedirect(file.url)
    if name != file.public_name:
        raise Http404
    response = serve_document(request, file.pk, file.filename)
    if "Content-Disposition" in response:
        response["Content-Disposition"] = file.content_disposition
    if response.get("Content-Encoding") == "None":  # written so by Wagtail's sendfile
        del response["Content-Encoding"]
    return response


def _tag(response: HttpResponseBase, file: Any) -> None:
    """Tag a response, so that it is purged with all others that show this picture or document."""
    tags.stamp(response, tags.thing(file._meta.label_lower, file.pk))


def _is_given_to(request: HttpRequest, file: CustomDocument) -> bool:
    """Whether somebody gets a document that is not public.

    A restricted collection defines who may; its password is requested, since its readers were given
    one and have no account. Otherwise it belongs to a draft, for those who work on it.
    """
    if not file.has_clean_copy:
        return False
    restrictions = file.collection.get_view_restrictions()
    if not restrictions:
        return may_see(request.user, file)
    return all(
        restriction.restriction_type == CollectionViewRestriction.PASSWORD
        or restriction.accept_request(request)
        for restriction in restrictions
    )


def may_see(user: Any, file: CustomImage | CustomDocument) -> bool:
    """Whether an account may choose or change a picture or document, by its collection."""
    policy = policy_registry.get(file)
    actions = ["choose", "add", "change", "delete"]
    return policy.user_has_any_permission_for_instance(user, actions, file)


def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one file of the public folder, if no web server or bucket does.

    The folder contains only public files under unguessable names, so no permission is checked.
    """
    try:
        response = serve_static(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise Http404 from error
    headers = {"Cache-Control": settings.FILE_CACHE_CONTROL, **PUBLIC_FILE_HEADERS}
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    tags.stamp(response, tags.address(request.path))
    return response
