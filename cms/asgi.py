"""The ASGI entry point for ASGI servers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_asgi_application()

from cms.graphql.endpoint.schema import served_schema  # noqa: E402 -- needs Django

served_schema()  # before the first request, so that a server with a wrong one does not start
