"""The screen for drawing regions on a picture."""

from __future__ import annotations

from typing import Any, Protocol

import orjson
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from media.models import CustomImage
from media.review.answers import is_another, may_review

from .obscure import ORIGINALS, NotObscured, obscure, show_again
from .pixels import PIXELATED, SOLID, Region

MOST = 200  # regions of one picture


class Sized(Protocol):
    """A picture, of which only the size in pixels is needed."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...


class RegionsView(WagtailAdminTemplateMixin, TemplateView):
    """Fills the drawn regions, or shows everything again."""

    model: type[Any]
    edit_url_name: str
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **options: Any) -> Any:
        self.file = get_object_or_404(self.model, pk=pk)
        if not may_review(self.file, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **options)

    def fill(self, text: str) -> None:
        """Fill the regions of the form."""
        raise NotImplementedError

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse(self.edit_url_name, args=[self.file.pk])
        items = [
            {"url": edit, "label": self.file.title},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *items]

    def post(self, request: HttpRequest, **_options: Any) -> HttpResponse:
        try:
            if "show_again" in request.POST:
                show_again(self.file, request.user)
                messages.success(request, _("It shows all again, and nobody has reviewed that."))
            else:
                if is_another(self.file, request.POST.get("seen")):
                    raise NotObscured(_("The file was replaced meanwhile. Look at it again."))
                self.fill(request.POST.get("regions", ""))
                messages.success(
                    request, _("Nothing is left of these regions in what readers get.")
                )
        except NotObscured as refused:
            messages.error(request, str(refused))
            return redirect(request.get_full_path())
        return redirect(self.done())

    def done(self) -> str:
        """The next address: for those who came from the queue, its next item."""
        return self.next_address or reverse(self.edit_url_name, args=[self.file.pk])

    @property
    def next_address(self) -> str:
        return get_valid_next_url_from_request(self.request)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        may_show_again = self.file.obscured_regions and self.request.user.has_perm(ORIGINALS)
        return super().get_context_data(**options) | {
            "file": self.file,
            "may_show_again": may_show_again,
            "next_address": self.next_address,
            "script": "media/obscure.js",
            "regions": [],
        }


class ObscureView(RegionsView):
    """Fills regions of a picture, and marks it as obscured."""

    model = CustomImage
    edit_url_name = "wagtailimages:edit"
    page_title = _("Obscure")
    header_icon = "image"
    template_name = "media/obscure.html"

    def fill(self, text: str) -> None:
        obscure(self.file, regions_in(text, self.file), self.request.user)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(**options) | {
            "picture": self.file,
            "address": self.file.file.url,
            "fills": [(SOLID, _("Black")), (PIXELATED, _("A few squares"))],
            "regions": [Region(*region)._asdict() for region in self.file.obscured_regions],
        }


def regions_in(text: str, picture: Sized) -> list[Region]:
    """The regions in a form, as they lie in the picture; raises NotObscured if they are invalid."""
    try:
        rows = orjson.loads(text)
        regions = [Region(*[row[name] for name in Region._fields]) for row in rows[:MOST]]
        is_whole = len(regions) == len(rows) and all(
            _lies_in(region, picture) for region in regions
        )
    except (ValueError, TypeError, KeyError) as error:
        raise NotObscured(_("These are no regions of the picture.")) from error
    if not is_whole:
        raise NotObscured(_("These are no regions of the picture."))
    return regions


def _lies_in(region: Region, picture: Sized) -> bool:
    numbers = region[:4]
    return (
        all(type(number) is int for number in numbers)
        and min(region.x, region.y) >= 0
        and min(region.width, region.height) > 0
        and region.x + region.width <= picture.width
        and region.y + region.height <= picture.height
        and region.fill in (SOLID, PIXELATED)
    )
