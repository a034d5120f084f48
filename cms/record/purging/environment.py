"""WAGTAILFRONTENDCACHE from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_BACKENDS = "cms.record.purging.backends"


def caches_in_front(environment: Mapping[str, str]) -> dict[str, Any]:
    """Each Varnish under its address, since each has to be purged; Fastly and Cloudflare."""
    locations = [location.strip() for location in environment.get("VARNISH_URLS", "").split(",")]
    caches: dict[str, Any] = {
        f"varnish {location}": {"BACKEND": f"{_BACKENDS}.VarnishBackend", "LOCATION": location}
        for location in locations
        if location
    }
    if service := environment.get("FASTLY_SERVICE_ID"):
        token = environment.get("FASTLY_API_TOKEN", "")
        caches[f"fastly {service}"] = {
            "BACKEND": f"{_BACKENDS}.FastlyBackend",
            "SERVICE_ID": service,
            "API_TOKEN": token,
        }
    if zone := environment.get("CLOUDFLARE_ZONE_ID"):
        token = environment.get("CLOUDFLARE_API_TOKEN", "")
        caches[f"cloudflare {zone}"] = {
            "BACKEND": f"{_BACKENDS}.CloudflareBackend",
            "ZONEID": zone,
            "BEARER_TOKEN": token,
        }
    return caches
