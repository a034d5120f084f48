from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    name = "home.desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .giving import give_permissions

        post_migrate.connect(give_permissions, dispatch_uid="home.desk")
