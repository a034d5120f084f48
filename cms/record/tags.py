"""Cache tags: short names of what an answer was made of, which a purge names again.

They are keyed with the secret of this installation: from a tag nobody can tell whose it is.
"""

from __future__ import annotations

import base64
from functools import lru_cache

from django.utils.crypto import salted_hmac


@lru_cache(maxsize=65_536)
def tag(*parts: object) -> str:
    """Eleven characters for what these words name."""
    digest = salted_hmac("cms.record.tags", ":".join(map(str, parts)), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:8]).decode().rstrip("=")


def tags_of(type_name: str, key: int) -> list[str]:
    """Of answers that showed a thing, and of all that list things of its type."""
    return [tag(type_name, key), tag(type_name)]
