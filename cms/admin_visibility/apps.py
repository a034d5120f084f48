from django.apps import AppConfig


class AdminVisibilityConfig(AppConfig):
    name = "cms.admin_visibility"
    label = "cms_admin_visibility"
    verbose_name = "Visibility in the admin"

    def ready(self) -> None:
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from .policy import SeenPagePolicy

        register_permission_policy(Page, SeenPagePolicy(Page))
