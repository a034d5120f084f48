"""Encrypts evidence that was stored before evidence was encrypted, a few files per tick."""

from __future__ import annotations

import logging

from archive.safeguards.people.sealed_files import SUFFIX
from cms.clock.failures import Failures

from .models import Consent

logger = logging.getLogger(__name__)
PORTION = 20


def seal_open_evidence() -> int:
    open_rows = Consent.objects.exclude(evidence="").exclude(evidence__endswith=SUFFIX)
    count, failures = 0, Failures()
    for consent in open_rows.order_by("pk"):
        with failures.passing_over(f"evidence of consent {consent.pk}"):
            try:
                consent.seal_again()
            except FileNotFoundError:
                logger.error("The evidence of consent %s is not in the storage", consent.pk)
                continue
            count += 1
        if count == PORTION:
            break
    failures.tell("Not encrypted")
    return count
