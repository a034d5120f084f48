"""Metrics read on each scrape, mostly from the database; apps register theirs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from cms.outages.lost import is_lost
from cms.outages.watch import Waiting, watching

logger = logging.getLogger(__name__)
SECONDS = 3  # for an answer of the database, and again for a new connection; Prometheus waits ten


@dataclass(frozen=True)
class Reading:
    """A number, or one for each value of a label; unreadable values are left out."""

    name: str
    says: str
    read: Callable[[], Mapping[str, float]]  # by the label's value; "" without a label
    label: str = ""
    is_of_database: bool = True  # whether it needs the database

    def family(self) -> GaugeMetricFamily:
        labels = [self.label] if self.label else []
        family = GaugeMetricFamily(f"archive_{self.name}", self.says, labels=labels)
        for value, number in self.read().items():
            family.add_metric([value] if self.label else [], number)
        return family


_readings: dict[str, Reading] = {}


def register(*readings: Reading) -> None:
    _readings.update({reading.name: reading for reading in readings})


class Readings(Collector):
    """All values, read anew each time; without the database only that is reported."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        families, is_up = [], 1.0
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            with watching(Waiting(connection, SECONDS)):
                if not connection.in_atomic_block:  # in tests
                    connection.close_if_unusable_or_obsolete()  # as Django does for a request
                families = list(_readable(are_of_database=True))
        except Exception as error:  # noqa: BLE001 -- whatever a driver raises, the counts are told
            logger.warning("Metrics of the database cannot be read: %s", type(error).__name__)
            families, is_up = [], 0.0
        yield from families
        yield from _readable(are_of_database=False)
        yield GaugeMetricFamily("archive_database_up", "Whether the database answered.", is_up)


def _readable(are_of_database: bool) -> Iterator[GaugeMetricFamily]:
    """The metrics; one that fails does not hide others, unless the database is lost."""
    for reading in _readings.values():
        if reading.is_of_database is not are_of_database:
            continue
        try:
            yield reading.family()
        except Exception as error:
            if is_lost(error):
                raise
            logger.warning("The metric %s cannot be read: %s", reading.name, type(error).__name__)
