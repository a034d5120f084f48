"""The screen on which the regions of a picture are drawn that nobody is to see."""

from __future__ import annotations

from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from media.models import CustomImage
from media.review.answers import is_another, may_review

from .obscure import ORIGINALS, NotObscured, obscure, show_again
from .pixels import PIXELATED, SOLID, Region

MOST = 200  # regions of one picture


class ObscureView(WagtailAdminTemplateMixin, TemplateView):
    """Fills what was drawn, and says that the picture is obscured."""

    page_title = _("Obscure")
    header_icon = "image"
    template_name = "media/obscure.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **options: Any) -> Any:
        self.image = get_object_or_404(CustomImage, pk=pk)
        if not may_review(self.image, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **options)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailimages:edit", args=[self.image.pk])
        items = [
            {"url": edit, "label": self.image.title},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *items]

    def post(self, request: HttpRequest, **_options: Any) -> HttpResponse:
        try:
            if "show_again" in request.POST:
                show_again(self.image, request.user)
                messages.success(request, _("It shows all again, and nobody has reviewed that."))
            else:
                if is_another(self.image, request.POST.get("seen")):
                    raise NotObscured(_("The file was replaced meanwhile. Look at it again."))
                regions = regions_in(request.POST.get("regions", ""), self.image)
                obscure(self.image, regions, request.user)
                messages.success(
                    request, _("Nothing is left of these regions in what readers get.")
                )
        except NotObscured as refused:
            messages.error(request, str(refused))
            return redirect(request.path)
        return redirect("wagtailimages:edit", self.image.pk)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(**options) | {
            "image": self.image,
            "fills": [(SOLID, _("Black")), (PIXELATED, _("A few squares"))],
            "regions": [Region(*region)._asdict() for region in self.image.obscured_regions],
            "may_show_again": self.image.obscured_regions and self.request.user.has_perm(ORIGINALS),
        }


def regions_in(text: str, image: CustomImage) -> list[Region]:
    """The regions of a form as they lie in the picture; raise NotObscured for what are none."""
    try:
        rows = orjson.loads(text)
        regions = [Region(*[row[name] for name in Region._fields]) for row in rows[:MOST]]
        is_whole = len(regions) == len(rows) and all(_lies_in(region, image) for region in regions)
    except (ValueError, TypeError, KeyError) as error:
        raise NotObscured(_("These are no regions of the picture.")) from error
    if not is_whole:
        raise NotObscured(_("These are no regions of the picture."))
    return regions


def _lies_in(region: Region, image: CustomImage) -> bool:
    numbers = region[:4]
    return (
        all(type(number) is int for number in numbers)
        and min(region.x, region.y) >= 0
        and min(region.width, region.height) > 0
        and region.x + region.width <= image.width
        and region.y + region.height <= image.height
        and region.fill in (SOLID, PIXELATED)
    )
