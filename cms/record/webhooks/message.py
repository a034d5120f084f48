"""The message about a change, and its signature: https://www.standardwebhooks.com."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from django.utils import timezone
from standardwebhooks import Webhook

from cms.record.models import Change
from cms.record.subjects import global_id
from cms.record.tags import published_tags

from .models import Endpoint


def body_of(change: Change) -> str:
    """What a static site needs to know, named as in `changes`; no content, and no note."""
    key = (change.type == "Site" and change.site) or change.key
    at = change.at.astimezone(UTC).isoformat()
    data = {
        "number": change.number,
        "kind": change.kind,
        "subject": global_id(change.type, key),
        "type": change.type,
        "path": change.path or None,
        "previousPath": change.previous_path or None,
        "referenceCode": change.code or None,
        "at": at,
        "tags": published_tags(vars(change)),
        "site": global_id("Site", change.site) if change.site else None,
        "locale": change.locale or None,
    }
    message = {"type": f"record.{change.kind.lower()}", "timestamp": at, "data": data}
    return json.dumps(message, ensure_ascii=False)


def headers_of(change: Change, body: str, endpoint: Endpoint) -> dict[str, Any]:
    name, now = f"change_{change.number}", timezone.now()
    signatures = [Webhook(secret).sign(name, now, body) for secret in endpoint.secrets()]
    return {
        "Content-Type": "application/json",
        "User-Agent": "archive-cms",
        "Connection": "close",
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
