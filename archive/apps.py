from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from cms.clock.jobs import Job, Stage, register
        from cms.visibility.slugs import reserve

        from . import checks  # noqa: F401 -- importing it registers it
        from .bulk.runs import go_on_with_all
        from .casefold import add_function
        from .checklist import checks as checklist_checks  # noqa: F401 -- the same
        from .date_fields import stand_for_all
        from .graphql import checks as graphql_checks  # noqa: F401 -- the same
        from .merging import addresses as merging_addresses
        from .record import register_subjects
        from .search import checks as search_checks  # noqa: F401 -- the same
        from .search import signal_handlers as search_signal_handlers
        from .terms import translation
        from .videos import noting

        reserve(r"category|tag|place|\d{4}")  # lists of documents below a front page
        connection_created.connect(add_function, dispatch_uid="archive.casefold")
        translation.register_signal_handlers()
        search_signal_handlers.register_signal_handlers()
        merging_addresses.register_signal_handlers()
        register_subjects()
        noting.register_signal_handlers()
        words = "Goes on with changes of many pages"
        register(Job("bulk", words, go_on_with_all, Stage.PUBLISH))
        stand_for_all()
