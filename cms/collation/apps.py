from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save, pre_migrate


class CollationConfig(AppConfig):
    name = "cms.collation"
    label = "cms_collation"
    verbose_name = "Collation"

    def ready(self) -> None:
        from .keys import key_models, owner_of

        self.keys_of = {owner_of(model): model for model in key_models()}
        pre_migrate.connect(drop_triggers, sender=self, dispatch_uid="cms.collation.drop")
        post_migrate.connect(keep_keys, sender=self, dispatch_uid="cms.collation.keep")
        post_save.connect(self.fill_keys, dispatch_uid="cms.collation.fill")

    def fill_keys(self, sender: Any, using: str, **_options: Any) -> None:
        from .keys import fill

        for owner, keys in self.keys_of.items():
            if issubclass(sender, owner):
                fill(keys, using)


def drop_triggers(using: str, **_options: Any) -> None:
    from .keys import uninstall

    uninstall(using)


def keep_keys(using: str, **_options: Any) -> None:
    from .keys import install

    install(using)
