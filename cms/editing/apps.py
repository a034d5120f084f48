from django.apps import AppConfig


class EditingConfig(AppConfig):
    """Installed after `wagtail.contrib.redirects`, whose redirects our signal handlers process."""

    name = "cms.editing"
    label = "cms_editing"
    verbose_name = "Editing"

    def ready(self) -> None:
        from .meanwhile.chosen import let_every_action_ask
        from .meanwhile.forms import let_every_form_ask
        from .meanwhile.privacy import let_privacy_ask
        from .renaming.redirects import register_signal_handlers

        let_every_action_ask()
        let_every_form_ask()
        let_privacy_ask()
        register_signal_handlers()
