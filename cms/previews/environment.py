"""Which frontends show drafts, from the environment; nothing here needs Django's apps."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured


def preview_url(environment: Mapping[str, str]) -> str | dict[str, str]:
    """One address, or addresses by site and type of page where it is a JSON object."""
    setting = environment.get("PREVIEW_URL", "").strip()
    if not setting.startswith("{"):
        return setting
    try:
        addresses = json.loads(setting)
    except ValueError as error:
        raise ImproperlyConfigured(f"PREVIEW_URL is not valid JSON: {error}.") from error
    if not all(isinstance(address, str) for address in addresses.values()):
        raise ImproperlyConfigured("PREVIEW_URL names addresses, each a string.")
    return addresses
