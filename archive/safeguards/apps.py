from django.apps import AppConfig


class SafeguardsConfig(AppConfig):
    name = "archive.safeguards"
    label = "safeguards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.clock.jobs import Job, Stage, register

        from . import checks, clearing  # noqa: F401 -- importing the one registers it
        from .consent import ending, evidence, media, signal_handlers
        from .embargo import clock, follow
        from .naming import saving
        from .standing import asking

        clearing.register_signal_handlers()
        saving.register_signal_handlers()
        signal_handlers.register_signal_handlers()
        media.register_signal_handlers()
        follow.register()
        register(Job("embargoes", "Opens what is set to", clock.open_what_ended, Stage.OPEN))
        does = "Takes back what no consent allows any longer"
        register(Job("consents", does, ending.take_back_what_ended, Stage.PUBLISH))
        does = "Encrypts evidence that was stored in the open"
        register(Job("evidence", does, evidence.seal_open_evidence, Stage.CLEAN))
        does = "Asks again whether what is public is cleared"
        register(Job("clearances", does, asking.ask_what_is_due, Stage.COMPARE))
