"""A Redis client with short timeouts: a cache that costs seconds is useless."""

from __future__ import annotations

import time
from typing import Any

from redis import ConnectionError as RedisConnectionError
from redis import Redis
from redis import TimeoutError as RedisTimeoutError
from redis.backoff import NoBackoff
from redis.retry import Retry

SECONDS = 0.5  # for a connection, and for an answer
PAUSE_SECONDS = 2  # without any request to it


class ImpatientRedis(Redis):
    """Redis's client;

    after a failure it fails at once for a while, so that a request waits only once.
    """

    _asks_again_at = 0.0  # for all clients in the process

    def execute_command(self, *args: Any, **options: Any) -> Any:
        if time.monotonic() < ImpatientRedis._asks_again_at:
            raise RedisConnectionError("Redis did not answer a moment ago.")
        try:
            return super().execute_command(*args, **options)
        except (RedisConnectionError, RedisTimeoutError):
            ImpatientRedis._asks_again_at = time.monotonic() + PAUSE_SECONDS
            raise


def impatient() -> dict[str, Any]:
    """The options of Django's cache for this client."""
    return {
        "REDIS_CLIENT_CLASS": "cms.outages.redis.ImpatientRedis",
        "SOCKET_CONNECT_TIMEOUT": SECONDS,
        "SOCKET_TIMEOUT": SECONDS,
        "CONNECTION_POOL_KWARGS": {"retry": Retry(NoBackoff(), 0)},
    }
