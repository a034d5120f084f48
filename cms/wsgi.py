"""The WSGI entry point for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_wsgi_application()

from cms.graphql.endpoint.persisted import trusted_documents  # noqa: E402 -- needs Django
from cms.graphql.endpoint.schema import served_schema  # noqa: E402 -- needs Django

# Before the first request, so that a server with invalid ones does not start.
served_schema()
trusted_documents()
