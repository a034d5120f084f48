"""Cursors: signed, and valid for one order and one filter."""

from __future__ import annotations

import base64
import binascii
import hmac
from functools import lru_cache
from hashlib import sha256
from typing import Any

import orjson
from django.conf import settings
from django.utils.crypto import salted_hmac

from cms.graphql.errors import BadUserInput

from .orders import Order

_MARK = 12  # bytes of the signature in a cursor


class Cursors:
    """Writes and reads the cursors of one list.

    A list is identified by its order, its filter and its owner; a cursor of another list is
    refused. Before the owner is known, the other two are checked alone.
    """

    def __init__(self, order: Order, scope: Any, *owner: Any) -> None:
        self._order = order
        self._list = [order.name, *(_digest(part) for part in (scope, *owner))]

    def write(self, value: Any, key: int) -> str:
        text = orjson.dumps([*self._list, value, key], default=_base64)
        return base64.urlsafe_b64encode(_signature(text) + text).decode()

    def read(self, cursor: str, argument: str) -> tuple[Any, int]:
        """Sort value and primary key; raises BadUserInput if it is not a cursor of this list."""
        try:
            signed_text = base64.b64decode(cursor, altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            signed_text = b""
        text = signed_text[_MARK:]
        if not hmac.compare_digest(_signature(text), signed_text[:_MARK]):
            raise BadUserInput(f"{argument} is not a cursor of this API.", argument)
        *of_list, value, key = orjson.loads(text)
        try:
            if of_list[: len(self._list)] == self._list:
                return self._order.parse(value), key
        except (TypeError, ValueError):  # from an earlier version, with another order
            pass
        raise BadUserInput(f"{argument} is a cursor of another order or filter.", argument)


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _digest(part: Any) -> str:
    text = orjson.dumps(part, default=str, option=orjson.OPT_SORT_KEYS)
    return sha256(text).hexdigest()[:12]


def _signature(text: bytes) -> bytes:
    return hmac.digest(_key(settings.SECRET_KEY), text, "sha256")[:_MARK]


@lru_cache(maxsize=2)
def _key(secret: str) -> bytes:
    return salted_hmac("cms.graphql.cursor", "key", secret=secret, algorithm="sha256").digest()
