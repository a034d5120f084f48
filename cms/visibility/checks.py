"""What an operator has to know about the sites: `manage.py check --database default`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from wagtail.models import Site

from .models import Frontend


@register(Tags.database)
def check_frontends(
    app_configs: Any, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Every site beside the default one says where its readers are."""
    return [
        Warning(
            f"The site “{site}” has no public frontend: its own addresses lead to {site.root_url}, "
            "and links from other sites to its pages are reduced to their words.",
            hint="Set it in the admin under Settings, Public frontend.",
            id="cms_visibility.W001",
        )
        for alias in databases or ()
        if Frontend._meta.db_table in connections[alias].introspection.table_names()
        for site in Site.objects.using(alias).filter(is_default_site=False, frontend=None)
    ]
