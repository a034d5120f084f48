"""The two buckets; apart, because boto3 takes long to load and local storage needs none."""

from __future__ import annotations

import time
from typing import Any

from botocore.exceptions import HTTPClientError
from storages.backends.s3 import S3Storage

from .backends import WithoutAddress

PAUSE_SECONDS = 5  # in which nobody asks again


class NotAskedError(HTTPClientError):
    """The store did not answer a moment ago, so it was not asked."""

    fmt = "The store for files did not answer a moment ago."


class ImpatientS3Storage(S3Storage):
    """A bucket that after no answer is not asked for a while: of many files only one is waited for.

    Without that, taking back a page with a hundred sizes would wait a hundred times.
    """

    _asks_again_at = 0.0  # of all buckets and threads of the process

    def _create_session(self) -> Any:
        session = super()._create_session()
        session.events.register("before-call.s3", _refuse_meanwhile)
        session.events.register("after-call-error.s3", _note_no_answer)
        return session


class PrivateS3Storage(WithoutAddress, ImpatientS3Storage):
    """A bucket whose files get no address, not even a signed one."""


def _refuse_meanwhile(**_: Any) -> None:
    if time.monotonic() < ImpatientS3Storage._asks_again_at:
        raise NotAskedError


def _note_no_answer(exception: Exception, **_: Any) -> None:
    """Hear of what failed after all attempts; an answer that says no is an answer."""
    if isinstance(exception, HTTPClientError):
        ImpatientS3Storage._asks_again_at = time.monotonic() + PAUSE_SECONDS
