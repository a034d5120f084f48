"""Answers with a picture in the size asked for, made when nobody asked before, or a file."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve as serve_static
from wagtail.documents.views.serve import serve as serve_document
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from cms.visibility.gate import is_in_public_collection

from . import renditions
from .models import CustomImage

PUBLIC_FILE_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",  # a new picture gets a new name
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
@cache_control(public=True, max_age=300)
def rendition(request: HttpRequest, image_id: int, spec: str, signature: str) -> HttpResponse:
    """Redirect to the stored rendition; hidden, missing and forged are the same 404."""
    signed_spec = renditions.spec_signed_for(image_id, spec, signature)
    if signed_spec is None:
        raise Http404
    image: CustomImage = get_object_or_404(
        CustomImage.objects.select_related("collection"), pk=image_id
    )
    if not is_in_public_collection(image):
        raise Http404
    try:
        stored_rendition = image.get_rendition(signed_spec)
    except (SourceImageIOError, InvalidFilterSpecError) as error:
        raise Http404 from error
    return HttpResponseRedirect(stored_rendition.url)


def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """Wagtail's view, whose "Not Found" is the same for a hidden document and for none."""
    try:
        response = serve_document(request, document_id, document_filename)
    except Http404:
        # A hidden one has looked who asks, which shows in the headers about cookies.
        bool(request.user.is_authenticated)
        raise
    if response.get("Content-Encoding") == "None":  # as Wagtail's sendfile writes it
        del response["Content-Encoding"]
    return response


def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one file of the public folder, where no web server or bucket does it.

    The folder holds clean pictures under names that nobody can guess: nothing is to be decided.
    """
    response = serve_static(request, path, document_root=str(settings.MEDIA_ROOT))
    for name, value in PUBLIC_FILE_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
