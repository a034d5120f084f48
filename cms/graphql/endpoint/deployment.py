"""What changes answers besides the content: the code, the settings, and the signing key.

All settings count except a few, so that none can be forgotten, and all of the project's code.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils.crypto import salted_hmac

# SECRET_KEY is the key of the digest, never its input. Addresses of the server's own services and
# rate limits change no answer.
_NOT_TEXT = {"SECRET_KEY", "DATABASES", "CACHES", "LOGGING", "GRAPHQL_RATE_LIMIT"}
_NOT_OURS = {"site-packages", "dist-packages"}
_CODE = {".py", ".html"}


@lru_cache(maxsize=1)
def deployment() -> str:
    """A keyed digest, the same in all processes that would give the same answers."""
    values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    text = json.dumps(
        {name: value for name, value in values.items() if name not in _NOT_TEXT},
        default=_as_text,
        sort_keys=True,
    )
    return salted_hmac("cms.graphql.deployment", code() + text, algorithm="sha256").hexdigest()


@lru_cache(maxsize=1)
def code() -> str:
    """A digest of the project's own apps and of the versions of all that is installed."""
    digest = hashlib.sha256()
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        folder = Path(config.path)
        if not _NOT_OURS.intersection(folder.parts):
            for path in sorted(path for path in folder.rglob("*") if path.suffix in _CODE):
                digest.update(path.read_bytes())
    digest.update(
        repr(
            sorted((distribution.name, distribution.version) for distribution in distributions())
        ).encode()
    )
    return digest.hexdigest()


def _as_text(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    text = str(value)
    # a memory address differs in each process
    return type(value).__qualname__ if " at 0x" in text else text


@receiver(setting_changed)
def _forget(**_options: Any) -> None:
    deployment.cache_clear()
