"""Reads from the environment which frontends show drafts; needs no Django apps."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured


def preview_url(environment: Mapping[str, str]) -> str | dict[str, str]:
    """One address, or, from a JSON object, addresses by site and page type."""
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
