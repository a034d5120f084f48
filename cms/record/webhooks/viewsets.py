"""Endpoints and the log of their deliveries in the admin."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from cms.record.telling import tell_at_once
from cms.viewsets import ListViewSet

from .forms import EndpointForm
from .message import body_of
from .models import Delivery, Endpoint, renewed


def show_secret(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """Show the secret, once."""
    context = {"endpoint": endpoint, "secret": endpoint.secrets()[0]}
    return TemplateResponse(request, "cms_webhooks/secret.html", context)


class EndpointCreateView(CreateView):
    """Answers with the secret."""

    def form_valid(self, form: EndpointForm) -> HttpResponse:
        super().form_valid(form)
        return show_secret(self.request, self.object)


class EndpointEditView(EditView):
    """Links to creating a new secret."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        address = reverse("webhooks:new_secret", args=[self.object.pk])
        button = Button(_("New secret"), url=address, icon_name="key", priority=10)
        return [*super().header_more_buttons, button]


class NewSecretView(EditView):
    """Asks, and a POST creates a new secret; for a day, the old one signs too."""

    template_name = "cms_webhooks/new_secret.html"
    header_icon = "key"

    def get_page_title(self) -> str:
        return str(_("New secret"))

    def post(self, request: HttpRequest, *_args: Any, **_options: Any) -> HttpResponse:
        endpoint: Endpoint = self.get_object()
        endpoint.renew_secret()
        log(endpoint, "wagtail.edit")
        return show_secret(request, endpoint)


class EndpointViewSet(ModelViewSet):
    """The servers that are notified of changes."""

    model = Endpoint
    name = "webhooks"
    menu_label = _("Webhooks")
    icon = "link-external"
    add_view_class = EndpointCreateView
    edit_view_class = EndpointEditView
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("address"), FieldPanel("kinds"), FieldPanel("is_on")],
        base_form_class=EndpointForm,
    )
    list_display = [
        "address",
        BooleanColumn("is_on", label=_("On"), sort_key="is_on"),
        "failing_since",
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        new_secret = self.construct_view(NewSecretView, **self.get_edit_view_kwargs())
        return [
            *super().get_urlpatterns(),
            path("new-secret/<int:pk>/", new_secret, name="new_secret"),
        ]


class DeliveryIndexView(IndexView):
    """Lists each delivery with its answer."""

    default_ordering = "-change"

    def get_base_queryset(self) -> Any:
        return Delivery.objects.select_related("change", "endpoint")


class DeliveryView(InspectView):
    """One delivery; a POST sends it again."""

    template_name = "cms_webhooks/delivery.html"
    page_title = _("Delivery")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body = body_of(self.object.change)
        return super().get_context_data(body=body, can_send=self._can_send(), **kwargs)

    def post(self, request: HttpRequest, *_args: Any, **_options: Any) -> HttpResponse:
        if not self._can_send():
            raise PermissionDenied
        Delivery.objects.filter(pk=self.object.pk).update(**renewed())
        tell_at_once()
        messages.success(request, _("It is sent again."))
        return redirect(request.path)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return timezone.localtime(value) if isinstance(value, datetime) else value

    def _can_send(self) -> bool:
        return self.permission_policy.user_has_permission(self.request.user, "change")


class DeliveryViewSet(ListViewSet):
    """The log of deliveries, which is read-only."""

    model = Delivery
    name = "webhook-deliveries"
    menu_label = _("Deliveries")
    icon = "history"
    index_view_class = DeliveryIndexView
    inspect_view_class = DeliveryView
    inspect_view_enabled = True
    inspect_view_fields = [
        *("endpoint", "change", "state", "attempts", "due_at", "tried_at", "status", "answer"),
    ]
    list_display = [
        TitleColumn(
            "change",
            label=_("Change"),
            accessor=lambda each: each.change.told,
            get_url=lambda each: reverse("webhook-deliveries:inspect", args=[each.pk]),
        ),
        Column("endpoint", label=_("Webhook")),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("attempts", label=_("Attempts")),
        Column("status", label=pgettext_lazy("answer", "Status")),
        Column("tried_at", label=_("Last tried")),
    ]
    list_filter = ["endpoint", "state"]

    def get_urlpatterns(self) -> list[URLPattern]:
        inspect = path("<int:pk>/", self.inspect_view, name="inspect")
        return [*super().get_urlpatterns(), inspect]


class WebhooksGroup(ModelViewSetGroup):
    """The menu of endpoints and deliveries."""

    items = (EndpointViewSet, DeliveryViewSet)
    menu_label = _("Webhooks")
    menu_icon = "link-external"
    menu_order = 900
