"""Monitoring: it works, and nobody else can see it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests
from django.conf import settings

from cms.metrics.environment import Address, metrics_address
from cms.metrics.exporter import PATH
from cms.reports.sentry import refused_sentry
from cms.traces.exporting import are_installed, are_wanted

from .fault import Fault

SECONDS = 5
OURS = "archive_workers"  # a metric that always exists
# bypasses a proxy of the environment, which would see the token and cannot connect here
DIRECTLY = {"http": ""}
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- compared, not listened on


def metrics() -> Iterator[Fault]:
    """Metrics are shown at METRICS_ADDRESS, and to strangers neither there nor elsewhere."""
    address = metrics_address(os.environ)
    if address is None:
        return
    token = os.environ.get("METRICS_TOKEN", "")
    here = _url(EVERYWHERE.get(address.host, address.host), address)
    if not _shows(here, token):
        yield Fault(
            f"No metrics are shown at {here}.",
            "Start python -m cms.serve with this environment, METRICS_TOKEN included.",
        )
    if token and _shows(here):
        yield Fault(
            f"Metrics are shown at {here} without the token.",
            "Start python -m cms.serve anew, with METRICS_TOKEN in its environment.",
        )
    site = settings.WAGTAILADMIN_BASE_URL
    for public in (f"{site}{PATH}", _url(urlsplit(site).hostname or "", address)):
        if _shows(public):
            yield Fault(
                f"Everybody can see metrics at {public}.",
                "Let no proxy lead there, and name an address of this machine or a closed network "
                "in METRICS_ADDRESS.",
            )


def error_reports() -> Iterator[Fault]:
    """The server of SENTRY_DSN is reachable; nothing is sent."""
    dsn = os.environ.get("SENTRY_DSN", "")
    if not dsn:
        return
    if sentences := list(refused_sentry(os.environ)):
        yield Fault(sentences[0], "Set SENTRY_DSN as the project's settings in Sentry show it.")
    elif not _answers(f"{urlsplit(dsn).scheme}://{urlsplit(dsn).netloc.rpartition('@')[2]}/"):
        yield Fault("Nobody answers at the server of SENTRY_DSN.", _REACH)


def traces() -> Iterator[Fault]:
    """OpenTelemetry's collector is reachable, and its library installed."""
    if not are_wanted(os.environ):
        return
    if not are_installed():
        yield Fault(
            "A collector of OpenTelemetry is named, and its library is not installed.",
            "Run pip install --require-hashes -r deploy/constraints-optional.txt.",
        )
    address = os.environ.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") or os.environ.get(
        "OTEL_EXPORTER_OTLP_ENDPOINT"
    )
    if address and not _answers(address):
        yield Fault("Nobody answers at the collector of OpenTelemetry.", _REACH)


_REACH = "Start it, or let this machine reach it; until then what is told is lost."


def _answers(url: str) -> bool:
    """Whether there is a server, whatever it answers."""
    try:
        requests.get(url, timeout=SECONDS, allow_redirects=False)
    except requests.RequestException:
        return False
    return True


def _url(host: str, address: Address) -> str:
    return (
        f"http://[{host}]:{address.port}{PATH}"
        if ":" in host
        else (f"http://{host}:{address.port}{PATH}")
    )


def _shows(url: str, token: str = "") -> bool:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = requests.get(
            url, headers=headers, timeout=SECONDS, allow_redirects=False, proxies=DIRECTLY
        )
    except requests.RequestException:
        return False
    return answer.status_code == 200 and OURS in answer.text
