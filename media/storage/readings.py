"""Metrics of the storages."""

from __future__ import annotations

from cms.metrics.readings import Reading
from cms.outages.stores import usable_stores

READINGS = (
    Reading(
        "storage_up",
        "Whether a storage for files answers, and its disk has room.",
        usable_stores,
        "storage",
        is_of_database=False,
    ),
)
