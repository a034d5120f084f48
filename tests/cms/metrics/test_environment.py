"""Metrics are shown where the settings say, and to other machines only with a token."""

import pytest

from cms.metrics.environment import metrics_address, refused_metrics

TOKEN = "0123456789abcdefghij"


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", None),
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("[::1]:9464", ("::1", 9464)),
        ("0.0.0.0:9464", ("0.0.0.0", 9464)),
    ],
)
def test_an_address_is_read(value, address):
    assert metrics_address({"METRICS_ADDRESS": value}) == address
    assert list(refused_metrics({"METRICS_ADDRESS": value, "METRICS_TOKEN": TOKEN})) == []


@pytest.mark.parametrize("value", ["9464", "localhost:9464", "127.0.0.1:0", "127.0.0.1:http", ":1"])
def test_what_is_no_address_is_refused(value):
    [sentence] = refused_metrics({"METRICS_ADDRESS": value})
    assert sentence.startswith("METRICS_ADDRESS is no IP address with a port")


@pytest.mark.parametrize("token", ["", "short"])
def test_other_machines_need_a_token(token):
    [sentence] = refused_metrics({"METRICS_ADDRESS": "0.0.0.0:9464", "METRICS_TOKEN": token})
    assert sentence.startswith("METRICS_TOKEN is missing or short")
    assert (
        list(refused_metrics({"METRICS_ADDRESS": "127.0.0.1:9464", "METRICS_TOKEN": token})) == []
    )


@pytest.mark.parametrize("environment", [{}, {"PORT": ""}, {"PORT": "9464"}])
def test_metrics_have_a_port_that_readers_have_not(environment):
    port = environment.get("PORT") or "8000"
    [sentence] = refused_metrics(environment | {"METRICS_ADDRESS": f"127.0.0.1:{port}"})
    assert sentence.startswith("METRICS_ADDRESS has the port of readers")
