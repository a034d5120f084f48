"""The report of removed originals: the list, the download, and the page that destroys one."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from media.models import RemovedOriginal
from media.views import PUBLIC_FILE_HEADERS

from .destroying import NotDestroyed, destroy, log_download, refusal

LIST = "removed-originals:index"


class OriginalsView(IndexView):
    """Lists them, the most recently removed first."""

    any_permission_required = ["destroy"]
    default_ordering = "-removed_at"

    def get_base_queryset(self) -> Any:
        return RemovedOriginal.objects.select_related("removed_by")

    def get_list_more_buttons(self, instance: RemovedOriginal) -> list[MenuItem]:
        download, destroy = (
            reverse(f"removed-originals:{name}", args=[instance.pk])
            for name in ("download", "destroy")
        )
        return [
            MenuItem(_("Download"), download, icon_name="download"),
            MenuItem(_("Destroy"), destroy, icon_name="bin"),
        ]


class DownloadView(PermissionCheckedMixin, View):
    """Returns the original as it was uploaded, uncleaned, as a download."""

    model = RemovedOriginal
    permission_required = "destroy"
    http_method_names = ["get"]

    @method_decorator(never_cache)
    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        original = get_object_or_404(RemovedOriginal, pk=pk)
        try:
            content = original.original.open("rb")
        except Exception as error:  # noqa: BLE001 -- whatever a store's client raises
            is_lost = isinstance(error, FileNotFoundError)
            sentence = (
                _("The original of “%(original)s” is missing in the storage.")
                if is_lost
                else _("The original of “%(original)s” cannot be read: try again.")
            )
            messages.error(request, sentence % {"original": original})
            return redirect(LIST)
        log_download(original, request.user)
        suffix = PurePath(original.original.name or "").suffix
        name = get_valid_filename(f"original-{original}{suffix}")
        return FileResponse(content, as_attachment=True, filename=name, headers=PUBLIC_FILE_HEADERS)


class DestroyView(DeleteView):
    """Asks for confirmation, and destroys an original whose waiting time is over."""

    permission_required = "destroy"
    page_title = _("Destroy")
    template_name = "media/destroy.html"

    def get(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if sentence := refusal(self.object):
            messages.error(request, sentence)
            return redirect(LIST)
        return super().get(request, *args, **options)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            destroy(self.object, self.request.user)
        except NotDestroyed as refused:
            messages.error(self.request, str(refused))
        else:
            messages.success(
                self.request,
                _("The original of “%(object)s” is destroyed.") % {"object": self.object},
            )
        return redirect(LIST)
