"""Sends mail after the transaction in which it was written.

Wagtail writes to reviewers while it stores a submission. A mail server that hangs would keep the
transaction open, one that refuses a password would roll it back, and a letter could be about
something that was rolled back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.mail.backends import smtp
from django.core.mail.message import EmailMessage
from django.db import transaction


class EmailBackend(smtp.EmailBackend):
    """Django's backend, which within a transaction sends after the commit, or never.

    Later failures are logged, because what the letters are about is stored.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # By the savepoint in which they were written: each sends, or discards, its own.
        self._waiting: dict[tuple[str, ...], list[EmailMessage]] = {}
        self._is_committed = False

    def open(self) -> bool | None:
        return super().open() if self._may_send() else None

    def _may_send(self) -> bool:
        return self._is_committed or not transaction.get_connection().in_atomic_block

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if self._may_send():
            return super().send_messages(email_messages) or 0
        savepoint = tuple(filter(None, transaction.get_connection().savepoint_ids))
        messages = self._waiting.setdefault(savepoint, [])
        if not messages:
            transaction.on_commit(lambda: self._send(savepoint), robust=True)
        messages.extend(email_messages)
        return len(email_messages)

    def _send(self, savepoint: tuple[str, ...]) -> None:
        self._is_committed = True
        try:
            super().send_messages(self._waiting.pop(savepoint))
        finally:
            self._is_committed = False
