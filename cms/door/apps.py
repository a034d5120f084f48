from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "cms.door"
    label = "cms_door"

    def ready(self) -> None:
        from . import choosers, receivers, totp  # noqa: F401 -- connects them
