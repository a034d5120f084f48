from wagtail import hooks

from .viewsets import WebhooksGroup


@hooks.register("register_admin_viewset")
def register_webhooks() -> WebhooksGroup:
    return WebhooksGroup()
