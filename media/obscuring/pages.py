"""The screen for drawing regions on a page of a PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from PIL import Image
from wagtail.admin import messages

from media.cleaning.apart import run
from media.cleaning.pdf import Region as PageRegion
from media.cleaning.pdf import drawn
from media.cleaning.refused import Refused
from media.models import CustomDocument
from media.storage.sealed import cleaning_allowance
from media.views import PUBLIC_FILE_HEADERS

from .obscure import NotObscured, redact
from .views import RegionsView, regions_in


class PageView(RegionsView):
    """Shows a page of a PDF as in the copy that readers get."""

    model = CustomDocument
    edit_url_name = "wagtaildocs:edit"

    def setup(self, request: HttpRequest, *args: Any, page: int, **options: Any) -> None:
        super().setup(request, *args, **options)
        self.number = page

    @cached_property
    def picture(self) -> Image.Image:
        if not 1 <= self.number <= (self.file.page_count or 0):
            raise Http404
        try:
            with self.file.file.open("rb") as file:
                return run(cleaning_allowance(), drawn, file.read(), self.number)
        except OSError as lost:
            raise Http404 from lost
        except Refused as refused:
            raise NotObscured(refused.said(gettext)) from refused


class PagePictureView(PageView):
    """Shows the page."""

    http_method_names = ["get"]

    @method_decorator(never_cache)
    def get(self, request: HttpRequest, **options: Any) -> HttpResponse:
        output = BytesIO()
        try:
            self.picture.save(output, "PNG")
        except NotObscured as refused:
            raise Http404 from refused
        return HttpResponse(output.getvalue(), "image/png", headers=PUBLIC_FILE_HEADERS)


class RedactView(PageView):
    """Fills regions in addition to those that are already filled, page by page."""

    page_title = _("Redact")
    header_icon = "doc-full-inverse"
    template_name = "media/redact.html"

    def get(self, request: HttpRequest, **options: Any) -> HttpResponse:
        try:
            return super().get(request, **options)
        except NotObscured as refused:
            messages.error(request, str(refused))
            return redirect(self.edit_url_name, self.file.pk)

    def fill(self, text: str) -> None:
        regions = [
            PageRegion(self.number, *region[:4]) for region in regions_in(text, self.picture)
        ]
        redact(self.file, regions, self.request.user)

    def done(self) -> str:
        return self._address(self.number)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        last = self.file.page_count
        return super().get_context_data(**options) | {
            "picture": self.picture,
            "address": reverse("media_page_picture", args=[self.file.pk, self.number]),
            "number": self.number,
            "before": self._address(self.number - 1) if self.number > 1 else "",
            "after": self._address(self.number + 1) if self.number < last else "",
        }

    def _address(self, number: int) -> str:
        address = reverse("media_redact", args=[self.file.pk, number])
        query = urlencode({"next": self.next_address})
        return f"{address}?{query}" if self.next_address else address
