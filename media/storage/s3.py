"""The two buckets, in a separate module, because boto3 loads slowly and local storage does not need
it."""

from __future__ import annotations

import time
from typing import Any

from botocore.exceptions import HTTPClientError
from storages.backends.s3 import S3Storage

from .backends import WithoutAddress

PAUSE_SECONDS = 5  # without any request to it


class NotAskedError(HTTPClientError):
    """The store did not answer a moment ago, so no request was sent."""

    fmt = "The store for files did not answer a moment ago."


class ImpatientS3Storage(S3Storage):
    """A bucket that gets no requests for a while after a failure, so that code waits only once.

    Without that, withdrawing a page with a hundred sizes would wait a hundred times.
    """

    _asks_again_at = 0.0  # for all buckets and threads of the process

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
    """Note failures after all attempts; a refusal counts as an answer."""
    if isinstance(exception, HTTPClientError):
        ImpatientS3Storage._asks_again_at = time.monotonic() + PAUSE_SECONDS
